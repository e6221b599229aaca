"""What people say about their own time: hours as they are written and kept, limits, days; the next days in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.own_hours import OwnHours, check_away, check_day, days_ahead, stored, stretch
from app.domain.working_hours import Away, Holiday, OtherHours, Shift, WorkingWeek, shift_from

BERLIN = "Europe/Berlin"
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
CLOCKS = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(0, 60, 5)] + ["24:00"]


def refusal(of, *given, **named) -> BadData:
    with pytest.raises(BadData) as caught:
        of(*given, **named)
    return caught.value


def read(opens: str, closes: str) -> Shift | BadData | None:
    """What becomes of two fields: hours, nothing, or a refusal."""
    try:
        return stretch(opens, closes)
    except BadData as error:
        return error


@given(st.lists(st.sampled_from(CLOCKS), min_size=2, max_size=2, unique=True).map(sorted))
def test_hours_are_read_as_they_were_kept(pair):
    shift = shift_from(*pair)

    assert [shift_from(*kept) for kept in stored([shift])] == [shift]
    assert stored([shift]) == [pair]


@given(st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_written_is_hours_nothing_or_a_sentence(opens, closes):
    told = read(opens, closes)

    assert told is None or isinstance(told, Shift) or (told.field in {"opens", "closes"} and told.message[-1] == ".")


def test_two_empty_fields_are_no_hours():
    assert stretch(" ", "") is None


@pytest.mark.parametrize(
    ("written", "field", "sentence"),
    [
        (("09:00", ""), "closes", "It says from 09:00 and not the other end."),
        (("", "17:00"), "opens", "It says until 17:00 and not the other end."),
        (("09:00", "09:00"), "closes", "is no time at all"),
        (("25:00", "26:00"), "opens", "“25:00” is no time of a day"),
        (("17:00", "09:00"), "closes", "end before they begin"),
    ],
)
def test_hours_that_make_no_sense_are_refused(written, field, sentence):
    refused = refusal(stretch, *written)

    assert refused.field == field
    assert sentence in refused.message


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"days": ((),) * 7}, "days"),
        ({"buffer_minutes": 7}, "buffer_minutes"),
        ({"buffer_minutes": 125}, "buffer_minutes"),
        ({"most_a_day": 0}, "most_a_day"),
        ({"most_a_day": 41}, "most_a_day"),
        ({"most_a_week": 0}, "most_a_week"),
        ({"most_a_week": 10**12}, "most_a_week"),
        ({"notice_hours": -1}, "notice_hours"),
        ({"notice_hours": 721}, "notice_hours"),
        ({"country": "XX"}, "country"),
        ({"country": "DE", "region": "XX"}, "region"),
        ({"region": "BE"}, "region"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_name(said, field):
    hours = OwnHours(**{"zone": BERLIN} | said)

    assert refusal(hours.check).field == field


def test_what_can_be_said_is_let_through():
    hours = OwnHours(
        BERLIN, buffer_minutes=120, most_a_day=1, most_a_week=40, notice_hours=0, country="DE", region="be"
    )

    hours.check()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(MONDAY - DAY, "1 March 2026 has passed."), (MONDAY + 732 * DAY, "3 March 2028 is more than two years ahead.")],
)
def test_days_are_from_today_to_two_years_ahead(day, sentence):
    check_day(MONDAY, MONDAY)
    check_day(MONDAY + 731 * DAY, MONDAY)

    assert sentence in refusal(check_day, day, MONDAY).message


def test_days_away_may_have_begun_and_last_at_most_a_year():
    check_away(Away(MONDAY - 10 * DAY, MONDAY), MONDAY)
    check_away(Away(MONDAY, MONDAY + 366 * DAY), MONDAY)

    assert "at most a year" in refusal(check_away, Away(MONDAY, MONDAY + 367 * DAY), MONDAY).message
    assert "has passed" in refusal(check_away, Away(MONDAY - 10 * DAY, MONDAY - DAY), MONDAY).message


def test_the_days_ahead_tell_hours_and_why_there_are_none():
    week = WorkingWeek(
        BERLIN,
        other_hours=(
            OtherHours(MONDAY + DAY, (shift_from("10:00", "24:00"),)),
            OtherHours(MONDAY + 2 * DAY, (), "move"),
        ),
        away=(Away(MONDAY + 3 * DAY, MONDAY + 3 * DAY, "surgery"),),
        holidays=(Holiday(MONDAY + 4 * DAY, "Founding Day"),),
    )

    told = [(day.hours, day.why) for day in days_ahead(week, MONDAY, 7)]

    assert told == [
        ("09:00–17:00", ""),
        ("10:00–24:00", "other hours"),
        ("", "day off: move"),
        ("", "away: surgery"),
        ("", "holiday: Founding Day"),
        ("", "no hours"),
        ("", "no hours"),
    ]


def test_other_hours_on_a_holiday_are_hours_and_not_a_holiday():
    week = WorkingWeek(
        BERLIN, other_hours=(OtherHours(MONDAY, (shift_from("10:00", "11:00"),)),), holidays=(Holiday(MONDAY, "Day"),)
    )

    (today,) = days_ahead(week, MONDAY, 1)

    assert (today.hours, today.why) == ("10:00–11:00", "other hours")


@given(st.integers(0, 400), st.integers(0, 30))
def test_the_days_ahead_are_those_of_the_week(offset, length):
    first = MONDAY + offset * DAY
    week = WorkingWeek(BERLIN, away=(Away(first, first + length * DAY),), holidays=(Holiday(first + 40 * DAY, "Day"),))

    told = days_ahead(week, first, 50)

    assert [day.shifts for day in told] == [week.shifts_on(first + number * DAY) for number in range(50)]
    assert all(bool(day.shifts) != bool(day.why) for day in told)
