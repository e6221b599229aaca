"""Which questions open an area: those for the opening's levels first, those asked before last, and no tag on any."""

import json
from dataclasses import asdict, replace

import pytest

from app.domain.asking import ASKED_FIRST
from tests.domain.any_plan import Size, playbook_of
from tests.domain.asking_plans import ask, with_questions
from tests.domain.shipped import changed, playbook

TEAM = "resource_orchestration"
SCREEN = "Initial Screen"
# The questions of an area of the seven-level plan below: number n aims at the boundary of levels n + 1 and n + 2.
SEVEN = with_questions(playbook_of(Size(levels=7)))


def _boundaries(stage: str, area: str, levels: tuple[str, str]) -> list[str | None]:
    """The tags of an area's questions in the order in which they are shown; looked up, for the answer has none."""
    questions = ask(stage, levels=levels).areas[area]
    tags = {item.key: item.boundary for item in playbook().competencies.competency(area).questions}
    return [tags[item.key] for item in (*questions.proposed, *questions.more)]


def _numbers(levels: tuple[str, str]) -> list[int]:
    questions = ask("stage_0", plan=SEVEN, levels=levels).areas["area_1"]
    return [int(item.key.rpartition("-")[2]) for item in (*questions.proposed, *questions.more)]


def test_two_questions_open_an_area_and_the_rest_stand_by():
    for stage in playbook().family.stages:
        for questions in ask(stage.key).areas.values():
            assert len(questions.proposed) == ASKED_FIRST
            assert len(questions.more) == 3


@pytest.mark.parametrize(
    ("levels", "first"),
    [(("P3", "P4"), "P3|P4"), (("P4", "P5"), "P4|P5"), (("P5", "P6"), "P5|P6")],
)
def test_questions_for_the_openings_own_boundary_come_first(levels, first):
    assert _boundaries("final", TEAM, levels)[0] == first


def test_questions_for_the_edges_of_the_range_come_before_untagged_ones_and_far_ones_last():
    assert _boundaries("final", TEAM, ("P4", "P5")) == ["P4|P5", "P3|P4", "P5|P6", None, None]
    assert _boundaries("final", TEAM, ("P3", "P4")) == ["P3|P4", "P4|P5", None, None, "P5|P6"]


def test_in_a_long_ladder_the_order_is_inside_edges_untagged_outside():
    assert _numbers(("L3", "L5")) == [2, 3, 1, 4, 6, 0, 5]


def test_for_a_single_level_its_two_edges_come_first():
    assert _numbers(("L4", "L4")) == [2, 3, 6, 0, 1, 4, 5]


def test_at_the_end_of_the_ladder_there_is_one_edge():
    assert _numbers(("L6", "L7")) == [5, 4, 6, 0, 1, 2, 3]


def test_a_boundary_of_several_steps_counts_as_an_edge_where_it_touches_the_range():
    competencies = SEVEN.competencies
    place = ("competencies", 0, "questions", 0, "boundary")
    plan = replace(SEVEN, competencies=changed(competencies, place, "L1|L4"))

    shown = ask("stage_0", plan=plan, levels=("L3", "L5")).areas["area_1"]

    order = [item.key for item in (*shown.proposed, *shown.more)]
    assert order[:3] == ["area-1-2", "area-1-3", "area-1-0"]


@pytest.mark.parametrize("boundary", ["Z1|Z2", "L4|Z9", "Z1|L4"])
def test_a_boundary_that_this_ladder_does_not_have_comes_last(boundary):
    place = ("competencies", 0, "questions", 2, "boundary")
    plan = replace(SEVEN, competencies=changed(SEVEN.competencies, place, boundary))

    shown = ask("stage_0", plan=plan, levels=("L3", "L5")).areas["area_1"]

    assert [item.key for item in shown.more][-3:] == ["area-1-0", "area-1-2", "area-1-5"]


def test_among_equals_the_catalogues_order_holds():
    questions = ask("final", levels=("P4", "P5")).areas[TEAM]
    untagged = [item.key for item in playbook().competencies.competency(TEAM).questions if item.boundary is None]

    assert [item.key for item in questions.more if item.key in untagged] == untagged


def test_a_question_that_was_asked_moves_down_and_says_where():
    before = ask("manager").areas["results"]
    gone = before.proposed[0]

    after = ask("manager", asked={gone.key: SCREEN}).areas["results"]

    assert after.proposed == (before.proposed[1], before.more[0])
    assert after.more[-1] == replace(gone, asked_in=SCREEN)
    assert {item.asked_in for item in (*after.proposed, *after.more[:-1])} == {None}


def test_the_last_question_left_opens_the_area_alone():
    keys = [item.key for item in playbook().competencies.competency("results").questions]

    shown = ask("manager", asked=dict.fromkeys(keys[1:], SCREEN)).areas["results"]

    assert [item.key for item in shown.proposed] == keys[:1]
    assert {item.asked_in for item in shown.more} == {SCREEN}


def test_when_all_were_asked_the_best_open_the_area_again_and_say_so():
    keys = [item.key for item in playbook().competencies.competency("results").questions]
    fresh = ask("manager").areas["results"]

    shown = ask("manager", asked=dict.fromkeys(keys, SCREEN)).areas["results"]

    assert [item.key for item in shown.proposed] == [item.key for item in fresh.proposed]
    assert {item.asked_in for item in shown.proposed} == {SCREEN}


def test_a_thin_area_is_asked_about_with_a_question_that_was_not_asked():
    usual = ask("manager").first[0]

    instead = ask("manager", asked={usual.question_key: SCREEN}).first[0]

    assert (usual.key, instead.key) == ("results", "results")
    assert instead.question_key not in ("", usual.question_key)


def test_a_question_keeps_its_strong_and_weak_answers():
    shown = ask("manager").areas["results"].proposed[0]
    stored = {item.key: item for item in playbook().competencies.competency("results").questions}[shown.key]

    assert (shown.text, shown.strong, shown.weak) == (stored.text, stored.strong, stored.weak)


@pytest.mark.parametrize("stage", ["screen", "manager", "panel", "final"])
@pytest.mark.parametrize("levels", [("P3", "P6"), ("P4", "P5"), ("P5", "P5")])
def test_no_level_and_no_boundary_is_in_what_an_interviewer_sees(stage, levels):
    shown = ask(stage, levels=levels, areas={"results": 1, "collaboration": 0}, signals={"complexity": 0})

    everything = json.dumps(asdict(shown))
    assert "boundary" not in everything
    assert "|" not in everything
    for level in playbook().ladder.levels:
        assert level.code not in everything
