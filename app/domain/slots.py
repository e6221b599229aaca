"""Slots: a wall time in a zone becomes an instant, with gaps refused and doubled hours asked, and five-minute cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from app.domain.cities import ENGLISH, city, city_of, place
from app.domain.errors import BadData
from app.domain.people import known_zones
from app.domain.say import Localised, localised, say, translatable

CELL = timedelta(minutes=5)
SHORTEST, LONGEST = 15, 240
FURTHEST = timedelta(days=366)
FIRST, SECOND = "first", "second"
WALL_FORMAT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time: two instants in UTC, and the zone and wall time that were promised."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    wall_time: str

    @property
    def cells(self) -> range:
        """The five-minute cells that it fills, counted from 1970 in UTC."""
        return cells_of(self.starts_at, self.ends_at)

    @property
    def wall(self) -> datetime:
        """The wall time in the zone; it knows no zone itself."""
        return datetime.strptime(self.wall_time, WALL_FORMAT)  # noqa: DTZ007 - a wall time has none

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


def cells_of(starts_at: datetime, ends_at: datetime) -> range:
    """The five-minute cells from one instant to another, the last one excluded, so that back to back is free."""
    width = int(CELL.total_seconds())
    return range(int(starts_at.timestamp()) // width, -(-int(ends_at.timestamp()) // width))


def zone_named(text: str) -> str:
    """The zone that somebody means: its whole name, or the city alone when only one zone has it.

    Raises:
        BadData: naming the nearest zones.
    """
    wanted = " ".join(text.split()).casefold()
    if not wanted:
        raise BadData(
            translatable("Choose the time zone that the time is meant in, such as Europe/Berlin."), field="zone"
        )
    by_name = _zones_by_name()
    exact = by_name.get(wanted.replace(" ", "_"))
    if exact is not None:
        return exact
    cities = [name for name in known_zones() if city_of(name).casefold() == wanted]
    if len(cities) == 1:
        return cities[0]
    near = cities or get_close_matches(wanted, list(by_name), n=2, cutoff=0.5)
    met = text.strip()[:80]
    if not near:
        raise BadData(say("There is no time zone called “{met}”. Pick one of the list.", met=met), field="zone")
    names = " / ".join(by_name.get(name, name) for name in near)
    raise BadData(
        say("There is no time zone called “{met}”. Did you mean {names}?", met=met, names=names), field="zone"
    )


@lru_cache(maxsize=1)
def _zones_by_name() -> Mapping[str, str]:
    """Every zone by its name in lower case. Asking for them reads hundreds of files, hence once."""
    return {name.casefold(): name for name in (*known_zones(), *available_timezones())}


@dataclass(frozen=True, slots=True)
class WallTime:
    """What somebody asks for: a time on the clocks of a zone, and a length in minutes.

    `occurrence` says which one is meant ("first" or "second") when the clock shows this time twice; else it is ignored.
    """

    day: date
    at: time
    zone: str
    minutes: int
    occurrence: str = ""

    def slot(self, now: datetime) -> Slot:
        """The slot that is meant. It lies after `now` and within a year.

        Raises:
            BadData: for a length or time off the grid of five minutes, a time that the clock leaps over (naming both
                neighbours), one that it shows twice while nobody said which, and one that has passed or is too far.
        """
        if not SHORTEST <= self.minutes <= LONGEST or self.minutes % 5:
            raise BadData(
                f"Choose a length from {SHORTEST} to {LONGEST} minutes in steps of 5; {self.minutes} is not one.",
                field="minutes",
            )
        if not now.year - 1 <= self.day.year <= now.year + 2:
            raise BadData(translatable("Choose a date within the next year."), field="day")
        begin = instant(self.day, self.at, zone=zone_named(self.zone), occurrence=self.occurrence)
        if int(begin.timestamp()) % int(CELL.total_seconds()):
            raise BadData("Start on a full five minutes, such as 10:00 or 10:05.", field="at")
        if begin <= now:
            raise BadData(f"This time has passed in {city_of(self.zone)}. Choose a later one.", field="day")
        if begin > now + FURTHEST:
            raise BadData("This is more than a year ahead. Choose a date within the next year.", field="day")
        wall = datetime.combine(self.day, self.at).strftime(WALL_FORMAT)
        return Slot(begin, begin + timedelta(minutes=self.minutes), zone_named(self.zone), wall)


def instant(day: date, at: time, *, zone: str, occurrence: str = "") -> datetime:
    """The instant in UTC of a wall time.

    Raises:
        BadData: if the clock leaps over it, or shows it twice and nobody said which is meant; and for a year that is
            far from ours, since days at either end of the calendar exist in some zones only.
    """
    if not 1970 <= day.year <= 9000:
        raise BadData(translatable("Choose a date within the next year."), field="day")
    place = ZoneInfo(zone)
    earlier = datetime.combine(day, at, tzinfo=place)
    later = earlier.replace(fold=1)
    if earlier.utcoffset() == later.utcoffset():
        return earlier.astimezone(UTC)
    if earlier.astimezone(UTC).astimezone(place).replace(tzinfo=None) != earlier.replace(tzinfo=None):
        raise BadData(_leapt_over(earlier, zone), field="at")
    if occurrence not in {FIRST, SECOND}:
        raise BadData(_shown_twice(earlier, later, zone), field="occurrence")
    return (later if occurrence == SECOND else earlier).astimezone(UTC)


def beside_gap(day: date, at: time, *, zone: str) -> tuple[datetime, datetime]:
    """The last time that can be booked before a gap and the first after it.

    Args:
        day: the day of a wall time that the clock leaps over.
        at: its hour and minute.
        zone: whose clock.

    Returns:
        two times in the zone, both on full five minutes: the choices of somebody who asked for what does not exist.
    """
    place = ZoneInfo(zone)
    wanted = datetime.combine(day, at, tzinfo=place)
    change = _change_between(wanted.replace(fold=1).astimezone(UTC), wanted.astimezone(UTC), place)
    width = int(CELL.total_seconds())
    cell = -(-int(change.timestamp()) // width) * width
    before, after = datetime.fromtimestamp(cell - width, place), datetime.fromtimestamp(cell, place)
    return before, after


def neighbours(day: date, at: time, *, zone: str) -> tuple[datetime, ...]:
    """What can be booked instead of a wall time that the clock leaps over.

    Args:
        day: the day that was asked for.
        at: its hour and minute.
        zone: whose clock, as somebody may have typed it.

    Returns:
        the last time before the gap and the first after it, in the zone; nothing for a time that exists, or where the
        zone is not known.
    """
    try:
        place = zone_named(zone)
        instant(day, at, zone=place, occurrence=FIRST)
    except BadData as error:
        return beside_gap(day, at, zone=place) if error.field == "at" else ()
    return ()


def _leapt_over(earlier: datetime, zone: str) -> str:
    """The sentence about a gap, with the last time before it and the first after it."""
    before, after = beside_gap(earlier.date(), earlier.time(), zone=zone)
    return say(
        "{asked} does not exist in {city}: the clock is put forward there. The last time before is {before}, the first "
        "after it {after}. Choose one of them.",
        asked=_moment(earlier),
        city=city(zone),
        before=_moment(before),
        after=_moment(after),
    )


def _shown_twice(earlier: datetime, later: datetime, zone: str) -> str:
    return say(
        "{asked} comes twice in {city}: the clock is put back there. Say whether you mean the first ({first}) or the "
        "second ({second}).",
        asked=_moment(earlier),
        city=city(zone),
        first=_offset(earlier),
        second=_offset(later),
    )


def _change_between(low: datetime, high: datetime, place: ZoneInfo) -> datetime:
    """The first second at which the offset of `high` holds; that of `low` is another."""
    wanted = high.astimezone(place).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if middle.astimezone(place).utcoffset() == wanted:
            high = middle
        else:
            low = middle
    return high


def _moment(at: datetime) -> Localised:
    def told(language: str) -> str:
        if language != ENGLISH:
            return f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"
        return f"{at:%H:%M} on {at.day} {at:%B %Y}"

    return localised(told)


def _offset(at: datetime) -> str:
    sign = at.strftime("%z")
    return f"UTC{sign[:3]}:{sign[3:5]}"


def spelled(starts_at: datetime, ends_at: datetime, *, zone: str) -> str:
    """10:00 to 11:00 on Mon 24 November 2025, Berlin time."""
    begin, end = starts_at.astimezone(ZoneInfo(zone)), ends_at.astimezone(ZoneInfo(zone))
    return f"{begin:%H:%M} to {end:%H:%M} on {begin:%a} {begin.day} {begin:%B %Y}, {city_of(zone)} time"


def point(at: datetime, *, zone: str) -> Localised:
    """10:00 on Mon 24 November 2025, Berlin time; 2025年11月24日10:00（ベルリン時間）."""
    here = at.astimezone(ZoneInfo(zone))

    def told(language: str) -> str:
        if language != ENGLISH:
            day = f"{here.year}年{here.month}月{here.day}日"
            return f"{day}{here:%H:%M}（{place(zone, language=language)}時間）"
        return f"{here:%H:%M} on {here:%a} {here.day} {here:%B %Y}, {city_of(zone)} time"

    return localised(told)


def listed(names: Sequence[str]) -> str:
    """One, two and three."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
