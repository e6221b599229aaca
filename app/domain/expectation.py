"""The value beneath every answer, as it is to be expected from the step that was chosen and from all other answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.observations import Ints, Observations
from app.domain.points import Floats, steps_of

GRID = 33
PLACES = np.linspace(-4.0, 4.0, GRID)  # in standard deviations of what the other answers say
LIKELY = np.exp(-(PLACES**2) / 2) / np.exp(-(PLACES**2) / 2).sum()
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Expectation:
    """How answers turn into values, for one set of weights.

    A first reading takes every answer by itself. From it the other answers say where each value was to be expected,
    and the second reading scores its step from there. All of it rises with every answer, for no answer counts against
    another. Values are distances from the mean.

    alone: n x steps, the first reading. around: n x n, what the first readings of others say of each value, never
    below 0. places: n x grid, where a value may be expected. scored: n x steps x grid, the second reading.
    lost: n, variance of a value that its step and the others leave open.
    """

    seen: Observations
    panels: list[Ints]
    alone: Floats
    around: Floats
    places: Floats
    scored: Floats
    lost: Floats

    def values(self, steps: Ints) -> Floats:
        """The expected values of any number of sets of answers: sets x n steps to sets x n values, panels bounded."""
        here = np.arange(len(self.alone))
        expected = self._bounded(self.alone[here, steps]) @ self.around.T
        low, high = self.places[:, 0], self.places[:, -1]
        at = (np.clip(expected, low, high) - low) / (high - low) * (GRID - 1)
        left = np.minimum(at.astype(np.intp), GRID - 2)
        start, end = self.scored[here, steps, left], self.scored[here, steps, left + 1]
        return self._bounded(start + (at - left) * (end - start))

    def _bounded(self, values: Floats) -> Floats:
        """What a panel says of one thing, pulled to within reach of the middle of its members."""
        reach = self.seen.panel_reach
        for panels in self.panels:
            members = values[:, panels]
            ordered = np.sort(members, axis=-1)
            size = ordered.shape[-1]
            middle = (ordered[..., (size - 1) // 2] + ordered[..., size // 2])[..., None] / 2
            values[:, panels] = np.clip(members, middle - reach, middle + reach)
        return values


def expectation_of(seen: Observations, weights: Floats, left_out: NDArray[np.bool_] | None) -> Expectation:
    """Prepare both readings; nothing of it depends on which steps were chosen.

    Args:
        seen: the answers.
        weights: targets x n, never below 0; what others say of a value leans on its own target's weights.
        left_out: answers that are not used; their values mean nothing.
    """
    latent = seen.latent
    variance = np.diag(latent)
    alone, shares = seen.alone.means[:, :, 0], seen.alone.shares[:, :, 0]
    kept = _told(alone, shares) / variance
    leaning = weights[seen.target].copy()
    np.fill_diagonal(leaning, 0.0)
    own = latent * np.outer(kept, kept)
    np.fill_diagonal(own, kept * variance)
    linked = (leaning * latent * kept).sum(axis=1)
    varies = np.maximum(((leaning @ own) * leaning).sum(axis=1), LEAST)
    told = np.minimum(linked**2 / varies, variance * (1 - LEAST))
    places = PLACES * np.sqrt(np.maximum(told, LEAST))[:, None]
    steps = steps_of(seen.edges, places, np.sqrt(variance - told))
    lost = variance - told - _told(steps.means - places[:, None, :], steps.shares) @ LIKELY
    around = leaning * (linked / varies)[:, None]
    return Expectation(seen, seen.panels(left_out), alone, around, places, steps.means, np.maximum(lost, 0.0))


def _told(means: Floats, shares: Floats) -> Floats:
    """Variance of what the steps tell of a value."""
    return np.asarray((np.where(shares > 0, means, 0.0) ** 2 * shares).sum(axis=1))
