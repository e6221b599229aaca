"""Which scorecards calibration rests on, which stored calibration is used, and what is told of interviewers."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from app.database import db
from app.domain.calibration import NO_CALIBRATION, Offset
from app.domain.interviewers import PastCard
from app.domain.states import State
from app.domain.versions import canonical_json, digest
from app.gateways import clock
from app.models.ladders import ContentVersion
from app.models.openings import Opening
from app.models.scheduling import Interview, Seat
from app.queries import reports as queries
from app.services.reports import recompute_calibration
from tests import factories
from tests.domain.shipped import changed
from tests.factories.accounts import START, make_account
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.reports import make_calibration, make_history, make_judged, move
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.rows import change
from tests.statements import counted

NOW = START + timedelta(days=40)
JUDGED = ("decided", "offer_made", "hired", "declined", "withdrawn")
UNDER_WAY = ("active", "on_hold")


@pytest.fixture
def team(context) -> Team:
    return make_opening()


def history() -> tuple[PastCard, ...]:
    db.session.rollback()
    return queries.history(shipped_playbook().scale)


def applications() -> set[int]:
    return {item.application for item in history()}


def interview_of(application_id: int) -> int:
    with factories.writing() as session:
        return session.execute(select(Interview.id).where(Interview.application_id == application_id)).scalar_one()


# --- The history


@pytest.mark.parametrize("state", JUDGED)
def test_whoever_is_judged_belongs_to_the_history(team, state):
    judged = make_judged(team, state=state)

    assert applications() == {judged}


@pytest.mark.parametrize("state", UNDER_WAY)
def test_whoever_is_under_way_does_not(team, state):
    make_judged(team, state=state)

    assert history() == ()


def test_every_state_is_tried_here():
    assert {state.value for state in State} == {*JUDGED, *UNDER_WAY}


def test_an_application_that_is_opened_again_leaves_the_history(team):
    stays, leaves = make_judged(team), make_judged(team)

    move(leaves, "active")

    assert applications() == {stays}


def test_a_card_comes_with_everything_that_is_counted(team):
    judged = make_judged(team, stages=("panel",), points={"efficiency": None, "facilitating": 5}, level="P5")

    cards = history()

    first = next(item for item in cards if item.card.who == str(team.panel[0]))
    assert [item.card.who for item in cards] == sorted((str(who) for who in team.panel), key=int)
    assert (first.application, first.interview) == (judged, interview_of(judged))
    assert first.card.rater == f"{team.panel[0]}-{first.interview}"
    assert first.card.ratings["efficiency"] is None
    assert first.card.ratings["facilitating"] == 5
    assert first.card.signals == {"techniques": "P5"}
    assert "efficiency" not in first.characters
    assert first.characters["facilitating"] == len(f"Evidence of {team.panel[0]} in panel.")


def test_sealed_panels_stay_sealed(team):
    judged = make_judged(team, sealed=("panel",))

    assert {item.card.stage for item in history()} == {"screen", "manager", "final"}
    assert applications() == {judged}


def test_drafts_are_no_scorecards_and_closed_ones_hold_nothing_up(team):
    judged = make_judged(team, stages=("screen",))
    closed = make_interview(judged, stage="panel", interviewers=team.panel)
    make_scorecard(closed, team.panel[0], submitted=False)
    change(update(Interview).where(Interview.id == closed).values(cards_closed_at=START, panel_opened_at=START))

    assert {item.card.stage for item in history()} == {"screen"}


def test_the_card_of_a_trainee_is_never_counted(team):
    judged = make_judged(team, stages=("screen",))
    trainee = make_account()
    interview = make_interview(judged, stage="panel", interviewers=team.panel[:1], shadows=[trainee], is_open=True)
    for who in (team.panel[0], trainee):
        make_scorecard(interview, who)

    assert str(trainee) not in {item.card.who for item in history()}
    assert str(team.panel[0]) in {item.card.who for item in history()}


def test_nor_is_the_card_of_somebody_who_was_replaced(team):
    judged = make_judged(team, stages=("panel",))
    seat = (Seat.interview_id == interview_of(judged), Seat.account_id == team.panel[1])
    change(update(Seat).where(*seat).values(left_at=START))

    assert {item.card.who for item in history()} == {str(team.panel[0]), str(team.panel[2])}


def test_a_cancelled_interview_counts_for_nothing(team):
    judged = make_judged(team, stages=("panel",))
    change(update(Interview).where(Interview.id == interview_of(judged)).values(state="cancelled"))

    assert history() == ()


def test_while_somebody_still_owes_a_card_none_of_the_application_is_used(team):
    judged = make_judged(team, state="withdrawn", stages=("screen",))
    owed = make_interview(judged, stage="panel", interviewers=team.panel)
    assert history() == ()

    for who in team.panel:
        make_scorecard(owed, who)

    assert applications() == {judged}


def test_a_decline_that_can_still_be_taken_back_is_no_end(team):
    judged = make_judged(team, stages=("screen",))
    owed = make_interview(judged, stage="panel", interviewers=team.panel)
    now = clock.now()
    change(update(Interview).where(Interview.id == owed).values(cards_closed_at=now))

    assert history() == ()
    with time_machine.travel(now + timedelta(seconds=61)):
        assert applications() == {judged}


def test_another_scale_has_a_history_of_its_own(team):
    other = make_opening()
    scale = shipped_playbook().scale
    longer = changed(scale, ("points",), [*(point.model_dump() for point in scale.points), _sixth_point()])
    row = ContentVersion(digest=digest(longer), kind="scale", key="longer", number=1, name="Longer", published_at=START)
    row.body = canonical_json(longer)
    with factories.writing() as session:
        session.add(row)
    change(update(Opening).where(Opening.id == other.opening).values(scale_digest=row.digest))
    here, there = make_judged(team), make_judged(other)

    assert applications() == {here}
    assert {item.application for item in queries.history(longer)} == {there}


def _sixth_point() -> dict[str, object]:
    return {"value": 6, "key": "none_at_all", "name": "None at all", "short": "None", "meaning": "Nothing of it."}


def test_the_history_costs_two_statements_however_long_it_is(context, team):
    make_judged(team)
    history()
    with counted(context) as few:
        history()
    for _number in range(4):
        make_judged(team)

    with counted(context) as many:
        assert len(applications()) == 5

    assert len(few) == len(many) == 2


# --- Which calibration is used


def used(application_id: int, *, adjusts: bool = True):
    return queries.calibration_for(application_id, adjusts=adjusts, now=NOW)


def test_before_the_first_calibration_nothing_is_known(context):
    assert used(1) == NO_CALIBRATION


def test_the_newest_calibration_is_used_with_its_age(context):
    make_calibration("old", severity=0.1)
    make_calibration("new", severity=0.3, made_at=NOW - timedelta(days=12, hours=5))

    found = used(1)

    assert (found.version, found.days) == ("new", 12)
    assert found.offsets == {"7": Offset(0.3, 0.1, 9)}


def test_a_calibration_that_rests_on_the_application_itself_is_passed_over(context):
    make_calibration("before", rests_on=(1, 2))
    make_calibration("with it", rests_on=(1, 2, 3))
    make_calibration("still with it", rests_on=(1, 2, 3, 4))

    assert used(3).version == "before"
    assert used(2) == NO_CALIBRATION
    assert used(5).version == "still with it"


@pytest.mark.parametrize("other", [2, 12, 21, 112, 123])
def test_an_application_is_not_taken_for_another_whose_number_holds_its_own(context, other):
    make_calibration("one", rests_on=(2, 12, 21, 112, 123) if other == 1 else (other,))

    assert used(1).version == "one"
    assert used(other) == NO_CALIBRATION


def test_where_severity_is_not_adjusted_for_nothing_is_asked(context):
    make_calibration("one")

    with counted(context) as seen:
        assert used(1, adjusts=False) == NO_CALIBRATION

    assert seen == []


def test_one_statement_finds_it(context):
    for number in range(20):
        make_calibration(f"{number}", rests_on=range(1, 50))

    with counted(context) as seen:
        used(17)

    assert len(seen) == 1


def test_an_application_that_was_closed_opened_and_closed_again_never_judges_itself(team):
    again = make_judged(team)
    make_history(team)
    recompute_calibration(None)
    move(again, "active")
    without = recompute_calibration(None)
    move(again, "declined")
    recompute_calibration(None)

    move(again, "active")

    assert without is not None
    assert used(again).version == without.version
    assert str(team.panel[0]) in used(again).offsets
