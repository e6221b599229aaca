"""When somebody may be told something: within their own working hours, and of things missed only the newest."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.spans import instant_of, second_of
from app.domain.working_hours import WorkingWeek

# Moments of a usual week are at most three days apart: an older one was the last, or is overtaken.
MISSED_FOR = timedelta(days=3)
# A sweep that comes shortly after the working hours still tells of a moment within them.
LAG = timedelta(hours=1)
# Whoever is away for longer than this is told nothing.
LONGEST_ABSENCE = 62
_DAY = 24 * 60 * 60


def holds(moment: datetime, week: WorkingWeek) -> bool:
    """Whether somebody works then."""
    second = second_of(moment)
    return bool(week.pairs(second, second + 1))


def moved_into(moment: datetime, week: WorkingWeek) -> datetime | None:
    """The moment itself if it lies within working hours, else the beginning of the next ones.

    Args:
        moment: any instant.
        week: the person's hours; they are read from the wall, so that a change of the clock moves nothing.

    Returns:
        an instant in UTC, not before `moment`; None for somebody who is away for months.
    """
    if holds(moment, week):
        return moment.astimezone(UTC)
    second = second_of(moment)
    found = week.pairs(second + 1, second + LONGEST_ABSENCE * _DAY)
    return instant_of(found[0][0]) if found else None


def opening_on(day: date, week: WorkingWeek) -> datetime | None:
    """When somebody begins to work on a day of theirs; None on a day off, and on one that their zone leaps over."""
    found = week.pairs(*(second_of(_midnight(each, week.zone)) for each in (day, day + timedelta(days=1))))
    return instant_of(found[0][0]) if found else None


def mornings(first: date, week: WorkingWeek) -> Iterator[datetime]:
    """When somebody begins to work on this day and on those after it, until they are away for months."""
    day, without = first, 0
    while without < LONGEST_ABSENCE:
        begin = opening_on(day, week)
        without = without + 1 if begin is None else 0
        if begin is not None:
            yield begin
        day += timedelta(days=1)


def day_of(moment: datetime, week: WorkingWeek) -> date:
    """The day that it then is where somebody works."""
    return moment.astimezone(ZoneInfo(week.zone)).date()


def is_time(moment: datetime, now: datetime, week: WorkingWeek) -> bool:
    """Whether a moment has come, and now is a time to tell somebody: working hours, or shortly after the moment."""
    return moment <= now and (now - moment <= LAG or holds(now, week))


def due_now(moments: Sequence[datetime], now: datetime, week: WorkingWeek) -> datetime | None:
    """The newest moment that has come; those missed before it are let go, so that nobody gets ten at once.

    Args:
        moments: in any order.
        now: this instant.
        week: the hours of whoever is told.

    Returns:
        None if none has come, the newest is more than three days old, or now is no time to tell anybody: then the next
        working hours bring it, or a newer one.
    """
    newest = max((moment for moment in moments if moment <= now), default=None)
    if newest is None or now - newest > MISSED_FOR:
        return None
    return newest if is_time(newest, now, week) else None


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(0), tzinfo=ZoneInfo(zone))
