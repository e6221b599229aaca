"""Slots as they are read: by day on the clocks of one zone, with the time of others beside, and how far from UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from app.domain.cities import ENGLISH, city_of, place
from app.domain.inviting import stamp
from app.domain.say import Localised, localised
from app.domain.spans import Span

_WEEKDAYS = ("月", "火", "水", "木", "金", "土", "日")


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One slot: what a form sends, from when to when it is, and the same where the others are, if that differs."""

    value: str
    begins: str
    ends: str
    others: tuple[Localised, ...]


@dataclass(frozen=True, slots=True)
class SlotDay:
    """The slots of one day that lie in one distance from UTC. On the day of a change there are two of it."""

    day: date
    offset: str
    slots: tuple[SlotLine, ...]

    @property
    def name(self) -> Localised:
        """Monday 24 November; 11月24日（月）."""
        japanese = f"{self.day.month}月{self.day.day}日（{_WEEKDAYS[self.day.weekday()]}）"
        english = f"{self.day:%A} {self.day.day} {self.day:%B}"
        return localised(lambda language: english if language == ENGLISH else japanese)


def offset_words(at: datetime, zone: str) -> str:
    """How far a zone is from UTC at an instant: UTC+9, UTC-3:30, or UTC alone."""
    distance = at.astimezone(ZoneInfo(zone)).utcoffset()
    minutes = int(distance.total_seconds()) // 60 if distance is not None else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")


def zone_words(at: datetime, zone: str) -> Localised:
    """Seoul time (UTC+9), ソウル時間（UTC+9）; for UTC, which names no place, the word alone."""

    def told(language: str) -> str:
        if zone == "UTC":
            return zone
        if language != ENGLISH:
            return f"{place(zone, language=language)}時間（{offset_words(at, zone)}）"
        return f"{city_of(zone)} time ({offset_words(at, zone)})"

    return localised(told)


def days_of(slots: Sequence[Span], zone: str, others: Sequence[str] = ()) -> tuple[SlotDay, ...]:
    """Slots by day.

    Args:
        slots: in order of time.
        zone: on whose clocks.
        others: zones of those whom somebody would meet; their time is said where it is another one.

    Returns:
        days in order. Where the clock is put back, the hour that comes twice stands in two groups, each with its
        distance from UTC.
    """
    place = ZoneInfo(zone)

    def group(slot: Span) -> tuple[date, str]:
        return slot.starts_at.astimezone(place).date(), offset_words(slot.starts_at, zone)

    return tuple(
        SlotDay(day, offset, tuple(_line(slot, zone, others) for slot in found))
        for (day, offset), found in groupby(slots, key=group)
    )


def has_change(days: Sequence[SlotDay]) -> bool:
    """Whether the clock is changed between these slots, so that each day has to say its distance from UTC."""
    return len({day.offset for day in days}) > 1


def _line(slot: Span, zone: str, others: Sequence[str]) -> SlotLine:
    place = ZoneInfo(zone)
    begin, end = slot.starts_at.astimezone(place), slot.ends_at.astimezone(place)
    return SlotLine(stamp(slot.starts_at), f"{begin:%H:%M}", f"{end:%H:%M}", elsewhere(slot.starts_at, zone, others))


def elsewhere(at: datetime, zone: str, others: Sequence[str]) -> tuple[Localised, ...]:
    """What clocks elsewhere show at an instant, for each that shows another time than this zone, each time once.

    09:00 in Berlin; on another day, 17:00 on Sunday in New York; ベルリンでは09:00.
    """
    here, found = at.astimezone(ZoneInfo(zone)), dict[datetime, Localised]()
    for other in others:
        there = at.astimezone(ZoneInfo(other))
        wall = there.replace(tzinfo=None)
        if wall == here.replace(tzinfo=None) or wall in found:
            continue
        found[wall] = _there(there, other, is_other_day=there.date() != here.date())
    return tuple(found.values())


def _there(there: datetime, zone: str, *, is_other_day: bool) -> Localised:
    def told(language: str) -> str:
        if language != ENGLISH:
            day = f"{_WEEKDAYS[there.weekday()]}曜日の" if is_other_day else ""
            return f"{place(zone, language=language)}では{day}{there:%H:%M}"
        return f"{there:%H:%M}{f' on {there:%A}' if is_other_day else ''} in {city_of(zone)}"

    return localised(told)
