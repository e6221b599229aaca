"""One report sent many times at once is one report; one that meets a replacement leaves nothing behind."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from app.database import db
from app.domain.errors import DomainError
from app.domain.excuses import Excuse
from app.models.applications import ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.scheduling import Seat
from app.services import scheduling
from tests import factories
from tests.factories.bookings import viewer_of
from tests.factories.openings import Team

AT_ONCE = 10
ROUNDS = 20 if os.environ.get("CHECK_LONG") else 3


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


def count(statement) -> int:
    number: int = db.session.execute(statement).scalar_one()
    return number


def test_ten_clicks_make_one_event_one_audit_row_and_one_message(app, team):
    for round_number in range(1, ROUNDS + 1):
        application = factories.applications.make_application(team.opening, stage="panel")
        interview = factories.scheduling.make_interview(application, stage="panel", interviewers=team.panel)
        viewer, barrier = viewer_of(team.panel[0]), Barrier(AT_ONCE)

        def report(_number: int, interview=interview, viewer=viewer, barrier=barrier) -> bool:
            barrier.wait()
            with app.app_context():
                return scheduling.excuse(viewer, interview, kind=Excuse.DID_NOT_HAPPEN, reason="Nobody came.")

        db.session.rollback()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            was_new = list(pool.map(report, range(AT_ONCE)))

        assert was_new.count(True) == 1
        events = (
            select(func.count()).select_from(ApplicationEvent).where(ApplicationEvent.kind == "interviewer_excused")
        )
        assert count(events) == round_number
        audited = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "interview.excused")
        assert count(audited) == round_number
        assert count(select(func.count()).select_from(OutboxMessage)) == round_number


def test_a_report_that_meets_a_replacement_is_settled_or_refused(app, team):
    for _ in range(ROUNDS):
        application = factories.applications.make_application(team.opening, stage="panel")
        interview = factories.scheduling.make_interview(application, stage="panel", interviewers=team.panel)
        holder, recruiter, barrier = viewer_of(team.panel[0]), viewer_of(team.recruiter), Barrier(2)

        def report(interview=interview, viewer=holder, barrier=barrier) -> None:
            barrier.wait()
            with app.app_context():
                scheduling.excuse(viewer, interview, kind=Excuse.CANNOT, reason="Ill.")

        def replace(interview=interview, viewer=recruiter, barrier=barrier) -> None:
            barrier.wait()
            with app.app_context():
                scheduling.replace(viewer, interview, leaves=team.panel[0], joins=team.leader, seen=1)

        db.session.rollback()
        with ThreadPoolExecutor(2) as pool:
            reported, replaced = pool.submit(report), pool.submit(replace)

        assert replaced.exception() is None
        assert isinstance(reported.exception(), DomainError | None)
        db.session.rollback()
        seat = db.session.get_one(Seat, (interview, team.panel[0]), populate_existing=True)
        assert seat.left_at is not None
        assert seat.excuse is None
