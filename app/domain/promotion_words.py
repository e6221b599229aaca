"""The figures of promotion eligibility as sentences have them: shares without rounding over a bar, amounts, lists."""

from collections.abc import Sequence
from fractions import Fraction

MOST_PLACES = 12


def percent(share: Fraction, *, bar: int) -> str:
    """A share as "103.4 %": with as many places as it takes to stand on the side of the bar where the share lies.

    Args:
        share: not negative; 1 is 100 %.
        bar: what it is compared with, in per cent.
    """
    exact = share * 100
    for places in range(1, MOST_PLACES):
        shown = Fraction(round(exact * 10**places), 10**places)
        if _side(shown, bar) == _side(exact, bar):
            break
    whole, rest = divmod(round(exact * 10**places), 10**places)
    return f"{whole:,}.{rest:0{places}d} %"


def _side(value: Fraction, bar: int) -> int:
    return (value > bar) - (value < bar)


def amount(value: int, currency: str = "") -> str:
    """ "USD 1,154,000", or the figure alone where no currency is named."""
    return f"{currency} {value:,}".strip()


def over_quotas(bookings: Sequence[int], quotas: Sequence[int]) -> str:
    """The division that makes one share of several years."""
    return f"{_sum(bookings)} / {_sum(quotas)}"


def mean_of(bookings: Sequence[int], quotas: Sequence[int]) -> str:
    """The mean of each year's division."""
    parts = " + ".join(f"{done:,} / {asked:,}" for done, asked in zip(bookings, quotas, strict=True))
    return f"({parts}) / {len(quotas)}" if len(quotas) > 1 else parts


def _sum(values: Sequence[int]) -> str:
    told = " + ".join(f"{value:,}" for value in values)
    return f"({told})" if len(values) > 1 else told
