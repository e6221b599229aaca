"""Times in words: date, place and offset always, the reader's clock first, the same instant on every clock."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cities import place
from app.domain.time_words import date_words, moment, offset, stretch, stretch_for_all

BEGIN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
END = BEGIN + timedelta(hours=1)
ZONES = ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
instants = st.datetimes(datetime(1990, 1, 2), datetime(2035, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
SHOWN = re.compile(
    r"(\d{4})年(\d+)月(\d+)日\(.\) (\d\d):(\d\d)(?:–\d\d:\d\d)?（(?:.+時間、)?UTC([+-]\d+)?(?::(\d\d))?）"
)


def test_a_stretch_in_english_names_day_date_hours_place_and_offset():
    assert stretch(BEGIN, END, zone="Asia/Tokyo", language="en") == (
        "Tuesday 24 November 2026, 10:00–11:00 (Tokyo time, UTC+9)"
    )


def test_a_stretch_in_japanese_is_written_as_it_is_there():
    assert stretch(BEGIN, END, zone="Asia/Tokyo", language="ja") == (
        "2026年11月24日(火) 10:00–11:00（東京時間、UTC+9）"
    )


def test_a_place_without_a_japanese_name_keeps_its_own():
    assert place("America/Boise", language="ja") == "Boise"


def test_half_hours_of_an_offset_are_told():
    assert offset(BEGIN, zone="America/St_Johns") == "UTC-3:30"


def test_midnight_in_between_tells_both_days():
    late = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)

    assert stretch(late, late + timedelta(hours=1), zone="Asia/Tokyo", language="en") == (
        "Tuesday 24 November 2026, 23:30 (Tokyo time, UTC+9) – Wednesday 25 November 2026, 00:30 (Tokyo time, UTC+9)"
    )


def test_a_change_of_the_clock_in_between_tells_both_offsets():
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    told = stretch(before, before + timedelta(hours=1), zone="Europe/Berlin", language="en")

    assert "02:30 (Berlin time, UTC+2)" in told
    assert "02:30 (Berlin time, UTC+1)" in told


def test_the_readers_clock_comes_first_and_the_others_follow():
    told = stretch_for_all(BEGIN, END, zones=["Europe/Berlin", "Asia/Tokyo"], language="en")

    assert [line.partition("(")[2] for line in told.split("\n")] == ["Berlin time, UTC+1)", "Tokyo time, UTC+9)"]


def test_clocks_that_show_the_same_are_told_once():
    told = stretch_for_all(BEGIN, END, zones=["Europe/Berlin", "Europe/Paris", "Europe/Berlin"], language="en")

    assert told.count("\n") == 0


@pytest.mark.parametrize("language", ["en", "ja"])
def test_universal_time_has_no_place(language: str):
    assert moment(BEGIN, zone="UTC", language=language).endswith("（UTC）" if language == "ja" else "(UTC)")


@given(instants, st.sampled_from(ZONES))
def test_what_is_told_is_the_instant_itself(at: datetime, zone: str):
    at = at.replace(second=0, microsecond=0)

    found = SHOWN.fullmatch(moment(at, zone=zone, language="ja"))

    assert found is not None
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    minutes = int(found[7] or 0) * (-1 if (found[6] or "").startswith("-") else 1)
    wall = datetime(year, month, day, hour, minute, tzinfo=UTC)
    assert wall - timedelta(hours=int(found[6] or 0), minutes=minutes) == at


@given(instants, st.sampled_from(ZONES))
def test_the_weekday_is_that_of_the_readers_calendar(at: datetime, zone: str):
    assert date_words(at, zone=zone, language="en").startswith(f"{at.astimezone(ZoneInfo(zone)):%A} ")
