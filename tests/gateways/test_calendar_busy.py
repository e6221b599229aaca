"""Busy calendars: repetitions, exceptions, whole days and floating times fill what they fill, and limits hold."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.spans import Span
from app.gateways import busy_calendar
from app.gateways.busy_calendar import MOST_BYTES, MOST_SECONDS, busy_spans

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)
WINDOW = Span(BEGIN, BEGIN + timedelta(days=14))
BERLIN = "Europe/Berlin"


def event(*lines: str, uid: str = "one") -> list[str]:
    return ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"]


def calendar(*parts: list[str]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:x",
        *(line for part in parts for line in part),
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


def told(text: bytes, *, zone: str = BERLIN, window: Span = WINDOW) -> list[str]:
    """What is filled, as days and hours in UTC."""
    return [f"{span.starts_at:%d %H:%M} to {span.ends_at:%d %H:%M}" for span in busy_spans(text, window, zone)]


TEN = "DTSTART:20261124T100000Z"


@pytest.mark.parametrize(
    ("lines", "filled"),
    [
        (["DTSTART:20261124T100000Z", "DTEND:20261124T110000Z"], ["24 10:00 to 24 11:00"]),
        (["DTSTART:20261124T100000Z", "DURATION:PT30M"], ["24 10:00 to 24 10:30"]),
        (["DTSTART;TZID=Asia/Tokyo:20261124T100000", "DURATION:PT1H"], ["24 01:00 to 24 02:00"]),
        (["DTSTART;TZID=W. Europe Standard Time:20261124T100000", "DURATION:PT1H"], ["24 09:00 to 24 10:00"]),
        (["DTSTART:20261124T100000", "DURATION:PT1H"], ["24 09:00 to 24 10:00"]),
        (["DTSTART;VALUE=DATE:20261124"], ["23 23:00 to 24 23:00"]),
        (["DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261126"], ["23 23:00 to 25 23:00"]),
        ([TEN, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"], ["24 10:00 to 24 11:00", "25 10:00 to 25 11:00"]),
        ([TEN, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20261124T100000Z"], ["25 10:00 to 25 11:00"]),
        ([TEN, "DURATION:PT1H", "RDATE:20261127T100000Z"], ["24 10:00 to 24 11:00", "27 10:00 to 27 11:00"]),
        (
            ["DTSTART:20261110T100000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"],
            ["24 10:00 to 24 11:00", "01 10:00 to 01 11:00"],
        ),
        ([TEN, "DURATION:PT1H", "TRANSP:TRANSPARENT"], []),
        ([TEN, "DURATION:PT1H", "TRANSP:OPAQUE"], ["24 10:00 to 24 11:00"]),
        ([TEN, "DURATION:PT1H", "STATUS:CANCELLED"], []),
        ([TEN, "DURATION:PT1H", "STATUS:TENTATIVE"], ["24 10:00 to 24 11:00"]),
        ([TEN, "DURATION:PT1H", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"], []),
        ([TEN], []),
        (["DTSTART:20261122T230000Z", "DURATION:PT2H"], ["23 00:00 to 23 01:00"]),
        (["DTSTART:20251124T100000Z", "DTEND:20251124T110000Z"], []),
        (["DTSTART:20261001T100000Z", "DTEND:20261123T110000Z"], ["23 00:00 to 23 11:00"]),
    ],
)
def test_an_event_fills_its_time(lines: list[str], filled: list[str]):
    assert told(calendar(event(*lines))) == filled


def test_a_moved_occurrence_fills_its_new_time_only():
    series = event("DTSTART:20261124T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2")
    moved = event("RECURRENCE-ID:20261125T100000Z", "DTSTART:20261125T150000Z", "DURATION:PT1H")

    assert told(calendar(series, moved)) == ["24 10:00 to 24 11:00", "25 15:00 to 25 16:00"]


def test_a_called_off_occurrence_fills_nothing():
    series = event("DTSTART:20261124T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2")
    off = event("RECURRENCE-ID:20261125T100000Z", "DTSTART:20261125T100000Z", "DURATION:PT1H", "STATUS:CANCELLED")

    assert told(calendar(series, off)) == ["24 10:00 to 24 11:00"]


def test_a_series_keeps_its_hour_on_the_wall_when_the_clocks_change():
    window = Span(datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 10, 26, 12, tzinfo=UTC))
    series = event("DTSTART;TZID=Europe/Berlin:20261024T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY")

    found = told(calendar(series), window=window)

    assert found == ["24 08:00 to 24 09:00", "25 09:00 to 25 10:00", "26 09:00 to 26 10:00"]


def test_what_overlaps_is_told_once():
    one = event("DTSTART:20261124T100000Z", "DURATION:PT2H")
    other = event("DTSTART:20261124T110000Z", "DURATION:PT2H", uid="two")

    assert told(calendar(one, other)) == ["24 10:00 to 24 13:00"]


def test_a_free_and_busy_answer_of_a_server_is_read_too():
    answer = ["BEGIN:VFREEBUSY", "UID:x", "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261124T100000Z/20261124T110000Z"]
    answer += ["FREEBUSY:20261125T100000Z/PT1H,20261126T100000Z/PT2H"]
    answer += ["FREEBUSY;FBTYPE=FREE:20261127T100000Z/PT1H", "END:VFREEBUSY"]

    assert told(calendar(answer)) == ["24 10:00 to 24 11:00", "25 10:00 to 25 11:00", "26 10:00 to 26 12:00"]


def test_texts_of_any_kind_change_nothing():
    hostile = "SUMMARY:a\u2028END:VEVENT\x85BEGIN:VEVENT\x0b\r\n  DTSTART:20261201T100000Z"

    assert told(calendar(event(hostile, TEN, "DURATION:PT1H"))) == ["24 10:00 to 24 11:00"]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"<html>Sign in</html>",
        calendar(event(TEN))[:-25],
        calendar(event("DTSTART:yesterday")),
        calendar(event("SUMMARY:no time at all")),
        calendar(event(TEN, "RRULE:FREQ=SOMETIMES")),
        calendar(["END:VEVENT"]),
        b"BEGIN:VCALENDAR\r\n" + b"x" * MOST_BYTES,
    ],
)
def test_what_is_no_whole_calendar_is_refused_with_a_sentence(text: bytes):
    with pytest.raises(BadData) as refusal:
        busy_spans(text, WINDOW, BERLIN)

    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:20261124T100000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY"],
        ["DTSTART:19700101T100000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY"],
        ["DTSTART:19700101T100000Z", "DURATION:PT1S", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"],
    ],
)
def test_a_bomb_of_repetitions_ends_in_time(lines: list[str]):
    before = time.thread_time()

    with pytest.raises(BadData):
        busy_spans(calendar(event(*lines)), WINDOW, BERLIN)

    assert time.thread_time() - before < 2 * MOST_SECONDS


def test_more_dates_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(busy_calendar, "MOST_OCCURRENCES", 10)
    series = event("DTSTART:20261124T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=11")

    with pytest.raises(BadData, match="more than"):
        busy_spans(calendar(series), WINDOW, BERLIN)


def test_years_of_old_events_take_no_time():
    old = [
        event("DTSTART:20201124T100000Z", "DTEND:20201124T110000Z", f"SUMMARY:{'x' * 60}", uid=str(n))
        for n in range(9000)
    ]

    assert told(calendar(*old, event(TEN, "DURATION:PT1H"))) == ["24 10:00 to 24 11:00"]


@given(
    hours=st.lists(st.integers(-48, 400), max_size=12),
    length=st.integers(1, 600),
    zone=st.sampled_from([BERLIN, "Asia/Tokyo", "Pacific/Chatham", "UTC"]),
)
def test_single_events_fill_exactly_what_they_say(hours: list[int], length: int, zone: str):
    events = []
    for number, hour in enumerate(hours):
        begin = BEGIN + timedelta(hours=hour)
        times = [f"DTSTART:{begin:%Y%m%dT%H%M%SZ}", f"DTEND:{begin + timedelta(minutes=length):%Y%m%dT%H%M%SZ}"]
        events.append(event(*times, uid=str(number)))

    found = busy_spans(calendar(*events), WINDOW, zone)

    minutes = int((WINDOW.ends_at - WINDOW.starts_at).total_seconds()) // 60
    wanted = {m for hour in hours for m in range(hour * 60, hour * 60 + length) if 0 <= m < minutes}
    spans = [((s.starts_at - BEGIN).total_seconds() // 60, (s.ends_at - BEGIN).total_seconds() // 60) for s in found]
    assert {m for begin, end in spans for m in range(int(begin), int(end))} == wanted
    assert all(one[1] < other[0] for one, other in pairwise(spans))


@given(
    text=st.lists(
        st.sampled_from([*event(TEN, "RRULE:FREQ=DAILY"), "BEGIN:VCALENDAR", "END:VCALENDAR", "\x00", "DTEND:x"])
    )
)
def test_no_calendar_breaks_its_reader(text: list[str]):
    try:
        found = busy_spans("\r\n".join(["BEGIN:VCALENDAR", *text]).encode(), WINDOW, BERLIN)
    except BadData:
        return

    assert list(found) == sorted(found)
