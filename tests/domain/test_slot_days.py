"""Slots on the clocks of whoever reads them, also where the clocks are changed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.inviting import starts_from
from app.domain.people import known_zones
from app.domain.slot_days import days_of, elsewhere, has_change, offset_words, zone_words
from app.domain.spans import Span

HOUR = timedelta(hours=1)


def slots(*starts: datetime) -> tuple[Span, ...]:
    return tuple(Span(start, start + HOUR) for start in starts)


def at(day: int, hour: int, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Tokyo", "UTC+9"),
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/St_Johns", "UTC-3:30"),
        ("Europe/London", "UTC"),
        ("UTC", "UTC"),
    ],
)
def test_the_distance_from_utc_is_written_as_people_write_it(zone, words):
    assert offset_words(at(2, 12), zone) == words


def test_a_zone_is_named_by_its_city_and_distance():
    assert zone_words(at(2, 12), "America/New_York") == "New York time (UTC-5)"
    assert zone_words(at(2, 12), "UTC") == "UTC"


def test_slots_stand_under_the_day_that_the_readers_clock_shows():
    found = days_of(slots(at(2, 14), at(2, 16)), "Asia/Tokyo")

    assert [(day.name, [line.begins for line in day.slots]) for day in found] == [
        ("Monday 2 March", ["23:00"]),
        ("Tuesday 3 March", ["01:00"]),
    ]


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Asia/Tokyo", ("23:00", "UTC+9"), ("23:00", "UTC+9")),
        ("Europe/Berlin", ("15:00", "UTC+1"), ("16:00", "UTC+2")),
        ("America/Denver", ("08:00", "UTC-6"), ("08:00", "UTC-6")),
        ("Australia/Sydney", ("01:00", "UTC+11"), ("00:00", "UTC+10")),
    ],
)
def test_around_a_change_of_the_clock_each_slot_has_the_wall_time_of_its_day(zone, before, after):
    found = days_of(slots(at(27, 14), at(7, 14, month=4)), zone)

    assert [(day.slots[0].begins, day.offset) for day in found] == [before, after]
    assert has_change(found) == (before[1] != after[1])


def test_an_hour_that_comes_twice_stands_in_two_groups_of_one_day():
    found = days_of(slots(at(25, 0, month=10), at(25, 1, month=10)), "Europe/Berlin")

    assert [(day.name, day.offset, day.slots[0].begins) for day in found] == [
        ("Sunday 25 October", "UTC+2", "02:00"),
        ("Sunday 25 October", "UTC+1", "02:00"),
    ]


def test_the_time_of_others_is_said_where_it_is_another_one():
    assert elsewhere(at(2, 9), "Asia/Tokyo", ("Europe/Berlin", "Asia/Seoul")) == ("10:00 in Berlin",)


def test_the_day_of_others_is_said_where_it_is_another_one():
    assert elsewhere(at(2, 23), "Asia/Tokyo", ("America/New_York",)) == ("18:00 on Monday in New York",)


def test_two_zones_that_show_the_same_time_are_said_once():
    assert elsewhere(at(2, 9), "Asia/Tokyo", ("Europe/Berlin", "Europe/Paris")) == ("10:00 in Berlin",)


hours = st.lists(st.integers(0, 24 * 365), max_size=40, unique=True).map(sorted)


@given(hours, st.sampled_from(known_zones()), st.sampled_from(known_zones()))
def test_every_slot_is_shown_once_at_the_instant_it_sends(hours: Sequence[int], zone: str, other: str):
    starts = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in hours]

    found = [(day, line) for day in days_of(slots(*starts), zone, (other,)) for line in day.slots]

    assert [next(iter(starts_from([line.value]))) for _, line in found] == starts
    for (day, line), start in zip(found, starts, strict=True):
        here = start.astimezone(ZoneInfo(zone))
        assert (day.day, line.begins, day.offset) == (here.date(), f"{here:%H:%M}", offset_words(start, zone))
