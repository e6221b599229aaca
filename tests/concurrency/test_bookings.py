"""Many people book at once: nobody is in two places, and a panel is booked for all three or for none."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import Random
from threading import Barrier
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.domain.errors import DomainError
from app.models.scheduling import Interview, Seat, StaffCell
from app.services import scheduling
from tests import factories
from tests.factories import bookings
from tests.factories.bookings import soon
from tests.factories.openings import make_opening

ROUNDS = range(25 if os.environ.get("CHECK_LONG") else 2)
LIMIT_SECONDS = 5.0
Booking = Callable[[], int]


def all_at_once(app: Flask, jobs: Sequence[Booking]) -> list[int | DomainError]:
    """What each booking came to, started in the same moment."""
    start = Barrier(len(jobs))

    def run(job: Booking) -> int | DomainError:
        with app.app_context():
            start.wait()
            try:
                return job()
            except DomainError as refused:
                return refused
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def overlapping_pairs() -> int:
    """Pairs of booked interviews that share somebody's time."""
    statement = select(Seat.account_id, Interview.starts_at, Interview.ends_at).join(
        Interview, Interview.id == Seat.interview_id
    )
    booked: dict[int, list[tuple[datetime, datetime]]] = {}
    for who, starts_at, ends_at in db.session.execute(statement.where(Interview.state == "booked")):
        booked.setdefault(who, []).append((starts_at, ends_at))
    return sum(
        later < end
        for times in booked.values()
        for (_, end), (later, _) in zip(sorted(times), sorted(times)[1:], strict=False)
    )


@pytest.mark.parametrize("round_number", ROUNDS)
def test_of_64_overlapping_bookings_of_one_interviewer_one_wins(app, round_number):
    team = make_opening()
    cases = [factories.applications.make_application(team.opening) for _ in range(64)]
    random = Random(round_number)
    # All of them contain the hour's last five minutes, and no two need be equal.
    times = [soon() + timedelta(minutes=5 * random.randrange(12)) for _ in cases]

    def booking(case: int, at: datetime) -> Booking:
        return lambda: bookings.book(case, team.recruiter, interviewers=[team.recruiter], at=at)

    outcomes = all_at_once(app, [booking(case, at) for case, at in zip(cases, times, strict=True)])

    with app.app_context():
        assert sum(isinstance(outcome, int) for outcome in outcomes) == 1
        assert len(db.session.scalars(select(Interview.id)).all()) == 1
        assert overlapping_pairs() == 0


@pytest.mark.parametrize("round_number", ROUNDS)
def test_32_panels_over_5_interviewers_are_whole_or_not_there(app, round_number):
    people = [factories.accounts.make_account() for _ in range(5)]
    team = make_opening(panel=people)
    cases = [factories.applications.make_application(team.opening, stage="panel") for _ in range(32)]
    random = Random(round_number)

    def booking(case: int) -> Booking:
        panel, at = random.sample(people, 3), soon() + timedelta(minutes=30 * random.randrange(8))
        return lambda: bookings.book(case, team.recruiter, interviewers=panel, at=at)

    began = monotonic()
    outcomes = all_at_once(app, [booking(case) for case in cases])
    took = monotonic() - began

    with app.app_context():
        won = [outcome for outcome in outcomes if isinstance(outcome, int)]
        seats = Counter(db.session.scalars(select(Seat.interview_id)))
        cells = Counter(db.session.scalars(select(StaffCell.interview_id)))
        assert won
        assert seats == dict.fromkeys(won, 3)
        assert cells == dict.fromkeys(won, 36)
        assert overlapping_pairs() == 0
        assert not [outcome for outcome in outcomes if isinstance(outcome, DomainError) and "busy" in outcome.message]
    assert took <= LIMIT_SECONDS


@pytest.mark.parametrize("round_number", ROUNDS)
def test_two_recruiters_book_one_stage_and_the_slower_learns_of_the_faster(app, round_number):
    team = make_opening()
    case = factories.applications.make_application(team.opening, stage="panel")

    def booking(day: int) -> Booking:
        return lambda: bookings.book(case, team.recruiter, interviewers=team.panel, at=soon(days=day))

    outcomes = all_at_once(app, [booking(day) for day in range(3, 11)])

    refused = [outcome for outcome in outcomes if isinstance(outcome, DomainError)]
    assert len(refused) == 7
    assert all("booked this stage already" in outcome.message for outcome in refused)


@pytest.mark.parametrize("round_number", ROUNDS)
def test_moves_across_each_other_end_without_a_ring_of_waiting(app, round_number):
    team = make_opening()
    cases = [factories.applications.make_application(team.opening, stage="panel") for _ in range(6)]
    with app.app_context():
        ids = [
            bookings.book(case, team.recruiter, interviewers=team.panel, at=soon(hour=8 + number))
            for number, case in enumerate(cases)
        ]
        viewer = bookings.viewer_of(team.recruiter)

    def moving(number: int) -> Booking:
        def move() -> int:
            at = soon(hour=8 + (number + 1) % 6, minute=30)
            scheduling.move(viewer, ids[number], bookings.wanted(at), seen=1)
            return ids[number]

        return move

    outcomes = all_at_once(app, [moving(number) for number in range(6)])

    with app.app_context():
        assert overlapping_pairs() == 0
        assert len(db.session.scalars(select(StaffCell.cell)).all()) == 6 * 36
        assert not [outcome for outcome in outcomes if isinstance(outcome, DomainError) and "busy" in outcome.message]
