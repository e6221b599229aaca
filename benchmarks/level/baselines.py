"""What simple readers make of the cards: a fixed mean, a mean with thresholds tuned on the truth, the rule alone."""

import numpy as np

from benchmarks.level.loop import (
    ANCHOR_SIGNAL,
    AREAS,
    IS_RATING,
    LEVELS,
    RATING_AREA,
    SIGNALS,
    Floats,
    Integers,
)
from benchmarks.level.truth import P3, P4, P5, P6, levels_of

# The fixed mean reads the ladder's words off one number. "Meets in a majority" is a mean rating of 3.5 or better and
# "expert in a majority" one of 2.5 or better: P3 and P5. P4 and P6 stand half a point above the level below them.
# In merit (6 - rating), for P3 to P6:
NOMINAL_CUTS = (2.5, 3.0, 3.5, 4.0)
# Other readings of "fixed", to see how much hangs on it: shifted, or whole points apart (the mean rounds
# to 4, 3, 2 or 1).
OTHER_CUTS = {
    "half a point higher": (3.0, 3.5, 4.0, 4.5),
    "a quarter higher": (2.75, 3.25, 3.75, 4.25),
    "a quarter lower": (2.25, 2.75, 3.25, 3.75),
    "whole points": (1.5, 2.5, 3.5, 4.5),
}


def mean_merits(observed: Integers) -> Floats:
    """Mean of all ratings of each candidate, as merit; without any rating the middle of the scale."""
    ratings = observed[:, IS_RATING]
    counts = np.sum(ratings > 0, axis=1)
    return np.where(counts > 0, np.sum(ratings, axis=1) / np.maximum(counts, 1), 3.0)


def fixed_mean(observed: Integers, cuts: tuple[float, ...] = NOMINAL_CUTS) -> Integers:
    """The level whose cut the mean of all ratings passes."""
    return np.searchsorted(np.array(cuts), mean_merits(observed), side="right")


def fixed_scope(observed: Integers) -> Integers:
    """The nominal level of the mean of all ratings, but never above that of the mean of all scope signals."""
    anchors = observed[:, ~IS_RATING]
    counts = np.sum(anchors > 0, axis=1)
    scope = np.where(counts > 0, np.sum(anchors, axis=1) / np.maximum(counts, 1), P6)
    cuts = np.array([level - 0.5 for level in (P3, P4, P5, P6)])
    return np.minimum(fixed_mean(observed), np.searchsorted(cuts, scope, side="right"))


def tuned_mean(observed: Integers, truth: Integers) -> Integers:
    """The levels of the mean of all ratings with the thresholds that suit these very candidates best.

    No thresholds have a smaller mean absolute error here: it is an upper bound on what a mean can do.
    """
    means = mean_merits(observed)
    values, group = np.unique(means, return_inverse=True)
    costs = np.zeros((len(values), len(LEVELS)))
    np.add.at(costs, group, np.abs(truth[:, None] - np.arange(len(LEVELS))))
    return _cheapest_rising(costs)[group]


def _cheapest_rising(costs: Floats) -> Integers:
    """Never falling levels, one per row, of the smallest cost in all."""
    total = np.zeros(costs.shape[1])
    came_from = np.zeros(costs.shape, dtype=np.int64)
    for row, cost in enumerate(costs):
        lowest = np.minimum.accumulate(total)
        came_from[row] = np.maximum.accumulate(np.where(total == lowest, np.arange(len(total)), 0))
        total = lowest + cost
    levels = np.zeros(len(costs), dtype=np.int64)
    level = int(np.argmin(total))
    for row in reversed(range(len(costs))):
        levels[row] = level
        level = int(came_from[row, level])
    return levels


def rule_alone(observed: Integers) -> Integers:
    """The ladder's sentence on the means of what was observed; UNDECIDED without any area or any signal."""
    merits = _means(observed[:, IS_RATING], RATING_AREA, len(AREAS))
    signals = _means(observed[:, ~IS_RATING], ANCHOR_SIGNAL, len(SIGNALS))
    at = np.stack([signals >= level - 0.5 for level in (P3, P4, P5, P6)], axis=-1)
    return levels_of(merits, at, seen=~np.isnan(signals))


def _means(observed: Integers, item: Integers, items: int) -> Floats:
    belongs = (item[:, None] == np.arange(items)).astype(float)
    counts = (observed > 0) @ belongs
    return np.where(counts > 0, observed @ belongs / np.maximum(counts, 1), np.nan)
