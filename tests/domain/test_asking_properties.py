"""What holds for what to ask on any plan, whatever was assessed and asked before."""

import re
from dataclasses import asdict, replace
from math import ceil, inf

from hypothesis import given
from hypothesis import strategies as st

from app.domain.asking import ASKED_FIRST, Asking, Assessed, asking_for
from app.domain.preparing import time_budget
from tests.domain.asking_plans import situations

randoms = st.randoms(use_true_random=False)


def _ask(situation) -> Asking:
    plan, stage, levels, assessed, asked = situation
    return asking_for(plan, stage, levels=levels, assessed=assessed, asked=asked)


def _place(asking: Asking, kind: str, key: str) -> float:
    """Where something stands in what is asked first; endless when it does not."""
    keys: list[tuple[str, str]] = [(item.kind, item.key) for item in asking.first]
    return keys.index((kind, key)) if (kind, key) in keys else inf


def _mixed(counts, rng):
    return {key: counts[key] for key in rng.sample(list(counts), len(counts))}


@given(situations(), randoms)
def test_the_order_in_which_things_are_told_changes_nothing(situation, rng):
    plan, stage, levels, assessed, asked = situation
    catalogue = list(plan.competencies.competencies)
    rng.shuffle(catalogue)
    shuffled = replace(plan, competencies=plan.competencies.model_copy(update={"competencies": tuple(catalogue)}))
    told = Assessed(_mixed(assessed.areas, rng), _mixed(assessed.signals, rng))

    found = _ask((shuffled, stage, levels[::-1], told, _mixed(asked, rng)))

    assert found == _ask(situation)
    assert list(found.areas) == list(plan.family.stage(stage).focus_areas)


@given(situations(), st.data())
def test_more_evidence_on_something_never_moves_it_up(situation, data):
    plan, stage, levels, assessed, asked = situation
    planned = plan.family.stage(stage)
    things = [("area", key) for key in planned.focus_areas] + [("signal", key) for key in planned.signals]
    kind, key = data.draw(st.sampled_from(things))
    more = data.draw(st.integers(1, 3))
    areas, signals = dict(assessed.areas), dict(assessed.signals)
    counts = areas if kind == "area" else signals
    counts[key] = counts.get(key, 0) + more

    after = _ask((plan, stage, levels, Assessed(areas, signals), asked))

    assert _place(after, kind, key) >= _place(_ask(situation), kind, key)


@given(situations())
def test_what_was_assessed_decides_no_areas_questions(situation):
    plan, stage, levels, _, asked = situation

    assert _ask(situation).areas == _ask((plan, stage, levels, Assessed(), asked)).areas


@given(situations(), st.sampled_from(["area_of_another_plan", "inclusion"]))
def test_evidence_on_what_no_stage_before_looks_at_singles_nothing_out(situation, stranger):
    plan, stage, levels, assessed, asked = situation
    if not any((*assessed.areas.values(), *assessed.signals.values())):
        return
    if stranger in plan.family.stage(stage).focus_areas:
        return
    told = Assessed({**assessed.areas, stranger: 2}, assessed.signals)

    assert _ask((plan, stage, levels, told, asked)) == _ask(situation)


@given(situations())
def test_only_things_of_the_stage_are_asked_first_each_once_and_within_the_time(situation):
    plan, stage, *_ = situation
    planned, budget = plan.family.stage(stage), time_budget(plan.family.stage(stage))

    first = _ask(situation).first

    assert len({(item.kind, item.key) for item in first}) == len(first)
    assert {item.key for item in first if item.kind == "area"} <= set(planned.focus_areas)
    assert {item.key for item in first if item.kind == "signal"} <= set(planned.signals)
    share = ceil(budget.signals / max(1, len(planned.signals)))
    minutes = [max(1, ceil(budget.areas[item.key] / ASKED_FIRST) if item.kind == "area" else share) for item in first]
    assert len(first) <= 1 or sum(minutes) <= budget.talk / 3


@given(situations())
def test_the_first_stage_asks_no_area_first(situation):
    plan, _, levels, _, asked = situation
    stage = plan.family.stages[0].key

    found = _ask((plan, stage, levels, Assessed(), asked))

    assert [item for item in found.first if item.kind == "area"] == []


@given(situations())
def test_every_question_stands_once_and_a_fresh_one_is_proposed_before_one_that_was_asked(situation):
    plan, *_, asked = situation

    for key, shown in _ask(situation).areas.items():
        stored = [item.key for item in plan.competencies.competency(key).questions]
        everything = (*shown.proposed, *shown.more)
        assert sorted(item.key for item in everything) == sorted(stored)
        assert all(item.asked_in == asked.get(item.key) for item in everything)
        assert len(shown.proposed) <= ASKED_FIRST
        assert bool(shown.proposed) == bool(stored)
        if set(stored) - set(asked):
            assert {item.asked_in for item in shown.proposed} == {None}


@given(situations())
def test_nothing_shown_names_a_level_or_a_boundary(situation):
    plan, *_ = situation
    codes = "|".join(level.code for level in plan.ladder.levels)

    shown = repr(asdict(_ask(situation)))

    assert "boundary" not in shown
    assert re.search(rf"\b({codes})\b", shown) is None
