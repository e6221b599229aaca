"""The estimate: how likely each level is, from the answers that are there and what is known of their interviewers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.domain.calibration import NO_CALIBRATION, Calibration
from app.domain.chances import Chance, Estimate
from app.domain.draws import normal_draws
from app.domain.frame import GENERAL, Frame, frame_of
from app.domain.level_model import LevelModel
from app.domain.observations import Observations, observations_of
from app.domain.playbook import Playbook
from app.domain.points import Floats
from app.domain.rule import BELOW_BAR
from app.domain.scorecard import Card
from app.domain.weights import nonnegative_weights

DIGITS = 4
JITTER = 1e-9


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
    def weights(self) -> Floats:
        """Weight of each answer in each target, targets x answers."""
        return nonnegative_weights(self.seen.covariance, self.seen.links)

    @cached_property
    def _unknown(self) -> Floats:
        """What stays unknown of each area and signal, draws x targets, around an estimate of 0."""
        weights, links = self.weights, self.seen.links
        crossed = weights @ links.T
        whole = self.frame.common + np.diag(self.frame.own)
        error = whole - crossed - crossed.T + weights @ self.seen.covariance @ weights.T
        size = self.frame.size
        order = np.r_[size : size + GENERAL, :size]
        factor = np.linalg.cholesky(error[np.ix_(order, order)] + JITTER * np.eye(len(order)))
        return np.asarray(normal_draws(self.count, len(order)) @ factor.T)[:, GENERAL:]

    def at_least(self, steps: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> Floats:
        """Chance of each level or above for any number of sets of answers.

        Args:
            steps: sets x answers, each answer as its step from the worst or lowest.

        Returns:
            sets x levels in use, falling from the lowest level to the highest.
        """
        size = self.frame.size
        centre = self.frame.mean[:size] + self.seen.scores(steps) @ self.weights[:size].T
        reached = np.ones((len(centre), self.count), dtype=bool)
        found = np.empty((len(centre), len(self.frame.levels)))
        for column, (_, conditions) in enumerate(self.frame.levels):
            for condition in conditions:
                room = condition.cuts - centre[:, condition.targets]
                held = self._unknown[None, :, condition.targets] >= room[:, None, :]
                reached &= held.sum(axis=2) >= condition.needed
            found[:, column] = reached.mean(axis=1)
        return found

    def estimate(self, at_least: Floats) -> Estimate:
        """Put the chances of one set of answers into words for the rest of the product."""
        rounded = [1.0, *(round(float(value), DIGITS) for value in at_least), 0.0]
        codes = [BELOW_BAR, *(code for code, _ in self.frame.levels)]
        chances = tuple(
            Chance(code, round(here - above, DIGITS), here)
            for code, here, above in zip(codes, rounded, rounded[1:], strict=False)
        )
        return Estimate(self.level(at_least), chances)

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
    estimator = estimator_of(cards, playbook=playbook, model=model, calibration=calibration)
    return estimator.estimate(estimator.at_least(estimator.seen.steps[None, :])[0])
