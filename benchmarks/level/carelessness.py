"""Which panel cards a reader takes for careless who knows how often that happens, but not to whom."""

from dataclasses import dataclass

import numpy as np

from benchmarks.level.loop import IS_RATING, PANEL_CARDS, Floats, Integers, Truths, slots_of
from benchmarks.level.model import Bounds
from benchmarks.level.worlds import LOWEST_LEVEL, POINTS, World


@dataclass(frozen=True)
class Suspicion:
    """Chances of what careless members of each panel would have written; drawn from again and again.

    careless: candidates by panel cards, the chance of the card's categories had it been filled in carelessly.
    """

    world: World
    bounds: Bounds
    careless: Floats

    @classmethod
    def of(cls, world: World, observed: Integers) -> "Suspicion":
        """For these cards."""
        steps = observed - np.where(IS_RATING, 1, LOWEST_LEVEL)
        chances = [_chance(world, observed[:, slots_of(card)] > 0, steps[:, slots_of(card)]) for card in PANEL_CARDS]
        return cls(world, Bounds.of(observed), np.stack(chances, axis=1))

    def drawn(self, means: Floats, rng: np.random.Generator) -> Truths:
        """Candidates by panel cards: at most one careless card of each panel, drawn given everything else."""
        slots = self.bounds.chances(means, self.world.noise_sd)
        careful = np.stack([np.prod(slots[:, slots_of(card)], axis=1) for card in PANEL_CARDS], axis=1)
        members, share = len(PANEL_CARDS), self.world.careless_panels
        ratios = share / members * self.careless / np.maximum(careful, np.finfo(float).tiny)
        edges = np.cumsum(ratios, axis=1)
        pick = rng.random((len(means), 1)) * (1 - share + edges[:, -1:])
        begins = edges - ratios
        hit: Truths = (pick >= begins) & (pick < edges)
        return hit


def _chance(world: World, seen: Truths, steps: Integers) -> Floats:
    count = np.sum(seen, axis=1)
    first = np.take_along_axis(steps, np.argmax(seen, axis=1)[:, None], axis=1)
    same = np.all(~seen | (steps == first), axis=1)
    anywhere = (1 - world.straight_share) * float(POINTS) ** -count
    straight = world.straight_share * np.where(count == 0, 1.0, same / POINTS)
    return np.asarray(anywhere + straight)
