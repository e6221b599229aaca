"""A fixed set of evenly spread normal draws, the same on every machine and for every candidate."""

from functools import lru_cache
from statistics import NormalDist

import numpy as np

from app.domain.points import Floats


@lru_cache(maxsize=16)
def normal_draws(count: int, width: int) -> Floats:
    """Quasi-random draws of independent standard normals, each with its mirror image.

    Args:
        count: how many draws, an even number; half of them are mirrored.
        width: numbers in each.

    Returns:
        count x width, the first columns spread most evenly. Nobody may write to it.

    Source: Roberts, additive recurrence with the generalised golden ratio (R_d), turned normal by inversion.
    """
    half = count // 2
    ratio = 2.0
    for _ in range(64):
        ratio = (1.0 + ratio) ** (1.0 / (width + 1))
    steps = np.array([ratio ** -(column + 1) for column in range(width)])
    places = (0.5 + np.outer(np.arange(1, half + 1), steps)) % 1.0
    inverse = NormalDist().inv_cdf
    one_side = np.array([[inverse(value) for value in row] for row in places.tolist()])
    draws = np.concatenate([one_side, -one_side])
    draws.setflags(write=False)
    return draws
