"""Names of calendar entries and feeds: what is signed comes back whole, and what is not ours is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar_ids import Entry, Feed, parse, uid_of
from app.domain.errors import BadData

numbers = st.integers(1, 2**31 - 1)


@given(interview=numbers, person=numbers, is_candidate=st.booleans())
def test_an_entry_comes_back_from_the_numbers_that_are_signed(interview: int, person: int, is_candidate: bool):
    entry = Entry(interview, person, is_candidate)

    assert Entry.of(entry.values()) == entry


@given(person=numbers, epoch=numbers, is_candidate=st.booleans())
def test_a_feed_comes_back_from_the_numbers_that_are_signed(person: int, epoch: int, is_candidate: bool):
    feed = Feed(person, epoch, is_candidate)

    assert Feed.of(feed.values()) == feed


@given(interview=numbers, number=numbers)
def test_a_colleague_and_a_candidate_of_the_same_number_have_different_entries(interview: int, number: int):
    assert Entry(interview, number).values() != Entry(interview, number, is_candidate=True).values()


@pytest.mark.parametrize("values", [None, (), (1, 2), (1, 3, 2), (1, 0, 2), (1, 2, 3, 4)])
def test_other_numbers_name_no_entry(values: tuple[int, ...] | None):
    assert Entry.of(values) is None


@pytest.mark.parametrize("values", [None, (), (1, 2), (3, 1, 2), (0, 1, 2), (1, 2, 3, 4)])
def test_other_numbers_name_no_feed(values: tuple[int, ...] | None):
    assert Feed.of(values) is None


@given(token=st.text("abcXYZ019-_.", min_size=1))
def test_a_name_gives_back_what_was_signed(token: str):
    assert parse(f" {uid_of(token)}\n") == token


@pytest.mark.parametrize("uid", ["", "@rung", "token", "token@elsewhere", "a@b@rung", "token@rung.example"])
def test_a_name_of_somebody_elses_calendar_is_refused(uid: str):
    with pytest.raises(BadData, match="no interview of ours"):
        parse(uid)
