"""Files beside a card: how many, until when, and how large they are said to be."""

from datetime import UTC, datetime

import pytest

from app.domain import card_files
from app.domain.errors import BadData, NotReady

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def test_files_change_while_the_card_is_written():
    card_files.check_changeable(submitted_at=None, closed_at=None)


@pytest.mark.parametrize(
    ("submitted_at", "closed_at", "said"),
    [(AT, None, "This scorecard is submitted"), (None, AT, "This application was closed"), (AT, AT, "This scorecard")],
)
def test_files_of_a_frozen_card_stay_as_they_are(submitted_at, closed_at, said):
    with pytest.raises(NotReady) as refused:
        card_files.check_changeable(submitted_at=submitted_at, closed_at=closed_at)

    assert refused.value.message.startswith(said)


@pytest.mark.parametrize(("kept", "more"), [(0, 1), (9, 1), (0, 10)])
def test_ten_files_have_room(kept, more):
    card_files.check_room(kept, more)


@pytest.mark.parametrize(
    ("kept", "more", "said"),
    [
        (0, 0, "Choose at least one file, then attach it."),
        (10, 1, "A scorecard keeps up to 10 files; this one has 10, and you chose 1 more."),
        (8, 3, "A scorecard keeps up to 10 files; this one has 8, and you chose 3 more."),
    ],
)
def test_none_and_too_many_are_refused_with_what_to_do(kept, more, said):
    with pytest.raises(BadData) as refused:
        card_files.check_room(kept, more)

    assert refused.value.message.startswith(said)
    assert refused.value.field == "files"


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (1499, "1 KB"), (812_000, "812 KB"), (999_499, "999 KB"), (999_501, "1.0 MB"), (2_449_000, "2.4 MB")],
)
def test_a_size_is_told_as_people_know_it(size, words):
    assert card_files.size_in_words(size) == words
