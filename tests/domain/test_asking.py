"""What is asked first: thin evidence, the few things nobody looked at, and what the opening's range turns on."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.asking import Asking
from app.domain.errors import BadData
from app.domain.playbook import Playbook
from app.domain.preparing import time_budget
from tests.domain.asking_plans import ask, plan_of, with_questions
from tests.domain.nursing import nursing_playbook
from tests.domain.shipped import changed, playbook

# What the first two stages of the shipped plan look at, each once.
EARLY: dict[str, Any] = {
    "areas": dict.fromkeys(
        ("account_planning", "effective_communication", "growth_mindset", "process_discipline", "iteration"), 1
    )
    | {"results": 2, "collaboration": 1},
    "signals": {"assistance": 1, "complexity": 1},
}
NEW = "Nobody has looked at {} yet, and this opening's range turns on it."
TURNS_ON_IT = "This opening's range turns on it."


def _keys(asking: Asking) -> list[str]:
    return [item.key for item in asking.first]


def _reasons(asking: Asking) -> dict[str, str]:
    return {item.key: item.reason for item in asking.first}


def _early(**changes: int) -> dict[str, Any]:
    """The early stages as planned, but with this much evidence on some areas and signals."""
    return {kind: counts | {key: changes[key] for key in counts if key in changes} for kind, counts in EARLY.items()}


def _with_stages(plan: Playbook, **sizes: int) -> Playbook:
    """The same plan with another number of interviewers at some stages."""
    stages = tuple(
        stage.model_copy(update={"interviewers": sizes.get(stage.key, stage.interviewers)})
        for stage in plan.family.stages
    )
    return replace(plan, family=plan.family.model_copy(update={"stages": stages}))


def _looking_at(**areas: tuple[str, ...]) -> Playbook:
    """The shipped plan with other focus areas at some stages."""
    stages = tuple(
        stage.model_copy(update={"focus_areas": areas.get(stage.key, stage.focus_areas)})
        for stage in playbook().family.stages
    )
    return replace(playbook(), family=playbook().family.model_copy(update={"stages": stages}))


def test_nothing_is_asked_first_at_the_first_stage():
    assert ask("screen").first == ()


def test_an_area_whose_planned_evidence_did_not_come_is_asked_before_everything_else():
    (first, *others) = ask("manager", areas={"collaboration": 1}).first

    assert (first.kind, first.key, first.name) == ("area", "results", "Results")
    assert first.reason == "No evidence so far on Results."
    assert {other.kind for other in others} == {"signal"}


def test_an_area_with_the_evidence_that_was_planned_is_not_asked_first():
    assert "results" not in _keys(ask("manager", areas={"results": 1}))


def test_an_area_that_one_of_two_had_evidence_on_has_little():
    plan = _with_stages(playbook(), screen=2)

    found = ask("manager", plan=plan, areas={"results": 1})

    assert _reasons(found)["results"] == "Little evidence so far on Results."


def test_two_of_three_is_not_little():
    plan = _with_stages(playbook(), screen=3)

    assert "results" not in _keys(ask("manager", plan=plan, areas={"results": 2}))


def test_no_evidence_comes_before_little():
    plan = _with_stages(playbook(), manager=2)
    before = _early(growth_mindset=1, collaboration=0, complexity=2)

    assert _keys(ask("final", plan=plan, **before))[:2] == ["collaboration", "growth_mindset"]


def test_a_signal_whose_planned_evidence_did_not_come_is_asked_before_an_area_in_the_same_case():
    found = ask("final", **_early(complexity=0, growth_mindset=0))

    assert _keys(found)[:2] == ["complexity", "growth_mindset"]
    assert found.first[0].reason == "No evidence so far on deal complexity."


def test_a_signal_that_only_this_stage_asks_is_asked_first():
    found = ask("panel", **EARLY)

    assert _reasons(found) == {"techniques": NEW.format("selling technique")}


def test_a_signals_question_is_the_ladders_own():
    (first,) = ask("panel", **EARLY).first

    assert first.question == playbook().ladder.signal("techniques").question
    assert (first.kind, first.question_key) == ("signal", "")


def test_the_last_stage_starts_with_the_signals_that_nobody_has_asked():
    found = ask("final", **EARLY)

    assert _reasons(found) == {"orchestration": NEW.format("orchestration"), "mentoring": NEW.format("influence")}


def test_a_signal_with_evidence_is_not_asked_first_again():
    assert "complexity" not in _keys(ask("final", **EARLY))


def test_a_signal_that_a_later_stage_asks_too_can_wait():
    found = ask("manager", areas={"results": 1, "collaboration": 1})

    assert _reasons(found) == {
        "assistance": NEW.format("assistance from leadership"),
        "complexity": TURNS_ON_IT,
    }


def test_an_area_that_a_later_stage_looks_at_too_can_wait():
    plan = _looking_at(screen=("collaboration", "results", "iteration"), final=("results", "inclusion"))

    found = ask("manager", plan=plan, areas={"collaboration": 1})

    assert _keys(found)[:2] == ["iteration", "results"]


def test_a_signal_that_tells_no_two_levels_of_the_range_apart_is_not_what_the_range_turns_on():
    found = ask("manager", areas={"results": 1}, levels=("P5", "P6"))

    assert _keys(found) == ["assistance"]


def test_for_a_single_level_a_signal_counts_that_tells_it_from_its_neighbours():
    assert "complexity" in _keys(ask("manager", areas={"results": 1}, levels=("P4", "P4")))
    assert "complexity" not in _keys(ask("manager", areas={"results": 1}, levels=("P6", "P6")))


def test_the_order_of_the_two_levels_does_not_matter():
    assert ask("final", levels=("P6", "P4"), **EARLY) == ask("final", levels=("P4", "P6"), **EARLY)


def test_a_signal_that_never_moves_a_level_is_not_asked_first():
    ladder = changed(playbook().ladder, ("signals", 2, "counts"), False)

    found = ask("panel", plan=replace(playbook(), ladder=ladder), **EARLY)

    assert playbook().ladder.signals[2].key == "techniques"
    assert found.first == ()


def test_where_most_of_a_stage_is_new_no_area_is_singled_out_for_it():
    assert [item for item in ask("final", **EARLY).first if item.kind == "area"] == []


def test_the_one_area_of_a_stage_that_nobody_has_looked_at_is_asked_first():
    plan = _looking_at(final=("results", "collaboration", "inclusion"))

    found = ask("final", plan=plan, **EARLY)

    assert _reasons(found)["inclusion"] == "Nobody has looked at Diversity, inclusion and belonging yet."


def test_what_is_new_and_turns_nothing_comes_after_what_the_range_turns_on():
    plan = _looking_at(final=("results", "collaboration", "inclusion"))

    assert _keys(ask("final", plan=plan, **EARLY)) == ["orchestration", "mentoring", "inclusion"]


def test_a_last_chance_comes_before_better_use_for_the_range():
    plan = _looking_at(screen=("collaboration", "iteration"), manager=("collaboration", "iteration"))

    assert _keys(ask("manager", plan=plan, levels=("P5", "P6")))[0] == "iteration"


def test_what_can_tell_the_levels_of_the_range_apart_comes_first_among_equals():
    plan = _looking_at(screen=("results", "iteration", "growth_mindset"), final=("inclusion",))

    assert _keys(ask("manager", plan=plan, levels=("P5", "P6")))[:3] == ["growth_mindset", "results", "iteration"]


def test_the_less_evidence_there_is_the_earlier_something_is_asked():
    plan = _with_stages(_looking_at(screen=("results", "iteration"), final=("results", "iteration")), screen=4)

    found = ask("final", plan=_with_stages(plan, manager=1), areas={"results": 2, "iteration": 1})

    assert _keys(found)[:2] == ["complexity", "iteration"]


def test_before_anything_was_assessed_a_signal_is_not_called_new():
    assert _reasons(ask("panel")) == {"techniques": TURNS_ON_IT}


def test_where_half_of_a_stage_is_new_no_area_is_singled_out_for_it():
    half = ("results", "collaboration", "inclusion", "transparency")
    most = ("results", "collaboration", "iteration", "inclusion", "transparency")

    assert "inclusion" not in _keys(ask("final", plan=_looking_at(final=half), **EARLY))
    assert _keys(ask("final", plan=_looking_at(final=most), **EARLY))[2:] == ["inclusion"]


def test_a_single_area_is_asked_first_although_its_question_takes_half_of_the_talk():
    plan = _looking_at(manager=("results",))
    family = changed(plan.family, ("stages", 1, "signals"), ())

    assert _keys(ask("manager", plan=replace(plan, family=family))) == ["results"]


def test_what_is_asked_first_fits_a_third_of_the_talk():
    found = ask("final", areas={"results": 1})

    budget = time_budget(playbook().family.stage("final"))
    assert _keys(found) == ["complexity", "collaboration", "growth_mindset", "orchestration", "mentoring"]
    assert 5 * 3 <= budget.talk // 3 < 6 * 3


def test_in_a_short_stage_the_most_urgent_thing_alone_is_asked_first():
    plan = _looking_at(screen=playbook().family.stage("final").focus_areas)
    family = changed(plan.family, ("stages", 3, "minutes"), 5)

    found = ask("final", plan=replace(plan, family=family))

    assert _keys(found) == ["complexity"]


def test_an_area_is_asked_about_with_the_first_of_its_questions():
    found = ask("final", **_early(growth_mindset=0))

    item = next(item for item in found.first if item.key == "growth_mindset")
    proposed = found.areas["growth_mindset"].proposed[0]
    assert (item.question, item.question_key) == (proposed.text, proposed.key)


def test_an_area_without_questions_is_still_asked_first():
    found = ask("ward_day", plan=nursing_playbook(), levels=("N2", "N3"), areas={"teamwork": 1}, signals={"span": 1})

    assert (found.first[0].key, found.first[0].question) == ("safety", "")


def test_another_professions_plan_is_read_alike():
    plan = with_questions(nursing_playbook())

    phone = ask("phone", plan=plan, levels=("N2", "N3"))
    ward = ask("ward_day", plan=plan, levels=("N2", "N3"), areas={"teamwork": 1}, signals={"span": 0})

    assert _reasons(phone) == {"span": TURNS_ON_IT}
    assert _reasons(ward) == {
        "safety": "No evidence so far on Safety.",
        "span": "No evidence so far on span of duty.",
    }


def test_a_plan_without_signals_asks_only_after_areas():
    plan = plan_of(5)

    found = ask("stage_4", plan=plan, levels=("L2", "L3"))

    assert {item.kind for item in found.first} == {"area"}
    assert all(item.reason.startswith("No evidence so far on Area_") for item in found.first)


def test_evidence_beyond_the_plan_changes_nothing():
    many: dict[str, Any] = {kind: dict.fromkeys(counts, 9) for kind, counts in EARLY.items()}

    assert ask("final", **many).first == ask("final", **EARLY).first


@pytest.mark.parametrize("levels", [("P4", "P9"), ("N2", "N3")])
def test_a_range_of_another_ladder_is_refused(levels):
    with pytest.raises(BadData, match="is no level of"):
        ask("final", levels=levels)


def test_a_stage_of_another_plan_is_refused():
    with pytest.raises(BadData, match="has no stage called 'ward_day'"):
        ask("ward_day")
