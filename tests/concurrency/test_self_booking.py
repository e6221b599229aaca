"""Many candidates choose at once: the last hour goes to one of them, and a panel is whole or not there."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from random import Random
from threading import Barrier
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.domain.errors import DomainError
from app.domain.invitations import TAKEN, BookingPass
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.scheduling import CandidateCell, Interview, Invitation, Seat, StaffCell
from app.queries.scheduling.offers import offered
from app.services.scheduling.self_booking import book_by_link, move_by_link
from tests import factories
from tests.factories.invitations import make_invitation, pass_to
from tests.factories.openings import Team, make_opening

ROUNDS = range(25 if os.environ.get("CHECK_LONG") else 2)
LIMIT_SECONDS = 5.0
Act = Callable[[], int]
Outcome = int | DomainError


def all_at_once(app: Flask, jobs: Sequence[Act]) -> list[Outcome]:
    """What each came to, started in the same moment."""
    start = Barrier(len(jobs))

    def run(job: Act) -> Outcome:
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


def won(outcomes: Sequence[Outcome]) -> list[int]:
    return [outcome for outcome in outcomes if isinstance(outcome, int)]


def sentences(outcomes: Sequence[Outcome]) -> set[str]:
    """What those who were refused were told."""
    return {outcome.message for outcome in outcomes if isinstance(outcome, DomainError)}


def booking(link: BookingPass, start: datetime) -> Act:
    return lambda: book_by_link(link, start, zone="UTC")


def at_all_hours(team: Team) -> None:
    """Let candidates live in Greenwich, so that office days of Berlin suit them."""
    with factories.writing() as session:
        for candidate in session.scalars(select(Candidate).order_by(Candidate.id)):
            candidate.zone = "UTC"


def links_to(app: Flask, team: Team, panels: Sequence[Sequence[int]]) -> list[BookingPass]:
    """One candidate with an open invitation for each of these panels."""
    made = []
    for panel in panels:
        case = factories.applications.make_application(team.opening, stage="panel")
        made.append(make_invitation(case, team.recruiter, people=panel))
    at_all_hours(team)
    with app.app_context():
        return [pass_to(invitation) for invitation in made]


def starts_of(app: Flask, link: BookingPass) -> list[datetime]:
    """What is offered, on hours of the clock, but for the first, which may be too soon in a moment."""
    with app.app_context():
        found = offered(link.invitation_id, datetime.now(UTC))
    return [slot.starts_at for slot in found if slot.starts_at.minute == 0][1:]


@pytest.mark.parametrize("round_number", ROUNDS)
def test_of_32_candidates_for_the_same_hour_one_has_it_and_the_others_are_told_in_a_sentence(app, round_number):
    team = make_opening()
    links = links_to(app, team, [team.panel] * 32)
    start = starts_of(app, links[0])[round_number % 5]

    outcomes = all_at_once(app, [booking(link, start) for link in links])

    with app.app_context():
        assert len(won(outcomes)) == 1
        assert sentences(outcomes) == {TAKEN}
        assert len(db.session.scalars(select(StaffCell.cell)).all()) == 36
        assert len(db.session.scalars(select(CandidateCell.cell)).all()) == 12
        assert Counter(db.session.scalars(select(Invitation.state))) == {"open": 31, "booked": 1}


@pytest.mark.parametrize("round_number", ROUNDS)
def test_32_panels_over_5_interviewers_are_whole_or_not_there(app, round_number):
    people = [factories.accounts.make_account() for _ in range(5)]
    team = make_opening(panel=people)
    random = Random(round_number)
    links = links_to(app, team, [random.sample(people, 3) for _ in range(32)])
    starts = starts_of(app, links[0])[:8]

    began = monotonic()
    outcomes = all_at_once(app, [booking(link, random.choice(starts)) for link in links])
    took = monotonic() - began

    with app.app_context():
        seats = Counter(db.session.scalars(select(Seat.interview_id)))
        cells = Counter(db.session.scalars(select(StaffCell.interview_id)))
        assert won(outcomes)
        assert seats == dict.fromkeys(won(outcomes), 3)
        assert cells == dict.fromkeys(won(outcomes), 36)
        assert sentences(outcomes) <= {TAKEN}
    assert took <= LIMIT_SECONDS


@pytest.mark.parametrize("round_number", ROUNDS)
def test_ten_equal_clicks_make_one_interview_and_one_mail_to_each(app, round_number):
    team = make_opening()
    (link,) = links_to(app, team, [team.panel])
    start = starts_of(app, link)[round_number % 5]

    outcomes = all_at_once(app, [booking(link, start)] * 10)

    with app.app_context():
        assert len(set(won(outcomes))) == 1
        assert len(won(outcomes)) == 10
        assert len(db.session.scalars(select(Interview.id)).all()) == 1
        told = Counter(db.session.scalars(select(OutboxMessage.kind)))
        assert told == {"interview_booked": 5, "pay_unlocked": 1}


@pytest.mark.parametrize("round_number", ROUNDS)
def test_candidates_who_move_across_each_other_end_without_a_ring_of_waiting(app, round_number):
    team = make_opening()
    links = links_to(app, team, [team.panel] * 4)
    starts = starts_of(app, links[0])[:6]
    with app.app_context():
        for link, start in zip(links, starts, strict=False):
            book_by_link(link, start, zone="UTC")

    def moving(number: int) -> Act:
        def move() -> int:
            move_by_link(links[number], starts[(number + 1) % 6], zone="UTC", seen=1)
            return number

        return move

    outcomes = all_at_once(app, [moving(number) for number in range(4)])

    with app.app_context():
        rows = db.session.execute(select(Interview.starts_at, Interview.ends_at)).all()
        taken = [row.starts_at for row in rows]
        assert len(taken) == len(set(taken)) == 4
        assert len(db.session.scalars(select(StaffCell.cell)).all()) == 4 * 36
        assert sentences(outcomes) <= {TAKEN}


@pytest.mark.parametrize("round_number", ROUNDS)
def test_of_several_recruiters_one_each_is_chosen_until_all_are_taken(app, round_number):
    team = make_opening()
    recruiters = [team.recruiter, *(factories.accounts.make_account("recruiter") for _ in range(3))]
    cases = [factories.applications.make_application(team.opening) for _ in range(8)]
    made = [make_invitation(case, team.recruiter, people=recruiters, stage="screen", takes="one") for case in cases]
    at_all_hours(team)
    with app.app_context():
        links = [pass_to(invitation) for invitation in made]
    start = starts_of(app, links[0])[round_number % 5]

    outcomes = all_at_once(app, [booking(link, start) for link in links])

    with app.app_context():
        assert len(won(outcomes)) == 4
        assert sorted(db.session.scalars(select(Seat.account_id))) == sorted(recruiters)
        assert sentences(outcomes) == {TAKEN}
