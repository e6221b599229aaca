"""Asking how a stage was: the day after, once, within the candidate's hours, and not where nobody asks."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database import db
from app.models.accounts import Organisation
from app.models.applications import StageSurvey
from app.models.notifications import OutboxMessage
from app.services.notifications.surveys import queue_surveys
from tests import factories
from tests.factories.applications import make_application
from tests.factories.openings import make_opening
from tests.factories.pools import make_organisation
from tests.factories.scheduling import make_interview

pytestmark = pytest.mark.usefixtures("context")

# A Tuesday, 15:00 in Tokyo, where the candidates are.
BEGAN = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 3, 4, 3, 30, tzinfo=UTC)


@pytest.fixture
def application() -> int:
    make_organisation()
    team = make_opening()
    made = make_application(team.opening)
    make_interview(made, stage="screen", interviewers=[team.recruiter], starts_at=BEGAN)
    return made


def asked() -> list[tuple[str, dict[str, str]]]:
    return [(row.kind, row.data) for row in db.session.execute(select(OutboxMessage.kind, OutboxMessage.data))]


def test_candidates_are_asked_the_day_after_and_once(application: int):
    counts = [queue_surveys(BEGAN + timedelta(hours=2)), queue_surveys(NEXT_MORNING), queue_surveys(NEXT_MORNING)]

    assert counts == [0, 1, 0]
    assert asked() == [("stage_survey", {"stage": "screen"})]


def test_nobody_is_asked_at_night(application: int):
    night = datetime(2026, 3, 4, 16, 0, tzinfo=UTC)

    assert queue_surveys(night) == 0


def test_an_organisation_can_turn_it_off(application: int):
    with factories.writing() as session:
        session.execute(update(Organisation).values(asks_surveys=False))

    assert queue_surveys(NEXT_MORNING) == 0


def test_who_has_answered_is_not_asked(application: int):
    with factories.writing() as session:
        session.add(StageSurvey(application_id=application, stage="screen", points={}, at=BEGAN))

    assert queue_surveys(NEXT_MORNING) == 0
