"""Linear weights that are never negative: least squares for many targets at once, by exchanging blocks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.points import Floats

TINY = 1e-10
STEPS = 500
PATIENCE = 3  # exchanges of many at once that may fail to help before they go one by one, which always ends


@dataclass(frozen=True, slots=True)
class FreeWeights:
    """The weights that may be negative, and the inverse from which every restricted solution follows.

    inverse: of the covariance of the observations, n x n. free: m x n.
    """

    inverse: Floats
    free: Floats


def free_weights(covariance: Floats, links: Floats) -> FreeWeights:
    """Solve once for all observations.

    Args:
        covariance: K, n x n, of the observations; positive definite.
        links: m x n, covariance of each target with the observations.
    """
    inverse = np.asarray(np.linalg.inv(covariance), dtype=np.float64)
    return FreeWeights(inverse, links @ inverse)


def nonnegative_weights(solved: FreeWeights) -> Floats:
    """For each target the weights w >= 0 that minimise w'Kw - 2 w'c, the error of a linear estimate.

    Args:
        solved: the free weights of all observations.

    Returns:
        m x n. A weight that would have to be negative is exactly 0.

    Source: the problem of Lawson and Hanson, Solving Least Squares Problems (1974), chapter 23, by block principal
    pivoting after Kim and Park (2011), started from the free solution. A restricted solution is the free one less
    what takes the dropped weights to nought.
    """
    nothing = np.zeros(solved.free.shape[1], dtype=bool)
    return _rows(solved, solved.free < 0, nothing)


def weights_without(solved: FreeWeights, weights: Floats, left_out: NDArray[np.bool_]) -> Floats:
    """The same where some observations must not be used.

    Args:
        solved: the free weights of all observations.
        weights: what `nonnegative_weights` made of them; the search starts there.
        left_out: n, observations whose weights have to be 0.
    """
    return _rows(solved, (weights == 0) | left_out, left_out)


def _rows(solved: FreeWeights, starts: NDArray[np.bool_], left_out: NDArray[np.bool_]) -> Floats:
    """Every target from its own start: exchange what turns negative and what would help until nothing does either.

    Targets that have dropped the same observations are solved together.
    """
    dropped, found = starts.copy(), np.zeros_like(solved.free)
    fewest, patience = [dropped.shape[1] + 1] * len(dropped), [PATIENCE] * len(dropped)
    waiting = list(range(len(dropped)))
    for _ in range(STEPS):
        alike: dict[bytes, list[int]] = {}
        for row in waiting:
            alike.setdefault(dropped[row].tobytes(), []).append(row)
        waiting = []
        for rows in alike.values():
            found[rows], wrong = _tried(solved, rows, dropped[rows[0]], left_out)
            counts = np.count_nonzero(wrong, axis=1).tolist()
            for row, exchange, count in zip(rows, wrong, counts, strict=True):
                if not count:
                    continue
                if count < fewest[row]:
                    fewest[row], patience[row] = count, PATIENCE
                elif patience[row]:
                    patience[row] -= 1
                else:
                    exchange[: exchange.nonzero()[0][-1]] = False
                dropped[row] ^= exchange
                waiting.append(row)
        if not waiting:
            break
    return found


def _tried(
    solved: FreeWeights, rows: list[int], dropped: NDArray[np.bool_], left_out: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.bool_]]:
    """The weights of some targets with these dropped, never below 0, and which to exchange after all."""
    free, at = solved.free[rows], dropped.nonzero()[0]
    across = solved.inverse[at]
    pull = np.linalg.solve(across[:, at], free[:, at].T).T
    weights = free - pull @ across
    weights[:, at] = 0.0
    wrong = weights < 0
    wrong[:, at] = (pull > TINY) & ~left_out[at]
    return np.maximum(weights, 0.0), wrong
