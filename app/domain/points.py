"""What an answer says about the truth beneath it: the scale between its cuts, and the value each step stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import erf, exp, inf, pi, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TERMS = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """How the steps of one answer are read when its latent value has a known spread.

    scores: what each step stands for, as a distance from the mean, lowest step first.
    variance: of those scores. slopes: their Hermite coefficients, order 1 to TERMS, for covariances with others.
    """

    scores: Floats
    variance: float
    slopes: Floats


@lru_cache(maxsize=4096)
def reading(cuts: tuple[float, ...], mean: float, spread: float, shift: float) -> Reading:
    """Score every step by the mean of the normal distribution between its cuts; the open ends stretch.

    Args:
        cuts: where one step ends and the next begins, rising, on the latent scale.
        mean: of the latent value before the shift.
        spread: its standard deviation, above 0.
        shift: how much too low this interviewer's answers lie; it is given back here, so that scores are adjusted.

    Returns:
        scores that rise from step to step, whatever the shift.

    Source: expected value of a truncated normal; covariances of categories after Hermite (Mehler's expansion).
    """
    edges = [-inf, *((cut + shift - mean) / spread for cut in cuts), inf]
    shares = [_area(high) - _area(low) for low, high in pairwise(edges)]
    heights = [_density(edge) for edge in edges]
    pairs = list(zip(shares, heights, heights[1:], edges, strict=False))
    scores = np.array([_middle(share, low, high, edge) for share, low, high, edge in pairs])
    weights = np.array(shares)
    scores = np.maximum.accumulate(scores - float(weights @ scores)) * spread
    slopes = np.array([float(scores @ _hermite_share(edges, order)) for order in range(1, TERMS + 1)])
    return Reading(scores, float(weights @ scores**2), slopes)


def covariances(readings: Sequence[Reading], correlation: Floats) -> Floats:
    """Covariance of all scores with each other, from the correlation of the latent values under them.

    Args:
        readings: n readings.
        correlation: n x n, of the latent values.

    Returns:
        n x n; its diagonal holds the variances.
    """
    found = np.zeros_like(correlation)
    power = np.ones_like(correlation)
    slopes = np.array([item.slopes for item in readings]).reshape(len(readings), TERMS)
    for order in range(TERMS):
        power = power * correlation
        found += np.outer(slopes[:, order], slopes[:, order]) * power
    np.fill_diagonal(found, [item.variance for item in readings])
    return found


def _middle(share: float, low: float, high: float, edge: float) -> float:
    """Mean of the standard normal between two edges; where nothing lies, the edge that is nearer to the middle."""
    if share > 1e-12:
        return (low - high) / share
    return edge if edge > 0 else edge - 1.0


def _area(value: float) -> float:
    return 0.5 * (1.0 + erf(value / sqrt(2.0)))


def _density(value: float) -> float:
    return exp(-value * value / 2) / sqrt(2 * pi) if abs(value) < inf else 0.0


def _hermite_share(edges: Sequence[float], order: int) -> Floats:
    """Integral of the normalised Hermite polynomial of this order over each step."""
    at = np.array([0.0 if abs(edge) == inf else _hermite(edge, order - 1) * _density(edge) for edge in edges])
    norm = sqrt(float(np.prod(np.arange(1, order + 1))))
    return np.asarray((at[:-1] - at[1:]) / norm)


def _hermite(value: float, order: int) -> float:
    """Probabilists' Hermite polynomial."""
    below, here = 0.0, 1.0
    for step in range(order):
        below, here = here, value * here - step * below
    return here
