"""When somebody works: hours of the week on the clocks of a zone, other hours on certain days, holidays, time away.

The hours in which somebody may be reminded of something are fewer and simpler: see reminders.py.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from app.domain.errors import BadData
from app.domain.offsets import on_the_wall
from app.domain.people import check_zone
from app.domain.spans import Pair, Span, inside, spans_of

WEEK = 7
MIDNIGHT = time(0)
DAY_SECONDS = 24 * 60 * 60
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours without a break; `closes` is the first time after them, and midnight means the end of the day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        """Refuse hours that end before they begin, or lie off the grid of bookings.

        Raises:
            BadData: for both.
        """
        if any(at.tzinfo is not None for at in (self.opens, self.closes)):
            raise BadData("Working hours are times of the wall clock; the zone is said once, for the whole week.")
        if self.seconds[0] >= self.seconds[1]:
            raise BadData(
                f"The hours from {self} end before they begin. Enter a later end, and work past midnight as two "
                "stretches: until 24:00, and from 00:00 on the next day.",
                field="closes",
            )
        if any(at.minute % 5 or at.second or at.microsecond for at in (self.opens, self.closes)):
            raise BadData("Begin and end working hours on full five minutes, such as 09:00 or 09:05.", field="opens")

    @property
    def seconds(self) -> Pair:
        """From when to when on the wall clock, in seconds since midnight."""
        return _since_midnight(self.opens), _since_midnight(self.closes) or DAY_SECONDS

    def __str__(self) -> str:
        """09:00 to 17:00."""
        return f"{self.opens:%H:%M} to {'24:00' if self.closes == MIDNIGHT else f'{self.closes:%H:%M}'}"


def _since_midnight(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


def shift_from(opens: str, closes: str) -> Shift:
    """The hours that somebody writes, such as 9:00 and 17:30; 24:00 ends a day.

    Raises:
        BadData: naming the field, for what is no time of a day, and for what `Shift` refuses.
    """
    begin, end = _clock(opens, "opens"), _clock(closes, "closes")
    if begin == DAY_SECONDS:
        raise BadData("Nothing begins at 24:00. Enter 00:00 on the next day.", field="opens")
    if end == 0:
        raise BadData("Nothing ends at 00:00. Enter 24:00 for the end of the day.", field="closes")
    return Shift(_time(begin), _time(end))


def _clock(text: str, field: str) -> int:
    found = _CLOCK.fullmatch(text.strip())
    seconds = int(found[1]) * 3600 + int(found[2]) * 60 if found else -1
    if found is None or int(found[2]) > 59 or seconds > DAY_SECONDS:
        raise BadData(f"“{text.strip()[:20]}” is no time of a day. Enter one from 00:00 to 24:00.", field=field)
    return seconds


def _time(seconds: int) -> time:
    return time(seconds // 3600 % 24, seconds // 60 % 60)


@dataclass(frozen=True, slots=True)
class OtherHours:
    """What holds on one day instead of the week and of a public holiday; no hours at all is a day off."""

    day: date
    shifts: tuple[Shift, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse hours that overlap."""
        _check_order(self.shifts, f"{self.day:%Y-%m-%d}")


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which nothing is offered, whatever else is said; the last day is included."""

    first: date
    last: date
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse what ends before it begins."""
        if self.last < self.first:
            raise BadData("The last day away is before the first. Enter a later one.", field="last")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday where somebody works."""

    day: date
    name: str


def _check_order(shifts: Sequence[Shift], when: str) -> None:
    for one, other in pairwise(shifts):
        if one.seconds[1] > other.seconds[0]:
            raise BadData(
                f"On {when} the hours from {one} and from {other} overlap or stand in the wrong order. "
                "Enter them one after the other.",
                field="opens",
            )


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OFFICE_DAY = (Shift(time(9), time(17)),)
OFFICE_DAYS: tuple[tuple[Shift, ...], ...] = (*(OFFICE_DAY,) * 5, (), ())


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """When somebody can be booked at all: `days` are seven, Monday first, each with its hours in order.

    Of what is said about one day, days away come first, then other hours, then holidays, then the week.
    """

    zone: str
    days: tuple[tuple[Shift, ...], ...] = OFFICE_DAYS
    other_hours: tuple[OtherHours, ...] = ()
    away: tuple[Away, ...] = ()
    holidays: tuple[Holiday, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an unknown zone, a week that has not seven days or no hours, and two entries for one day.

        Raises:
            BadData: naming the field.
        """
        check_zone(self.zone)
        if len(self.days) != WEEK:
            raise BadData(f"A week has seven days, Monday first; these are {len(self.days)}.", field="days")
        if not any(self.days):
            raise BadData(
                "Working hours need at least one day of the week. Enter when you can be booked.", field="days"
            )
        for name, shifts in zip(WEEKDAYS, self.days, strict=True):
            _check_order(shifts, name)
        dates = [other.day for other in self.other_hours]
        twice = sorted({day for day in dates if dates.count(day) > 1}) if len(set(dates)) < len(dates) else []
        if twice:
            raise BadData(f"{twice[0]:%Y-%m-%d} has two entries of other hours. Keep one of them.", field="other_hours")

    def shifts_on(self, day: date) -> tuple[Shift, ...]:
        """The hours of a day; none when nothing can be booked on it."""
        if self.absence_on(day) is not None:
            return ()
        other = self.other_hours_on(day)
        if other is not None:
            return other.shifts
        return () if self.holiday_on(day) is not None else self.days[day.weekday()]

    def absence_on(self, day: date) -> Away | None:
        """The days away that this one is among."""
        return next((away for away in self.away if away.first <= day <= away.last), None)

    def other_hours_on(self, day: date) -> OtherHours | None:
        """What is said about this one day."""
        return next((other for other in self.other_hours if other.day == day), None)

    def holiday_on(self, day: date) -> Holiday | None:
        """The public holiday that this day is."""
        return next((holiday for holiday in self.holidays if holiday.day == day), None)

    def within(self, window: Span) -> tuple[Span, ...]:
        """The working hours between two instants, in order, with nothing touching."""
        return spans_of(self.pairs(*inside(window)))

    def pairs(self, begin: int, end: int) -> list[Pair]:
        """The same in seconds since 1970, for arithmetic."""
        return on_the_wall(self.zone, begin, end, self._of_day())

    def _of_day(self) -> Callable[[int], Sequence[Pair]]:
        """What `on_the_wall` asks of each day, read once so that asking costs little."""
        week = [tuple(shift.seconds for shift in shifts) for shifts in self.days]
        special: dict[int, tuple[Pair, ...]] = {holiday.day.toordinal(): () for holiday in self.holidays}
        for other in self.other_hours:
            special[other.day.toordinal()] = tuple(shift.seconds for shift in other.shifts)
        away = [(spell.first.toordinal(), spell.last.toordinal()) for spell in self.away]

        def of_day(day: int) -> Sequence[Pair]:
            if any(first <= day <= last for first, last in away):
                return ()
            hours = special.get(day)
            # Day 1 of the calendar, 1 January of the year 1, was a Monday.
            return week[(day - 1) % WEEK] if hours is None else hours

        return of_day
