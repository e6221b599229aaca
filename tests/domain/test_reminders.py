"""When somebody is reminded of a scorecard that is owed: within working hours, once a day, and not for ever."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.reminders import (
    LAG,
    MISSED_FOR,
    OFFICE,
    WorkingHours,
    due_now,
    escalates_now,
    escalation_moment,
    moved_into,
    reminder_moments,
)
from app.domain.scorecard import DUE_AFTER, HOUR

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
hours_of_work = st.builds(
    lambda days, begin, length: WorkingHours(days, time(begin // 2, begin % 2 * 30), _after(begin + length)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, 40),
    st.integers(2, 24),
)
some_hours = st.one_of(st.just(OFFICE), hours_of_work)


def _after(halves: int) -> time:
    return time(halves // 2, halves % 2 * 30) if halves < 48 else time(23, 59)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def walls(moments: tuple[datetime, ...], zone: str) -> list[str]:
    return [f"{moment.astimezone(ZoneInfo(zone)):%a %d %H:%M}" for moment in moments]


def test_a_morning_interview_is_followed_an_hour_later_and_then_on_ten_mornings():
    moments = reminder_moments(utc("2026-03-03T10:00"), BERLIN)  # Tuesday, 11:00 there

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
    moments = reminder_moments(utc("2026-03-03T15:30"), BERLIN)  # 16:30 there: an hour later work is over

    assert walls(moments[:2], BERLIN) == ["Wed 04 09:00", "Thu 05 09:00"]


def test_after_a_friday_evening_it_waits_for_monday():
    assert walls(reminder_moments(utc("2026-03-06T17:00"), BERLIN)[:1], BERLIN) == ["Mon 09 09:00"]


def test_the_mornings_keep_their_wall_time_over_a_change_of_the_clock():
    moments = reminder_moments(utc("2026-03-26T10:00"), BERLIN)  # the clock goes forward on Sunday the 29th

    assert {wall[-5:] for wall in walls(moments[1:], BERLIN)} == {"09:00"}


def test_a_day_that_a_zone_leaps_over_has_no_reminder():
    moments = reminder_moments(utc("2011-12-29T00:00"), "Pacific/Apia")  # Friday the 30th never came there

    assert walls(moments[:3], "Pacific/Apia") == ["Wed 28 15:00", "Thu 29 09:00", "Mon 02 09:00"]


def test_a_manager_is_told_a_day_after_the_card_was_due_in_the_managers_own_hours():
    ends_at = utc("2026-03-03T10:00")

    assert escalation_moment(ends_at, BERLIN) == utc("2026-03-05T10:00")
    assert walls((escalation_moment(ends_at, "America/New_York"),), "America/New_York") == ["Thu 05 09:00"]


def test_before_the_first_moment_nobody_is_due():
    moments = reminder_moments(utc("2026-03-03T10:00"), BERLIN)

    assert due_now(moments, moments[0] - timedelta(microseconds=1), zone=BERLIN) is None
    assert due_now(moments, moments[0], zone=BERLIN) == moments[0]


def test_after_downtime_only_the_newest_is_due():
    moments = reminder_moments(utc("2026-03-03T10:00"), BERLIN)

    assert due_now(moments, utc("2026-03-10T13:00"), zone=BERLIN) == moments[5]


def test_what_was_missed_at_night_waits_for_the_morning_that_brings_a_newer_one():
    moments = reminder_moments(utc("2026-03-03T10:00"), BERLIN)

    assert due_now(moments, utc("2026-03-04T22:00"), zone=BERLIN) is None
    assert due_now(moments, utc("2026-03-05T08:00"), zone=BERLIN) == moments[2]


def test_a_sweep_shortly_after_work_still_tells_of_the_last_hour():
    moments = reminder_moments(utc("2026-03-03T14:55"), BERLIN)  # an hour later it is 16:55 there

    assert due_now(moments, utc("2026-03-03T16:02"), zone=BERLIN) == moments[0]
    assert due_now(moments, moments[0] + LAG + timedelta(minutes=1), zone=BERLIN) is None


def test_reminders_end():
    moments = reminder_moments(utc("2026-03-03T10:00"), BERLIN)

    assert due_now(moments, moments[-1] + MISSED_FOR, zone=BERLIN) == moments[-1]
    assert due_now(moments, moments[-1] + MISSED_FOR + timedelta(hours=1), zone=BERLIN) is None


def test_an_escalation_that_was_missed_is_made_up_for_and_then_let_go():
    ends_at = utc("2026-03-03T10:00")

    assert not escalates_now(ends_at, utc("2026-03-05T09:59"), zone=BERLIN)
    assert escalates_now(ends_at, utc("2026-03-05T10:00"), zone=BERLIN)
    assert escalates_now(ends_at, utc("2026-03-12T10:00"), zone=BERLIN)
    assert not escalates_now(ends_at, utc("2026-03-12T22:00"), zone=BERLIN)
    assert not escalates_now(ends_at, utc("2026-04-20T10:00"), zone=BERLIN)


@pytest.mark.parametrize(
    ("days", "opens", "closes"),
    [(set(), time(9), time(17)), ({7}, time(9), time(17)), ({0}, time(17), time(9)), ({0}, time(9), time(9))],
)
def test_working_hours_without_a_moment_are_refused(days, opens, closes):
    with pytest.raises(BadData, match="at least one day"):
        WorkingHours(frozenset(days), opens, closes)


@given(instants, zones, some_hours)
@example(utc("2011-12-28T23:00"), "Pacific/Apia", OFFICE)
@example(utc("2022-03-21T20:30"), "Asia/Tehran", WorkingHours(frozenset(range(7)), time(0), time(1)))
@example(utc("2026-10-03T15:30"), "Australia/Lord_Howe", WorkingHours(frozenset(range(7)), time(2), time(3)))
@example(utc("2026-02-15T01:30"), "Africa/Casablanca", WorkingHours(frozenset(range(7)), time(2), time(3)))
def test_every_reminder_lies_within_working_hours_one_a_day_and_in_order(ends_at, zone, hours):
    moments = reminder_moments(ends_at, zone, hours)

    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in moments]
    assert len(moments) == 11
    assert all(hours.hold(moment, zone) for moment in moments)
    assert moments[0] >= ends_at + HOUR
    assert all(one < next_one for one, next_one in pairwise(moments))
    assert all(one < next_one for one, next_one in pairwise(days))


@given(instants, zones, some_hours)
def test_a_moment_is_moved_no_further_than_it_must(moment, zone, hours):
    moved = moved_into(moment, zone, hours)

    assert moved >= moment
    assert hours.hold(moved, zone)
    assert moved_into(moved, zone, hours) == moved
    assert (moved == moment) == hours.hold(moment, zone)


@given(instants, zones, some_hours)
def test_an_escalation_comes_a_day_after_the_card_was_due_or_later(ends_at, zone, hours):
    moment = escalation_moment(ends_at, zone, hours)

    assert moment >= ends_at + 2 * DUE_AFTER
    assert hours.hold(moment, zone)


@given(instants, zones, st.lists(st.integers(0, 60 * 24 * 30), min_size=1, max_size=40))
def test_whenever_somebody_looks_each_moment_is_told_once_at_most(ends_at, zone, minutes):
    moments = reminder_moments(ends_at, zone)
    looks = [ends_at + timedelta(minutes=minute) for minute in sorted(minutes)]

    told = [moment for look in looks if (moment := due_now(moments, look, zone=zone))]

    assert told == sorted(told)
    assert set(told) <= set(moments)
    assert all(
        OFFICE.hold(look, zone) or look - due_now(moments, look, zone=zone) <= LAG
        for look in looks
        if due_now(moments, look, zone=zone)
    )


@given(instants, zones)
def test_whoever_looks_every_few_minutes_misses_nothing(ends_at, zone):
    moments = reminder_moments(ends_at, zone)

    told = {due_now(moments, moment + timedelta(minutes=5), zone=zone) for moment in moments}

    assert told == set(moments)
