"""The own level and the decision: what each must say, and when it may be said."""

import pytest

from app.domain.decision import (
    OwnAnswer,
    Ruling,
    check_at_decision,
    check_own,
    check_ruling,
    grounds,
    hire_levels,
    levels_in_question,
    own_levels,
    range_notice,
)
from app.domain.errors import BadData, NotReady
from app.domain.pipeline import DECISION, Plan, Position, State
from app.domain.recommendation import recommend
from tests.domain.evidence import full_loop, shipped_ladder, shipped_playbook

PLAN = Plan(("screen", "panel"), {"screen": "Initial Screen", "panel": "Mock Presentation"})


def test_an_own_level_is_one_in_use_or_below_the_bar():
    assert list(own_levels(shipped_ladder())) == ["below_bar", "P3", "P4", "P5", "P6"]


def test_nobody_is_hired_below_the_bar_or_at_a_level_out_of_use():
    assert list(hire_levels(shipped_ladder())) == ["P3", "P4", "P5", "P6"]


def test_a_decline_rests_on_a_focus_area_or_a_requirement():
    playbook = shipped_playbook()
    asked = playbook.family.requirements_of("strategic", specialty=None, location="japan")

    found = grounds(playbook, asked)

    assert len(found["Focus areas"]) == 18
    assert len(found["Requirements"]) == len(asked)
    assert found["Focus areas"]["area:results"] == "Results"


def test_an_active_application_at_its_decision_is_ready():
    check_at_decision(Position(State.ACTIVE, DECISION), PLAN, what="the own level")


def test_before_the_last_stage_the_refusal_says_where_it_stands():
    with pytest.raises(NotReady, match="stands in Mock Presentation"):
        check_at_decision(Position(State.ACTIVE, "panel"), PLAN, what="the own level")


@pytest.mark.parametrize("state", [State.ON_HOLD, State.DECLINED, State.DECIDED, State.HIRED])
def test_an_application_that_is_not_active_says_what_comes_next(state):
    with pytest.raises(NotReady, match="can't be given now"):
        check_at_decision(Position(state, DECISION), PLAN, what="the decision")


def test_a_whole_own_level_passes():
    check_own(OwnAnswer("below_bar", "unsure", "Too little on orchestration."), shipped_ladder())


@pytest.mark.parametrize(
    ("answer", "field"), [(OwnAnswer("P2", "sure"), "level"), (OwnAnswer("P4", "maybe"), "confidence")]
)
def test_an_own_level_says_which_and_how_sure(answer, field):
    with pytest.raises(BadData) as refusal:
        check_own(answer, shipped_ladder())

    assert refusal.value.field == field


def test_a_reason_has_an_end():
    with pytest.raises(BadData, match="up to 4,000 are kept") as refusal:
        check_own(OwnAnswer("P4", "sure", "x" * 4_001), shipped_ladder())

    assert refusal.value.field == "reason"


@pytest.mark.parametrize("ruling", [Ruling("hire", "P6", "", "Why."), Ruling("decline", "", "area:results", "Why.")])
def test_a_whole_decision_passes(ruling):
    check_ruling(ruling, shipped_ladder())


@pytest.mark.parametrize(
    ("ruling", "field"),
    [
        (Ruling("later", reason="Why."), "outcome"),
        (Ruling("hire", "below_bar", reason="Why."), "level"),
        (Ruling("decline", reason="Why."), "about"),
        (Ruling("decline", about="area:results", reason="\n"), "reason"),
    ],
)
def test_a_decision_names_the_part_that_it_lacks(ruling, field):
    with pytest.raises(BadData) as refusal:
        check_ruling(ruling, shipped_ladder())

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("P4", ""),
        ("P5", ""),
        ("P3", "P3 lies outside the range of this opening, P4 to P5."),
        ("P6", "P6 lies outside the range of this opening, P4 to P5."),
    ],
)
def test_a_level_outside_the_range_is_noticed(level, says):
    assert range_notice(level, shipped_ladder(), lowest="P4", highest="P5") == says


def test_a_range_of_one_level_is_named_once():
    assert range_notice("P6", shipped_ladder(), lowest="P4", highest="P4").endswith("opening, P4.")


@pytest.mark.parametrize(
    ("cards", "levels"),
    [(full_loop(3), ["P4", "P5"]), (full_loop(4), ["P3"]), (full_loop(2, "P6"), ["P6"])],
)
def test_the_levels_in_question_lie_on_either_side_of_the_line(cards, levels):
    proof = recommend(cards, playbook=shipped_playbook(), title="strategic").proof

    assert [level.level for level in levels_in_question(proof)] == levels
