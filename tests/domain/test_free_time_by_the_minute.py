"""Free time equals what one finds who looks at every minute: random diaries around changes of clocks."""

import os
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from app.domain.free_time import STEPS, Diary, Grid, free, free_together, slots_on
from app.domain.not_free import Obstacle, reasons_against
from app.domain.spans import Span
from tests.domain.diaries import (
    CHANGES,
    DAY,
    EPOCH,
    MINUTE,
    any_diary,
    any_search,
    any_week,
    free_minutes,
    minutes_in,
    minutes_of,
    starts_by_the_minute,
)

IS_LONG = bool(os.environ.get("CHECK_LONG"))
CALENDARS = 5_000 if IS_LONG else 150
PANELS = 1_000 if IS_LONG else 30


def test_free_time_is_what_looking_at_every_minute_finds():
    random = Random(24)

    for number in range(CALENDARS):
        zone, search = any_search(random)
        diary = any_diary(random, zone, search)
        assert minutes_in(free(diary, search)) == free_minutes(diary, search), (number, diary, search)


def test_the_slots_of_a_panel_are_what_trying_every_start_finds():
    random = Random(25)

    for number in range(PANELS):
        zone, search = any_search(random)
        panel = [any_diary(random, zone, search) for _ in range(random.randint(1, 4))]
        grid = Grid(random.choice((15, 30, 60)), random.choice((zone, CHANGES[0][0])), random.choice(STEPS))
        allowed = any_week(random, grid.zone, search.window.starts_at.date()).within(search.window)
        everybody = set.intersection(*(free_minutes(diary, search) for diary in panel), minutes_in(allowed))

        offered = slots_on(grid, free_together(panel, search), allowed=allowed)

        assert [slot.starts_at for slot in offered] == starts_by_the_minute(grid, everybody), (number, panel, grid)
        assert {slot.ends_at - slot.starts_at for slot in offered} <= {timedelta(minutes=grid.minutes)}


def test_a_reason_is_told_exactly_when_somebody_is_not_free():
    random = Random(26)
    met: set[Obstacle] = set()

    for number in range(CALENDARS // 2):
        zone, search = any_search(random)
        diary = any_diary(random, zone, search)
        by_the_minute = free_minutes(diary, search)
        for _ in range(10):
            begin = minutes_of(search.window).start + random.randrange(-60, 2 * 24 * 60)
            slot = Span(EPOCH + begin * MINUTE, EPOCH + (begin + random.choice((5, 45, 120))) * MINUTE)
            reasons = reasons_against(diary, search, slot)
            is_free = all(minute in by_the_minute for minute in minutes_of(slot))
            assert (reasons == ()) == is_free, (number, diary, search, slot, reasons)
            met |= {reason.obstacle for reason in reasons}

    assert met == set(Obstacle)


@pytest.mark.parametrize("change", CHANGES, ids=" ".join)
def test_around_every_change_of_clocks_working_hours_are_what_the_clock_on_the_wall_shows(change):
    zone, at = change
    random = Random(f"{zone} {at}")

    for _ in range(5):
        search = any_search(random, change)[1]
        week = any_week(random, zone, search.window.starts_at.date())
        expected = free_minutes(Diary("Ada", week), replace(search, now=search.window.starts_at - 9 * DAY))
        assert minutes_in(week.within(search.window)) == expected
