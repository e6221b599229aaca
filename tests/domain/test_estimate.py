"""The estimate beside the best that any reader could do, and what single answers, offsets and settings do to it."""

import random
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from app.domain.calibration import NO_CALIBRATION, Calibration, Offset
from app.domain.chances import Estimate
from app.domain.estimate import estimate
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.points import Floats
from app.domain.scorecard import Card
from benchmarks.level.limit import Draws, limit
from benchmarks.level.metrics import Verdicts, at_least, median_levels
from benchmarks.level.recommender import product
from benchmarks.level.worlds import WORLDS, scene
from tests.domain.evidence import full_loop, levelled_playbook
from tests.domain.level_candidates import any_answers, estimated, estimator, rank_of, some
from tests.domain.level_cases import model_of

PANEL = ("panel-1", "panel-2", "panel-3")


@cache
def beside_the_limit(world: str) -> tuple[Floats, Verdicts]:
    """Chances by the limit and verdicts of the product on the same finalists of one world."""
    setting = scene(WORLDS[world], 901, finalists=48)
    reader = product()
    return limit(setting, 1, Draws(100, 400)), reader.read(setting.finalists, reader.learn(setting.history))


@pytest.mark.parametrize("world", ["default", "no history", "25 % not assessed"])
def test_chances_lie_near_those_of_the_best_reader_there_could_be(world):
    """The limit knows the world and samples; the estimate is linear. On average they are .03 apart, bias .02."""
    best, found = beside_the_limit(world)
    assert found.chances is not None

    apart = at_least(found.chances) - at_least(best)

    assert np.mean(np.abs(apart)) <= 0.045
    assert np.abs(np.mean(apart, axis=0)).max() <= 0.05
    assert np.corrcoef(at_least(found.chances).ravel(), at_least(best).ravel())[0, 1] >= 0.98
    assert np.mean(found.levels == median_levels(best)) >= 0.75
    assert np.max(np.abs(found.levels - median_levels(best))) <= 1


def reached(found: Estimate) -> list[float]:
    return [item.at_least for item in found.chances[1:]]


def with_model(**parts: Any) -> Playbook:
    """The shipped playbook with other figures in its level model."""
    told = model_of(levelled_playbook()).model_dump()
    changed = {name: told[name] | part if isinstance(part, dict) else part for name, part in parts.items()}
    return replace(levelled_playbook(), model=LevelModel.model_validate(told | changed))


def test_the_same_ratings_count_for_more_the_stricter_their_interviewer():
    found = [
        reached(estimated((levelled_playbook(), full_loop(), Calibration("", {"final-1": Offset(severity, 0.2, 20)}))))
        for severity in (-1.5, -0.5, 0.0, 0.5, 1.5)
    ]

    assert found == sorted(found)
    assert all(np.all(np.diff(column) >= 0) for column in np.array(found).T)
    assert found[0] != found[2] != found[4]


def test_a_fair_interviewer_who_is_known_tells_more_than_one_who_is_not():
    known = Calibration("", {card.who: Offset(0.0, 0.1, 60) for card in full_loop()})

    sure, unsure = (estimator((levelled_playbook(), full_loop(), offsets)) for offsets in (known, NO_CALIBRATION))

    assert np.all(sure.whole.unknown.std(axis=1) < unsure.whole.unknown.std(axis=1))


def test_where_offsets_are_not_used_a_calibration_changes_nothing():
    playbook = with_model(uses_offsets=False)
    known = Calibration("", {card.who: Offset(0.7, 0.1, 60) for card in full_loop()})

    assert estimated((playbook, full_loop(), known)) == estimated((levelled_playbook(), full_loop(), NO_CALIBRATION))


def test_one_person_on_two_cards_tells_less_than_two_people():
    cards = full_loop(stages=["manager", "final"])
    same = [replace(card, person="one and the same") for card in cards]

    two, one = (estimator((levelled_playbook(), given, NO_CALIBRATION)) for given in (cards, same))

    assert one.seen.people == ("one and the same",)
    assert one.whole.unknown[:18].std() > two.whole.unknown[:18].std()


def test_a_stricter_line_never_names_a_higher_level():
    for _, cards, known in some(20621, 30, playbook=levelled_playbook()):
        found = [rank_of(estimated((with_model(tau=tau), cards, known))) for tau in (0.05, 0.25, 0.5, 0.51, 0.75, 0.95)]

        assert found == sorted(found, reverse=True)


def test_the_level_is_the_highest_that_is_reached_with_probability_tau():
    found = estimator((levelled_playbook(), full_loop(), NO_CALIBRATION))

    named = [found.level(np.array(chances)) for chances in ((0.9, 0.5, 0.499, 0), (0.499, 0.4, 0, 0), (1, 1, 1, 0.5))]

    assert named == ["P4", "below_bar", "P6"]


def test_chances_are_given_to_four_decimals_and_fall_from_level_to_level():
    found = estimator((levelled_playbook(), full_loop(), NO_CALIBRATION)).estimate(np.array([0.987654, 0.5, 0.25, 0]))

    assert [(item.level, item.probability, item.at_least) for item in found.chances] == [
        ("below_bar", 0.0123, 1.0),
        ("P3", 0.4877, 0.9877),
        ("P4", 0.25, 0.5),
        ("P5", 0.25, 0.25),
        ("P6", 0.0, 0.0),
    ]
    assert (found.level, found.top.level) == ("P4", "P3")


def panel_values(points: tuple[int, int, int], *, reach: float, needs: int = 3) -> Floats:
    """The values of one area as three panelists rated it, best first in their order."""
    playbook = with_model(panel={"reach": reach, "needs": needs})
    changes = {(who, "efficiency"): point for who, point in zip(PANEL, points, strict=True)}
    found = estimator((playbook, full_loop(3, changes=changes), NO_CALIBRATION))
    values = found.whole.expectation.values(found.seen.steps[None, :])[0]
    at = [index for index, slot in enumerate(found.seen.slots) if (slot.stage, slot.key) == ("panel", "efficiency")]
    return np.asarray(values[at])


def test_a_panel_s_values_are_pulled_to_within_reach_of_their_middle():
    for points in ((1, 3, 5), (5, 3, 3), (1, 5, 5), (2, 2, 1)):
        values = panel_values(points, reach=0.3)

        assert np.ptp(values) <= 0.6 + 1e-9
        assert np.abs(values - np.median(values)).max() <= 0.3 + 1e-9
    assert np.ptp(panel_values((1, 3, 5), reach=10)) > 1
    assert np.ptp(panel_values((1, 3, 5), reach=0.3, needs=4)) > 1, "three have no middle where four are needed"


def test_beyond_its_reach_a_lone_voice_has_no_further_say():
    assert panel_values((5, 2, 2), reach=0.1) == pytest.approx(panel_values((4, 2, 2), reach=0.1), abs=0.05)


def test_a_panel_of_four_is_bounded_by_the_mean_of_its_two_middle_values():
    playbook = with_model(panel={"reach": 1e-6})
    cards = full_loop(3)
    fourth = Card("panel", "panel-4", {"efficiency": 5}, {})

    found = estimator((playbook, [*cards, fourth], NO_CALIBRATION))
    values = found.whole.expectation.values(found.seen.steps[None, :])[0]

    at = [index for index, slot in enumerate(found.seen.slots) if (slot.stage, slot.key) == ("panel", "efficiency")]
    assert len(at) == 4
    assert np.ptp(values[at]) < 1e-5


def test_what_others_say_moves_the_value_of_an_answer_and_never_the_other_way():
    """An answer is scored from where the others lead one to expect it, so a 3 beside 1s is a better 3."""
    rng = random.Random(20622)
    for case in some(20622, 30, playbook=levelled_playbook()):
        found = estimator(case)
        sets = any_answers(found.seen, rng, 6)
        better = np.minimum(sets + np.array([[rng.random() < 0.5 for _ in row] for row in sets]), found.seen.highest)

        lower, higher = (found.whole.expectation.values(answers) for answers in (sets, better))

        assert np.all(higher >= lower - 1e-12)
        same = better == sets
        if len(found.seen.steps) > 10:
            assert np.any(higher[same] > lower[same] + 1e-3)


def test_unknown_people_and_stages_are_no_different_from_one_another():
    """Who holds a stage has no bearing but through the plan: the manager's card is read like the leader's."""
    area = "results"
    one, other = (
        estimate([Card(stage, "x", {area: 2}, {})], playbook=levelled_playbook(), model=model_of(levelled_playbook()))
        for stage in ("manager", "final")
    )

    assert one == other
