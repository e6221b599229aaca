"""Random wall times in random zones, half of them near changes of clocks: to UTC and back, gaps, doubled hours."""

import os
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from app.domain.errors import BadData
from app.domain.offsets import stretches
from app.domain.people import known_zones
from app.domain.slots import CELL, FIRST, SECOND, WallTime, beside_gap, instant

TRIPLES = 50_000 if os.environ.get("CHECK_LONG") else 2_000
SINCE, UNTIL = datetime(1990, 1, 2, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Zones whose clocks do something unusual come up more often than by chance.
ODD = (
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Tehran",
    "America/St_Johns",
    "Antarctica/Troll",
)


def any_zone(random: Random) -> str:
    return random.choice(ODD) if random.random() < 0.3 else random.choice(known_zones())


def any_wall(random: Random, zone: str) -> datetime:
    """A wall time on the grid; every other one near a change of clocks, where there is one."""
    at = SINCE + CELL * random.randrange((UNTIL - SINCE) // CELL)
    year = [int(at.timestamp()), int((at + 366 * DAY).timestamp())]
    changes = [first for first, _, _ in stretches(zone, *year)[1:]]
    if changes and random.random() < 0.5:
        at = datetime.fromtimestamp(random.choice(changes) // 300 * 300, UTC)
        # Half the time on the clock that was: that is where gaps are.
        offset = offset_of(at - HOUR if random.random() < 0.5 else at + HOUR, zone)
        return (at + offset + CELL * random.randrange(-30, 30)).replace(tzinfo=None)
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def offset_of(at: datetime, zone: str) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC) - at


def shown_at(wall: datetime, zone: str) -> list[datetime]:
    """Every instant at which the clock shows this, found by trying all offsets of the days around."""
    place, near = ZoneInfo(zone), wall.replace(tzinfo=UTC)
    offsets = {offset_of(near + number * HOUR, zone) for number in range(-30, 31)}
    tried = sorted(near - offset for offset in offsets)
    return [at for at in tried if at.astimezone(place).replace(tzinfo=None) == wall]


def neighbours(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    """The last cell before a gap and the first after it, found by walking from cell to cell."""
    place, at = ZoneInfo(zone), wall.replace(tzinfo=UTC) - 30 * HOUR
    while (at + CELL).astimezone(place).replace(tzinfo=None) < wall:
        at += CELL
    return at, at + CELL


def booked(wall: datetime, zone: str, minutes: int, occurrence: str, now: datetime):
    return WallTime(wall.date(), wall.time(), zone, minutes, occurrence).slot(now)


def test_wall_times_come_back_from_utc_gaps_are_refused_and_doubled_hours_asked():
    random, met = Random(2000), Counter[str]()

    for _ in range(TRIPLES):
        zone, minutes = any_zone(random), 5 * random.randint(3, 48)
        wall = any_wall(random, zone)
        instants, now = shown_at(wall, zone), wall.replace(tzinfo=UTC) - 3 * DAY
        met[("gap", "once", "twice")[len(instants)]] += 1
        if len(instants) == 1:
            check_slot(booked(wall, zone, minutes, "", now), wall, instants[0], minutes)
        elif instants:
            check_question(wall, zone)
            for occurrence, at in zip((FIRST, SECOND), instants, strict=True):
                check_slot(booked(wall, zone, minutes, occurrence, now), wall, at, minutes)
        else:
            check_refusal(wall, zone)

    assert met["gap"] > TRIPLES // 100
    assert met["twice"] > TRIPLES // 100


def check_slot(slot, wall: datetime, starts_at: datetime, minutes: int) -> None:
    place = ZoneInfo(slot.zone)
    end = slot.ends_at.astimezone(place)
    assert slot.starts_at == starts_at
    assert slot.starts_at.astimezone(place).replace(tzinfo=None) == slot.wall == wall
    assert slot.ends_at - slot.starts_at == timedelta(minutes=minutes)
    occurrence = SECOND if end.fold else FIRST
    assert instant(end.date(), end.time(), zone=slot.zone, occurrence=occurrence) == slot.ends_at


def check_question(wall: datetime, zone: str) -> None:
    with pytest.raises(BadData, match="comes twice") as asked:
        instant(wall.date(), wall.time(), zone=zone)

    assert asked.value.field == "occurrence"


def check_refusal(wall: datetime, zone: str) -> None:
    before, after = (at.astimezone(ZoneInfo(zone)) for at in neighbours(wall, zone))

    with pytest.raises(BadData, match="does not exist") as refused:
        instant(wall.date(), wall.time(), zone=zone)

    assert beside_gap(wall.date(), wall.time(), zone=zone) == (before, after)
    assert f"before is {before:%H:%M} on {before.day} {before:%B %Y}" in refused.value.message
    assert f"after it {after:%H:%M} on {after.day} {after:%B %Y}" in refused.value.message


def test_a_gap_that_begins_off_the_grid_has_neighbours_on_it():
    zone, day = "America/St_Johns", date(2006, 4, 2)  # a minute past midnight the clock went to a minute past one

    before, after = beside_gap(day, time(0, 30), zone=zone)

    assert (before.date(), before.time()) == (date(2006, 4, 2), time(0, 0))
    assert (after.date(), after.time()) == (day, time(1, 5))
