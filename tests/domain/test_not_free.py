"""Why somebody is not offered at a time, in words: each reason by itself, all at once, and nothing that is private."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.domain.free_time import Diary, Search, free
from app.domain.not_free import Obstacle, reasons_against
from app.domain.spans import Span
from app.domain.working_hours import OFFICE_DAYS, Away, Holiday, OtherHours, Shift, WorkingWeek

BERLIN, TOKYO = "Europe/Berlin", "Asia/Tokyo"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TUESDAY = date(2026, 3, 10)


def span(begin: str, end: str) -> Span:
    return Span(*(datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC) for text in (begin, end)))


SEARCH = Search(span("02T09:00", "30T09:00"), NOW)
SLOT = span("10T09:00", "10T10:00")  # Tuesday at 10:00 in Berlin


def ada(hours: WorkingWeek | None = None, **given: object) -> Diary:
    return Diary("Ada", hours or WorkingWeek(BERLIN), **given)  # type: ignore[arg-type]


def told(diary: Diary, slot: Span = SLOT, search: Search = SEARCH, **named: str) -> list[tuple[Obstacle, str]]:
    return [(reason.obstacle, reason.sentence) for reason in reasons_against(diary, search, slot, **named)]


def test_nothing_is_told_against_a_time_that_is_free():
    assert told(ada()) == []
    assert any(free_span.starts_at <= SLOT.starts_at for free_span in free(ada(), SEARCH))


def test_outside_hours_is_told_with_the_hours_and_the_time_on_their_clock():
    assert told(ada(), span("10T16:30", "10T17:30")) == [
        (
            Obstacle.HOURS,
            "Ada works on Tuesdays from 09:00 to 17:00; this is 17:30 to 18:30 on Tue 10 March 2026, Berlin time.",
        )
    ]


def test_hours_with_a_break_are_told_with_it():
    split = (Shift(time(9), time(12)), Shift(time(13), time(17)))

    ((obstacle, sentence),) = told(ada(WorkingWeek(BERLIN, (split,) * 7)), span("10T10:30", "10T11:30"))

    assert obstacle is Obstacle.HOURS
    assert "on Tuesdays from 09:00 to 12:00 and 13:00 to 17:00; this is 11:30 to 12:30" in sentence


def test_hours_are_told_on_their_own_clock_whoever_reads():
    (reason,) = reasons_against(ada(), SEARCH, span("10T16:30", "10T17:30"), zone=TOKYO)

    assert "17:30 to 18:30 on Tue 10 March 2026, Berlin time" in reason.sentence


def test_a_day_of_the_week_without_hours_is_told():
    assert told(ada(), span("14T09:00", "14T10:00")) == [(Obstacle.HOURS, "Ada does not work on Saturdays.")]


def test_a_time_over_midnight_has_a_reason_for_each_day():
    midnight = span("13T22:30", "13T23:30")  # from Friday to Saturday in Berlin

    assert [sentence for _, sentence in told(ada(), midnight)] == [
        "Ada works on Fridays from 09:00 to 17:00; this is 23:30 to 00:30 on Fri 13 March 2026, Berlin time.",
        "Ada does not work on Saturdays.",
    ]


def test_other_hours_of_that_day_are_told():
    hours = WorkingWeek(BERLIN, other_hours=(OtherHours(TUESDAY, (Shift(time(13), time(15)),), "dentist"),))

    assert told(ada(hours)) == [
        (
            Obstacle.HOURS,
            (
                "Ada works on Tuesday 10 March 2026 from 13:00 to 15:00; "
                "this is 10:00 to 11:00 on Tue 10 March 2026, Berlin time."
            ),
        )
    ]


def test_a_holiday_is_told_by_its_name():
    hours = WorkingWeek(BERLIN, holidays=(Holiday(TUESDAY, "Founding Day"),))

    assert told(ada(hours)) == [
        (Obstacle.HOLIDAY, "Tuesday 10 March 2026 is a public holiday for Ada: Founding Day."),
    ]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (
            WorkingWeek(BERLIN, other_hours=(OtherHours(TUESDAY, (), "funeral"),)),
            (Obstacle.DAY_OFF, "Ada has Tuesday 10 March 2026 off."),
        ),
        (
            WorkingWeek(BERLIN, away=(Away(TUESDAY, TUESDAY, "surgery"),)),
            (Obstacle.AWAY, "Ada is away on Tuesday 10 March 2026."),
        ),
    ],
)
def test_why_somebody_is_away_stays_with_them(hours, expected):
    assert told(ada(hours)) == [expected]


def test_an_interview_is_told_apart_from_another_entry_in_the_readers_time():
    diary = ada(bookings=(span("10T08:00", "10T09:30"),), busy=(span("10T09:30", "10T11:00"),))

    assert told(diary, zone=TOKYO) == [
        (Obstacle.BOOKED, "Ada has an interview from 17:00 to 18:30 on Tue 10 March 2026, Tokyo time."),
        (Obstacle.BUSY, "Ada’s calendar is taken from 18:30 to 20:00 on Tue 10 March 2026, Tokyo time."),
    ]


def test_an_entry_over_several_days_is_told_with_both():
    diary = ada(busy=(span("09T08:00", "11T08:00"),))

    assert told(diary) == [
        (
            Obstacle.BUSY,
            (
                "Ada’s calendar is taken from 09:00 on Mon 9 March 2026, Berlin time, to 09:00 on Wed 11 March 2026, "
                "Berlin time."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (span("10T08:00", "10T08:50"), "something ends at 09:50, Berlin time."),
        (span("10T08:00", "10T09:00"), "something ends at 10:00, Berlin time."),
        (span("10T10:05", "10T11:00"), "something begins at 11:05, Berlin time."),
    ],
)
def test_what_lies_too_near_is_told_with_its_edge(entry, what):
    before_and_after = "Ada keeps 15 minutes free before and after everything; "

    assert told(ada(busy=(entry,), buffer_minutes=15)) == [(Obstacle.BUFFER, before_and_after + what)]
    assert told(ada(bookings=(entry,), buffer_minutes=15)) == [(Obstacle.BUFFER, before_and_after + what)]
    assert told(ada(busy=(entry,))) == []


def test_what_touches_without_a_buffer_is_no_reason():
    assert told(ada(busy=(span("10T08:00", "10T09:00"), span("10T10:00", "10T11:00")))) == []


@pytest.mark.parametrize(
    ("most", "sentence"),
    [
        (1, "Ada takes at most one interview a day, and has as many on Tuesday 10 March 2026."),
        (2, "Ada takes at most 2 interviews a day, and has as many on Tuesday 10 March 2026."),
    ],
)
def test_the_limit_of_a_day_is_told(most, sentence):
    bookings = (span("10T12:00", "10T13:00"), span("10T14:00", "10T15:00"))[:most]

    assert told(ada(bookings=bookings, most_a_day=most)) == [(Obstacle.FULL_DAY, sentence)]


def test_the_limit_of_a_week_is_told_with_its_monday():
    diary = ada(bookings=(span("09T12:00", "09T13:00"), span("13T12:00", "13T13:00")), most_a_week=2)

    assert told(diary) == [
        (
            Obstacle.FULL_WEEK,
            "Ada takes at most 2 interviews a week, and has as many in the week of Monday 9 March 2026.",
        )
    ]


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (48, "Interviews are booked at least 48 hours ahead; the first time left is 10:00 on Wed 4 March 2026,"),
        (1, "Interviews are booked at least an hour ahead; the first time left is 11:00 on Mon 2 March 2026,"),
        (0, "This time has passed; the first time left is 10:00 on Mon 2 March 2026,"),
    ],
)
def test_too_soon_is_told_with_the_first_time_that_is_left(hours, sentence):
    search = Search(span("01T00:00", "30T09:00"), NOW, notice_hours=hours)

    assert told(ada(), span("02T08:00", "02T09:00"), search) == [(Obstacle.TOO_SOON, f"{sentence} Berlin time.")]


def test_the_first_time_that_is_left_can_be_booked():
    search = replace(SEARCH, now=NOW.replace(second=1))

    assert "the first time left is 10:05 on Wed 4 March 2026" in told(ada(), span("03T09:00", "03T10:00"), search)[0][1]


@pytest.mark.parametrize("slot", [span("30T08:30", "30T09:30"), span("31T08:30", "31T09:30")])
def test_what_lies_beyond_the_days_that_are_searched_is_told(slot):
    search = replace(SEARCH, window=span("09T00:00", "30T09:00"))

    assert told(ada(), slot, search) == [
        (
            Obstacle.NOT_SEARCHED,
            (
                "Nothing is offered before 01:00 on Mon 9 March 2026, Berlin time, or after 11:00 on "
                "Mon 30 March 2026, Berlin time."
            ),
        )
    ]


def test_all_reasons_are_told_in_one_order():
    hours = WorkingWeek(
        BERLIN,
        OFFICE_DAYS,
        other_hours=(OtherHours(date(2026, 3, 3)),),
        holidays=(Holiday(date(2026, 3, 4), "Founding Day"),),
        away=(Away(date(2026, 3, 5), date(2026, 3, 5)),),
    )
    bookings = (span("03T12:00", "03T13:00"), span("04T12:00", "04T13:00"))
    busy = (span("03T20:00", "03T21:00"), span("08T00:00", "08T01:00"))
    diary = ada(hours, bookings=bookings, busy=busy, buffer_minutes=120, most_a_day=1, most_a_week=2)

    obstacles = [obstacle for obstacle, _ in told(diary, span("02T08:00", "07T23:00"))]

    assert list(dict.fromkeys(obstacles)) == list(Obstacle)
    assert [list(Obstacle).index(obstacle) for obstacle in obstacles] == sorted(
        list(Obstacle).index(obstacle) for obstacle in obstacles
    )
