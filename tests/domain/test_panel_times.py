"""A panel around the world: interviewers in Berlin, Denver and Sydney, a candidate in Tokyo, and clocks that change."""

from datetime import UTC, date, datetime, time

from app.domain.free_time import Diary, Grid, Search, free, slots_on
from app.domain.panel_pool import PoolMember, Wanted
from app.domain.panels import Composition, compose
from app.domain.spans import Span
from app.domain.working_hours import Shift, WorkingWeek

TOKYO = "Asia/Tokyo"
NOW = datetime(2026, 2, 25, 9, 0, tzinfo=UTC)
GRID = Grid(minutes=45, zone=TOKYO, step_minutes=30)
# Long days on purpose: in office hours these three never meet.
LONG_DAYS = {
    "Europe/Berlin": Shift(time(6), time(15)),
    "America/Denver": Shift(time(20), time(23, 55)),
    "Australia/Sydney": Shift(time(13), time(21)),
}


def starts(week: WorkingWeek, window: Span) -> frozenset[datetime]:
    spans = free(Diary("Somebody", week), Search(window, NOW))
    return frozenset(span.starts_at for span in slots_on(GRID, spans))


def panel_on(day: date, weeks: dict[str, WorkingWeek]) -> Composition:
    window = Span(datetime.combine(day, time(0), UTC), datetime.combine(day, time(23, 55), UTC))
    pool = [
        PoolMember(account, zone.rsplit("/", 1)[-1], zone, free=starts(week, window))
        for account, (zone, week) in enumerate(weeks.items(), start=1)
    ]
    allowed = starts(WorkingWeek(TOKYO, days=((Shift(time(8), time(20)),),) * 7), window)
    return compose(pool, Wanted(3, (), (), allowed, before=date(2026, 5, 1), zone=TOKYO))


def hours_on(day: date) -> list[str]:
    best = panel_on(day, {zone: WorkingWeek(zone, days=((shift,),) * 7) for zone, shift in LONG_DAYS.items()}).best
    assert best is not None
    return [f"{start:%H:%M}" for start in best.starts]


def test_times_in_common_follow_the_clocks_of_each():
    before_any_change, denver_changed, berlin_changed = date(2026, 3, 4), date(2026, 3, 11), date(2026, 4, 1)

    assert hours_on(before_any_change) == ["05:00", "05:30", "06:00"]
    assert hours_on(denver_changed) == ["05:00"]
    assert hours_on(berlin_changed) == ["04:00", "04:30", "05:00"]


def test_each_reads_the_first_time_on_their_own_clock():
    found = panel_on(
        date(2026, 4, 1), {zone: WorkingWeek(zone, days=((shift,),) * 7) for zone, shift in LONG_DAYS.items()}
    )

    assert found.best is not None
    assert "the first is 13:00 on Wed 1 April 2026, Tokyo time" in found.best.reasons[0]
    denver = found.best.seats[1]
    assert denver.reasons[0].endswith("the first at 20:00 on Tue 31 March 2026, Denver time.")


def test_in_office_hours_the_three_never_meet_and_it_says_so():
    found = panel_on(date(2026, 3, 4), {zone: WorkingWeek(zone) for zone in LONG_DAYS})

    assert found.best is None
    assert found.problems[0] == "No three of them share an hour with the candidate before Fri 1 May 2026."
