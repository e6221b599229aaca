"""Why somebody can't be booked at a time, in words: outside hours, holiday, taken, too near, too soon, enough already.

Why somebody is away or has other hours is never told: that is for them alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from zoneinfo import ZoneInfo

from app.domain.cities import city_of
from app.domain.free_time import Diary, Search, full_days_of, full_weeks_of, week_of
from app.domain.offsets import days_touched
from app.domain.slots import listed, point, spelled
from app.domain.spans import Pair, Span, around, clipped, cut, inside, instant_of, joined
from app.domain.working_hours import WEEK, WEEKDAYS, Shift

FIVE_MINUTES = 5 * 60


class Obstacle(Enum):
    """What stands in the way, in the order in which it is told."""

    NOT_SEARCHED = "not searched"
    TOO_SOON = "too soon"
    AWAY = "away"
    DAY_OFF = "day off"
    HOLIDAY = "holiday"
    HOURS = "outside hours"
    BOOKED = "booked"
    BUSY = "busy"
    BUFFER = "buffer"
    FULL_DAY = "limit of the day"
    FULL_WEEK = "limit of the week"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands in the way of one person, and the sentence about it."""

    obstacle: Obstacle
    sentence: str


def reasons_against(diary: Diary, search: Search, slot: Span, *, zone: str | None = None) -> tuple[Reason, ...]:
    """Why somebody is not offered for a slot.

    Args:
        diary: whose time.
        search: the same as when free time was looked for.
        slot: the time in question.
        zone: on whose clocks times are told; None for the person's own. Working hours are always told on their own.

    Returns:
        every reason, in the order of `Obstacle`; none exactly when the slot lies within what `free` gives.
    """
    told_in = zone or diary.hours.zone
    return (
        *_beyond_the_search(search, slot, told_in),
        *_outside_hours(diary, slot),
        *_taken(diary, slot, told_in),
        *_enough(diary, slot),
    )


def _beyond_the_search(search: Search, slot: Span, zone: str) -> Iterator[Reason]:
    begin, end = around(slot)
    first, last = inside(search.window)
    if begin < first or end > last:
        since, until = point(search.window.starts_at, zone=zone), point(search.window.ends_at, zone=zone)
        yield Reason(Obstacle.NOT_SEARCHED, f"Nothing is offered before {since}, or after {until}.")
    if begin < search.earliest:
        hours = "an hour" if search.notice_hours == 1 else f"{search.notice_hours} hours"
        notice = f"Interviews are booked at least {hours} ahead" if search.notice_hours else "This time has passed"
        left = point(instant_of(-(-search.earliest // FIVE_MINUTES) * FIVE_MINUTES), zone=zone)
        yield Reason(Obstacle.TOO_SOON, f"{notice}; the first time left is {left}.")


def _outside_hours(diary: Diary, slot: Span) -> Iterator[Reason]:
    """One reason for each day of theirs on which some of the slot lies outside their hours."""
    wanted = around(slot)
    outside = cut([wanted], diary.hours.pairs(*wanted))
    days = sorted(set().union(*days_touched(diary.hours.zone, outside)))
    yield from sorted(
        (_about_day(diary, date.fromordinal(day), slot) for day in days),
        key=lambda reason: list(Obstacle).index(reason.obstacle),
    )


def _about_day(diary: Diary, day: date, slot: Span) -> Reason:
    name, hours, spelled_day = diary.name, diary.hours, _spelled_day(day)
    if hours.absence_on(day) is not None:
        return Reason(Obstacle.AWAY, f"{name} is away on {spelled_day}.")
    other, holiday = hours.other_hours_on(day), hours.holiday_on(day)
    if other is not None and not other.shifts:
        return Reason(Obstacle.DAY_OFF, f"{name} has {spelled_day} off.")
    if other is None and holiday is not None:
        return Reason(Obstacle.HOLIDAY, f"{spelled_day} is a public holiday for {name}: {holiday.name}.")
    weekday = WEEKDAYS[day.weekday()]
    shifts, when = (other.shifts, spelled_day) if other is not None else (hours.days[day.weekday()], f"{weekday}s")
    if not shifts:
        return Reason(Obstacle.HOURS, f"{name} does not work on {when}.")
    here = spelled(slot.starts_at, slot.ends_at, zone=hours.zone)
    return Reason(Obstacle.HOURS, f"{name} works on {when} from {_spelled_shifts(shifts)}; this is {here}.")


def _taken(diary: Diary, slot: Span, zone: str) -> Iterator[Reason]:
    wanted, buffer = around(slot), diary.buffer_minutes * 60
    booked, busy = joined(map(around, diary.bookings)), joined(map(around, diary.busy))
    for begin, end in _overlapping(booked, wanted):
        sentence = f"{diary.name} has an interview from {_from_to(begin, end, zone)}."
        yield Reason(Obstacle.BOOKED, sentence)
    for begin, end in _overlapping(busy, wanted):
        yield Reason(Obstacle.BUSY, f"{diary.name}’s calendar is taken from {_from_to(begin, end, zone)}.")
    near = (wanted[0] - buffer, wanted[1] + buffer)
    both = joined((*booked, *busy))
    for begin, end in _overlapping([pair for pair in both if not _overlapping([pair], wanted)], near):
        what = f"ends at {_clock(end, zone)}" if end <= wanted[0] else f"begins at {_clock(begin, zone)}"
        sentence = f"{diary.name} keeps {diary.buffer_minutes} minutes free before and after everything; something"
        yield Reason(Obstacle.BUFFER, f"{sentence} {what}, {city_of(zone)} time.")


def _overlapping(pairs: Sequence[Pair], wanted: Pair) -> list[Pair]:
    return [pair for pair in pairs if clipped([pair], *wanted)]


def _enough(diary: Diary, slot: Span) -> Iterator[Reason]:
    days = set().union(*days_touched(diary.hours.zone, [around(slot)]))
    for day in sorted(days & full_days_of(diary)):
        yield Reason(
            Obstacle.FULL_DAY,
            f"{diary.name} takes at most {_interviews(diary.most_a_day)} a day, and has as many on "
            f"{_spelled_day(date.fromordinal(day))}.",
        )
    for week in sorted({week_of(day) for day in days} & full_weeks_of(diary)):
        yield Reason(
            Obstacle.FULL_WEEK,
            f"{diary.name} takes at most {_interviews(diary.most_a_week)} a week, and has as many in the week of "
            f"{_spelled_day(date.fromordinal(week * WEEK + 1))}.",
        )


def _interviews(most: int | None) -> str:
    return "one interview" if most == 1 else f"{most} interviews"


def _spelled_day(day: date) -> str:
    """Tuesday 3 March 2026."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {day:%B %Y}"


def _spelled_shifts(shifts: Sequence[Shift]) -> str:
    """09:00 to 12:00 and 13:00 to 17:00."""
    return listed([str(shift) for shift in shifts])


def _from_to(begin: int, end: int, zone: str) -> str:
    """10:00 to 11:00 on a day, or two whole moments when it ends on another day."""
    starts_at, ends_at = instant_of(begin), instant_of(end)
    place = ZoneInfo(zone)
    if starts_at.astimezone(place).date() == ends_at.astimezone(place).date():
        return spelled(starts_at, ends_at, zone=zone)
    return f"{point(starts_at, zone=zone)}, to {point(ends_at, zone=zone)}"


def _clock(second: int, zone: str) -> str:
    return f"{instant_of(second).astimezone(ZoneInfo(zone)):%H:%M}"
