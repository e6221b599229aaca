"""The worker erases whoever's time is over, and nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database import db
from app.models.applications import ApplicationEvent
from app.models.candidates import Candidate, Erasure
from app.models.openings import LocationRules, Opening
from app.services.candidates import legal_holds
from app.services.candidates.retaining import erase_overdue
from tests import factories
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.factories.portal import candidate_of

ENDED = datetime(2026, 1, 1, tzinfo=UTC)
BEFORE, AFTER = ENDED + timedelta(days=179), ENDED + timedelta(days=181)


@pytest.fixture
def team(context) -> Team:
    made = make_opening()
    with factories.writing() as session:
        session.add(LocationRules(country="DE", keeps_days=180, changed_by=made.recruiter, changed_at=ENDED))
        session.execute(update(Opening).values(country="DE"))
    return made


def make_past(team: Team, state: str = "declined") -> int:
    """An application that ended, or goes on; the candidate's number."""
    application = make_application(team.opening, state=state)
    with factories.writing() as session:
        session.add(ApplicationEvent(application_id=application, kind="declined", data={}, at=ENDED))
    return candidate_of(application)


def erased() -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(select(Candidate.id).where(Candidate.erased_at.is_not(None))))


def test_whoever_is_past_the_term_of_the_country_is_erased(team):
    gone = make_past(team)

    count = erase_overdue(AFTER)

    assert (count, erased()) == (1, {gone})
    assert db.session.scalars(select(Erasure.because)).all() == ["retention"]


def test_nobody_goes_a_day_before(team):
    make_past(team)

    assert (erase_overdue(BEFORE), erased()) == (0, set())


@pytest.mark.parametrize("state", ["active", "on_hold", "decided", "offer_made", "hired"])
def test_whoever_is_under_way_or_was_hired_is_kept(team, state):
    make_past(team, state)

    assert (erase_overdue(AFTER), erased()) == (0, set())


def test_a_legal_hold_keeps_them_beyond_their_time(team):
    number = make_past(team)
    with factories.writing() as session:
        application = session.scalars(select(ApplicationEvent.application_id)).one()
    legal_holds.put_legal_hold(viewer_of(team.recruiter), application, reason="A claim is pending.")

    assert erase_overdue(AFTER) == 0
    assert number not in erased()


def test_without_a_term_nobody_is_erased(team):
    with factories.writing() as session:
        session.execute(update(LocationRules).values(keeps_days=None))
    make_past(team)

    assert erase_overdue(AFTER + timedelta(days=9000)) == 0


def test_a_second_night_erases_nobody_twice(team):
    make_past(team)

    assert [erase_overdue(AFTER), erase_overdue(AFTER)] == [1, 0]
