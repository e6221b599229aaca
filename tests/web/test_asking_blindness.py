"""What a kit asks first gives nobody's answers away: not through the list, the questions, their order, or a tag."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from app.models.scheduling import Interview
from app.models.scorecards import AskedQuestion, CompetencyRating, Scorecard, SignalRating
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

ClientFor = Callable[[int], FlaskClient]
LEVEL = re.compile(r"\bP[2-6]\b")
TEXT = "canary of an earlier card"
NO_EVIDENCE = "No evidence so far on"


@dataclass(frozen=True)
class Loop:
    """A candidate with open cards of the first two stages, in front of the panel, the senior leader to come."""

    team: Team
    application: int
    early: tuple[int, int]
    panel: int
    final: int


@pytest.fixture
def loop(app: Flask) -> Loop:
    """The hiring manager saw no evidence on one area and one signal, and both asked a question each."""
    team = make_opening()
    application = make_application(team.opening, stage="final")
    screen, manager = (
        make_interview(application, stage=stage, interviewers=[who], is_open=True)
        for stage, who in (("screen", team.recruiter), ("manager", team.manager))
    )
    first = make_scorecard(screen, team.recruiter, text=TEXT)
    second = make_scorecard(manager, team.manager, text=TEXT, points={"growth_mindset": None})
    with factories.writing() as session:
        here = (SignalRating.scorecard_id == second, SignalRating.signal == "complexity")
        session.execute(update(SignalRating).where(*here).values(statement=None, evidence=""))
    _tick(first, _question("collaboration"))
    _tick(second, _question("results"))
    panel = make_interview(application, stage="panel", interviewers=team.panel)
    final = make_interview(application, stage="final", interviewers=[team.leader])
    return Loop(team, application, (first, second), panel, final)


def _question(area: str, place: int = 0) -> str:
    return shipped_playbook().competencies.competency(area).questions[place].key


def _tick(card: int, question: str) -> None:
    with factories.writing() as session:
        session.add(AskedQuestion(scorecard_id=card, question=question))


def _kit(client: FlaskClient, interview: int) -> str:
    """The page of kit and scorecard without what differs between any two visits."""
    answer = client.get(f"/interviews/{interview}/scorecard")
    assert answer.status_code == 200
    return re.sub(r'name="csrf_token"[^>]*>', "", answer.text)


def _turn_around(*cards: int) -> None:
    """Let these cards say something else wherever they have evidence, in points, statements, votes and texts."""
    with factories.writing() as session:
        session.execute(update(Scorecard).where(Scorecard.id.in_(cards)).values(vote="strong_no", summary="No."))
        rated = (CompetencyRating.scorecard_id.in_(cards), CompetencyRating.point.is_not(None))
        session.execute(update(CompetencyRating).where(*rated).values(point=5, evidence="Nothing of it held."))
        placed = (SignalRating.scorecard_id.in_(cards), SignalRating.statement.is_not(None))
        for line in session.execute(select(SignalRating).where(*placed)).scalars():
            lowest = shipped_playbook().ladder.signal(line.signal).statements[0].key
            line.statement, line.evidence = lowest, "Somebody else did it."


def test_the_final_kit_asks_first_where_the_hiring_manager_had_no_evidence(loop: Loop, client_for: ClientFor):
    text = _kit(client_for(loop.team.leader), loop.final)

    assert f"{NO_EVIDENCE} Growth Mindset." in text
    assert f"{NO_EVIDENCE} deal complexity." in text
    assert f"{NO_EVIDENCE} Collaboration" not in text
    assert "asked in the Initial Screen" in text


@pytest.mark.parametrize("reader", ["final", "panel"])
def test_what_earlier_cards_say_beyond_there_being_evidence_changes_no_byte(
    loop: Loop, client_for: ClientFor, reader: str
):
    interview, who = {"final": (loop.final, loop.team.leader), "panel": (loop.panel, loop.team.panel[0])}[reader]
    client = client_for(who)
    before = _kit(client, interview)

    _turn_around(*loop.early)

    assert ">Ask first<" in before
    assert _kit(client, interview) == before


def test_that_there_was_evidence_after_all_is_told(loop: Loop, client_for: ClientFor):
    client = client_for(loop.team.leader)
    before = _kit(client, loop.final)

    with factories.writing() as session:
        session.execute(update(CompetencyRating).where(CompetencyRating.point.is_(None)).values(point=2))

    assert f"{NO_EVIDENCE} Growth Mindset" in before
    assert f"{NO_EVIDENCE} Growth Mindset" not in _kit(client, loop.final)


def test_a_sealed_panel_changes_no_byte_of_a_later_kit(loop: Loop, client_for: ClientFor):
    client = client_for(loop.team.leader)
    before = _kit(client, loop.final)

    for who in loop.team.panel[:2]:
        _tick(make_scorecard(loop.panel, who, points={"efficiency": None}), _question("efficiency"))

    assert _kit(client, loop.final) == before


def test_a_sealed_card_of_an_earlier_stage_changes_no_byte_of_a_later_kit(loop: Loop, client_for: ClientFor):
    with factories.writing() as session:
        session.execute(update(Interview).where(Interview.stage == "manager").values(panel_opened_at=None))
    client = client_for(loop.team.leader)
    before = _kit(client, loop.final)

    with factories.writing() as session:
        session.execute(update(CompetencyRating).where(CompetencyRating.point.is_(None)).values(point=1))
        session.execute(update(SignalRating).where(SignalRating.statement.is_(None)).values(statement="blend"))
        session.execute(delete(AskedQuestion).where(AskedQuestion.scorecard_id == loop.early[1]))

    assert f"{NO_EVIDENCE} Growth Mindset" in before
    assert _kit(client, loop.final) == before


@pytest.mark.parametrize("is_open", [False, True])
def test_what_a_colleague_assessed_and_asked_in_the_own_panel_is_not_told(
    loop: Loop, client_for: ClientFor, is_open: bool
):
    """Beside the colleague's state, which everybody of the panel sees."""
    first, second, _ = loop.team.panel
    client = client_for(second)
    card = make_scorecard(loop.panel, first, text=TEXT)
    with factories.writing() as session:
        opened = START if is_open else None
        session.execute(update(Interview).where(Interview.id == loop.panel).values(panel_opened_at=opened))
    before = _kit(client, loop.panel)

    _tick(card, _question("efficiency"))
    with factories.writing() as session:
        lines = (CompetencyRating.scorecard_id == card, CompetencyRating.focus_area == "efficiency")
        session.execute(update(CompetencyRating).where(*lines).values(point=None, evidence=""))
        session.execute(update(SignalRating).where(SignalRating.scorecard_id == card).values(statement=None))

    assert _kit(client, loop.panel) == before


def test_no_word_of_an_earlier_card_is_in_a_kit(loop: Loop, client_for: ClientFor):
    for interview, who in ((loop.final, loop.team.leader), (loop.panel, loop.team.panel[0])):
        assert TEXT not in _kit(client_for(who), interview)


@pytest.mark.parametrize("stage", ["screen", "manager", "panel", "final"])
def test_a_kit_names_no_level_but_the_openings_and_no_boundary(loop: Loop, client_for: ClientFor, stage: str):
    who = make_account()
    interview = make_interview(loop.application, stage=stage, interviewers=[who])

    text = _kit(client_for(who), interview)

    assert Counter(LEVEL.findall(text)) == {"P4": 1, "P5": 1}
    assert "boundary" not in text
    assert re.search(r"P[2-6]\s*(\||&#124;|/|-|–)\s*P[2-6]", text) is None


def test_kits_for_other_levels_differ_in_the_order_of_questions_alone(app: Flask, client_for: ClientFor):
    areas = shipped_playbook().family.stage("final").focus_areas
    shown = []
    for levels in (("P3", "P4"), ("P5", "P6")):
        team = make_opening(lowest_level=levels[0], highest_level=levels[1])
        application = make_application(team.opening, stage="final")
        final = make_interview(application, stage="final", interviewers=[team.leader])
        shown.append(re.findall(r'name="asked" value="([a-z0-9-]+)"', _kit(client_for(team.leader), final)))

    every = [item.key for area in areas for item in shipped_playbook().competencies.competency(area).questions]
    assert sorted(shown[0]) == sorted(shown[1]) == sorted(every)
    assert shown[0] != shown[1]
