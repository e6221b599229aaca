"""What can be recorded of an interview that was not held."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.absences import HAPPENED_NAMES, Absence, Happened
from app.domain.errors import BadData


@pytest.fixture
def begun() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_calling_off_names_nobody(begun):
    absence = Absence()

    absence.check(interviewers=[1, 2], starts_at=begun, now=begun - timedelta(days=1))

    assert absence.no_show is None


def test_nobody_has_missed_what_has_not_begun(begun):
    with pytest.raises(BadData, match="has not begun") as refused:
        Absence(Happened.CANDIDATE).check(interviewers=[1], starts_at=begun, now=begun - timedelta(seconds=1))

    assert refused.value.field == "happened"


def test_a_candidate_can_have_missed_it_from_the_first_second_on(begun):
    absence = Absence(Happened.CANDIDATE)

    absence.check(interviewers=[1], starts_at=begun, now=begun)

    assert absence.no_show == "candidate"


def test_an_interviewer_who_did_not_come_has_a_name(begun):
    with pytest.raises(BadData, match="Choose who of the interviewers") as refused:
        Absence(Happened.INTERVIEWER).check(interviewers=[1], starts_at=begun, now=begun)

    assert refused.value.field == "missed"


@given(st.frozensets(st.integers(1, 6), min_size=1), st.frozensets(st.integers(1, 6)))
def test_only_those_who_hold_it_can_have_missed_it(missed, interviewers):
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    absence = Absence(Happened.INTERVIEWER, missed)

    try:
        absence.check(interviewers=interviewers, starts_at=at, now=at)
    except BadData:
        assert missed - interviewers
    else:
        assert missed <= interviewers


def test_somebody_who_did_not_come_is_not_lost_when_the_candidate_is_blamed(begun):
    with pytest.raises(BadData, match="an interviewer did not come"):
        Absence(Happened.CANDIDATE, frozenset({1})).check(interviewers=[1], starts_at=begun, now=begun)


def test_everything_that_can_have_happened_has_its_words():
    assert set(HAPPENED_NAMES) == set(Happened)
