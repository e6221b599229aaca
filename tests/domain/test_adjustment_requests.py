"""What candidates ask to be arranged: what can be asked, how it is answered, how long interviews take then."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.adjustment_requests import Reply, Want, Wish, answer_due, is_overdue, lengthened
from app.domain.errors import BadData
from app.domain.slots import LONGEST

WISH = Wish.entered(["breaks"], "I read lips since a fall.")
TOKYO = ZoneInfo("Asia/Tokyo")


def granted(**changes: object) -> Reply:
    values = {"answer": "", "arrangement": "A break of ten minutes.", "extra_minutes": 15, "is_meant": False}
    return Reply.granted(WISH, **(values | changes))  # type: ignore[arg-type]


def test_what_is_ticked_is_kept_in_the_order_of_the_list_and_nothing_unknown():
    wish = Wish.entered(["other", "more_time", "a limousine"], " Please. ")

    assert (wish.wants, wish.text) == ((Want.MORE_TIME, Want.OTHER), "Please.")


@pytest.mark.parametrize(("wants", "field"), [((), "wants"), (("other",), "text")])
def test_a_request_says_what_would_help(wants: tuple[str, ...], field: str):
    with pytest.raises(BadData) as refused:
        Wish.entered(wants, "  ")

    assert refused.value.field == field


def test_interviewers_read_no_words_of_the_request_unless_they_are_meant():
    with pytest.raises(BadData, match="read lips since"):
        granted(arrangement="Face them: they read lips since then.")

    assert granted(arrangement="Face them: they read lips since then.", is_meant=True).is_granted


@pytest.mark.parametrize("minutes", [-5, 7, 125])
def test_time_is_added_in_steps_of_five_up_to_two_hours(minutes: int):
    with pytest.raises(BadData, match="steps of 5"):
        granted(extra_minutes=minutes)


def test_a_no_has_a_reason():
    with pytest.raises(BadData, match="why this can't be arranged"):
        Reply.refused(answer=" ")


@pytest.mark.parametrize(
    ("asked", "due"),
    [("2026-11-23 10:00", "2026-11-24 10:00"), ("2026-11-20 17:00", "2026-11-23 17:00"),
     ("2026-11-21 09:00", "2026-11-24 00:00")],
)  # fmt: skip
def test_a_request_is_answered_within_a_working_day(asked: str, due: str):
    at = datetime.fromisoformat(asked).replace(tzinfo=TOKYO)
    until = datetime.fromisoformat(due).replace(tzinfo=TOKYO)

    assert answer_due(at, "Asia/Tokyo") == until
    assert not is_overdue(at, until, zone="Asia/Tokyo")


@given(st.integers(15, LONGEST), st.integers(0, 120))
def test_nobody_gets_less_time_and_no_interview_outgrows_the_longest(minutes: int, extra: int):
    assert minutes <= lengthened(minutes, extra) <= LONGEST
