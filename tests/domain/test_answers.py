"""Which answers count, and which are refused."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answers import ANSWER_STATES, Answer, check_answer, counts
from app.domain.errors import BadData, NotReady


@pytest.fixture
def end() -> datetime:
    return datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def test_a_no_is_reported_with_a_reason_instead(end):
    with pytest.raises(BadData, match="report it with a reason"):
        check_answer(Answer.DECLINED, is_excused=False, ends_at=end, now=end - timedelta(days=1))


def test_whoever_reported_something_takes_that_back_first(end):
    with pytest.raises(NotReady, match="Take that back first"):
        check_answer(Answer.ACCEPTED, is_excused=True, ends_at=end, now=end - timedelta(days=1))


def test_what_has_ended_is_not_answered(end):
    with pytest.raises(NotReady, match="has ended"):
        check_answer(Answer.TENTATIVE, is_excused=False, ends_at=end, now=end)


@given(st.integers(0, 50), st.integers(0, 50))
def test_only_an_answer_to_the_latest_question_counts(sequence, asked_since):
    at = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

    answered = counts(sequence=sequence, asked_since=asked_since, ends_at=at, now=at - timedelta(hours=1))

    assert answered == (sequence >= asked_since)


def test_an_answer_after_the_end_counts_for_nothing(end):
    assert not counts(sequence=9, asked_since=1, ends_at=end, now=end)


def test_every_answer_has_its_words():
    assert set(ANSWER_STATES) == set(Answer)
