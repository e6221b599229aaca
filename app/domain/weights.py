"""Linear weights that are never negative: least squares for many targets at once, after Lawson and Hanson."""

import numpy as np

from app.domain.points import Floats

TINY = 1e-10
STEPS = 200


def nonnegative_weights(covariance: Floats, links: Floats) -> Floats:
    """For each target the weights w >= 0 that minimise w'Kw - 2 w'c, the error of a linear estimate.

    Args:
        covariance: K, n x n, of the observations; positive definite.
        links: m x n, covariance of each target with the observations.

    Returns:
        m x n. A weight that would have to be negative is exactly 0.

    Source: Lawson and Hanson, Solving Least Squares Problems (1974), chapter 23, started from the free solution.
    """
    if not covariance.size:
        return np.zeros_like(links)
    free = np.linalg.solve(covariance, links.T).T
    found = np.empty_like(links)
    for row, start in enumerate(free):
        found[row] = start if start.min() >= 0 else _solve(covariance, links[row], start > 0)
    return found


def _solve(covariance: Floats, link: Floats, active: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    """One target: keep a set of weights above zero, drop what turns negative, take in what would still help."""
    weights = np.zeros_like(link)
    for _ in range(STEPS):
        chosen = np.flatnonzero(active)
        trial = np.linalg.solve(covariance[np.ix_(chosen, chosen)], link[chosen])
        if chosen.size and trial.min() <= 0:
            active[chosen[trial <= 0]] = False
            continue
        weights[:] = 0.0
        weights[chosen] = trial
        gradient = link - covariance @ weights
        gradient[active] = -np.inf
        best = int(np.argmax(gradient))
        if gradient[best] <= TINY:
            return weights
        active[best] = True
    return weights
