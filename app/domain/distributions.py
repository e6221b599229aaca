"""The few probability distributions that intervals and tests need, without a library for them."""

import math
from statistics import NormalDist

CONFIDENCE = 0.95
_TINY = 1e-300
_HUGE = 1e300
_PRECISION = 1e-14


def normal_quantile(confidence: float = CONFIDENCE) -> float:
    """How many standard errors an interval of this confidence reaches to each side; 1.96 for 95 %."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def normal_two_sided(z: float) -> float:
    """Probability that a standard normal value lies as far from 0 as `z` or farther."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi_square_tail(statistic: float) -> float:
    """Probability of a chi-square value with one degree of freedom this large or larger."""
    return math.erfc(math.sqrt(statistic / 2))


def beta_share(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function: probability of at most `x` under Beta(a, b).

    Args:
        a: first parameter, above 0.
        b: second parameter, above 0.
        x: between 0 and 1.

    Source: DLMF 8.17.22, the continued fraction, summed after Lentz; beyond x = (a + 1) / (a + b + 2) by symmetry, so
        that it converges fast.
    """
    return _beta_share(a, b, x, 1 - x)


def f_share(value: float, above: float, below: float) -> float:
    """Probability of at most `value` under the F distribution with these degrees of freedom, whole or not."""
    if value <= 0:
        return 0.0
    whole = above * value + below
    return _beta_share(above / 2, below / 2, above * value / whole, below / whole)


def f_quantile(probability: float, above: float, below: float) -> float:
    """The value that an F distributed number stays below with this probability.

    Args:
        probability: strictly between 0 and 1.
        above: degrees of freedom of the numerator, above 0, whole or not.
        below: those of the denominator.

    Returns:
        infinity when the value is beyond every number, as with next to no degrees of freedom below.
    """
    low, high = 0.0, 1.0
    while f_share(high, above, below) < probability:
        low, high = high, high * 2
        if high > _HUGE:
            return math.inf
    while high - low > _PRECISION * high:
        middle = (low + high) / 2
        low, high = (middle, high) if f_share(middle, above, below) < probability else (low, middle)
    return (low + high) / 2


def _beta_share(a: float, b: float, x: float, rest: float) -> float:
    """The same, told x and 1 - x, since the smaller of them loses digits when it is computed from the larger."""
    if x <= 0 or rest <= 0:
        return float(x > 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(b, a, rest, x)
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest) - math.log(a)
    return math.exp(log) / _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    """The denominator 1 + d1/(1 + d2/(1 + ...)) of the incomplete beta function's continued fraction."""
    value, c, d = 1.0, 1.0, 0.0
    change, term = 0.0, 0
    while abs(change - 1) > _PRECISION:
        term += 1
        half = term // 2
        if term % 2:
            step = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            step = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        d = 1 / _off_zero(1 + step * d)
        c = _off_zero(1 + step / c)
        change = c * d
        value *= change
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
