"""Small invented worlds, and readers whose figures are known beforehand."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from benchmarks.level.cards import Cards
from benchmarks.level.loop import LEVELS, SLOTS, Integers
from benchmarks.level.worlds import WORLDS, People, Scene, scene


@cache
def small_scene(world: str = "default", finalists: int = 300) -> Scene:
    """A world with few finalists; the same one each time."""
    return scene(WORLDS[world], 901, finalists=finalists)


def one_candidate(observed: Mapping[int, int], raters: tuple[int, ...] = (0, 12, 24, 25, 26, 48)) -> People:
    """A candidate of whom only these slots were observed."""
    cards: Integers = np.zeros((1, SLOTS), dtype=np.int64)
    for slot, category in observed.items():
        cards[0, slot] = category
    nothing = np.zeros((1, 0))
    return People(
        merits=nothing,
        signals=nothing,
        shown=nothing,
        raters=np.array([raters]),
        halo=nothing,
        noise=nothing,
        careless=np.zeros((1, 3), dtype=bool),
        observed=cards,
        stages=np.array([4]),
    )


def mean_rating(cards: Cards, _calibration: Any) -> dict[str, Any]:
    """A stand-in for the recommendation: the fixed mean, quite sure of itself."""
    merits = [6 - line["rating"] for card in cards for line in card["ratings"] if line["rating"] is not None]
    if len(merits) < 8:
        return {"level": "insufficient_evidence", "probabilities": dict.fromkeys(LEVELS, 0.2)}
    level = LEVELS[sum(sum(merits) / len(merits) >= cut for cut in (2.5, 3.0, 3.5, 4.0))]
    return {"level": level, "probabilities": {name: float(name == level) for name in LEVELS}}
