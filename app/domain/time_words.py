"""Times in words for messages, in the reader's language: day, date and year, hours, the place whose clocks they are."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.cities import ENGLISH, JAPANESE, place

_WEEKDAYS = {
    ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    JAPANESE: ("月", "火", "水", "木", "金", "土", "日"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def offset(at: datetime, *, zone: str) -> str:
    """How far the clocks of a zone are from UTC at this instant: UTC+9, UTC-3:30, UTC+0."""
    here = at.astimezone(ZoneInfo(zone)).strftime("%z")
    hours, minutes = int(here[1:3]), here[3:5]
    return f"UTC{here[0]}{hours}" + (f":{minutes}" if minutes != "00" else "")


def date_words(at: datetime, *, zone: str, language: str) -> str:
    """Tuesday 24 November 2026, or 2026年11月24日(火)."""
    here = at.astimezone(ZoneInfo(zone))
    weekday = _WEEKDAYS[language if language in _WEEKDAYS else ENGLISH][here.weekday()]
    if language == JAPANESE:
        return f"{here.year}年{here.month}月{here.day}日({weekday})"
    return f"{weekday} {here.day} {_MONTHS[here.month - 1]} {here.year}"


def moment(at: datetime, *, zone: str, language: str) -> str:
    """Tuesday 24 November 2026, 10:00 (Tokyo time, UTC+9), or 2026年11月24日(火) 10:00（東京時間、UTC+9）."""
    clock = f"{at.astimezone(ZoneInfo(zone)):%H:%M}"
    return f"{_dated(at, clock, zone, language)}{_whose(at, zone, language)}"


def stretch(starts_at: datetime, ends_at: datetime, *, zone: str, language: str) -> str:
    """From when to when, with date and place.

    Args:
        starts_at: an aware instant.
        ends_at: a later one.
        zone: whose clocks to read.
        language: en or ja; any other is told in English.

    Returns:
        Tuesday 24 November 2026, 10:00–11:00 (Tokyo time, UTC+9), or
        2026年11月24日(火) 10:00–11:00（東京時間、UTC+9）. Where the day or the clock changes meanwhile, both ends are
        told in full.
    """
    begin, end = starts_at.astimezone(ZoneInfo(zone)), ends_at.astimezone(ZoneInfo(zone))
    if begin.utcoffset() != end.utcoffset() or begin.date() != end.date():
        first = moment(starts_at, zone=zone, language=language)
        return f"{first} – {moment(ends_at, zone=zone, language=language)}"
    hours = f"{begin:%H:%M}–{end:%H:%M}"
    return f"{_dated(starts_at, hours, zone, language)}{_whose(starts_at, zone, language)}"


def stretch_for_all(starts_at: datetime, ends_at: datetime, *, zones: Sequence[str], language: str) -> str:
    """The same stretch on several clocks, a line each: the reader's own first.

    Args:
        starts_at: an aware instant.
        ends_at: a later one.
        zones: the reader's zone, then those of the others.
        language: en or ja.

    Returns:
        one line for the reader, and one for each zone whose clocks show something else.
    """
    lines: list[str] = []
    shown: set[tuple[str, str]] = set()
    for zone in zones:
        clocks = tuple(f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M%z}" for at in (starts_at, ends_at))
        if (clocks[0], clocks[1]) not in shown:
            shown.add((clocks[0], clocks[1]))
            lines.append(stretch(starts_at, ends_at, zone=zone, language=language))
    return "\n".join(lines)


def _dated(at: datetime, clock: str, zone: str, language: str) -> str:
    date = date_words(at, zone=zone, language=language)
    return f"{date} {clock}" if language == JAPANESE else f"{date}, {clock}"


def _whose(at: datetime, zone: str, language: str) -> str:
    if zone in {"UTC", "Etc/UTC"}:
        return "（UTC）" if language == JAPANESE else " (UTC)"
    named, far = place(zone, language=language), offset(at, zone=zone)
    return f"（{named}時間、{far}）" if language == JAPANESE else f" ({named} time, {far})"
