"""One answer of a calendar that arrives many times at once is one answer, and one that meets a move is of one time."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from app.database import db
from app.domain.calendar_ids import Entry, uid_of
from app.domain.errors import DomainError
from app.gateways import clock, signatures
from app.models.applications import ApplicationEvent
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Seat
from app.queries.scheduling.calendar_entries import PURPOSE
from app.services import scheduling
from tests import factories
from tests.factories.bookings import book_panel, soon, viewer_of, wanted
from tests.factories.openings import Team

AT_ONCE = 10
ROUNDS = 20 if os.environ.get("CHECK_LONG") else 3


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def uid(context):
    def name(interview_id: int, person_id: int) -> str:
        values = Entry(interview_id, person_id).values()
        return uid_of(signatures.sign(context.config["RUNG"].secret_key, PURPOSE, values))

    return name


def book(team: Team, number: int) -> int:
    db.session.rollback()
    application = factories.applications.make_application(team.opening, stage="panel")
    return book_panel(team, application, at=soon(days=7 + number))


def count(table, kind: str) -> int:
    statement = select(func.count()).select_from(table).where(table.kind == kind)
    number: int = db.session.execute(statement).scalar_one()
    return number


def test_ten_equal_answers_are_one_report_and_one_message(app, team, uid):
    for number in range(1, ROUNDS + 1):
        name, barrier = uid(book(team, number), team.panel[0]), Barrier(AT_ONCE)

        def answer(_number: int, name=name, barrier=barrier) -> bool:
            barrier.wait()
            with app.app_context():
                return scheduling.record_reply(name, "declined", 1, clock.now())

        db.session.rollback()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            was_new = list(pool.map(answer, range(AT_ONCE)))

        assert was_new.count(True) == 1
        assert count(ApplicationEvent, "interviewer_excused") == number
        assert count(OutboxMessage, "interviewer_excused") == number


def test_an_answer_that_meets_a_move_never_stands_at_the_new_time(app, team, uid):
    for number in range(1, ROUNDS + 1):
        interview = book(team, number)
        name, recruiter, barrier = uid(interview, team.panel[0]), viewer_of(team.recruiter), Barrier(2)

        def answer(name=name, barrier=barrier) -> None:
            barrier.wait()
            with app.app_context():
                scheduling.record_reply(name, "accepted", 1, clock.now())

        def move(interview=interview, viewer=recruiter, barrier=barrier, number=number) -> None:
            barrier.wait()
            with app.app_context():
                scheduling.move(viewer, interview, wanted(soon(days=7 + number, hour=15)), seen=1)

        db.session.rollback()
        with ThreadPoolExecutor(2) as pool:
            answered, moved = pool.submit(answer), pool.submit(move)

        assert moved.exception() is None
        assert isinstance(answered.exception(), DomainError | None)
        db.session.rollback()
        assert db.session.get_one(Interview, interview, populate_existing=True).starts_at.hour == 15
        assert db.session.get_one(Seat, (interview, team.panel[0]), populate_existing=True).reply is None
