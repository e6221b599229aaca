"""The estimate on plans, scales and ladders of other sizes: it stretches, and keeps what it promises."""

import random
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from app.domain.calibration import NO_CALIBRATION
from app.domain.chances import Estimate
from app.domain.estimate import estimate
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.recommendation import recommend
from app.domain.rule import BELOW_BAR, INSUFFICIENT
from app.domain.scorecard import Card
from tests.domain.any_plan import Size, cards_on, codes_of, offsets_for, playbook_of
from tests.domain.evidence import levelled_playbook
from tests.domain.level_candidates import a_climb, any_answers, cases, estimated, estimator, one_step_better, ranks
from tests.domain.level_cases import model_of
from tests.domain.nursing import nursing_playbook

SIZES = {
    "three levels, four points": Size(levels=3, points=4, best="highest", stages=2, panel=2),
    "eight levels, seven points": Size(levels=8, points=7, best="highest", stages=6, panel=2, areas=11),
    "panels of one": Size(panel=1),
    "panels of five": Size(panel=5),
    "one stage": Size(stages=1, areas=4, signals=("each",)),
    "two points": Size(points=2),
    "no signals": Size(signals=()),
    "statements that skip levels": Size(levels=7, signals=("skipping", "skipping", "each")),
    "statements that cross": Size(levels=6, signals=("crossed", "crossed", "shared")),
    "signals with one statement": Size(signals=("single", "single")),
    "a single area in the plan": Size(areas=2, stages=2),
}
PLAYBOOKS = {name: playbook_of(size) for name, size in SIZES.items()} | {"a ward": nursing_playbook()}
CANDIDATES = 20


@pytest.fixture(params=PLAYBOOKS)
def plan(request: pytest.FixtureRequest) -> Playbook:
    """Each of the plans."""
    found: Playbook = PLAYBOOKS[request.param]
    return found


def test_better_answers_are_never_worse_on_other_plans(plan):
    rng = random.Random(20401)
    for case in islice(cases(20401, playbook=plan), CANDIDATES):
        found = estimator(case)
        now, better = found.seen.steps[None, :], one_step_better(found.seen)

        chances = found.whole.at_least(np.concatenate([now, better]))
        climbed = found.whole.at_least(a_climb(found.seen, rng))

        assert np.all(chances[1:] >= chances[0]), case
        assert np.all(np.diff(climbed, axis=0) >= 0), case
        assert ranks(found, climbed) == sorted(ranks(found, climbed))


def test_chances_add_up_and_levels_are_those_in_use_on_other_plans(plan):
    rng = random.Random(20402)
    in_use = [BELOW_BAR, *(level.code for level in plan.ladder.levels_in_use())]
    for case in islice(cases(20402, playbook=plan), CANDIDATES):
        found = estimator(case)
        for chances in found.whole.at_least(any_answers(found.seen, rng, 10)):
            shown = found.estimate(chances)

            assert [item.level for item in shown.chances] == in_use
            assert sum(item.probability for item in shown.chances) == pytest.approx(1.0, abs=1e-9)
            assert shown.level in in_use


def test_everything_is_explained_on_other_plans(plan):
    rng, named = random.Random(20403), 0
    for number in range(CANDIDATES):
        cards = cards_on(plan, rng, extras=0.3) if number else []
        known = offsets_for(cards, rng)
        title = plan.family.titles[0].key

        result = recommend(cards, playbook=plan, title=title, calibration=known)

        if number % 5 == 0:
            again = recommend(rng.sample(cards, len(cards)), playbook=plan, title=title, calibration=known)
            assert again.to_json() == result.to_json()
        assert result.outcome in {INSUFFICIENT, result.estimate.level if result.estimate else ""}
        named += result.outcome != INSUFFICIENT
    assert named > CANDIDATES / 4


@pytest.mark.parametrize("name", SIZES)
def test_the_best_answers_reach_the_highest_level_and_the_worst_stay_below_the_bar(name):
    """Where one signal alone can't tell levels apart, or one answer is all there is, at least the order holds."""
    best, worst = (at_the_end(name, end) for end in (True, False))

    assert worst.chances[-1].at_least < best.chances[-1].at_least
    assert worst.chances[1].at_least < best.chances[1].at_least
    if name not in {"one stage", "two points", "signals with one statement", "a single area in the plan"}:
        assert worst.level == BELOW_BAR
        assert best.level == codes_of(SIZES[name])[-1]


def at_the_end(name: str, is_best: bool) -> Estimate:
    playbook, size = PLAYBOOKS[name], SIZES[name]
    point = playbook.scale.points[0 if is_best else -1].value
    code = codes_of(size)[-1 if is_best else 0]
    cards = [
        Card(
            stage.key,
            f"{stage.key}-{number}",
            dict.fromkeys(stage.focus_areas, point),
            dict.fromkeys(stage.signals, code),
        )
        for stage in playbook.family.stages
        for number in range(stage.interviewers)
    ]
    return estimate(cards, playbook=playbook, model=model_of(playbook))


def mirrored(playbook: Playbook, cards: list[Card]) -> list[Card]:
    """The same answers on a scale that counts the other way round."""
    points = [point.value for point in playbook.scale.points]
    return [
        replace(card, ratings={key: point and points[-points.index(point) - 1] for key, point in card.ratings.items()})
        for card in cards
    ]


@pytest.mark.parametrize("points", [4, 5, 7])
def test_which_end_of_the_scale_is_best_makes_no_difference(points):
    lowest, highest = (playbook_of(Size(points=points, best=best)) for best in ("lowest", "highest"))
    rng = random.Random(20404)
    for _ in range(CANDIDATES):
        cards = cards_on(lowest, rng)
        known = offsets_for(cards, rng)

        assert estimated((highest, mirrored(lowest, cards), known)) == estimated((lowest, cards, known))


def test_an_area_beyond_the_plan_is_judged_like_any_other():
    playbook = playbook_of(Size())
    beyond = playbook.competencies.competencies[-1].key
    base = [card for card in cards_on(playbook, random.Random(1), extras=0) if card.stage == "stage_1"]
    assert beyond not in playbook.planned_areas()

    found = [
        estimate([*base, Card("stage_2", "x", {beyond: point}, {})], playbook=playbook, model=model_of(playbook))
        for point in (5, 4, 3, 2, 1)
    ]

    reached = [[item.at_least for item in one.chances] for one in found]
    assert reached == sorted(reached)
    assert reached[0] != reached[-1]


def steps_of_one_signal(name: str) -> list[int]:
    """The step that each level of the ladder is placed at by itself."""
    playbook, codes = PLAYBOOKS[name], codes_of(SIZES[name])
    found = [estimator((playbook, [Card("stage_1", "x", {}, {"signal_1": code})], NO_CALIBRATION)) for code in codes]
    return [int(item.seen.steps[0]) for item in found]


def test_each_statement_is_a_step_of_its_own_in_the_order_that_statements_count_in():
    assert steps_of_one_signal("three levels, four points") == [0, 1, 2]
    assert steps_of_one_signal("statements that cross") == [0, 4, 1, 2, 3, 4], "the second stands for the highest too"


def test_a_level_without_a_statement_is_placed_with_the_statement_below_it():
    assert steps_of_one_signal("statements that skip levels") == [0, 0, 1, 1, 2, 2, 3]


ASSUMPTIONS = {
    "scope that falls with merit": {"scope": {"with_merit": -0.9}},
    "scope that is merit": {"scope": {"with_merit": 0.999}},
    "raters without habits": {"raters": {"severity": 0.0, "halo": 0.0, "form": 0.0}},
    "a halo that hides everything": {"raters": {"pull": 1.0}},
    "habits that leave signals alone": {"raters": {"on_signals": 0.0}},
    "nearly no noise": {"raters": {"noise": 0.01, "signal_noise": 0.01}},
    "hardly anything but noise": {"raters": {"noise": 10.0, "signal_noise": 10.0, "severity": 10.0}},
    "candidates who are all alike": {"merit": {"between_candidates": 1e-6, "between_areas": 1e-6}},
    "candidates of every kind": {"merit": {"between_candidates": 10.0}, "scope": {"between_candidates": 10.0}},
    "panels that are not believed": {"panel": {"doubt": 10.0, "reach": 1e-6, "needs": 3}},
}


@pytest.mark.parametrize("name", ASSUMPTIONS)
def test_other_assumptions_keep_what_the_shipped_ones_promise(name):
    playbook, rng = levelled_playbook(), random.Random(20405)
    told = model_of(playbook).model_dump()
    model = LevelModel.model_validate(
        told | {part: told[part] | figures for part, figures in ASSUMPTIONS[name].items()}
    )
    for case in islice(cases(20405, playbook=replace(playbook, model=model)), CANDIDATES):
        found = estimator(case)

        climbed = found.whole.at_least(a_climb(found.seen, rng))

        assert np.all(np.diff(climbed, axis=0) >= 0), case
        assert np.all(np.diff(climbed, axis=1) <= 0)
        assert np.all((climbed >= 0) & (climbed <= 1))
