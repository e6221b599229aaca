"""What the estimate comes to: the chance of each level, what would change the outcome, and on whom it rests."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability of one level, and of this level or above; both rounded to four decimals."""

    level: str
    probability: float
    at_least: float


@dataclass(frozen=True, slots=True)
class Slot:
    """One answer on one scorecard: a rating of a focus area, or a statement on a scope signal."""

    stage: str
    rater: str
    kind: Literal["area", "signal"]
    key: str


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest single change that leads to another level: this answer one step `instead`.

    `given` and `instead` are points of the scale as text for an area, level codes for a signal.
    """

    slot: Slot
    given: str
    instead: str
    level: str
    probability: float


@dataclass(frozen=True, slots=True)
class Without:
    """The estimate without one interviewer. `level` is insufficient_evidence when too little would be left."""

    person: str
    level: str
    chances: tuple[Chance, ...]


@dataclass(frozen=True, slots=True)
class Leaning:
    """How much of the estimate's weight rests on one interviewer, as a share of all weight."""

    person: str
    share: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What one answer does: how far the chance of the level or above moves from its worst to its best possible step.

    Measured by changing the answer one step up and one step down; between 0 and 1.
    """

    slot: Slot
    swing: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """The estimate's own level and its chances, from below the bar to the highest level in use."""

    level: str
    chances: tuple[Chance, ...]

    def chance(self, level: str) -> Chance:
        """The chance of one level."""
        return next(item for item in self.chances if item.level == level)

    @property
    def top(self) -> Chance:
        """The most likely level; the lower of two that are equal."""
        return max(self.chances, key=lambda item: item.probability)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How firmly the level stands.

    deciding: answers whose change by one step leads to another level. up, down: of those, the one that changes the
    probability most; None when no single step does it. without: the estimate without each interviewer, in order of
    stage and name. leanings: the same people's share of the weight. effects: every answer's swing, largest first.
    """

    deciding: tuple[Slot, ...]
    up: Flip | None
    down: Flip | None
    without: tuple[Without, ...]
    leanings: tuple[Leaning, ...]
    effects: tuple[Effect, ...]
