"""How far a reader's levels and probabilities lie from the truth."""

from dataclasses import dataclass

import numpy as np

from benchmarks.level.loop import LEVELS, Floats, Integers, Truths

TAU = 0.5
BINS = 10


@dataclass(frozen=True)
class Verdicts:
    """What a reader says of each candidate: a level (UNDECIDED where none is named) and chances of all five."""

    levels: Integers
    chances: Floats | None = None

    def only(self, rows: Integers) -> "Verdicts":
        """What it says of some of them."""
        return Verdicts(self.levels[rows], None if self.chances is None else self.chances[rows])


def at_least(chances: Floats) -> Floats:
    """Chances of "P3 or above" .. "P6", from chances of the five levels."""
    return np.cumsum(chances[:, :0:-1], axis=1)[:, ::-1]


def median_levels(chances: Floats) -> Integers:
    """The highest level that is reached with a chance of one half or more."""
    return np.asarray(np.sum(at_least(chances) >= TAU, axis=1))


def absolute_error(levels: Integers, truth: Integers) -> float:
    """Mean distance in levels; below the bar to P3 is one step."""
    return float(np.mean(np.abs(levels - truth)))


def exact_share(levels: Integers, truth: Integers) -> float:
    """Share of candidates whose level is named exactly."""
    return float(np.mean(levels == truth))


def within_one_share(levels: Integers, truth: Integers) -> float:
    """Share of candidates whose level is missed by one at most."""
    return float(np.mean(np.abs(levels - truth) <= 1))


def brier_score(chances: Floats, truth: Integers) -> float:
    """Squared error of the chances, added over the five levels: 0 is perfect, 2 the worst."""
    return float(np.mean(np.sum((chances - np.eye(len(LEVELS))[truth]) ** 2, axis=1)))


def calibration_error(chances: Floats, truth: Integers) -> float:
    """Mean over the four events "level or above" of the gap between forecast and share, in ten equal bins.

    Within an event each bin weighs as many candidates as it holds.
    """
    forecasts = at_least(chances)
    events = truth[:, None] >= np.arange(1, len(LEVELS))
    gaps = [_gap(forecasts[:, event], events[:, event]) for event in range(events.shape[1])]
    return float(np.mean(gaps))


def _gap(forecasts: Floats, happened: Truths) -> float:
    bins = np.clip((forecasts * BINS).astype(int), 0, BINS - 1)
    sums = np.bincount(bins, forecasts - happened, minlength=BINS)
    return float(np.sum(np.abs(sums)) / len(forecasts))


def share_closed(worst: float, best: float, reached: float) -> float:
    """Which part of the way from `worst` to `best` is done; 1 is all of it."""
    return (worst - reached) / (worst - best)
