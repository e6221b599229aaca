"""Who sees which openings, what their pages know, and what that costs."""

from datetime import timedelta

import pytest

from app.domain.errors import NotFound
from app.domain.opening import CloseReason, OpeningState
from app.domain.policy import Grant, Part, Role, Viewer
from app.gateways import clock
from app.queries import openings as queries
from app.services import openings as service
from tests import factories
from tests.statements import counted


def viewer(account_id: int, role: Role = Role.RECRUITER) -> Viewer:
    return Viewer(account_id, "Somebody", role, "Europe/Berlin", "Job", frozenset[Grant]())


def listed(person: Viewer, state: OpeningState = OpeningState.OPEN) -> list[int]:
    return [row.id for row in queries.openings_for(person, state=state).rows]


@pytest.fixture
def team(context):
    return factories.openings.make_opening()


def test_whoever_has_a_part_sees_the_opening_in_the_list(team):
    people = (team.recruiter, team.manager, team.panel[0], team.leader)

    assert [listed(viewer(person)) for person in people] == [[team.opening]] * 4


def test_nobody_else_sees_it(team):
    assert listed(viewer(factories.accounts.make_account("recruiter"))) == []


def test_an_admin_sees_all_openings_without_their_boards(team):
    admin = viewer(factories.accounts.make_account("admin"), Role.ADMIN)

    rows = queries.openings_for(admin, state=OpeningState.OPEN).rows

    assert [(row.id, row.has_board) for row in rows] == [(team.opening, False)]


def test_the_list_counts_candidates_in_progress_only(team):
    for state in ("active", "active", "declined", "on_hold"):
        factories.applications.make_application(team.opening, state=state)

    assert queries.openings_for(viewer(team.recruiter), state=OpeningState.OPEN).rows[0].active == 2


def test_openings_of_one_name_come_page_by_page_without_a_gap(context, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    made = [factories.openings.make_opening().opening for _ in range(5)]
    admin = viewer(factories.accounts.make_account("admin"), Role.ADMIN)
    found, after = [], None

    while True:
        page = queries.openings_for(admin, state=OpeningState.OPEN, after=after)
        found += [row.id for row in page.rows]
        after = page.more
        if after is None:
            break

    assert found == sorted(made)


def test_closed_openings_have_a_list_of_their_own(team):
    service.close(viewer(team.recruiter), team.opening, reason=CloseReason.FILLED, seen=1)

    assert listed(viewer(team.recruiter)) == []
    assert listed(viewer(team.recruiter), OpeningState.CLOSED) == [team.opening]


def test_an_opening_is_not_there_for_somebody_without_a_part(team):
    with pytest.raises(NotFound):
        queries.opening_for(viewer(factories.accounts.make_account("recruiter")), team.opening)


def test_an_opening_that_does_not_exist_is_not_found(context):
    with pytest.raises(NotFound):
        queries.opening_for(viewer(1, Role.ADMIN), 4711)


def test_the_team_is_known_by_part(team):
    found = queries.team_of(team.opening)

    assert {part: found.ids(part) for part in Part} == {
        Part.RECRUITER: {team.recruiter},
        Part.HIRING_MANAGER: {team.manager},
        Part.INTERVIEWER: set(team.panel),
        Part.SENIOR_LEADER: {team.leader},
    }


def test_a_member_whose_account_is_deactivated_is_named_apart(context):
    gone = factories.accounts.make_account("interviewer", is_active=False)
    team = factories.openings.make_opening(panel=(gone,))

    found = queries.team_of(team.opening)

    assert found.of(Part.INTERVIEWER) == ()
    assert [member.id for member in found.gone()] == [gone]


def test_only_active_people_whose_role_allows_a_part_are_offered_for_it(team):
    factories.accounts.make_account("recruiter", is_active=False)
    admin = factories.accounts.make_account("admin")
    opening = queries.opening_for(viewer(team.recruiter), team.opening)

    offered = queries.colleagues_for(opening, clock.now())

    assert {person.id for person in offered[Part.RECRUITER]} == {team.recruiter, admin}
    assert {person.id for person in offered[Part.HIRING_MANAGER]} == {team.manager}
    assert {person.id for person in offered[Part.SENIOR_LEADER]} == {team.leader}
    assert set(team.panel) | {admin, team.recruiter} <= {person.id for person in offered[Part.INTERVIEWER]}


def test_whoever_holds_interviews_to_come_is_marked(team):
    application = factories.applications.make_application(team.opening)
    later = clock.now() + timedelta(days=1)
    factories.scheduling.make_interview(application, stage="panel", interviewers=team.panel, starts_at=later)
    factories.scheduling.make_interview(application, stage="screen", interviewers=[team.recruiter])
    opening = queries.opening_for(viewer(team.recruiter), team.opening)

    offered = queries.colleagues_for(opening, clock.now())

    booked = {person.id: person.booked for person in offered[Part.INTERVIEWER]}
    assert {booked[person] for person in team.panel} == {1}
    assert booked[team.recruiter] == 0


def test_a_closed_opening_says_who_closed_it_and_why(team):
    service.close(viewer(team.manager, Role.HIRING_MANAGER), team.opening, reason=CloseReason.NOT_NEEDED, seen=1)
    opening = queries.opening_for(viewer(team.recruiter), team.opening)

    closing = queries.closing_of(opening)

    assert closing is not None
    assert (closing.reason, closing.by.startswith("Person")) == ("not_needed", True)


@pytest.mark.parametrize("size", [1, 12])
def test_list_and_opening_cost_the_same_at_any_size(context, size):
    teams = [factories.openings.make_opening(panel=()) for _ in range(size)]
    for _ in range(size):
        factories.applications.make_application(teams[0].opening)
    person = viewer(teams[0].recruiter)
    with counted(context) as in_list:
        queries.openings_for(person, state=OpeningState.OPEN)
    with counted(context) as in_page:
        queries.opening_for(person, teams[0].opening)

    assert (len(in_list), len(in_page)) == (1, 2)
