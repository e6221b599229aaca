"""The simple readers: what they count, and that tuned thresholds can't be beaten."""

from itertools import combinations_with_replacement

import numpy as np
import pytest

from benchmarks.level.baselines import (
    NOMINAL_CUTS,
    OTHER_CUTS,
    fixed_mean,
    fixed_scope,
    mean_merits,
    rule_alone,
    tuned_mean,
)
from benchmarks.level.loop import SLOTS, Integers
from benchmarks.level.truth import UNDECIDED
from tests.benchmarks.invented import one_candidate, small_scene


def loop(merit: int, signal: int) -> Integers:
    """A full loop of one point and one level."""
    return one_candidate({slot: merit if slot < 33 else signal for slot in range(SLOTS)}).observed


@pytest.mark.parametrize(("merit", "level"), [(1, 0), (2, 0), (3, 2), (4, 4), (5, 4)])
def test_the_fixed_mean_passes_its_nominal_cuts(merit: int, level: int):
    assert fixed_mean(loop(merit, 4)).tolist() == [level]


def test_the_fixed_mean_counts_what_was_rated_and_no_signal():
    assert mean_merits(one_candidate({0: 4, 5: 1, 33: 6}).observed).tolist() == [2.5]
    assert mean_merits(one_candidate({33: 6}).observed).tolist() == [3.0]


def test_scope_holds_the_fixed_mean_down_and_never_lifts_it():
    assert fixed_scope(loop(5, 3)).tolist() == [1]
    assert fixed_scope(loop(2, 6)).tolist() == [0]


@pytest.mark.parametrize(
    ("merit", "signal", "level"), [(2, 6, 0), (3, 2, 0), (3, 3, 1), (3, 6, 2), (4, 4, 2), (4, 5, 3), (5, 6, 4)]
)
def test_the_rule_alone_reads_a_loop_of_one_point_and_one_level(merit: int, signal: int, level: int):
    assert rule_alone(loop(merit, signal)).tolist() == [level]


def test_the_rule_alone_decides_nothing_without_signals():
    assert rule_alone(one_candidate({0: 4, 1: 4}).observed).tolist() == [UNDECIDED]


def test_no_thresholds_on_the_mean_beat_the_tuned_ones():
    finalists = small_scene().finalists.only(slice(120))
    means, truth = mean_merits(finalists.observed), finalists.levels

    tuned = np.mean(np.abs(tuned_mean(finalists.observed, truth) - truth))

    grid = np.quantile(means, np.linspace(0, 1, 13))
    tried = [
        np.mean(np.abs(np.searchsorted(cuts, means, side="right") - truth))
        for cuts in combinations_with_replacement(grid, 4)
    ]
    assert tuned <= min(tried)
    assert tuned >= min(tried) - 0.06


def test_tuned_levels_never_fall_as_the_mean_rises():
    finalists = small_scene().finalists
    order = np.argsort(mean_merits(finalists.observed), kind="stable")

    assert np.all(np.diff(tuned_mean(finalists.observed, finalists.levels)[order]) >= 0)


@pytest.mark.parametrize("cuts", [NOMINAL_CUTS, *OTHER_CUTS.values()])
def test_every_reading_of_fixed_is_worse_than_the_tuned_mean(cuts: tuple[float, ...]):
    finalists = small_scene().finalists

    fixed = np.mean(np.abs(fixed_mean(finalists.observed, cuts) - finalists.levels))

    assert fixed >= np.mean(np.abs(tuned_mean(finalists.observed, finalists.levels) - finalists.levels))
