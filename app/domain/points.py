"""What a step of a scale says of the value beneath it, when that value was expected somewhere beforehand."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import erf, inf, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FAR = 8.5
FINE = 8001
NOTHING = 1e-13


@dataclass(frozen=True, slots=True)
class Steps:
    """Every step of every answer, for each place where its value may have been expected: n x steps x grid.

    means: what the value is to be expected to be on that step; rises from step to step and along the grid.
    shares: how likely the step is.
    """

    means: Floats
    shares: Floats


def steps_of(edges: Floats, expected: Floats, spread: Floats) -> Steps:
    """Normal values that were expected somewhere and turned out to lie on one step.

    Args:
        edges: n x (steps + 1), where each step begins and ends, rising; the outermost are infinite.
        expected: n x grid, where the value was expected, rising along the grid.
        spread: n, its standard deviation around that, above 0.

    Source: expected value of a truncated normal distribution.
    """
    at = (edges[:, :, None] - expected[:, None, :]) / spread[:, None, None]
    shares = np.diff(_between(_area, at, 1.0), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = -np.diff(_between(_density, at, 0.0), axis=1) / shares
    lower, upper = at[:, :-1], at[:, 1:]
    middle = np.where(shares > NOTHING, middle, np.where(lower > 0, lower, upper))
    means = expected[:, None, :] + spread[:, None, None] * middle
    means = np.maximum.accumulate(np.where(np.isfinite(means), means, -inf), axis=1)
    return Steps(np.maximum.accumulate(means, axis=2), shares)


def _between(curve: Callable[[Floats], Floats], at: Floats, end: float) -> Floats:
    """A curve that begins at 0, at every edge; at the outermost, which are infinite, it is known."""
    found = np.zeros_like(at)
    found[:, 1:-1] = curve(at[:, 1:-1])
    found[:, -1] = end
    return found


def _area(value: Floats) -> Floats:
    """Area of the standard normal below each value, read off a fine table between two of its places."""
    areas, rises = _table()
    at = np.clip((value + FAR) * ((FINE - 1) / (2 * FAR)), 0.0, FINE - 1.0)
    left = at.astype(np.intp)
    return np.asarray(areas[left] + (at - left) * rises[left])


def _density(value: Floats) -> Floats:
    return np.asarray(np.exp(-np.minimum(value * value, 1400.0) / 2) / sqrt(2 * np.pi))


@lru_cache(maxsize=1)
def _table() -> tuple[Floats, Floats]:
    """The area at evenly spread places, and how far it rises from each to the next."""
    places = np.linspace(-FAR, FAR, FINE).tolist()
    areas = np.array([0.5 * (1.0 + erf(value / sqrt(2.0))) for value in places])
    return areas, np.diff(areas, append=areas[-1])
