"""Briefs: what may be written, when it is sent, and until when slides may be handed in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.briefs import LONGEST, MOST_DECKS, Brief, check_deck, sent_from
from app.domain.errors import BadData, NotReady

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def entered(*, text: str = "Prepare.", text_ja: str = "", days_before: int | None = 7) -> Brief:
    return Brief.entered(text=text, text_ja=text_ja, days_before=days_before, asks_for_deck=True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " \n"}, "text"),
        ({"text": "a" * (LONGEST + 1)}, "text"),
        ({"text": "a\x00"}, "text"),
        ({"text_ja": "あ" * (LONGEST + 1)}, "text_ja"),
        ({"days_before": 0}, "days_before"),
        ({"days_before": 31}, "days_before"),
        ({"days_before": None}, "days_before"),
    ],
)
def test_a_brief_that_can_not_be_sent_names_the_field(values, field):
    with pytest.raises(BadData) as caught:
        entered(**values)

    assert caught.value.field == field


def test_a_brief_is_sent_whole_days_before_the_interview():
    assert sent_from(NOW, 7) == NOW - timedelta(days=7)


@given(hours=st.lists(st.integers(-48, 48), max_size=4), handed_in=st.integers(0, 12), is_here=st.booleans())
def test_slides_are_taken_until_the_interview_begins_and_never_after(hours, handed_in, is_here):
    begins = [NOW + HOUR * hour for hour in hours]

    try:
        check_deck(asks=True, begins=begins, now=NOW, is_here=is_here, handed_in=handed_in)
        is_taken = True
    except NotReady:
        is_taken = False

    is_ahead = all(begin > NOW for begin in begins) and (is_here or bool(begins))
    assert is_taken == (is_ahead and handed_in < MOST_DECKS)


def test_slides_that_nobody_asks_for_are_not_taken():
    with pytest.raises(NotReady, match="Nothing can be handed in"):
        check_deck(asks=False, begins=[NOW + HOUR], now=NOW, is_here=True, handed_in=0)
