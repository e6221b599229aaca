"""Invented candidates before invented interviewers, as the method describes them: answers to given slots, many at once.

Nothing of the estimate is used but which slots there are and where their steps end.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.observations import Ints, Observations

MERIT, SCOPE = 3.2, 3.2
BAR, BARS_DIFFER = 2.7, 0.35


@dataclass(frozen=True)
class Answers:
    """Sets of answers, sets x slots, each of a candidate who came to the last stage."""

    steps: Ints

    def with_careless_cards(self, seen: Observations, stage: str, rng: np.random.Generator) -> "Answers":
        """The same, but one interviewer of this stage wrote any point anywhere, or one and the same throughout."""
        cards = np.unique([card for card, slot in zip(seen.card, seen.slots, strict=True) if slot.stage == stage])
        changed = self.steps.copy()
        for row in changed:
            mine = seen.card == rng.choice(cards)
            anywhere = rng.integers(0, seen.highest + 1)
            straight = np.minimum(rng.integers(0, seen.highest.max() + 1), seen.highest)
            row[mine] = (straight if rng.random() < 0.5 else anywhere)[mine]
        return Answers(changed)


def invented(seen: Observations, count: int, rng: np.random.Generator, severities: NDArray[np.float64]) -> Answers:
    """Answers of finalists to these slots.

    Args:
        seen: which slots there are, and who answers them.
        count: how many candidates.
        rng: where chance comes from.
        severities: how strict each of the people in `seen` is.
    """
    found: list[NDArray[np.intp]] = []
    while sum(map(len, found)) < count:
        steps = _steps(seen, _values(seen, 2 * count, rng) - severities[seen.person])
        early = (seen.stage != seen.stage[[slot.stage == "final" for slot in seen.slots]][0]) & ~_is_signal(seen)
        bars = rng.normal(BAR, BARS_DIFFER, len(steps))
        found.append(steps[(steps[:, early] + 1).mean(axis=1) >= bars])
    return Answers(np.concatenate(found)[:count])


def _is_signal(seen: Observations) -> NDArray[np.bool_]:
    return np.array([slot.kind == "signal" for slot in seen.slots])


def _values(seen: Observations, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """What is beneath the answers: the candidate, own ups and downs, the day, halo, noise."""
    merit = rng.normal(0, 0.9, count)
    scope = 1.1 * (0.7 * merit / 0.9 + np.sqrt(1 - 0.7**2) * rng.normal(0, 1, count))
    general = np.where(_is_signal(seen), (SCOPE + scope)[:, None], (MERIT + merit)[:, None])
    own = 0.7 * rng.normal(0, 0.45, (count, seen.frame.size))[:, seen.target]
    day = rng.normal(0, 0.65, (count, seen.stage.max() + 1))[:, seen.stage]
    halo = rng.normal(0, 0.4, (count, seen.card.max() + 1))[:, seen.card]
    return np.asarray(general + own + day + halo + rng.normal(0, 0.8, (count, len(seen.slots))))


def _steps(seen: Observations, values: NDArray[np.float64]) -> Ints:
    found = np.zeros(values.shape, dtype=np.intp)
    areas = len(seen.frame.areas)
    for slot, target in enumerate(seen.target.tolist()):
        cuts = seen.frame.area_cuts if target < areas else seen.frame.signal_cuts[target - areas]
        found[:, slot] = np.searchsorted(cuts, values[:, slot])
    return found
