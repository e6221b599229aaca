"""No page of calibration tells what a sealed card says, or any card of somebody who is still to be judged."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.models.scheduling import Interview, Seat
from app.models.scorecards import CompetencyRating, Scorecard, SignalRating
from app.services.reports import recompute_calibration
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.reports import make_history, make_judged, move
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

ClientFor = Callable[[int], FlaskClient]
Visit = Callable[[], dict[str, str]]
ALL, OWN = "/reports/interviewers", "/account/calibration"
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
MARK = "canary of a scorecard"


def panel_of(team: Team, state: str, *, is_open: bool, cards: int = 3) -> list[int]:
    """An application in this state with the cards of its panel; returns the cards."""
    application = make_application(team.opening, stage="panel")
    interview = make_interview(application, stage="panel", interviewers=team.panel, is_open=is_open)
    made = [make_scorecard(interview, who, point=2) for who in team.panel[:cards]]
    move(application, state)
    return made


def of_a_trainee(team: Team) -> list[int]:
    trainee = make_account()
    application = make_application(team.opening, stage="panel", state="declined")
    interview = make_interview(
        application, stage="panel", interviewers=team.panel, shadows=[trainee, team.leader], is_open=True
    )
    for who in team.panel:
        make_scorecard(interview, who)
    return [make_scorecard(interview, who, point=2) for who in (trainee, team.leader)]


def of_somebody_replaced(team: Team) -> list[int]:
    application = make_application(team.opening, stage="panel", state="declined")
    interview = make_interview(application, stage="panel", interviewers=[*team.panel, team.leader], is_open=True)
    for who in team.panel:
        make_scorecard(interview, who)
    with factories.writing() as session:
        seat = (Seat.interview_id == interview, Seat.account_id == team.leader)
        session.execute(update(Seat).where(*seat).values(left_at=START))
    return [make_scorecard(interview, team.leader, point=2)]


def where_a_card_is_owed(team: Team) -> list[int]:
    """The candidate withdrew; a card of the panel is still to come, so the open one of the screen is kept from it."""
    application = make_judged(team, state="withdrawn", stages=("screen",))
    make_interview(application, stage="panel", interviewers=team.panel)
    with factories.writing() as session:
        held = select(Interview.id).where(Interview.application_id == application)
        cards = select(Scorecard.id).where(Scorecard.interview_id.in_(held))
        return list(session.execute(cards.order_by(Scorecard.id)).scalars())


HIDDEN: dict[str, Callable[[Team], list[int]]] = {
    "under way, open": lambda team: panel_of(team, "active", is_open=True),
    "under way, sealed": lambda team: panel_of(team, "active", is_open=False),
    "under way, one card in": lambda team: panel_of(team, "active", is_open=False, cards=1),
    "on hold": lambda team: panel_of(team, "on_hold", is_open=True),
    "judged, never opened": lambda team: panel_of(team, "declined", is_open=False),
    "of a trainee": of_a_trainee,
    "of somebody replaced": of_somebody_replaced,
    "where a card is owed": where_a_card_is_owed,
}


@pytest.fixture
def team(app: Flask) -> Team:
    team = make_opening(panel=[make_account(grants=("process_owner",)), make_account(), make_account("admin")])
    make_history(team, 6)
    return team


@pytest.fixture
def owner(app: Flask) -> int:
    """A process owner without any part in the opening."""
    return make_account("senior_leader", grants=("process_owner",))


@pytest.fixture
def visit(app: Flask, client_for: ClientFor, team: Team, owner: int) -> Visit:
    """Recomputes, and gives both pages as everybody reads them."""
    readers = {"owner": owner, "recruiter": team.recruiter, "manager": team.manager, "leader": team.leader}
    readers |= {f"panelist {number}": who for number, who in enumerate(team.panel)}

    def read() -> dict[str, str]:
        with app.app_context():
            recompute_calibration(None)
        found = {}
        for reader, account_id in readers.items():
            client = client_for(account_id)
            for path in (ALL, OWN):
                found[f"{reader} {path}"] = re.sub(r'name="csrf_token"[^>]*>', "", client.get(path).text)
        return found

    return read


def turn_around(cards: list[int]) -> None:
    """Let these cards say the opposite in every point, vote, statement and text, and come late."""
    with factories.writing() as session:
        for card in session.execute(select(Scorecard).where(Scorecard.id.in_(cards))).scalars():
            card.vote, card.summary, card.is_late = "strong_no", MARK, True
        lines = session.execute(select(CompetencyRating).where(CompetencyRating.scorecard_id.in_(cards))).scalars()
        for number, line in enumerate(lines):
            line.point, line.evidence = (5, f"{MARK}. " * 9) if number % 2 else (None, "")
        for signal in session.execute(select(SignalRating).where(SignalRating.scorecard_id.in_(cards))).scalars():
            signal.statement, signal.evidence = None, MARK


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_a_hidden_card_says_changes_no_page(visit: Visit, team: Team, kind: str):
    with time_machine.travel(NOW, tick=False):
        hidden = HIDDEN[kind](team)
        before = visit()

        turn_around(hidden)

        assert visit() == before


def test_what_a_counted_card_says_does_change_them(visit: Visit, team: Team):
    with time_machine.travel(NOW, tick=False):
        counted = panel_of(team, "declined", is_open=True)
        before = visit()

        turn_around(counted)

        after = visit()
    told = {f"owner {ALL}", f"panelist 0 {ALL}"} | {f"panelist {number} {OWN}" for number in range(3)}
    assert {name for name in before if before[name] != after[name]} == told


@pytest.mark.parametrize("kind", HIDDEN)
def test_no_word_of_any_card_is_ever_on_them(visit: Visit, team: Team, kind: str):
    turn_around(HIDDEN[kind](team))
    turn_around(panel_of(team, "declined", is_open=True))

    assert [name for name, text in visit().items() if MARK in text] == []


def test_an_application_that_is_opened_again_takes_the_figures_from_the_pages_at_once(
    client_for: ClientFor, visit: Visit, team: Team, owner: int
):
    again, *_rest = make_history(team, 3)
    shown = visit()[f"owner {ALL}"]

    move(again, "active")

    hidden = client_for(owner).get(ALL).text
    assert "Strictness of" in shown
    assert "Strictness of" not in hidden
