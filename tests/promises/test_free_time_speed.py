"""How long free time takes: the four weeks of 200 people, asked for while somebody waits for a page.

The tests of the domain run with its coverage measured, which takes longer than what is measured here.
"""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.domain.free_time import Diary, Grid, Search, free_each, free_together, slots_on
from app.domain.spans import Span
from app.domain.working_hours import Away, Holiday, Shift, WorkingWeek

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HALF_HOUR, DAY = timedelta(minutes=30), timedelta(days=1)
SEARCH = Search(Span(NOW, NOW + 28 * DAY), NOW)
ZONES = (
    "America/Denver",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/Berlin",
    "UTC",
)
MOST_SECONDS = 0.1


def crowd(number: int) -> list[Diary]:
    """People of seven zones with lunch, holidays, a trip, 60 entries and eight interviews each."""
    random = Random(200)
    working_day = (Shift(time(9), time(12)), Shift(time(13), time(17)))
    holidays = tuple(Holiday(date(2026, 1, 1) + 9 * number * DAY, "Holiday") for number in range(40))
    away = (Away(date(2026, 3, 16), date(2026, 3, 17)),)

    def entries(count: int) -> tuple[Span, ...]:
        begins = [NOW + timedelta(minutes=5 * random.randrange(28 * 288)) for _ in range(count)]
        return tuple(Span(begin, begin + random.choice((1, 2)) * HALF_HOUR) for begin in begins)

    return [
        Diary(
            f"Person {one}",
            WorkingWeek(ZONES[one % len(ZONES)], (working_day,) * 5 + ((), ()), away=away, holidays=holidays),
            busy=entries(60),
            bookings=entries(8),
            buffer_minutes=15,
            most_a_day=2,
            most_a_week=5,
        )
        for one in range(number)
    ]


def test_200_people_and_four_weeks_take_at_most_100_milliseconds():
    people = crowd(200)
    spent = []

    for _ in range(15):
        begin = stopwatch.process_time()
        found = free_each(people, SEARCH)
        spent.append(stopwatch.process_time() - begin)

    assert sum(map(len, found)) > 200 * 10
    assert min(spent) <= MOST_SECONDS, spent


def test_the_slots_of_a_panel_of_three_take_a_tenth_of_that():
    panel, grid = [one for one in crowd(21) if one.hours.zone == "Europe/Berlin"], Grid(60, "Asia/Tokyo")
    allowed = WorkingWeek("Asia/Tokyo", ((Shift(time(7), time(22)),),) * 7).within(SEARCH.window)
    spent = []

    for _ in range(15):
        begin = stopwatch.process_time()
        offered = slots_on(grid, free_together(panel, SEARCH), allowed=allowed)
        spent.append(stopwatch.process_time() - begin)

    assert len(panel) == 3
    assert offered
    assert min(spent) <= MOST_SECONDS / 10, spent
