"""Reads somebody's calendar for one thing only: from when to when it fills their time. What it says stays unread."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar, Component

from app.domain.errors import BadData
from app.domain.spans import EPOCH, Span, around, clipped, joined, spans_of

MOST_BYTES = 2_000_000
MOST_OCCURRENCES = 5_000
MOST_SECONDS = 2.0
TOO_LARGE = "The calendar is larger than 2 MB. Share one that leaves out old years, and give its address here."
TOO_MANY = f"The calendar holds more than {MOST_OCCURRENCES:,} dates in the time ahead. Share one that holds fewer."
TOO_SLOW = "The calendar repeats things in a way that takes too long to work out. Share one without such repetitions."
NOT_ONE = "What stands at this address is no calendar. Give the address of an ICS file (iCalendar)."
BROKEN = "The calendar has a part that can't be read. Open it in your calendar program and share it anew."
_FREE_NOTES = ("FREE", "WORKINGELSEWHERE")
_LINE_END = re.compile("\r\n|\r|\n")
_FOLD = re.compile("\r?\n[ \t]")
_DAY = re.compile(r"DT(?:START|END)[^:]*:(\d{8})", re.IGNORECASE)
_READ_PARTS = {"VCALENDAR", "VEVENT", "VFREEBUSY"}
_ZONE_PARTS = {"VTIMEZONE", "STANDARD", "DAYLIGHT"}
_READ = {"VERSION", "CALSCALE", "X-WR-TIMEZONE", "UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE"}
_READ |= {"EXDATE", "EXRULE", "RECURRENCE-ID", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY"}
# Whatever a broken file makes the libraries raise.
_BREAKS = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, ArithmeticError, RecursionError)


class _Late(BaseException):
    """The time is up. No error that a library could take for one of its own."""


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Stop what runs inside once it took too long, in whichever thread it runs, as soon as it calls anything.

    What counts is the time that the thread itself worked: on a busy machine no calendar is refused for others' work.
    """
    ends_at, before = time.thread_time() + seconds, sys.getprofile()

    def look(_frame: FrameType, _event: str, _what: object) -> None:
        if time.thread_time() > ends_at:
            sys.setprofile(None)
            raise _Late

    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)


def busy_spans(
    text: bytes, window: Span, zone: str, *, is_ours: Callable[[str], bool] = lambda _uid: False
) -> tuple[Span, ...]:
    """When a calendar fills somebody's time.

    Args:
        text: an iCalendar file: events with their repetitions, or the free and busy times of a calendar server.
        window: within which time.
        zone: the person's zone, in which whole days and times without a zone are meant.
        is_ours: whether an event of this name (UID) is one of our own, which came back: it fills nothing, since we
            know of the interview anyway, and better.

    Returns:
        spans in order, nothing touching. Events that are called off or leave their time free fill nothing.

    Raises:
        BadData: with a sentence for the calendar's owner, for what is too large, broken, or takes too long.
    """
    if len(text) > MOST_BYTES:
        raise BadData(TOO_LARGE, field="url")
    if b"BEGIN:VCALENDAR" not in text[:4096].upper():
        raise BadData(NOT_ONE, field="url")
    try:
        with _within(MOST_SECONDS):
            found = list(_filled(text, window, ZoneInfo(zone), is_ours))
    except _Late:
        raise BadData(TOO_SLOW, field="url") from None
    except _BREAKS as error:
        raise BadData(BROKEN, field="url") from error
    return spans_of(clipped(joined(found), *around(window)))


def _filled(text: bytes, window: Span, zone: ZoneInfo, is_ours: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Stretches that are filled, in seconds since 1970, in no order."""
    # Whole days and floating times reach into the window from the clocks of any zone.
    begin, end = window.starts_at - timedelta(days=1), window.ends_at + timedelta(days=1)
    count = 0
    for calendar in Calendar.from_ical(_needed(text, begin), multiple=True):
        for part in calendar.walk("VFREEBUSY"):
            yield from _periods(part, zone)
        for event in recurring_ical_events.of(calendar).between(begin, end):
            count += 1
            if count > MOST_OCCURRENCES:
                raise BadData(TOO_MANY, field="url")
            if _fills(event) and not is_ours(str(event.get("UID", ""))):
                yield _second(event.start, zone), _second(event.end, zone)


def _needed(text: bytes, begin: datetime) -> str:
    """The lines that say when something is, without those of single events that are over: most of an old calendar."""
    kept: list[str] = []
    inside: list[str] = []
    starts = 0
    for line in _LINE_END.split(_FOLD.sub("", text.decode("utf-8-sig", "replace"))):
        name, _, value = line.partition(":")
        key = name.partition(";")[0].strip().upper()
        if key == "BEGIN":
            inside.append(value.strip().upper())
            starts = len(kept) if inside[-1] == "VEVENT" else starts
        parts = inside[-1] if inside else ""
        if parts in _ZONE_PARTS or (parts in _READ_PARTS and (key in _READ or key in {"BEGIN", "END"})):
            kept.append(line)
        if key == "END" and (not inside or inside.pop() != value.strip().upper()):
            raise BadData(BROKEN, field="url")
        if key == "END" and parts == "VEVENT" and _is_over(kept[starts:], f"{begin:%Y%m%d}"):
            del kept[starts:]
    if inside:
        raise BadData(BROKEN, field="url")
    return "\r\n".join([*kept, ""])


def _is_over(lines: list[str], today: str) -> bool:
    """Whether this is an event without repetitions whose every date lies before a day."""
    names = {line.partition(":")[0].partition(";")[0].upper() for line in lines}
    if names & {"RRULE", "RDATE", "RECURRENCE-ID", "DURATION"}:
        return False
    days = [found[1] for line in lines if (found := _DAY.match(line))]
    return bool(days) and max(days) < today


def _fills(event: Component) -> bool:
    """Whether an event takes its time: it is not called off, and its owner did not mark it as free."""
    said = {name: str(event.get(name, "")).upper() for name in ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")}
    is_off = said["STATUS"] == "CANCELLED" or said["TRANSP"] == "TRANSPARENT"
    return not is_off and said["X-MICROSOFT-CDO-BUSYSTATUS"] not in _FREE_NOTES


def _periods(part: Component, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """The busy times that a calendar server tells, without their events."""
    told: Any = part.get("FREEBUSY", [])
    for line in told if isinstance(told, list) else [told]:
        if str(line.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        for period in getattr(line, "dts", [line]):
            begin, end = period.dt
            yield _second(begin, zone), _second(begin + end if isinstance(end, timedelta) else end, zone)


def _second(at: date, zone: ZoneInfo) -> int:
    """The second since 1970 of a time; a whole day begins at midnight on the person's clocks."""
    moment = at if isinstance(at, datetime) else datetime.combine(at, clock_time(0))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return (moment.astimezone(UTC) - EPOCH) // timedelta(seconds=1)
