"""Outside the feature grid: when the demo's people meet; a weekday hour that suits all seats, nobody twice at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=30)
DAY = timedelta(days=1)
SATURDAY = 5
# Across continents interviews begin early for some and end late for others; all else fits the office day.
OPENS, CLOSES = time(7), time(19)
OFFICE_OPENS, OFFICE_CLOSES = time(9), time(17)
CHOOSY, FURTHEST = 3 * DAY, 21 * DAY
Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A time that suits everybody."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """A meeting that is wanted.

    `zones` are those of all who come, by name; it begins in [`earliest`, `before`), and preferably within office hours
    of all, not before `opens`.
    """

    zones: Mapping[str, str]
    minutes: int
    earliest: datetime
    wished: datetime
    before: datetime
    opens: time = OFFICE_OPENS


@dataclass
class Calendar:
    """Everybody's taken time."""

    taken: set[tuple[str, datetime]] = field(default_factory=set)

    def find(self, wish: Wish) -> Meeting:
        """Take the earliest time from the wished instant on; if there is none in bounds, the latest day before it.

        Raises:
            LookupError: if nothing suits within the bounds.
        """
        day = wish.wished
        while day > wish.earliest - DAY:
            begin = max(day, wish.earliest)
            found = self._first(wish, begin, hours=(wish.opens, OFFICE_CLOSES), within=CHOOSY)
            found = found or self._first(wish, begin, hours=(OPENS, CLOSES), within=FURTHEST)
            if found is not None:
                self._take(wish.zones, found)
                return found
            day -= DAY
        raise LookupError(f"no time suits {', '.join(wish.zones)} from {wish.earliest} to {wish.before}")

    def _first(self, wish: Wish, begin: datetime, *, hours: Hours, within: timedelta) -> Meeting | None:
        start = full_half_hour(begin)
        last = min(wish.before, begin + within)
        while start < last:
            meeting = Meeting(start, start + timedelta(minutes=wish.minutes))
            is_possible = all(is_at_work(meeting, zone, hours) for zone in wish.zones.values())
            if is_possible and self._is_free(wish.zones, meeting):
                return meeting
            start += STEP
        return None

    def _is_free(self, people: Iterable[str], meeting: Meeting) -> bool:
        return not any((who, cell) in self.taken for who in people for cell in _cells(meeting))

    def _take(self, people: Iterable[str], meeting: Meeting) -> None:
        self.taken.update((who, cell) for who in people for cell in _cells(meeting))


def _cells(meeting: Meeting) -> list[datetime]:
    length = meeting.ends_at - meeting.starts_at
    return [meeting.starts_at + STEP * number for number in range(-(-length // STEP))]


def full_half_hour(instant: datetime) -> datetime:
    """The next full or half hour."""
    begin = instant.replace(minute=0, second=0, microsecond=0)
    while begin < instant:
        begin += STEP
    return begin


def is_at_work(meeting: Meeting, zone: str, hours: Hours) -> bool:
    """Whether a meeting lies within these hours of one weekday there."""
    begin, end = (instant.astimezone(ZoneInfo(zone)) for instant in (meeting.starts_at, meeting.ends_at))
    same_day = begin.date() == end.date() and begin.weekday() < SATURDAY
    return same_day and hours[0] <= begin.time() and end.time() <= hours[1]


def at_the_office(instant: datetime, zone: str, *, before: datetime) -> datetime:
    """The instant itself if it lies in the office hours of a weekday there, else some time of the next morning.

    What would then not be done before a limit is done at once, outside the office hours.
    """
    here = instant.astimezone(ZoneInfo(zone))
    day = here.date() + DAY if here.time() >= OFFICE_CLOSES else here.date()
    if day == here.date() and day.weekday() < SATURDAY and here.time() >= OFFICE_OPENS:
        return instant
    while day.weekday() >= SATURDAY:
        day += DAY
    opens = morning(day, zone) + timedelta(minutes=instant.minute)
    return opens if opens < before else instant


def morning(day: date, zone: str) -> datetime:
    """When the office opens on a day."""
    return datetime.combine(day, OFFICE_OPENS, tzinfo=ZoneInfo(zone)).astimezone(UTC)
