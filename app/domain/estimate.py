"""The estimate: how likely each level is, from the answers that are there and what is known of their interviewers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.domain.calibration import NO_CALIBRATION, Calibration
from app.domain.chances import Chance, Estimate
from app.domain.draws import normal_draws
from app.domain.expectation import Expectation, expectation_of
from app.domain.frame import GENERAL, Condition, Frame, frame_of
from app.domain.level_model import LevelModel
from app.domain.observations import Ints, Observations, observations_of
from app.domain.playbook import Playbook
from app.domain.points import Floats
from app.domain.rule import BELOW_BAR
from app.domain.scorecard import Card
from app.domain.weights import FreeWeights, free_weights, nonnegative_weights, weights_without

DIGITS = 4
JITTER = 1e-9


@dataclass(frozen=True, slots=True)
class Footing:
    """What certain answers carry: the weight of each in every target, and the spread of what stays unknown.

    weights: targets x answers. unknown: areas and signals x draws.
    """

    frame: Frame
    weights: Floats
    expectation: Expectation
    unknown: NDArray[np.float32]

    def at_least(self, steps: Ints) -> Floats:
        """Chance of each level or above for any number of sets of answers.

        Args:
            steps: sets x answers, each answer as its step from the worst or lowest.

        Returns:
            sets x levels in use, falling from the lowest level to the highest.
        """
        size = self.frame.size
        centre = self.frame.mean[:size] + self.expectation.values(steps) @ self.weights[:size].T
        reached = np.ones((len(centre), self.unknown.shape[1]), dtype=bool)
        counts: dict[bytes, NDArray[np.integer]] = {}
        found = np.empty((len(centre), len(self.frame.levels)))
        for column, (_, conditions) in enumerate(self.frame.levels):
            for condition in conditions:
                name = condition.name
                if name not in counts:
                    counts[name] = self._count(condition, centre)
                reached &= counts[name] >= condition.needed
            found[:, column] = reached.mean(axis=1)
        return found

    def _count(self, condition: Condition, centre: Floats) -> NDArray[np.integer]:
        """How many of a condition's targets lie at or above their cut, sets x draws."""
        room = (condition.cuts - centre[:, condition.targets]).astype(np.float32)
        reached = self.unknown[condition.targets] >= room[:, :, None]
        kind = np.int8 if len(condition.targets) <= np.iinfo(np.int8).max else np.int16  # the small one adds up faster
        return np.asarray(np.add.reduce(reached.view(np.int8), axis=1, dtype=kind))


@dataclass(frozen=True)
class Estimator:
    """All that can be worked out before an answer is read: the weights, and the spread of what stays unknown.

    It depends on which slots have an answer and on the offsets, never on the answers themselves. With weights that
    are not negative that makes the estimate monotone: no better answer can lower the chance of any level or above.
    """

    seen: Observations
    frame: Frame
    tau: float
    count: int

    @cached_property
    def whole(self) -> Footing:
        """The footing of all answers."""
        return self._footing(nonnegative_weights(self._free), None)

    def without(self, left_out: NDArray[np.bool_]) -> Footing:
        """The footing of some of the answers.

        Args:
            left_out: per answer whether it is not to be used.
        """
        return self._footing(weights_without(self._free, self.whole.weights, left_out), left_out)

    @cached_property
    def _free(self) -> FreeWeights:
        return free_weights(self.seen.guarded, self.seen.links)

    def _footing(self, weights: Floats, left_out: NDArray[np.bool_] | None) -> Footing:
        expectation = expectation_of(self.seen, weights, left_out)
        return Footing(self.frame, weights, expectation, self._unknown(weights, expectation))

    def _unknown(self, weights: Floats, expectation: Expectation) -> NDArray[np.float32]:
        """What stays unknown of each area and signal, targets x draws, around an estimate of 0."""
        crossed = weights @ self.seen.links.T
        whole = self.frame.common + np.diag(self.frame.own)
        error = whole - crossed - crossed.T + weights @ (self.seen.latent + np.diag(expectation.lost)) @ weights.T
        size = self.frame.size
        order = np.r_[size : size + GENERAL, :size]
        factor = np.linalg.cholesky(error[np.ix_(order, order)] + JITTER * np.eye(len(order)))
        # The other half of the draws is the mirror image of the first.
        half = (factor @ normal_draws(self.count, len(order))[: self.count // 2].T)[GENERAL:].astype(np.float32)
        return np.concatenate([half, -half], axis=1)

    def estimate(self, at_least: Floats) -> Estimate:
        """Put the chances of one set of answers into words for the rest of the product."""
        rounded = [1.0, *(round(float(value), DIGITS) for value in at_least), 0.0]
        codes = [BELOW_BAR, *(code for code, _ in self.frame.levels)]
        chances = tuple(
            Chance(code, round(here - above, DIGITS), here)
            for code, here, above in zip(codes, rounded, rounded[1:], strict=False)
        )
        return Estimate(self.level(at_least), chances)

    def now(self) -> Estimate:
        """The estimate from the answers as they are."""
        return self.estimate(self.whole.at_least(self.seen.steps[None, :])[0])

    def level(self, at_least: Floats) -> str:
        """The highest level that is reached with probability tau or more."""
        reached = [code for (code, _), value in zip(self.frame.levels, at_least, strict=True) if value >= self.tau]
        return reached[-1] if reached else BELOW_BAR


def estimator_of(
    cards: Sequence[Card], *, playbook: Playbook, model: LevelModel, calibration: Calibration = NO_CALIBRATION
) -> Estimator:
    """The estimator of these cards.

    Args:
        cards: the scorecards that count, in any order; every answer known to plan, scale and ladder.
        playbook: whose plan and ladder they belong to.
        model: what is assumed beforehand.
        calibration: how strict their interviewers are, from other candidates only.

    Source: best linear prediction with weights kept from being negative; docs/method.md tells why.
    """
    frame = frame_of(cards, playbook=playbook, model=model)
    seen = observations_of(cards, frame=frame, playbook=playbook, model=model, calibration=calibration)
    return Estimator(seen, frame, model.tau, model.draws)


def estimate(
    cards: Sequence[Card], *, playbook: Playbook, model: LevelModel, calibration: Calibration = NO_CALIBRATION
) -> Estimate:
    """The chance of each level. Without a single answer it is what the model assumes beforehand."""
    return estimator_of(cards, playbook=playbook, model=model, calibration=calibration).now()
