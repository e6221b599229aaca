"""Offsets: every change of a zone's clocks is found, where it is, whatever stretch is asked about."""

from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from app.domain.offsets import DAY, days_touched, on_the_wall, stretches
from app.domain.people import known_zones


def second(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def offset(zone: str, at: int) -> float:
    distance = datetime.fromtimestamp(at, ZoneInfo(zone)).utcoffset()
    assert distance is not None
    return distance.total_seconds()


@pytest.mark.parametrize(
    ("zone", "change", "before", "after"),
    [
        ("Europe/Berlin", "2026-03-29T01:00", 3600, 7200),
        ("Australia/Lord_Howe", "2026-04-04T15:00", 39600, 37800),
        ("Pacific/Apia", "2011-12-30T10:00", -36000, 50400),
        ("Africa/Casablanca", "2026-02-15T02:00", 3600, 0),
        ("Asia/Tehran", "2022-09-21T19:30", 16200, 12600),
        ("Asia/Pyongyang", "2018-05-04T15:00", 30600, 32400),
    ],
)
def test_a_change_of_clocks_is_found_to_the_second(zone, change, before, after):
    at = second(change)

    assert stretches(zone, at - DAY, at + DAY) == [(at - DAY, at, before), (at, at + DAY, after)]
    assert stretches(zone, at - DAY, at) == [(at - DAY, at, before)]
    assert stretches(zone, at, at + DAY) == [(at, at + DAY, after)]


def test_stretches_leave_no_hole_and_hold_for_every_hour_in_them():
    random = Random(9)

    for zone in random.sample(known_zones(), 60):
        begin = second("1990-01-01T00:00") + random.randrange(45 * 365) * DAY + random.randrange(DAY)
        end = begin + random.randrange(1, 200) * DAY
        found = stretches(zone, begin, end)
        assert [found[0][0], *(first for first, _, _ in found[1:])] == [begin, *(last for _, last, _ in found[:-1])]
        assert found[-1][1] == end
        assert all(one[2] != other[2] for one, other in pairwise(found))
        hours = range(begin, end, 3600)
        held = {at: kept for first, last, kept in found for at in hours if first <= at < last}
        assert held == {at: offset(zone, at) for at in hours}


def test_nothing_lies_between_an_instant_and_itself():
    assert stretches("Europe/Berlin", 5, 5) == []


def test_what_the_clock_leaps_over_is_never_shown():
    begin = second("2026-03-29T00:00")

    shown = on_the_wall("Europe/Berlin", begin, begin + DAY, lambda day: [(2 * 3600, 3 * 3600)])

    assert shown == []


def test_what_the_clock_shows_twice_counts_both_times():
    begin = second("2026-10-24T22:00")

    shown = on_the_wall("Europe/Berlin", begin, begin + DAY, lambda day: [(2 * 3600, 2 * 3600 + 1800)])

    half_past_two = second("2026-10-25T00:30")
    assert shown == [(half_past_two - 1800, half_past_two), (half_past_two + 1800, half_past_two + 3600)]


def test_days_are_those_on_the_wall():
    booking = (second("2026-03-02T14:30"), second("2026-03-02T15:30"))
    monday, tuesday = date(2026, 3, 2).toordinal(), date(2026, 3, 3).toordinal()

    assert days_touched("Asia/Tokyo", [booking]) == [{monday, tuesday}]
    assert days_touched("Europe/Berlin", [booking]) == [{monday}]
    assert days_touched("Europe/Berlin", []) == []


def test_a_day_that_a_zone_leaps_over_is_touched_by_nothing():
    around = (second("2011-12-30T09:00"), second("2011-12-30T11:00"))

    assert days_touched("Pacific/Apia", [around]) == [{date(2011, 12, 29).toordinal(), date(2011, 12, 31).toordinal()}]
