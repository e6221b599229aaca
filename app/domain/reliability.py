"""How reliable ratings are that several raters gave to all of the same candidates: intraclass correlation."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.distributions import CONFIDENCE, f_quantile
from app.domain.errors import BadData


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Two-way random effects, absolute agreement.

    single: ICC(2,1), of one rater; average: ICC(2,k), of the mean of all k, None when raters contradict each other so
    much that it is not defined. between_candidates, between_raters and residual are the mean squares MSR, MSC and MSE.
    An interval is None where an end of it is not defined, as when the ratings leave no residual.
    """

    candidates: int
    raters: int
    single: float
    average: float | None
    between_candidates: float
    between_raters: float
    residual: float
    single_interval: Interval | None
    average_interval: Interval | None


def reliability_of(table: Sequence[Sequence[float]], *, confidence: float = CONFIDENCE) -> Reliability | None:
    """Intraclass correlations of a full table.

    Args:
        table: one row a candidate, one entry a rater, all of the same length: ratings, or means of them.
        confidence: of the two intervals.

    Returns:
        None when every value is the same, so that there is nothing to tell apart.

    Raises:
        BadData: for fewer than two candidates or raters, or a table with holes.

    Source: Shrout and Fleiss 1979, ICC(2,1) and ICC(2,k); intervals after McGraw and Wong 1996.
    """
    count, raters = _size(table)
    squares = _mean_squares(table)
    rows, columns, residual = squares
    spread = (columns - residual) / count
    below_single = rows + (raters - 1) * residual + raters * spread
    if not below_single:
        return None
    single = (rows - residual) / below_single
    bounds = _interval(squares, single, count=count, raters=raters, confidence=confidence)
    return Reliability(
        candidates=count,
        raters=raters,
        single=float(single),
        average=float((rows - residual) / (rows + spread)) if rows + spread > 0 else None,
        between_candidates=float(rows),
        between_raters=float(columns),
        residual=float(residual),
        single_interval=bounds,
        average_interval=None if bounds is None else _lengthened(bounds, raters),
    )


def lengthened(reliability: float, times: float) -> float:
    """Reliability of the mean of `times` as many raters, by the Spearman-Brown formula.

    Args:
        reliability: of what is there now, above -1 / (times - 1).
        times: how many times as many raters; 3 from one to a panel of three, 1 / 3 back.

    Source: Spearman 1910 and Brown 1910.
    """
    return times * reliability / (1 + (times - 1) * reliability)


def _size(table: Sequence[Sequence[float]]) -> tuple[int, int]:
    count, raters = len(table), len(table[0]) if table else 0
    if count < 2 or raters < 2 or any(len(row) != raters for row in table):
        raise BadData("Reliability needs two or more candidates, each rated by the same two or more people.")
    if not all(math.isfinite(value) for row in table for value in row):
        raise BadData("Reliability needs a number from every rater. Leave out candidates whom somebody did not rate.")
    return count, raters


def _mean_squares(table: Sequence[Sequence[float]]) -> tuple[Fraction, Fraction, Fraction]:
    """MSR, MSC and MSE in exact arithmetic, so that no spread is exactly none."""
    exact = [[Fraction(value) for value in row] for row in table]
    count, raters = len(exact), len(exact[0])
    row_means = [sum(row) / Fraction(raters) for row in exact]
    column_means = [sum(column) / Fraction(count) for column in zip(*exact, strict=True)]
    mean = sum(row_means) / Fraction(count)
    rows = sum(((value - mean) ** 2 for value in row_means), Fraction())
    columns = sum(((value - mean) ** 2 for value in column_means), Fraction())
    left = sum(
        (
            (value - row_mean - column_mean + mean) ** 2
            for row, row_mean in zip(exact, row_means, strict=True)
            for value, column_mean in zip(row, column_means, strict=True)
        ),
        Fraction(),
    )
    return raters * rows / (count - 1), count * columns / (raters - 1), left / ((count - 1) * (raters - 1))


def _interval(
    squares: tuple[Fraction, Fraction, Fraction], single: Fraction, *, count: int, raters: int, confidence: float
) -> Interval | None:
    rows, columns, residual = squares
    share = raters * single * columns
    rest = (count * (1 + (raters - 1) * single) - raters * single) * residual
    if not residual or not share + rest:
        return None
    # Degrees of freedom of the raters' part of the error, after Satterthwaite.
    freedom = float((raters - 1) * (count - 1) * (share + rest) ** 2 / ((count - 1) * share**2 + rest**2))
    upper = f_quantile((1 + confidence) / 2, count - 1, freedom)
    lower = f_quantile((1 + confidence) / 2, freedom, count - 1)
    if math.isinf(upper) or math.isinf(lower):
        return None
    between, left, error = (
        float(rows),
        float(residual),
        float(raters * columns + (raters * count - raters - count) * residual),
    )
    return Interval(
        count * (between - upper * left) / (upper * error + count * between),
        count * (lower * between - left) / (error + count * lower * between),
    )


def _lengthened(bounds: Interval, raters: int) -> Interval | None:
    if 1 + (raters - 1) * bounds.low <= 0:
        return None
    return Interval(lengthened(bounds.low, raters), lengthened(bounds.high, raters))
