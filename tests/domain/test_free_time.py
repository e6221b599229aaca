"""Free time of one person and of several: what takes it, how soon, how much is enough, and which starts are offered."""

from datetime import UTC, datetime, time, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from app.domain.errors import BadData
from app.domain.free_time import Diary, Grid, Search, free, free_each, free_together, slots_on
from app.domain.people import known_zones
from app.domain.spans import Span
from app.domain.working_hours import Shift, WorkingWeek

BERLIN, TOKYO = "Europe/Berlin", "Asia/Tokyo"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # Monday, 10:00 in Berlin
DAY = timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC)


def span(begin: str, end: str) -> Span:
    return Span(utc(begin), utc(end))


THURSDAY = span("05T00:00", "06T00:00")
ON_THURSDAY = Search(THURSDAY, NOW)


def ada(**given: object) -> Diary:
    return Diary("Ada", WorkingWeek(BERLIN), **given)  # type: ignore[arg-type]


def refusal(of, *given, **named) -> BadData:
    with pytest.raises(BadData) as caught:
        of(*given, **named)
    return caught.value


def test_with_an_empty_calendar_all_working_hours_are_free():
    assert free(ada(), ON_THURSDAY) == (span("05T08:00", "05T16:00"),)


def test_what_is_taken_is_not_free_and_back_to_back_is():
    diary = ada(busy=(span("05T09:00", "05T10:00"),), bookings=(span("05T10:00", "05T11:00"),))

    assert free(diary, ON_THURSDAY) == (span("05T08:00", "05T09:00"), span("05T11:00", "05T16:00"))


def test_entries_that_overlap_or_reach_beyond_the_day_count_once():
    diary = ada(busy=(span("04T12:00", "05T09:00"), span("05T08:30", "05T12:00"), span("05T15:00", "07T00:00")))

    assert free(diary, ON_THURSDAY) == (span("05T12:00", "05T15:00"),)


def test_a_buffer_is_kept_free_on_both_sides_of_everything():
    diary = ada(busy=(span("05T09:00", "05T10:00"),), bookings=(span("05T13:00", "05T14:00"),), buffer_minutes=15)

    assert free(diary, ON_THURSDAY) == (
        span("05T08:00", "05T08:45"),
        span("05T10:15", "05T12:45"),
        span("05T14:15", "05T16:00"),
    )


def test_something_just_before_the_window_still_wants_its_buffer():
    diary = ada(busy=(span("05T07:00", "05T08:00"),), buffer_minutes=30)

    assert free(diary, Search(span("05T08:00", "05T12:00"), NOW)) == (span("05T08:30", "05T12:00"),)


def test_nothing_is_free_before_48_hours_have_passed():
    whole_week = Search(span("02T00:00", "05T00:00"), NOW)

    assert free(ada(), whole_week) == (span("04T09:00", "04T16:00"),)


def test_a_begun_second_is_not_enough_notice():
    search = Search(span("04T00:00", "05T00:00"), NOW + timedelta(microseconds=1))

    assert free(ada(), search)[0].starts_at == utc("04T09:00") + timedelta(seconds=1)


def test_notice_counts_from_an_instant_in_whatever_zone_it_is_told():
    search = Search(span("04T00:00", "05T00:00"), NOW.astimezone(ZoneInfo(TOKYO)))

    assert free(ada(), search) == (span("04T09:00", "04T16:00"),)


def test_when_all_of_the_window_is_too_soon_nothing_is_free():
    assert free(ada(), Search(span("02T09:00", "03T16:00"), NOW)) == ()


def test_a_day_with_as_many_interviews_as_somebody_takes_is_full():
    diary = ada(bookings=(span("05T08:00", "05T09:00"),), most_a_day=1)

    assert free(diary, Search(span("05T00:00", "07T00:00"), NOW)) == (span("06T08:00", "06T16:00"),)


def test_a_week_with_as_many_interviews_as_somebody_takes_is_full():
    diary = ada(bookings=(span("02T08:00", "02T09:00"), span("03T08:00", "03T09:00")), most_a_week=2)

    assert free(diary, Search(span("05T00:00", "10T00:00"), NOW)) == (span("09T08:00", "09T16:00"),)


def test_limits_count_days_on_the_persons_own_clock():
    late = span("05T15:30", "05T16:00")  # on Friday in Tokyo
    diary = Diary("Mei", WorkingWeek(TOKYO), bookings=(late,), most_a_day=1)

    assert free(diary, Search(span("04T15:00", "06T15:00"), NOW)) == (span("05T00:00", "05T08:00"),)


def test_an_interview_over_midnight_counts_on_both_days():
    all_day = WorkingWeek(TOKYO, ((Shift(time(0), time(0)),),) * 7)
    diary = Diary("Mei", all_day, bookings=(span("05T14:30", "05T15:30"),), most_a_day=1)

    assert free(diary, Search(span("04T15:00", "07T15:00"), NOW)) == (span("06T15:00", "07T15:00"),)


def test_a_panel_is_free_when_all_of_it_is():
    morning = ada(busy=(span("05T12:00", "05T16:00"),))
    new_york = Diary("Bo", WorkingWeek("America/New_York", ((Shift(time(6), time(15)),),) * 7))

    assert free_together([morning, new_york], ON_THURSDAY) == (span("05T11:00", "05T12:00"),)


def test_the_order_of_a_panel_makes_no_difference():
    panel = [
        ada(busy=(span("05T12:00", "05T13:00"),)),
        Diary("Bo", WorkingWeek("Europe/London"), busy=(span("05T09:30", "05T10:00"),)),
        Diary("Cy", WorkingWeek("Africa/Casablanca"), busy=(span("05T14:00", "05T14:20"),)),
    ]

    assert len({free_together(order, ON_THURSDAY) for order in permutations(panel)}) == 1


def test_a_panel_of_one_is_as_free_as_that_person():
    assert free_together([ada()], ON_THURSDAY) == free(ada(), ON_THURSDAY)
    assert free_each([ada(), ada()], ON_THURSDAY) == (free(ada(), ON_THURSDAY),) * 2


def test_a_panel_of_nobody_is_refused():
    assert refusal(free_together, [], ON_THURSDAY).message == "Choose whose free time to look for."


def starts(grid: Grid, *spans: Span, **named) -> list[str]:
    return [f"{slot.starts_at:%d %H:%M}" for slot in slots_on(grid, spans, **named)]


def test_slots_start_on_the_grid_and_fit_whole():
    found = slots_on(Grid(60, BERLIN), [span("05T08:10", "05T10:00")])

    assert found == (span("05T08:30", "05T09:30"), span("05T09:00", "05T10:00"))


def test_the_grid_is_that_of_the_readers_clock():
    kathmandu = Grid(30, "Asia/Kathmandu")  # 5:45 ahead

    assert starts(kathmandu, span("05T08:00", "05T09:15")) == ["05 08:15", "05 08:45"]


def test_half_an_hours_change_of_clocks_moves_the_grid_along():
    hourly = Grid(15, "Australia/Lord_Howe", step_minutes=60)
    change = Span(datetime(2026, 4, 4, 13, tzinfo=UTC), datetime(2026, 4, 4, 18, tzinfo=UTC))

    found = [f"{slot.starts_at:%H:%M}" for slot in slots_on(hourly, [change])]

    assert found == ["13:00", "14:00", "15:30", "16:30", "17:30"]


def test_starts_lie_on_full_five_minutes_even_if_free_time_does_not():
    odd = Span(utc("05T08:00") + timedelta(seconds=1), utc("05T08:36"))

    assert starts(Grid(15, BERLIN, step_minutes=5), odd) == ["05 08:05", "05 08:10", "05 08:15", "05 08:20"]


def test_starts_lie_on_full_five_minutes_in_every_zone():
    day = Span(NOW, NOW + DAY)

    for zone in known_zones():
        assert {slot.starts_at.minute % 5 for slot in slots_on(Grid(60, zone, step_minutes=60), [day])} == {0}, zone


def test_candidates_choose_within_the_hours_that_suit_them():
    allowed = WorkingWeek(TOKYO, ((Shift(time(8), time(20)),),) * 7).within(THURSDAY)

    assert starts(Grid(60, TOKYO, step_minutes=60), *free(ada(), ON_THURSDAY), allowed=allowed) == [
        "05 08:00",
        "05 09:00",
        "05 10:00",
    ]


def test_candidates_windows_may_overlap_and_touch():
    windows = [span("05T10:00", "05T10:30"), span("05T10:30", "05T11:00"), span("05T10:15", "05T10:45")]

    assert starts(Grid(60, BERLIN), span("05T08:00", "05T16:00"), allowed=windows) == ["05 10:00"]


def test_where_no_window_suits_nothing_is_offered():
    assert starts(Grid(60, BERLIN), span("05T08:00", "05T16:00"), allowed=[]) == []


@pytest.mark.parametrize(
    ("of", "given", "field", "sentence"),
    [
        (ada, {"buffer_minutes": -5}, "buffer_minutes", "from 0 to 120 minutes"),
        (ada, {"buffer_minutes": 125}, "buffer_minutes", "125 is not one"),
        (ada, {"buffer_minutes": 7}, "buffer_minutes", "in steps of 5"),
        (ada, {"most_a_day": 0}, "most_a_day", "The most interviews a day is 1 or more. Leave it empty for no limit."),
        (ada, {"most_a_week": 0}, "most_a_week", "The most interviews a week is 1 or more."),
        (Search, {"notice_hours": -1}, "notice_hours", "from 0 to 720 hours"),
        (Search, {"notice_hours": 721}, "notice_hours", "from 0 to 720 hours"),
        (Search, {"now": NOW.replace(tzinfo=None)}, "zone", "says no time zone"),
        (Search, {"window": Span(NOW, NOW + 93 * DAY)}, "window", "within at most 92 days"),
        (Grid, {"minutes": 10}, "minutes", "from 15 to 240 minutes"),
        (Grid, {"minutes": 245}, "minutes", "245 is not one"),
        (Grid, {"minutes": 32}, "minutes", "in steps of 5"),
        (Grid, {"step_minutes": 25}, "step_minutes", "25 is not one of them"),
        (Grid, {"step_minutes": 0}, "step_minutes", "0 is not one of them"),
        (Grid, {"zone": "Mars/Olympus"}, "zone", "no time zone called 'Mars/Olympus'"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(of, given, field, sentence):
    complete = {Search: {"window": THURSDAY, "now": NOW}, Grid: {"minutes": 60, "zone": BERLIN}}.get(of, {})

    refused = refusal(of, **(complete | given))

    assert refused.field == field
    assert sentence in refused.message
