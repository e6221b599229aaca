"""What a kit knows of earlier stages: on what there was evidence and what was asked, on cards that count and are open.

Nothing of the own panel, of a sealed one, or of what a card says beyond there being evidence.
"""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import update

from app.database import db
from app.domain.asking import Asking, Assessed
from app.models.scheduling import Interview, Seat
from app.models.scorecards import AskedQuestion, CompetencyRating, Scorecard, SignalRating
from app.queries.scorecards.asking import asking_at, assessed_before
from app.queries.scorecards.desk import Desk, desk_for
from app.services import scorecards as service
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("context")

NOTHING: tuple[Assessed, dict[str, str]] = (Assessed(), {})
SIX = shipped_playbook().family.stage("panel").focus_areas


@dataclass
class Loop:
    """A candidate who is about to meet the senior leader; earlier interviews are added by the test."""

    team: Team = field(default_factory=make_opening)
    application: int = 0
    final: int = 0

    def __post_init__(self) -> None:
        self.application = make_application(self.team.opening, stage="final")
        self.final = make_interview(self.application, stage="final", interviewers=[self.team.leader])

    def held(self, stage: str, *people: int, is_open: bool = True, shadows: tuple[int, ...] = ()) -> int:
        """An interview of this application."""
        return make_interview(self.application, stage=stage, interviewers=people, is_open=is_open, shadows=shadows)

    def desk(self, interview: int, person: int) -> Desk:
        """Somebody's desk at an interview, as things stand now."""
        db.session.rollback()
        return desk_for(viewer_of(person), interview)

    def before(self, interview: int = 0, person: int = 0) -> tuple[Assessed, dict[str, str]]:
        """What was assessed and asked before the final interview, or before another one."""
        desk = self.desk(interview or self.final, person or self.team.leader)
        return assessed_before(desk.about, desk.playbook.family)

    def asking(self) -> Asking:
        """What the senior leader should ask."""
        return asking_at(self.desk(self.final, self.team.leader))


@pytest.fixture
def loop(context) -> Loop:
    """A candidate before the final interview."""
    return Loop()


def _tick(card: int, *questions: str) -> None:
    with factories.writing() as session:
        session.add_all(AskedQuestion(scorecard_id=card, question=question) for question in questions)


def _change(model, *conditions, **values) -> None:
    with factories.writing() as session:
        session.execute(update(model).where(*conditions).values(**values))


def test_nothing_was_assessed_before_the_first_card(loop):
    assert loop.before() == NOTHING


def test_evidence_of_earlier_stages_is_counted_by_area_and_by_signal(loop):
    make_scorecard(loop.held("screen", loop.team.recruiter), loop.team.recruiter)
    make_scorecard(loop.held("manager", loop.team.manager), loop.team.manager)

    assessed, asked = loop.before()

    assert assessed.areas["results"] == 2
    assert assessed.areas["collaboration"] == assessed.areas["growth_mindset"] == 1
    assert assessed.signals == {"assistance": 1, "complexity": 1}
    assert asked == {}


def test_each_of_a_panel_counts(loop):
    panel = loop.held("panel", *loop.team.panel)
    for who in loop.team.panel[:2]:
        make_scorecard(panel, who)
    make_scorecard(panel, loop.team.panel[2], points={"efficiency": None})

    assessed, _ = loop.before()

    assert assessed == Assessed(dict.fromkeys(SIX, 3) | {"efficiency": 2}, {"techniques": 3})


def test_no_evidence_seen_counts_for_nothing(loop):
    panel = loop.held("panel", loop.team.panel[0])
    card = make_scorecard(panel, loop.team.panel[0], point=None)
    _change(SignalRating, SignalRating.scorecard_id == card, statement=None)

    assert loop.before() == NOTHING


def test_a_sealed_panel_tells_nothing(loop):
    panel = loop.held("panel", *loop.team.panel, is_open=False)
    for who in loop.team.panel[:2]:
        _tick(make_scorecard(panel, who), "efficiency-left-out")

    assert loop.before() == NOTHING


def test_a_shadow_tells_nothing(loop):
    trainee = make_account()
    panel = loop.held("panel", loop.team.panel[0], shadows=(trainee,))
    _tick(make_scorecard(panel, trainee), "efficiency-left-out")

    assert loop.before() == NOTHING


def test_somebody_who_was_replaced_tells_nothing(loop):
    who = loop.team.panel[0]
    panel = loop.held("panel", *loop.team.panel)
    _tick(make_scorecard(panel, who), "efficiency-left-out")
    _change(Seat, Seat.interview_id == panel, Seat.account_id == who, left_at=START)

    assert loop.before() == NOTHING


def test_a_draft_tells_nothing(loop):
    manager = loop.held("manager", loop.team.manager)
    _tick(make_scorecard(manager, loop.team.manager, submitted=False), "results-last-target")

    assert loop.before() == NOTHING


def test_an_interview_that_was_called_off_tells_nothing(loop):
    manager = loop.held("manager", loop.team.manager)
    _tick(make_scorecard(manager, loop.team.manager), "results-last-target")
    _change(Interview, Interview.id == manager, state="cancelled")

    assert loop.before() == NOTHING


def test_a_later_stage_tells_nothing(loop):
    manager = loop.held("manager", loop.team.manager, is_open=False)
    panel = loop.held("panel", loop.team.panel[0])
    _tick(make_scorecard(panel, loop.team.panel[0]), "efficiency-left-out")

    assert loop.before(manager, loop.team.manager) == NOTHING


def test_the_own_stage_tells_nothing_however_often_it_was_held(loop):
    again = make_account()
    for who, is_open in ((loop.team.leader, True), (again, False)):
        _tick(make_scorecard(loop.held("final", who, is_open=is_open), who), "inclusion-left-out")

    assert loop.before() == NOTHING


def test_another_candidate_of_the_same_opening_tells_nothing(loop):
    other = make_application(loop.team.opening, stage="final")
    screen = make_interview(other, stage="screen", interviewers=[loop.team.recruiter], is_open=True)
    _tick(make_scorecard(screen, loop.team.recruiter), "results-last-target")

    assert loop.before() == NOTHING


def test_a_question_that_was_ticked_is_known_with_its_stage(loop):
    _tick(make_scorecard(loop.held("screen", loop.team.recruiter), loop.team.recruiter), "results-last-target")

    _, asked = loop.before()

    assert asked == {"results-last-target": "Initial Screen"}


def test_a_question_that_two_stages_asked_is_known_with_the_last(loop):
    for stage, who in (("manager", loop.team.manager), ("screen", loop.team.recruiter)):
        _tick(make_scorecard(loop.held(stage, who), who), "results-last-target")

    _, asked = loop.before()

    assert asked == {"results-last-target": "Initial Interview"}


@pytest.mark.parametrize(("before", "after"), [(None, 4), (4, None)])
def test_an_amended_card_counts_as_it_reads_now(loop, before, after):
    who, screen = loop.team.recruiter, loop.held("screen", loop.team.recruiter)
    make_scorecard(screen, who, points={"results": before})
    told = {"point": after, "evidence": "The figures came by mail." if after else ""}

    service.amend(viewer_of(who), screen, "area-results", after=told, reason="A page was missing.", seen=1)

    assessed, _ = loop.before()
    assert assessed.areas.get("results", 0) == (1 if after else 0)


def _finalist(*, point: int, level: str, text: str) -> Loop:
    """Everything before the final interview was held; the same things were assessed and asked for everybody."""
    loop = Loop()
    held = [("screen", loop.team.recruiter), ("manager", loop.team.manager)]
    for stage, who in held:
        gap: dict[str, int | None] = {"growth_mindset": None} if stage == "manager" else {}
        card = make_scorecard(loop.held(stage, who), who, point=point, points=gap, level=level, text=text)
        _tick(card, f"{'results' if stage == 'screen' else 'growth-mindset'}-last-target")
    panel = loop.held("panel", *loop.team.panel)
    for place, who in enumerate(loop.team.panel):
        make_scorecard(panel, who, point=(point + place) % 5 + 1, level=level, text=text)
    return loop


def test_two_candidates_who_differ_only_in_ratings_and_texts_are_asked_the_same(context):
    weak = _finalist(point=5, level="P3", text="Could not say.")
    strong = _finalist(point=1, level="P6", text="Named all four and what each of them cost.")

    assert weak.before() == strong.before()
    assert weak.asking() == strong.asking()
    assert weak.asking().first != ()


def test_votes_summaries_and_lateness_change_nothing(loop):
    card = make_scorecard(loop.held("manager", loop.team.manager), loop.team.manager)
    before = loop.asking()

    late = datetime(2030, 1, 1, tzinfo=START.tzinfo)
    _change(Scorecard, Scorecard.id == card, vote="strong_no", summary="P6!", is_late=True, submitted_at=late)

    assert loop.asking() == before


def test_what_was_seen_without_evidence_is_asked_first(loop):
    card = make_scorecard(loop.held("manager", loop.team.manager), loop.team.manager)
    had = [item.key for item in loop.asking().first]
    where = (CompetencyRating.scorecard_id == card, CompetencyRating.focus_area == "growth_mindset")

    _change(CompetencyRating, *where, point=None, evidence="")

    assert "growth_mindset" not in had
    assert "growth_mindset" in [item.key for item in loop.asking().first]


def test_all_of_it_takes_one_statement_and_none_at_the_first_stage(loop, context):
    screen = loop.held("screen", loop.team.recruiter, is_open=False)
    make_scorecard(loop.held("manager", loop.team.manager), loop.team.manager)
    final, first = loop.desk(loop.final, loop.team.leader), loop.desk(screen, loop.team.recruiter)

    with counted(context) as at_the_end:
        asking_at(final)
    with counted(context) as at_the_start:
        asking_at(first)

    assert (len(at_the_end), len(at_the_start)) == (1, 0)
