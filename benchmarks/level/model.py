"""The model of a world as matrices: what each slot of a loop is made of, and draws of values given their categories."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from scipy.special import ndtr, ndtri

from benchmarks.level.loop import (
    ANCHOR_SIGNAL,
    AREAS,
    CARDS,
    IS_COMPLEXITY,
    IS_RATING,
    PANEL_CARDS,
    RATING_AREA,
    SIGNALS,
    SLOT_CARD,
    SLOT_STAGE,
    SLOTS,
    STAGES,
    Floats,
    Integers,
    Truths,
)
from benchmarks.level.worlds import LOWEST_LEVEL, POINTS, World

# The parts of one candidate's loop: merit, scope, own areas, own signals, form per stage, and per card the
# interviewer's habit, which is halo less severity.
AREA_PARTS = 2
SIGNAL_PARTS = AREA_PARTS + len(AREAS)
FORM_PARTS = SIGNAL_PARTS + len(SIGNALS)
HABIT_PARTS = FORM_PARTS + len(STAGES)
PARTS = HABIT_PARTS + CARDS
HABITS = slice(HABIT_PARTS, PARTS)


@dataclass(frozen=True)
class Model:
    """What a reader knows who knows the world, but neither the candidates nor the interviewers."""

    world: World

    @cached_property
    def makes(self) -> Floats:
        """Slots by parts: how a value before rounding is made of the parts."""
        world, slots = self.world, np.arange(SLOTS)
        made = np.zeros((SLOTS, PARTS))
        share = np.where(IS_RATING, 1.0, world.scope_share)
        made[slots, np.where(IS_RATING, 0, 1)] = 1
        own = np.concatenate([AREA_PARTS + RATING_AREA, SIGNAL_PARTS + ANCHOR_SIGNAL])
        made[slots, own] = 1 - world.halo_pull
        made[slots, FORM_PARTS + SLOT_STAGE] = share
        made[slots, HABIT_PARTS + SLOT_CARD] = share
        return made

    @cached_property
    def truth(self) -> Floats:
        """Areas and signals by parts: how the true values are made of the parts."""
        made = np.zeros((len(AREAS) + len(SIGNALS), PARTS))
        made[:, AREA_PARTS:FORM_PARTS] = np.eye(len(made))
        made[: len(AREAS), 0] = 1
        made[len(AREAS) :, 1] = 1
        return made

    @cached_property
    def mean(self) -> Floats:
        """Expected parts of a candidate before any card is read."""
        mean = np.zeros(PARTS)
        mean[:2] = self.world.merit_mean, self.world.scope_mean
        return mean

    @cached_property
    def covariance(self) -> Floats:
        """Covariance of the parts; the habits hold halo only, severities are added where they are unknown."""
        world = self.world
        variances = np.zeros(PARTS)
        variances[:2] = world.merit_sd**2, world.scope_sd**2
        variances[AREA_PARTS:SIGNAL_PARTS] = world.area_sd**2
        variances[SIGNAL_PARTS:FORM_PARTS] = world.signal_sd**2
        variances[FORM_PARTS:HABIT_PARTS] = world.form_sd**2
        variances[HABITS] = world.halo_sd**2
        covariance = np.diag(variances)
        covariance[0, 1] = covariance[1, 0] = world.scope_correlation * world.merit_sd * world.scope_sd
        return covariance


@dataclass(frozen=True)
class Bounds:
    """Between which values each slot lay before rounding; slots without an observation lie anywhere."""

    low: Floats
    high: Floats

    @classmethod
    def of(cls, observed: Integers) -> Self:
        """From categories (0 where there is none)."""
        first = np.where(IS_RATING, 1, LOWEST_LEVEL)
        last = first + POINTS - 1 - IS_COMPLEXITY  # one statement less: P5 and P6 share one, stored as P6
        begins = np.minimum(observed, last)
        low = np.where(begins > first, begins - 0.5, -np.inf)
        high = np.where((observed > 0) & (begins < last), begins + 0.5, np.inf)
        return cls(low, high)

    def inside(self, means: Floats, noise: float, rng: np.random.Generator) -> Floats:
        """Draws of normal values around `means` that lie within the bounds."""
        low, high = (self.low - means) / noise, (self.high - means) / noise
        # Worked out in the lower tail, where the distribution function keeps its digits.
        turned = low > 0
        low, high = np.where(turned, -high, low), np.where(turned, -low, high)
        below, above = ndtr(low), ndtr(high)
        drawn = ndtri(below + rng.random(means.shape) * (above - below))
        return np.asarray(means + noise * np.where(turned, -drawn, drawn))

    def chances(self, means: Floats, noise: float) -> Floats:
        """Chance of each slot's category given the mean of its value."""
        return np.asarray(ndtr((self.high - means) / noise) - ndtr((self.low - means) / noise))

    def without(self, cards: Truths) -> "Bounds":
        """The same without what these panel cards say (rows by panel cards)."""
        dropped = np.zeros(self.low.shape, dtype=bool)
        for member, card in enumerate(PANEL_CARDS):
            dropped |= cards[:, member, None] & (card == SLOT_CARD)
        return Bounds(np.where(dropped, -np.inf, self.low), np.where(dropped, np.inf, self.high))
