"""Wall times become instants: gaps, doubled hours, the grid of five minutes, cells that touch and don't overlap."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from app.domain.errors import BadData
from app.domain.people import known_zones
from app.domain.slots import CELL, Slot, WallTime, cells_of, instant, listed, point, spelled, zone_named

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BERLIN, NEW_YORK, LORD_HOWE, APIA = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def refusal(day: date, at: time, zone: str, occurrence: str = "") -> BadData:
    with pytest.raises(BadData) as caught:
        instant(day, at, zone=zone, occurrence=occurrence)
    return caught.value


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2026, 3, 29), time(1, 55), BERLIN, utc(2026, 3, 29, 0, 55)),
        (date(2026, 3, 29), time(3, 0), BERLIN, utc(2026, 3, 29, 1, 0)),
        (date(2026, 3, 8), time(1, 55), NEW_YORK, utc(2026, 3, 8, 6, 55)),
        (date(2026, 3, 8), time(3, 0), NEW_YORK, utc(2026, 3, 8, 7, 0)),
        (date(2026, 10, 4), time(1, 55), LORD_HOWE, utc(2026, 10, 3, 15, 25)),
        (date(2026, 10, 4), time(2, 30), LORD_HOWE, utc(2026, 10, 3, 15, 30)),
        (date(2011, 12, 29), time(23, 55), APIA, utc(2011, 12, 30, 9, 55)),
        (date(2011, 12, 31), time(0, 0), APIA, utc(2011, 12, 30, 10, 0)),
        (date(2026, 5, 4), time(10, 0), "Asia/Kathmandu", utc(2026, 5, 4, 4, 15)),
        (date(2026, 5, 4), time(10, 0), "UTC", utc(2026, 5, 4, 10, 0)),
    ],
)
def test_a_wall_time_beside_a_change_of_clocks_is_the_right_instant(day, at, zone, expected):
    assert instant(day, at, zone=zone) == expected


@pytest.mark.parametrize(
    ("day", "at", "zone", "before", "after"),
    [
        (date(2026, 3, 29), time(2, 30), BERLIN, "01:55 on 29 March 2026", "03:00 on 29 March 2026"),
        (date(2026, 3, 29), time(2, 0), BERLIN, "01:55 on 29 March 2026", "03:00 on 29 March 2026"),
        (date(2026, 3, 8), time(2, 55), NEW_YORK, "01:55 on 8 March 2026", "03:00 on 8 March 2026"),
        (date(2026, 10, 4), time(2, 15), LORD_HOWE, "01:55 on 4 October 2026", "02:30 on 4 October 2026"),
        (date(2011, 12, 30), time(12, 0), APIA, "23:55 on 29 December 2011", "00:00 on 31 December 2011"),
    ],
)
def test_a_time_that_the_clock_leaps_over_is_refused_with_both_neighbours(day, at, zone, before, after):
    refused = refusal(day, at, zone)

    assert refused.field == "at"
    assert f"The last time before is {before}, the first after it {after}." in refused.message


@pytest.mark.parametrize(
    ("day", "at", "zone", "first", "second"),
    [
        (date(2026, 10, 25), time(2, 30), BERLIN, utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
        (date(2026, 11, 1), time(1, 30), NEW_YORK, utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30)),
        (date(2026, 4, 5), time(1, 45), LORD_HOWE, utc(2026, 4, 4, 14, 45), utc(2026, 4, 4, 15, 15)),
    ],
)
def test_a_time_that_comes_twice_is_asked_for(day, at, zone, first, second):
    refused = refusal(day, at, zone)

    assert refused.field == "occurrence"
    assert "comes twice" in refused.message
    assert instant(day, at, zone=zone, occurrence="first") == first
    assert instant(day, at, zone=zone, occurrence="second") == second


def test_the_question_which_of_two_names_both_offsets():
    assert "the first (UTC+02:00) or the second (UTC+01:00)" in refusal(date(2026, 10, 25), time(2, 0), BERLIN).message


def test_a_time_that_comes_once_ignores_the_answer():
    assert instant(date(2026, 10, 25), time(3, 0), zone=BERLIN, occurrence="second") == utc(2026, 10, 25, 2, 0)


def test_every_instant_since_1990_comes_back_from_its_wall_time():
    random = Random(5)
    zones = known_zones()
    start, length = utc(1990, 1, 1), int(timedelta(days=365 * 45) / CELL)

    for _ in range(2000):
        zone = random.choice(zones)
        at = start + CELL * random.randrange(length)
        wall = at.astimezone(ZoneInfo(zone))
        occurrence = "second" if wall.fold else "first"
        assert instant(wall.date(), wall.time().replace(fold=0), zone=zone, occurrence=occurrence) == at


def slot(**given: object) -> Slot:
    wanted = {"day": date(2026, 3, 9), "at": time(10, 0), "zone": BERLIN, "minutes": 60} | given
    return WallTime(**wanted).slot(NOW)  # type: ignore[arg-type]


def test_a_slot_keeps_the_instants_the_zone_and_the_wall_time():
    assert slot() == Slot(utc(2026, 3, 9, 9), utc(2026, 3, 9, 10), BERLIN, "2026-03-09T10:00")
    assert slot().minutes == 60
    assert slot().wall.isoformat() == "2026-03-09T10:00:00"
    assert len(slot().cells) == 12


def test_an_hour_is_an_hour_across_a_change_of_clocks():
    over = slot(day=date(2026, 3, 29), at=time(1, 30))

    assert over.ends_at - over.starts_at == timedelta(hours=1)
    assert over.ends_at.astimezone(ZoneInfo(BERLIN)).time() == time(3, 30)


@pytest.mark.parametrize("minutes", [15, 20, 60, 235, 240])
def test_lengths_from_15_to_240_minutes_fit(minutes):
    assert slot(minutes=minutes).minutes == minutes


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"minutes": 10}, "minutes", "Choose a length from 15 to 240 minutes in steps of 5; 10 is not one."),
        ({"minutes": 245}, "minutes", "245 is not one"),
        ({"minutes": 32}, "minutes", "32 is not one"),
        ({"at": time(10, 3)}, "at", "full five minutes"),
        ({"at": time(10, 0, 30)}, "at", "full five minutes"),
        ({"day": date(2026, 3, 1)}, "day", "has passed in Berlin"),
        ({"day": date(2026, 3, 2), "at": time(10, 0)}, "day", "has passed in Berlin"),
        ({"day": date(2027, 3, 9)}, "day", "more than a year ahead"),
        ({"day": date(9999, 12, 31), "at": time(23, 55)}, "day", "within the next year"),
        ({"day": date(1, 1, 1)}, "day", "within the next year"),
        ({"zone": "Europe/Nowhere"}, "zone", "no time zone called “Europe/Nowhere”"),
    ],
)
def test_what_is_no_slot_is_refused_at_its_field(given, field, sentence):
    with pytest.raises(BadData) as caught:
        slot(**given)

    assert caught.value.field == field
    assert sentence in caught.value.message


def test_a_slot_may_start_in_five_minutes():
    assert slot(day=date(2026, 3, 2), at=time(10, 5)).starts_at == NOW + CELL


def test_back_to_back_slots_share_no_cell():
    first, second = slot(at=time(10, 0)), slot(at=time(11, 0))

    assert not set(first.cells) & set(second.cells)
    assert first.cells.stop == second.cells.start


def test_slots_that_overlap_by_five_minutes_share_one_cell():
    assert len(set(slot(at=time(10, 0)).cells) & set(slot(at=time(10, 55)).cells)) == 1


def test_an_end_off_the_grid_fills_its_cell():
    assert list(cells_of(utc(1970, 1, 1, 0, 5), utc(1970, 1, 1, 0, 11))) == [1, 2]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", BERLIN),
        ("  europe/berlin ", BERLIN),
        ("Berlin", BERLIN),
        ("new york", NEW_YORK),
        ("America/New York", NEW_YORK),
        ("utc", "UTC"),
        ("Japan", "Japan"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text, zone):
    assert zone_named(text) == zone


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "Choose the time zone"),
        ("Europe/Berlim", "Did you mean Europe/Berlin"),
        ("0", "Pick one of the list."),
    ],
)
def test_a_zone_that_is_none_is_refused_with_the_nearest(text, hint):
    with pytest.raises(BadData) as caught:
        zone_named(text)

    assert caught.value.field == "zone"
    assert hint in caught.value.message


def test_times_are_spelled_with_date_and_city():
    assert spelled(utc(2026, 3, 9, 9), utc(2026, 3, 9, 10), zone=BERLIN) == (
        "10:00 to 11:00 on Mon 9 March 2026, Berlin time"
    )
    assert point(utc(2026, 3, 9, 9), zone="America/New_York") == "05:00 on Mon 9 March 2026, New York time"


def test_names_are_listed_as_one_says_them():
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
