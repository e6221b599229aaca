"""Proper scores of probability forecasts over ordered levels: the lower, the better, and honesty pays."""

import math
from collections.abc import Sequence
from itertools import accumulate

from app.domain.errors import BadData

SUM_WITHIN = 1e-3
TAU = 0.5
_ROUNDING = 1e-9


def brier(forecasts: Sequence[Sequence[float]], outcomes: Sequence[int]) -> float:
    """Mean squared distance from what came true, summed over the levels: 0 at best, 2 at worst.

    Args:
        forecasts: for each case the probabilities of all levels, lowest level first.
        outcomes: for each case the place of the level that came true, 0 for the lowest.

    Raises:
        BadData: for no cases, or a forecast that is none.

    Source: Brier 1950, the form over several classes.
    """
    return _mean(
        [
            math.fsum((probability - (place == outcome)) ** 2 for place, probability in enumerate(forecast))
            for forecast, outcome in _cases(forecasts, outcomes)
        ]
    )


def ranked_probability(forecasts: Sequence[Sequence[float]], outcomes: Sequence[int]) -> float:
    """Ranked probability score: like Brier's, but over "this level or lower", so that a near miss costs less.

    Args:
        forecasts: for each case the probabilities of all levels, lowest level first.
        outcomes: for each case the place of the level that came true, 0 for the lowest.

    Returns:
        0 at best, the number of levels less one at worst.

    Raises:
        BadData: for no cases, or a forecast that is none.

    Source: Epstein 1969, as a sum over the levels, not divided by their number.
    """
    return _mean(
        [
            math.fsum((below - (place >= outcome)) ** 2 for place, below in enumerate(accumulate(forecast[:-1])))
            for forecast, outcome in _cases(forecasts, outcomes)
        ]
    )


def median_place(forecast: Sequence[float], *, tau: float = TAU) -> int:
    """Place of the highest level that is reached or passed with a probability of at least `tau`.

    Args:
        forecast: probabilities of all levels, lowest first.
        tau: 0.5 gives the median.

    Raises:
        BadData: for a forecast that is none.
    """
    _check(forecast)
    places = range(len(forecast))
    return max((place for place in places if math.fsum(forecast[place:]) >= tau - _ROUNDING), default=0)


def entropy_bits(forecast: Sequence[float]) -> float:
    """How open a forecast leaves the level, in bits: 0 when it is certain, 2.32 when five levels are equally likely.

    Raises:
        BadData: for a forecast that is none.

    Source: Shannon 1948.
    """
    _check(forecast)
    return math.fsum(-probability * math.log2(probability) for probability in forecast if probability > 0)


def _cases(forecasts: Sequence[Sequence[float]], outcomes: Sequence[int]) -> list[tuple[Sequence[float], int]]:
    if not forecasts or len(forecasts) != len(outcomes):
        raise BadData("Scores need one or more forecasts, each with what came true.")
    for forecast, outcome in zip(forecasts, outcomes, strict=True):
        _check(forecast)
        if not 0 <= outcome < len(forecast):
            raise BadData(f"A forecast over {len(forecast)} levels has no level at place {outcome}.")
    return list(zip(forecasts, outcomes, strict=True))


def _check(forecast: Sequence[float]) -> None:
    if not (all(probability >= 0 for probability in forecast) and abs(math.fsum(forecast) - 1) <= SUM_WITHIN):
        raise BadData("A forecast is a probability for every level, none below 0, together 1.")


def _mean(scores: Sequence[float]) -> float:
    return math.fsum(scores) / len(scores)
