"""Reporting lines: who is above whom, the conflicts that come of it, and no rings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.conflicts import ConflictOfInterest
from app.domain.errors import BadData
from app.domain.reporting_lines import above, check_manager, conflicts_by_line

# 1 reports to 2, 2 to 3; 4 reports to 3 too; 5 to nobody.
LINE = {1: 2, 2: 3, 3: None, 4: 3}
ANY_STAFF = st.dictionaries(st.integers(1, 8), st.none() | st.integers(1, 8), max_size=8)


def test_a_line_goes_up_to_its_end():
    assert above(1, LINE) == {2, 3}


def test_whoever_reports_to_nobody_has_nobody_above():
    assert above(5, LINE) == frozenset()


@given(ANY_STAFF, st.integers(1, 8))
def test_a_line_ends_also_in_a_ring_and_never_holds_the_person(managers, who):
    assert who not in above(who, managers)


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=20))
def test_managers_that_were_accepted_one_by_one_never_close_a_ring(changes):
    managers: dict[int, int | None] = {}
    for who, manager in changes:
        try:
            check_manager(who, manager, managers)
        except BadData:
            continue
        managers[who] = manager

    assert all(manager is None or who not in above(manager, managers) for who, manager in managers.items())


@given(ANY_STAFF, st.integers(1, 8), st.integers(1, 8))
def test_two_are_in_one_line_whichever_of_them_applies(managers, one, other):
    found = conflicts_by_line(one, managers, applicant=other)

    assert found == conflicts_by_line(other, managers, applicant=one)


@pytest.mark.parametrize(
    ("account", "applicant", "found"),
    [(1, 3, {"reporting_line"}), (3, 1, {"reporting_line"}), (1, 4, set()), (1, None, set()), (5, 1, set())],
)
def test_those_above_and_below_a_candidate_are_kept_out_and_their_peers_are_not(account, applicant, found):
    assert {kind.value for kind in conflicts_by_line(account, LINE, applicant=applicant)} == found


@pytest.mark.parametrize(("account", "is_kept_out"), [(2, True), (3, True), (1, False), (4, False)])
def test_those_above_the_hiring_manager_are_kept_out_of_a_panel(account, is_kept_out):
    found = conflicts_by_line(account, LINE, applicant=None, leads=[1])

    assert (ConflictOfInterest.MANAGERS_LINE in found) is is_kept_out


def test_one_of_two_hiring_managers_may_be_above_the_other():
    assert conflicts_by_line(2, LINE, applicant=None, leads=[1, 2]) == frozenset()


def test_nobody_reports_to_themself():
    with pytest.raises(BadData, match="Nobody reports to themself"):
        check_manager(1, 1, LINE)
