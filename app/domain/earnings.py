"""What a year of work would bring, month by month, as far as a pay sheet says it; nothing is ever guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.errors import BadData
from app.domain.pay_sheets import PaySheet
from app.domain.say import Sentence, say, translatable

MONTHS = 24
MOST_ATTAINMENT = 200
AS_PLANNED = 100
STARTS_OFFERED = 12
_YEAR = 12
_NAMES = {
    "on_target": translatable("the earnings at target"),
    "base_share": translatable("the fixed share"),
    "ramp": translatable("the ramp of the first months"),
    "seasons": translatable("the shares of the quarters"),
}


@dataclass(frozen=True, slots=True)
class Month:
    """One month: the fixed part and the variable one, each None where the sheet does not say it.

    `asked` is the share of a full month's quota that the ramp asks for, in per cent.
    """

    first: date
    base: Fraction | None
    variable: Fraction | None
    asked: int | None

    @property
    def total(self) -> Fraction | None:
        """Both together."""
        return None if self.base is None or self.variable is None else self.base + self.variable


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months together; `total` is None where one of them is not known."""

    base: Fraction | None
    variable: Fraction | None

    @property
    def total(self) -> Fraction | None:
        """Both together."""
        return None if self.base is None or self.variable is None else self.base + self.variable


@dataclass(frozen=True, slots=True)
class Earnings:
    """The first months, the years that they make, and one after the ramp; `missing` is what the sheet leaves out."""

    months: tuple[Month, ...]
    years: tuple[Year, ...]
    after_ramp: Year
    missing: tuple[str, ...]

    @property
    def says_months(self) -> bool:
        """Whether any month has an amount."""
        return any(month.base is not None or month.variable is not None for month in self.months)


def earnings(sheet: PaySheet, *, start: date, attainment: int, months: int = MONTHS) -> Earnings:
    """Earnings by month from the first one on.

    A month brings a twelfth of the fixed part. Of the variable part it brings what its quota is of a full year's:
    the quarter's share, a third of it for each month, less what the ramp does not ask for yet; times attainment. There
    are no accelerators and no caps in it. A range is counted from its lower end.

    Args:
        sheet: what the title pays.
        start: any day of the first month.
        attainment: bookings in per cent of what is asked, 0 to 200.
        months: how many.

    Returns:
        exact amounts; whoever shows them rounds. Before the ramp and the quarters are both set, no month has a
        variable part.

    Raises:
        BadData: for an attainment that is out of range.
    """
    if not 0 <= attainment <= MOST_ATTAINMENT:
        raise BadData(f"Enter an attainment from 0 to {MOST_ATTAINMENT} per cent.", field="attainment")
    split = _split(sheet)
    base, variable = split if split is not None else (None, None)
    reached = None if variable is None else variable * Fraction(attainment, 100)
    found = tuple(_month(sheet, base, reached, _later(start, number), number) for number in range(months))
    years = tuple(_year(found[at : at + _YEAR]) for at in range(0, months - _YEAR + 1, _YEAR))
    missing = tuple(name for key, name in _NAMES.items() if getattr(sheet, key) in (None, ()))
    return Earnings(found, years, Year(base, reached), missing)


def _split(sheet: PaySheet) -> tuple[Fraction, Fraction] | None:
    """The fixed and the variable part of a year."""
    if sheet.on_target is None or sheet.base_share is None:
        return None
    base = Fraction(sheet.on_target * sheet.base_share, 100)
    return base, sheet.on_target - base


def _month(sheet: PaySheet, base: Fraction | None, reached: Fraction | None, first: date, number: int) -> Month:
    asked = (sheet.ramp[number] if number < len(sheet.ramp) else AS_PLANNED) if sheet.ramp else None
    variable = None
    if reached is not None and asked is not None and sheet.seasons:
        season = sheet.seasons[(first.month - 1) // 3]
        variable = reached * Fraction(season, 300) * Fraction(asked, 100)
    return Month(first, None if base is None else base / _YEAR, variable, asked)


def _year(months: Sequence[Month]) -> Year:
    bases = [month.base for month in months if month.base is not None]
    parts = [month.variable for month in months if month.variable is not None]
    return Year(
        sum(bases, Fraction(0)) if len(bases) == len(months) else None,
        sum(parts, Fraction(0)) if len(parts) == len(months) else None,
    )


def _later(start: date, months: int) -> date:
    at = start.year * _YEAR + start.month - 1 + months
    return date(at // _YEAR, at % _YEAR + 1, 1)


def starts_after(today: date) -> tuple[date, ...]:
    """The months in which somebody could begin: the next twelve."""
    return tuple(_later(today, number) for number in range(1, STARTS_OFFERED + 1))


def how_it_is_counted() -> Sentence:
    """What the figures rest on, for the page that shows them."""
    return say(
        "A month brings a twelfth of the fixed part. Of the variable part it brings as much as its quota is of a full "
        "year’s, times the attainment that you enter. Accelerators, caps and taxes are left out; the terms of the plan "
        "hold."
    )
