"""Who steps in for an interviewer who can't make it: somebody with time then, and why they."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.domain.excuses import Excuse
from app.gateways import clock
from app.models.accounts import Account
from app.models.openings import OpeningMember
from app.models.scheduling import Invitation
from app.queries import scheduling as queries
from app.queries.scheduling import StandIn
from app.services import scheduling
from tests import factories
from tests.factories.bookings import book_panel, viewer_of
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team
from tests.rows import change
from tests.statements import counted


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def at() -> datetime:
    """Ten in the morning of a working day, a week or so ahead."""
    day = datetime.now(UTC) + timedelta(days=7)
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel")


@pytest.fixture
def reported(team, case, at) -> int:
    """A panel of which one interviewer says that they can't make it."""
    booked = book_panel(team, case, at=at)
    scheduling.excuse(viewer_of(team.panel[0]), booked, kind=Excuse.CANNOT, reason="My flight is gone.")
    return booked


@pytest.fixture
def colleague(team):
    """Adds somebody to the opening's interviewers, on clocks where the interview falls into office hours."""

    def add(name: str, *, zone: str = "Europe/Berlin") -> int:
        who = factories.accounts.make_account("interviewer")
        change(update(Account).where(Account.id == who).values(name=name, zone=zone))
        with factories.writing() as session:
            session.add(OpeningMember(opening_id=team.opening, account_id=who, part="interviewer"))
        return who

    return add


def proposed(team: Team, interview_id: int) -> StandIn | None:
    page = queries.interview_for(viewer_of(team.recruiter), interview_id)
    return queries.stand_in_for(page, clock.now())


def test_nobody_is_proposed_while_nobody_reports(team, case, at, colleague):
    colleague("Chidi Nwosu")

    assert proposed(team, book_panel(team, case, at=at)) is None


def test_somebody_with_time_then_is_proposed_with_reasons(team, reported, colleague):
    chidi = colleague("Chidi Nwosu")

    found = proposed(team, reported)

    assert found is not None
    assert found.best is not None
    assert (found.best.id, found.leaves.account_id) == (chidi, team.panel[0])
    assert found.best.reasons


def test_whoever_is_taken_then_is_not_proposed_and_it_is_said_why(team, reported, at, colleague):
    chidi = colleague("Chidi Nwosu")
    other = factories.applications.make_application(team.opening, stage="panel")
    book_panel(team, other, at=at, interviewers=[chidi, team.manager, team.leader])

    found = proposed(team, reported)

    assert found is not None
    assert found.best is None
    assert found.problems
    assert any("Chidi Nwosu" in sentence for one in found.others for sentence in one.reasons)


def test_whoever_sleeps_then_is_not_proposed(team, reported, colleague):
    colleague("Aroha Ngata", zone="Pacific/Auckland")

    found = proposed(team, reported)

    assert found is not None
    assert found.best is None


def test_whoever_stands_by_since_the_invitation_comes_first(team, case, reported, colleague):
    colleague("Chidi Nwosu")
    asked = colleague("Zoe Adler")
    number = make_invitation(case, team.recruiter, people=team.panel, standbys=[asked])
    change(update(Invitation).where(Invitation.id == number).values(state="booked", interview_id=reported))

    found = proposed(team, reported)

    assert found is not None
    assert found.best is not None
    assert (found.best.id, found.stood_by) == (asked, True)


def test_the_one_who_reported_is_never_proposed_for_themself(team, reported):
    found = proposed(team, reported)

    assert found is not None
    assert found.best is None
    assert team.panel[0] not in {one.id for one in found.others}


def test_what_has_begun_needs_nobody_to_step_in(team, case):
    begin = datetime.now(UTC) - timedelta(minutes=10)
    begun = factories.scheduling.make_interview(case, stage="panel", interviewers=team.panel, starts_at=begin)
    scheduling.excuse(viewer_of(team.panel[0]), begun, kind=Excuse.CANNOT, reason="My flight is gone.")

    assert proposed(team, begun) is None


def test_it_costs_the_same_for_many_people(team, reported, colleague, context):
    colleague("Chidi Nwosu")
    page = queries.interview_for(viewer_of(team.recruiter), reported)
    with counted(context) as few:
        queries.stand_in_for(page, clock.now())
    for number in range(8):
        colleague(f"Colleague {number}")

    with counted(context) as many:
        queries.stand_in_for(page, clock.now())

    assert len(many) == len(few) <= 18
