"""The figure of earnings by month: one bar a month, its fixed part below and its variable part on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.earnings import Month

HEIGHT = 120
GAP = 0.18


@dataclass(frozen=True, slots=True)
class Bar:
    """One month. `x` and `width` are per cent of the figure's width; the rest are pixels from its top."""

    x: float
    width: float
    base_top: float
    base_height: float
    variable_top: float
    variable_height: float


def bars(months: Sequence[Month]) -> tuple[Bar, ...]:
    """A bar for every month, the highest as high as the figure; none where no amount is known.

    Args:
        months: in order.
    """
    amounts = [(month.base or Fraction(0), month.variable or Fraction(0)) for month in months]
    highest = max((base + variable for base, variable in amounts), default=Fraction(0))
    if not highest:
        return ()
    room = 100 / len(months)
    found = []
    for number, (base, variable) in enumerate(amounts):
        low, high = float(base / highest) * HEIGHT, float(variable / highest) * HEIGHT
        left, width = number * room + room * GAP / 2, room * (1 - GAP)
        found.append(Bar(round(left, 2), round(width, 2), *(round(it, 1) for it in _upright(low, high))))
    return tuple(found)


def _upright(low: float, high: float) -> tuple[float, float, float, float]:
    return HEIGHT - low, low, HEIGHT - low - high, high
