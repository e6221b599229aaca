"""When somebody hears of what waits: the eve of an interview, an invitation without answer, holds, long silence."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.telling import day_of, holds
from app.domain.waits import (
    EVE_WITHIN,
    NUDGED_AFTER,
    answers_wanted_from,
    eve_of,
    hours_of_candidate,
    is_eve,
    nudges,
    silent_from,
    wakes_at,
    worry,
)
from app.domain.working_hours import Away, WorkingWeek

BERLIN = WorkingWeek("Europe/Berlin")
TOKYO = hours_of_candidate("Asia/Tokyo", weekends=True)
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # 11:00 in Berlin
ZONES = ("Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Africa/Cairo", "Asia/Kathmandu")
instants = st.datetimes(datetime(1995, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given one
zones = st.sampled_from(ZONES)
weeks = st.one_of(
    st.builds(WorkingWeek, zones),
    st.builds(lambda zone, both: hours_of_candidate(zone, weekends=both), zones, st.booleans()),
)


def wall(moment: datetime | None, week: WorkingWeek) -> str:
    assert moment is not None
    return f"{moment.astimezone(ZoneInfo(week.zone)):%a %d %H:%M}"


def test_an_interviewer_hears_of_tuesdays_interview_on_monday_morning():
    assert wall(eve_of(MONDAY + timedelta(days=1), BERLIN), BERLIN) == "Mon 02 09:00"


def test_an_interviewer_hears_of_mondays_interview_on_friday_morning():
    assert wall(eve_of(MONDAY, BERLIN), BERLIN) == "Fri 27 09:00"


def test_a_candidate_hears_of_mondays_interview_on_sunday():
    assert wall(eve_of(MONDAY, TOKYO), TOKYO) == "Sun 01 09:00"


def test_who_is_away_until_the_interview_hears_nothing_before():
    week = WorkingWeek("Europe/Berlin", away=(Away(date(2026, 2, 23), date(2026, 3, 1)),))

    assert eve_of(MONDAY, week) is None
    assert not is_eve(MONDAY, MONDAY - timedelta(days=30), MONDAY - timedelta(hours=20), week)


@pytest.mark.parametrize(
    ("booked", "now", "told"),
    [
        ("2026-02-20T10:00", "2026-02-27T07:59", False),
        ("2026-02-20T10:00", "2026-02-27T08:00", True),
        ("2026-02-20T10:00", "2026-02-27T15:00", True),
        ("2026-02-20T10:00", "2026-02-27T22:00", False),
        ("2026-02-20T10:00", "2026-03-02T08:30", False),
        ("2026-02-27T09:00", "2026-02-27T10:00", False),
    ],
)
def test_the_eve_is_told_in_working_hours_and_not_to_who_just_heard_of_the_booking(booked, now, told):
    booked_at, at = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (booked, now))

    assert is_eve(MONDAY, booked_at, at, BERLIN) is told


def test_a_candidate_is_reminded_of_an_invitation_after_two_and_after_five_days():
    week = hours_of_candidate("Europe/Berlin", weekends=False)

    found = nudges(MONDAY, MONDAY + timedelta(days=10), week)

    assert [wall(moment, week) for moment in found] == ["Wed 04 11:00", "Mon 09 09:00"]


def test_nothing_is_said_of_an_invitation_that_ended():
    week = hours_of_candidate("Europe/Berlin", weekends=False)

    assert len(nudges(MONDAY, MONDAY + timedelta(days=3), week)) == 1


def test_a_recruiter_hears_of_a_silent_invitation_on_the_third_working_morning():
    assert wall(silent_from(MONDAY, BERLIN), BERLIN) == "Thu 05 09:00"
    assert wall(silent_from(MONDAY + timedelta(days=4), BERLIN), BERLIN) == "Wed 11 09:00"


def test_a_hold_that_ends_on_a_sunday_wakes_up_on_monday():
    assert wall(wakes_at(date(2026, 3, 1), BERLIN), BERLIN) == "Mon 02 09:00"


def test_a_candidate_who_hears_nothing_is_told_of_once_a_week():
    seen = [worry(MONDAY, MONDAY + timedelta(days=days), BERLIN, waits_days=7) for days in (0, 6, 7, 8, 13, 14, 21)]

    assert seen == [None, None, 0, 0, None, 1, 2]


@given(instants, weeks)
@example(datetime(2011, 12, 31, 1, 0, tzinfo=UTC), WorkingWeek("Pacific/Apia"))
def test_an_eve_lies_in_working_hours_of_a_day_before(starts_at, week):
    moment = eve_of(starts_at, week)

    assert moment is not None
    assert holds(moment, week)
    assert timedelta(0) < day_of(starts_at, week) - day_of(moment, week) <= timedelta(days=EVE_WITHIN)


@given(instants, st.integers(1, 90), weeks)
def test_nudges_lie_in_hours_in_order_one_a_day_and_before_the_end(sent_at, days, week):
    found = nudges(sent_at, sent_at + timedelta(days=days), week)

    local = [day_of(moment, week) for moment in found]
    assert all(holds(moment, week) for moment in found)
    assert all(one < other for one, other in pairwise(local))
    assert all(sent_at + after <= moment for moment, after in zip(found, NUDGED_AFTER, strict=False))
    assert all(moment < sent_at + timedelta(days=days) for moment in found)


@given(instants, weeks)
def test_silence_is_told_in_hours_after_three_mornings(sent_at, week):
    moment = silent_from(sent_at, week)

    assert moment is not None
    assert holds(moment, week)
    assert day_of(moment, week) - day_of(sent_at, week) >= timedelta(days=3)


@given(instants, weeks, st.integers(1, 30), st.lists(st.integers(0, 60 * 24 * 60), min_size=2, max_size=40))
def test_whenever_somebody_looks_words_about_a_waiting_candidate_rise_and_come_in_hours(since, week, days, minutes):
    looks = [since + timedelta(minutes=minute) for minute in sorted(minutes)]

    told = [(look, number) for look in looks if (number := worry(since, look, week, waits_days=days)) is not None]

    assert [number for _look, number in told] == sorted(number for _look, number in told)
    assert all(look - since >= timedelta(days=days + 7 * number) for look, number in told)


@pytest.mark.parametrize(
    ("starts", "wanted"),
    [("2026-03-05T10:00", "Tue 03 11:00"), ("2026-03-02T10:00", "Thu 26 11:00"), ("2026-03-03T10:00", "Fri 27 11:00")],
)
def test_answers_are_wanted_two_working_days_before(starts, wanted):
    starts_at = datetime.fromisoformat(starts).replace(tzinfo=UTC)

    assert wall(answers_wanted_from(starts_at, "Europe/Berlin"), BERLIN) == wanted
