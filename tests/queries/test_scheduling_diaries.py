"""When people can be booked: what is stored is what the domain reckons with, in few statements for many people."""

import time as stopwatch
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from flask import Flask

from app.database import db
from app.domain.free_time import Diary, Grid, Search, free, slots_on
from app.domain.load import FULL_WEEK
from app.domain.scheduling_rules import SchedulingRules
from app.domain.spans import Span
from app.domain.working_hours import OFFICE_DAYS, Away, Holiday, OtherHours, WorkingWeek, shift_from
from app.models import scheduling as models
from app.queries.scheduling.diaries import diaries_of, starts_of, weeks_of
from app.queries.scheduling.rules import rules
from tests import factories
from tests.domain.diaries import CHANGES, any_diary, any_search
from tests.factories.hours import (
    at,
    make_away,
    make_bookings,
    make_busy,
    make_diary,
    make_holiday,
    make_other_day,
    make_pattern,
)
from tests.factories.openings import Team
from tests.statements import counted

NOW = at("2026-03-02T09:00")  # a Monday, 10:00 in Berlin
DAY = timedelta(days=1)
WEEK = Span(NOW, NOW + 7 * DAY)
# What somebody waits for, with room for a machine that is busy with other tests: some 0.1 s and 0.2 s here.
MOST_SECONDS = 3
MORNING = shift_from("09:00", "12:30")


@pytest.fixture
def team(context: Flask) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def ada(context: Flask) -> int:
    return factories.accounts.make_account(name="Ada", zone="Europe/Berlin")


def diary_of(account_id: int, **given) -> Diary:
    db.session.rollback()  # what the factories wrote is to be seen
    return diaries_of([account_id], **{"window": WEEK} | given)[account_id]


def hour(text: str) -> Span:
    return Span(at(text), at(text) + timedelta(hours=1))


def test_whoever_says_nothing_keeps_office_days_on_the_clocks_of_the_account(ada):
    assert diary_of(ada) == Diary("Ada", WorkingWeek("Europe/Berlin", OFFICE_DAYS))


def test_a_pattern_is_read_with_its_limits(ada):
    make_pattern(ada, week=[[["09:00", "12:30"]], [], [], [], [], [], []], buffer_minutes=15, most_a_day=2)

    diary = diary_of(ada)

    assert diary.hours.days == ((MORNING,), (), (), (), (), (), ())
    assert (diary.buffer_minutes, diary.most_a_day, diary.most_a_week) == (15, 2, None)


def test_other_days_and_days_away_come_without_their_reasons(ada):
    make_other_day(ada, date(2026, 3, 4), [["09:00", "12:30"]], reason="dentist")
    make_away(ada, date(2026, 3, 5), date(2026, 3, 6), reason="surgery")

    week = diary_of(ada).hours

    assert week.other_hours == (OtherHours(date(2026, 3, 4), (MORNING,)),)
    assert week.away == (Away(date(2026, 3, 5), date(2026, 3, 6)),)


def test_holidays_are_those_of_the_own_country_and_region(ada):
    make_pattern(ada, country="DE", region="BE")
    make_holiday("DE", date(2026, 3, 8), "Women's Day", region="BE")
    make_holiday("DE", date(2026, 3, 6), "Elsewhere", region="BY")
    make_holiday("JP", date(2026, 3, 5), "Abroad")

    assert diary_of(ada).hours.holidays == (Holiday(date(2026, 3, 8), "Women's Day"),)


def test_busy_time_counts_near_the_window_and_not_far_from_it(ada):
    make_busy(ada, hour("2026-03-02T08:00"), hour("2026-03-04T08:00"), hour("2026-02-20T08:00"))

    assert diary_of(ada).busy == (hour("2026-03-02T08:00"), hour("2026-03-04T08:00"))


def test_bookings_of_the_whole_week_are_read_though_the_window_is_a_day(ada, team):
    application = factories.applications.make_application(team.opening)
    make_bookings(ada, [hour("2026-03-02T08:00"), hour("2026-03-06T15:00"), hour("2026-03-20T08:00")], application)

    diary = diary_of(ada, window=Span(at("2026-03-04T08:00"), at("2026-03-04T18:00")))

    assert diary.bookings == (hour("2026-03-02T08:00"), hour("2026-03-06T15:00"))


def test_a_booking_counts_whichever_application_it_belongs_to(ada, team):
    one, other = (factories.applications.make_application(team.opening) for _ in range(2))
    make_bookings(ada, [hour("2026-03-03T08:00")], one)
    make_bookings(ada, [hour("2026-03-04T08:00")], other)

    assert len(diary_of(ada).bookings) == 2


def test_an_interview_that_is_being_moved_takes_no_time(ada, team):
    application = factories.applications.make_application(team.opening)
    moved, _ = make_bookings(ada, [hour("2026-03-03T08:00"), hour("2026-03-04T08:00")], application)

    assert diary_of(ada, leave_out=moved).bookings == (hour("2026-03-04T08:00"),)


@pytest.mark.parametrize("change", ["left the seat", "cancelled"])
def test_what_somebody_no_longer_holds_takes_no_time(ada, team, change):
    application = factories.applications.make_application(team.opening)
    (booked,) = make_bookings(ada, [hour("2026-03-03T08:00")], application)
    with factories.writing() as session:
        if change == "cancelled":
            session.get_one(models.Interview, booked).state = "cancelled"
        else:
            session.get_one(models.Seat, (booked, ada)).left_at = NOW

    assert diary_of(ada).bookings == ()


def test_whoever_left_has_no_diary(ada):
    gone = factories.accounts.make_account(is_active=False)

    assert set(diaries_of([ada, gone], window=WEEK)) == {ada}
    assert set(weeks_of([ada, gone])) == {ada}


def test_nobody_takes_no_statement(context):
    with counted(context) as seen:
        assert (diaries_of([], window=WEEK), weeks_of([])) == ({}, {})

    assert seen == []


@pytest.mark.parametrize("near", CHANGES[::4], ids=lambda near: near[0])
def test_rows_of_random_diaries_are_free_when_the_domain_says_so(team, near):
    random = Random(near[1])
    application = factories.applications.make_application(team.opening)
    zone, search = any_search(random, near)
    written = {}
    for _ in range(20):
        diary = any_diary(random, zone, search)
        shortened = tuple(Span(it.starts_at, min(it.ends_at, it.starts_at + DAY / 6)) for it in diary.bookings)
        diary = replace(diary, bookings=shortened)
        person = factories.accounts.make_account(name="Ada", zone=diary.hours.zone)
        make_diary(person, diary, application)
        written[person] = diary
    db.session.rollback()

    read = diaries_of(written, window=search.window)

    assert {person: free(diary, search) for person, diary in read.items()} == {
        person: free(diary, search) for person, diary in written.items()
    }


def test_starts_are_those_of_the_domain(ada):
    make_busy(ada, hour("2026-03-05T09:00"))
    search, grid = Search(WEEK, NOW), Grid(45, "Asia/Kolkata")
    db.session.rollback()

    found = starts_of([ada], grid=grid, search=search)

    assert found == {ada: frozenset(slot.starts_at for slot in slots_on(grid, free(diary_of(ada), search)))}
    assert all(start.utcoffset() == timedelta(0) for start in found[ada])
    assert at("2026-03-05T08:30") not in found[ada]


@pytest.mark.parametrize(
    ("own", "first"), [(None, "2026-03-04T09:00"), (4, "2026-03-04T09:00"), (72, "2026-03-05T09:00")]
)
def test_whoever_wants_more_notice_gets_more_and_nobody_less(ada, own, first):
    make_pattern(ada, notice_hours=own)
    db.session.rollback()

    found = starts_of([ada], grid=Grid(60, "UTC"), search=Search(WEEK, NOW, notice_hours=48))

    assert min(found[ada]) == at(first)


def test_the_week_of_somebody_knows_all_their_days_unless_a_window_is_given(ada):
    make_away(ada, date(2027, 8, 2))
    make_away(ada, date(2026, 3, 4))
    db.session.rollback()

    assert len(weeks_of([ada])[ada].away) == 2
    assert len(weeks_of([ada], window=WEEK)[ada].away) == 1


def test_two_hundred_people_take_six_statements(team, context, record_property):
    people = a_crowd(200, factories.applications.make_application(team.opening))
    window = Span(NOW, NOW + 28 * DAY)
    db.session.rollback()

    with counted(context) as seen:
        begin = stopwatch.perf_counter()
        read = diaries_of(people, window=window)
        middle = stopwatch.perf_counter()
        found = starts_of(people, grid=Grid(60, "Europe/Berlin"), search=Search(window, NOW))
        spent = {"diaries": middle - begin, "starts": stopwatch.perf_counter() - middle}

    record_property("seconds for 200 people and four weeks", spent)
    assert (len(read), len(found), len(seen)) == (200, 200, 12)
    assert all(found.values())
    assert max(spent.values()) < MOST_SECONDS, spent


def a_crowd(number: int, application: int) -> list[int]:
    """People with lunch, other days, a trip, holidays, 60 entries of a calendar and eight interviews each."""
    random = Random(number)
    people = [factories.accounts.make_account() for _ in range(number)]
    make_holiday("DE", date(2026, 3, 20), "Founding Day")
    day = [["09:00", "12:00"], ["13:00", "17:00"]]
    begins = [NOW + timedelta(minutes=5 * number) for number in range(28 * 288)]
    with factories.writing() as session:
        for person in people:
            session.add(models.WorkPattern(account_id=person, week=[day] * 5 + [[], []], most_a_day=4, country="DE"))
            session.add(models.OtherDay(account_id=person, day=date(2026, 3, 11), hours=[["09:00", "12:00"]]))
            session.add(models.TimeAway(account_id=person, first=date(2026, 3, 16), last=date(2026, 3, 17)))
            session.add_all(
                models.BusySpan(account_id=person, starts_at=begin, ends_at=begin + timedelta(minutes=30))
                for begin in random.sample(begins, 60)
            )
    for person in people:
        make_bookings(person, [Span(one, one + timedelta(minutes=45)) for one in random.sample(begins, 8)], application)
    return people


def test_without_a_row_the_rules_are_those_of_the_house(context):
    assert rules() == SchedulingRules(full_week=FULL_WEEK)


def test_rules_that_were_changed_are_read_in_one_statement(context):
    changed = SchedulingRules(notice_hours=24, window_days=30, language="ja", waits_days=3)
    with factories.writing() as session:
        session.add(models.SchedulingRules(**{name: getattr(changed, name) for name in changed.__slots__}))
    db.session.rollback()

    with counted(context) as seen:
        assert rules() == changed

    assert len(seen) == 1
