"""When somebody is reminded of a scorecard that is owed: within working hours, once a day, and not for ever."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.reminders import escalates_now, escalation_moment, reminder_moments
from app.domain.scorecard import DUE_AFTER, HOUR
from app.domain.telling import LAG, MISSED_FOR, day_of, due_now, holds, moved_into
from app.domain.working_hours import Away, Holiday, Shift, WorkingWeek

BERLIN = "Europe/Berlin"
ZONES = (
    BERLIN,
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Tehran",
    "Africa/Casablanca",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Africa/Cairo",
    "Antarctica/Troll",
    "America/Nuuk",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "UTC",
)
zones = st.sampled_from(ZONES)
instants = st.datetimes(datetime(1995, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given one


def week_of(zone: str, days: frozenset[int], opens: time, closes: time) -> WorkingWeek:
    """The same hours on some days of the week."""
    return WorkingWeek(zone, tuple((Shift(opens, closes),) if day in days else () for day in range(7)))


weeks = st.one_of(
    st.builds(WorkingWeek, zones),
    st.builds(
        lambda zone, days, begin, length: week_of(
            zone, days, time(begin // 2, begin % 2 * 30), _clock((begin + length) * 30)
        ),
        zones,
        st.frozensets(st.integers(0, 6), min_size=1),
        st.integers(0, 40),
        st.integers(2, 24),
    ),
)
IN_BERLIN, IN_NEW_YORK = WorkingWeek(BERLIN), WorkingWeek("America/New_York")


def _clock(minutes: int) -> time:
    return time(0) if minutes >= 24 * 60 else time(minutes // 60, minutes % 60)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def walls(moments: tuple[datetime, ...], zone: str) -> list[str]:
    return [f"{moment.astimezone(ZoneInfo(zone)):%a %d %H:%M}" for moment in moments]


def test_a_morning_interview_is_followed_an_hour_later_and_then_on_ten_mornings():
    moments = reminder_moments(utc("2026-03-03T10:00"), IN_BERLIN)  # Tuesday, 11:00 there

    assert walls(moments, BERLIN) == [
        "Tue 03 12:00",
        "Wed 04 09:00",
        "Thu 05 09:00",
        "Fri 06 09:00",
        "Mon 09 09:00",
        "Tue 10 09:00",
        "Wed 11 09:00",
        "Thu 12 09:00",
        "Fri 13 09:00",
        "Mon 16 09:00",
        "Tue 17 09:00",
    ]


def test_after_an_evening_interview_the_first_reminder_waits_for_the_morning():
    moments = reminder_moments(utc("2026-03-03T15:30"), IN_BERLIN)  # 16:30 there: an hour later work is over

    assert walls(moments[:2], BERLIN) == ["Wed 04 09:00", "Thu 05 09:00"]


def test_after_a_friday_evening_it_waits_for_monday():
    assert walls(reminder_moments(utc("2026-03-06T17:00"), IN_BERLIN)[:1], BERLIN) == ["Mon 09 09:00"]


def test_the_mornings_keep_their_wall_time_over_a_change_of_the_clock():
    moments = reminder_moments(utc("2026-03-26T10:00"), IN_BERLIN)  # the clock goes forward on Sunday the 29th

    assert {wall[-5:] for wall in walls(moments[1:], BERLIN)} == {"09:00"}


def test_a_day_that_a_zone_leaps_over_has_no_reminder():
    moments = reminder_moments(utc("2011-12-29T00:00"), WorkingWeek("Pacific/Apia"))  # Friday the 30th never came there

    assert walls(moments[:3], "Pacific/Apia") == ["Wed 28 15:00", "Thu 29 09:00", "Mon 02 09:00"]


def test_a_manager_is_told_a_day_after_the_card_was_due_in_the_managers_own_hours():
    ends_at = utc("2026-03-03T10:00")

    assert escalation_moment(ends_at, IN_BERLIN) == utc("2026-03-05T10:00")
    assert escalation_moment(ends_at, IN_NEW_YORK) == utc("2026-03-05T14:00")


def test_before_the_first_moment_nobody_is_due():
    moments = reminder_moments(utc("2026-03-03T10:00"), IN_BERLIN)

    assert due_now(moments, moments[0] - timedelta(microseconds=1), IN_BERLIN) is None
    assert due_now(moments, moments[0], IN_BERLIN) == moments[0]


def test_after_downtime_only_the_newest_is_due():
    moments = reminder_moments(utc("2026-03-03T10:00"), IN_BERLIN)

    assert due_now(moments, utc("2026-03-10T13:00"), IN_BERLIN) == moments[5]


def test_what_was_missed_at_night_waits_for_the_morning_that_brings_a_newer_one():
    moments = reminder_moments(utc("2026-03-03T10:00"), IN_BERLIN)

    assert due_now(moments, utc("2026-03-04T22:00"), IN_BERLIN) is None
    assert due_now(moments, utc("2026-03-05T08:00"), IN_BERLIN) == moments[2]


def test_a_sweep_shortly_after_work_still_tells_of_the_last_hour():
    moments = reminder_moments(utc("2026-03-03T14:55"), IN_BERLIN)  # an hour later it is 16:55 there

    assert due_now(moments, utc("2026-03-03T16:02"), IN_BERLIN) == moments[0]
    assert due_now(moments, moments[0] + LAG + timedelta(minutes=1), IN_BERLIN) is None


def test_reminders_end():
    moments = reminder_moments(utc("2026-03-03T10:00"), IN_BERLIN)

    assert due_now(moments, moments[-1] + MISSED_FOR, IN_BERLIN) == moments[-1]
    assert due_now(moments, moments[-1] + MISSED_FOR + timedelta(hours=1), IN_BERLIN) is None


def test_an_escalation_that_was_missed_is_made_up_for_and_then_let_go():
    ends_at = utc("2026-03-03T10:00")

    assert not escalates_now(ends_at, utc("2026-03-05T09:59"), IN_BERLIN)
    assert escalates_now(ends_at, utc("2026-03-05T10:00"), IN_BERLIN)
    assert escalates_now(ends_at, utc("2026-03-12T10:00"), IN_BERLIN)
    assert not escalates_now(ends_at, utc("2026-03-12T22:00"), IN_BERLIN)
    assert not escalates_now(ends_at, utc("2026-04-20T10:00"), IN_BERLIN)


def test_nobody_is_reminded_on_a_holiday_or_while_away():
    week = WorkingWeek(
        BERLIN, away=(Away(date(2026, 3, 5), date(2026, 3, 6)),), holidays=(Holiday(date(2026, 3, 4), "A holiday"),)
    )

    moments = reminder_moments(utc("2026-03-03T15:30"), week)

    assert walls(moments[:2], BERLIN) == ["Mon 09 09:00", "Tue 10 09:00"]


def test_who_is_away_for_months_is_told_nothing():
    week = WorkingWeek(BERLIN, away=(Away(date(2026, 3, 1), date(2026, 12, 31)),))

    assert reminder_moments(utc("2026-03-03T10:00"), week) == ()
    assert escalation_moment(utc("2026-03-03T10:00"), week) is None
    assert not escalates_now(utc("2026-03-03T10:00"), utc("2026-03-20T10:00"), week)


@given(instants, weeks)
@example(utc("2011-12-28T23:00"), WorkingWeek("Pacific/Apia"))
@example(utc("2022-03-21T20:30"), week_of("Asia/Tehran", frozenset(range(7)), time(0), time(1)))
@example(utc("2026-10-03T15:30"), week_of("Australia/Lord_Howe", frozenset(range(7)), time(2), time(3)))
@example(utc("2026-02-15T01:30"), week_of("Africa/Casablanca", frozenset(range(7)), time(2), time(3)))
def test_every_reminder_lies_within_working_hours_one_a_day_and_in_order(ends_at, week):
    moments = reminder_moments(ends_at, week)

    days = [day_of(moment, week) for moment in moments]
    assert len(moments) == 11
    assert all(holds(moment, week) for moment in moments)
    assert moments[0] >= ends_at + HOUR
    assert all(one < next_one for one, next_one in pairwise(moments))
    assert all(one < next_one for one, next_one in pairwise(days))


@given(instants, weeks)
def test_a_moment_is_moved_no_further_than_it_must(moment, week):
    moved = moved_into(moment, week)

    assert moved is not None
    assert moved >= moment
    assert holds(moved, week)
    assert moved_into(moved, week) == moved
    assert (moved == moment) == holds(moment, week)


@given(instants, weeks)
def test_an_escalation_comes_a_day_after_the_card_was_due_or_later(ends_at, week):
    moment = escalation_moment(ends_at, week)

    assert moment is not None
    assert moment >= ends_at + 2 * DUE_AFTER
    assert holds(moment, week)


@given(instants, zones, st.lists(st.integers(0, 60 * 24 * 30), min_size=1, max_size=40))
def test_whenever_somebody_looks_each_moment_is_told_once_at_most(ends_at, zone, minutes):
    week = WorkingWeek(zone)
    moments = reminder_moments(ends_at, week)
    looks = [ends_at + timedelta(minutes=minute) for minute in sorted(minutes)]

    told = [(look, moment) for look in looks if (moment := due_now(moments, look, week))]

    assert [moment for _look, moment in told] == sorted(moment for _look, moment in told)
    assert {moment for _look, moment in told} <= set(moments)
    assert all(holds(look, week) or look - moment <= LAG for look, moment in told)


@given(instants, zones)
def test_whoever_looks_every_few_minutes_misses_nothing(ends_at, zone):
    week = WorkingWeek(zone)
    moments = reminder_moments(ends_at, week)

    told = {due_now(moments, moment + timedelta(minutes=5), week) for moment in moments}

    assert told == set(moments)
