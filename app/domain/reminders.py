"""When to remind whom of a scorecard that is owed: moments within working hours, and the one escalation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.errors import BadData
from app.domain.scorecard import HOUR, due_at

FIRST_AFTER = HOUR
MORNINGS = 10
ESCALATED_AFTER = 24 * HOUR
# Moments are at most three days apart, from Friday to Monday: an older one was the last, or is overtaken.
MISSED_FOR = timedelta(days=3)
# A sweep that comes shortly after the working hours still tells of a moment within them.
LAG = HOUR
_WEEK = 7


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The days (0 is Monday) and hours in which somebody may be told something; `closes` is the first time after."""

    days: frozenset[int]
    opens: time
    closes: time

    def __post_init__(self) -> None:
        """Refuse hours that no moment lies in."""
        if not self.days or not self.days <= set(range(_WEEK)) or self.opens >= self.closes:
            raise BadData("Working hours need at least one day of the week, and an end after their beginning.")

    def hold(self, moment: datetime, zone: str) -> bool:
        """Whether the clock of this zone then shows a working hour."""
        local = moment.astimezone(ZoneInfo(zone))
        return local.weekday() in self.days and self.opens <= local.time() < self.closes


OFFICE = WorkingHours(frozenset(range(5)), time(9), time(17))


def moved_into(moment: datetime, zone: str, hours: WorkingHours = OFFICE) -> datetime:
    """The moment itself if it lies within working hours, else the beginning of the next ones.

    Args:
        moment: any instant.
        zone: whose clock counts; days and hours are read from the wall, so that a change of the clock moves nothing.
        hours: the working hours.

    Returns:
        an instant in UTC, not before `moment`.
    """
    if hours.hold(moment, zone):
        return moment.astimezone(UTC)
    return next(begin for begin in _openings(moment.astimezone(ZoneInfo(zone)).date(), zone, hours) if begin >= moment)


def reminder_moments(ends_at: datetime, zone: str, hours: WorkingHours = OFFICE) -> tuple[datetime, ...]:
    """When an interviewer is reminded as long as the card is owed: an hour after the end, then on ten mornings.

    Args:
        ends_at: the end of the interview.
        zone: the interviewer's own.
        hours: the interviewer's working hours.

    Returns:
        instants in UTC, strictly increasing, at most one a local day; whenever they are computed, they are the same.

    Source: the hour, a reminder a day and the ten working days follow common practice; the mornings, so that a reminder
        precedes the hour when the card is due, are house judgement.
    """
    first = moved_into(ends_at + FIRST_AFTER, zone, hours)
    found = [first]
    for begin in _openings(first.astimezone(ZoneInfo(zone)).date() + timedelta(days=1), zone, hours):
        found.append(begin)
        if len(found) > MORNINGS:
            break
    return tuple(found)


def escalation_moment(ends_at: datetime, zone: str, hours: WorkingHours = OFFICE) -> datetime:
    """When a hiring manager is told, once, that a card is missing: a day after it was due, in the manager's own hours.

    Source: house judgement.
    """
    return moved_into(due_at(ends_at) + ESCALATED_AFTER, zone, hours)


def due_now(moments: Sequence[datetime], now: datetime, *, zone: str, hours: WorkingHours = OFFICE) -> datetime | None:
    """The newest moment that has come; those missed before it are let go, so that nobody gets ten at once.

    Args:
        moments: as `reminder_moments` gives them.
        now: this instant.
        zone: of whoever is told.
        hours: theirs.

    Returns:
        None if none has come, the newest is more than three days old, or now is no time to tell anybody: then the next
        working hours bring it, or a newer one.
    """
    newest = max((moment for moment in moments if moment <= now), default=None)
    if newest is None or now - newest > MISSED_FOR:
        return None
    return newest if hours.hold(now, zone) or now - newest <= LAG else None


def escalates_now(ends_at: datetime, now: datetime, *, zone: str, hours: WorkingHours = OFFICE) -> bool:
    """Whether a hiring manager is to be told by now. What was missed is made up for as long as reminders are sent."""
    moment = escalation_moment(ends_at, zone, hours)
    ends = reminder_moments(ends_at, zone, hours)[-1] + MISSED_FOR
    return moment <= now <= ends and (hours.hold(now, zone) or now - moment <= LAG)


def _openings(day: date, zone: str, hours: WorkingHours) -> Iterator[datetime]:
    """When working hours begin on this day and on those after it. A day that a zone leaps over has none."""
    place = ZoneInfo(zone)
    while True:
        wall = datetime.combine(day, hours.opens, tzinfo=place)
        for fold in (0, 1) if wall.utcoffset() != wall.replace(fold=1).utcoffset() else (0,):
            begin = wall.replace(fold=fold).astimezone(UTC)
            if begin.astimezone(place).date() == day and hours.hold(begin, zone):
                yield begin
                break
        day += timedelta(days=1)
