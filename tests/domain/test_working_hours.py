"""When somebody works: the week on the clocks of a zone, other hours, public holidays, days away; what is refused."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.domain.errors import BadData
from app.domain.spans import Span
from app.domain.working_hours import OFFICE_DAYS, Away, Holiday, OtherHours, Shift, WorkingWeek, shift_from

BERLIN = "Europe/Berlin"
MORNING, AFTERNOON = Shift(time(9), time(12)), Shift(time(13), time(17))
MONDAY = date(2026, 3, 2)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(begin: str, end: str) -> Span:
    return Span(utc(begin), utc(end))


def days_from(begin: str, number: int) -> Span:
    return Span(utc(begin), utc(begin) + timedelta(days=number))


def refusal(of, *given, **named) -> BadData:
    with pytest.raises(BadData) as caught:
        of(*given, **named)
    return caught.value


def test_an_office_week_is_monday_to_friday_from_nine_to_five():
    week = WorkingWeek(BERLIN)

    assert week.within(days_from("2026-03-05T00:00", 5)) == (
        span("2026-03-05T08:00", "2026-03-05T16:00"),
        span("2026-03-06T08:00", "2026-03-06T16:00"),
        span("2026-03-09T08:00", "2026-03-09T16:00"),
    )


def test_hours_keep_their_wall_time_when_clocks_change():
    week = WorkingWeek(BERLIN)

    assert week.within(days_from("2026-03-27T00:00", 4)) == (
        span("2026-03-27T08:00", "2026-03-27T16:00"),
        span("2026-03-30T07:00", "2026-03-30T15:00"),
    )


def test_a_day_may_have_several_stretches():
    week = WorkingWeek(BERLIN, ((MORNING, AFTERNOON), *OFFICE_DAYS[1:]))

    assert week.within(days_from("2026-03-02T00:00", 1)) == (
        span("2026-03-02T08:00", "2026-03-02T11:00"),
        span("2026-03-02T12:00", "2026-03-02T16:00"),
    )


def test_work_past_midnight_is_one_stretch_of_time():
    late, early = (Shift(time(20), time(0)),), (Shift(time(0), time(2)),)
    week = WorkingWeek("America/New_York", (late, early, (), (), (), (), ()))

    assert week.within(days_from("2026-03-02T12:00", 2)) == (span("2026-03-03T01:00", "2026-03-03T07:00"),)


def test_hours_are_cut_at_the_edges_of_what_is_asked():
    week = WorkingWeek(BERLIN)

    assert week.within(span("2026-03-02T10:00", "2026-03-02T11:30")) == (span("2026-03-02T10:00", "2026-03-02T11:30"),)
    assert week.within(span("2026-03-02T16:00", "2026-03-03T08:00")) == ()


def test_a_day_that_a_zone_leaps_over_has_no_hours():
    week = WorkingWeek("Pacific/Apia")

    assert week.within(span("2011-12-29T19:00", "2011-12-31T00:00")) == (span("2011-12-29T19:00", "2011-12-30T03:00"),)


def test_an_hour_that_comes_twice_is_worked_twice():
    week = WorkingWeek(BERLIN, ((), (), (), (), (), (), (Shift(time(2), time(3)),)))

    assert week.within(days_from("2026-10-25T00:00", 1)) == (span("2026-10-25T00:00", "2026-10-25T02:00"),)


def test_other_hours_replace_those_of_the_week():
    week = WorkingWeek(BERLIN, other_hours=(OtherHours(MONDAY, (Shift(time(11), time(14)),)),))

    assert week.within(days_from("2026-03-02T00:00", 1)) == (span("2026-03-02T10:00", "2026-03-02T13:00"),)


def test_other_hours_without_any_are_a_day_off():
    week = WorkingWeek(BERLIN, other_hours=(OtherHours(MONDAY),))

    assert week.within(days_from("2026-03-02T00:00", 1)) == ()


def test_other_hours_may_be_on_a_saturday():
    week = WorkingWeek(BERLIN, other_hours=(OtherHours(date(2026, 3, 7), (MORNING,)),))

    assert week.within(days_from("2026-03-07T00:00", 1)) == (span("2026-03-07T08:00", "2026-03-07T11:00"),)


def test_nobody_is_booked_on_a_public_holiday_unless_they_say_so():
    labour_day = date(2026, 5, 1)
    week = WorkingWeek(BERLIN, holidays=(Holiday(labour_day, "Labor Day"),))
    willing = WorkingWeek(BERLIN, other_hours=(OtherHours(labour_day, (MORNING,)),), holidays=week.holidays)

    assert week.within(days_from("2026-05-01T00:00", 1)) == ()
    assert willing.within(days_from("2026-05-01T00:00", 1)) == (span("2026-05-01T07:00", "2026-05-01T10:00"),)


def test_days_away_go_before_everything_and_include_the_last():
    away = Away(MONDAY, MONDAY + timedelta(days=2), "parental leave")
    week = WorkingWeek(BERLIN, other_hours=(OtherHours(MONDAY, (MORNING,)),), away=(away,))

    assert week.within(days_from("2026-03-02T00:00", 4)) == (span("2026-03-05T08:00", "2026-03-05T16:00"),)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (MONDAY, ()),
        (MONDAY + timedelta(days=1), (MORNING,)),
        (MONDAY + timedelta(days=2), ()),
        (MONDAY + timedelta(days=3), OFFICE_DAYS[3]),
        (MONDAY + timedelta(days=5), ()),
    ],
)
def test_the_hours_of_a_day_are_told_as_they_count(day, expected):
    week = WorkingWeek(
        BERLIN,
        other_hours=(OtherHours(MONDAY + timedelta(days=1), (MORNING,)),),
        away=(Away(MONDAY, MONDAY),),
        holidays=tuple(Holiday(MONDAY + timedelta(days=number), "Founding Day") for number in (1, 2)),
    )

    assert week.shifts_on(day) == expected
    assert week.within(Span(midnight(day), midnight(day) + timedelta(days=1))) == tuple(
        Span(midnight(day) + timedelta(seconds=begin), midnight(day) + timedelta(seconds=end))
        for begin, end in (shift.seconds for shift in expected)
    )


def midnight(day: date) -> datetime:
    """In Berlin, in winter."""
    return datetime.combine(day, time(0), tzinfo=UTC) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        ("9:00", "17:30", Shift(time(9), time(17, 30))),
        (" 00:00 ", "24:00", Shift(time(0), time(0))),
        ("23:55", "24:00", Shift(time(23, 55), time(0))),
    ],
)
def test_hours_are_read_as_people_write_them(opens, closes, expected):
    assert shift_from(opens, closes) == expected


@pytest.mark.parametrize(
    ("opens", "closes", "field", "sentence"),
    [
        ("17:00", "09:00", "closes", "The hours from 17:00 to 09:00 end before they begin. Enter a later end"),
        ("09:00", "09:00", "closes", "end before they begin"),
        ("00:00", "25:00", "closes", "“25:00” is no time of a day. Enter one from 00:00 to 24:00."),
        ("09:60", "10:00", "opens", "“09:60” is no time of a day"),
        ("24:05", "24:00", "opens", "“24:05” is no time of a day"),
        ("nine", "17:00", "opens", "“nine” is no time of a day"),
        ("", "17:00", "opens", "“” is no time of a day"),
        ("24:00", "24:00", "opens", "Nothing begins at 24:00"),
        ("22:00", "00:00", "closes", "Nothing ends at 00:00. Enter 24:00"),
        ("09:03", "17:00", "opens", "full five minutes, such as 09:00 or 09:05"),
        ("09:00", "17:01", "opens", "full five minutes"),
    ],
)
def test_what_are_no_hours_is_refused_at_its_field(opens, closes, field, sentence):
    refused = refusal(shift_from, opens, closes)

    assert refused.field == field
    assert sentence in refused.message


def test_hours_with_a_zone_of_their_own_are_refused():
    assert "the zone is said once" in refusal(Shift, time(9, tzinfo=UTC), time(17)).message


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"zone": "Europe/Nowhere"}, "zone", "no time zone called 'Europe/Nowhere'"),
        ({"days": OFFICE_DAYS[:5]}, "days", "A week has seven days, Monday first; these are 5."),
        ({"days": ((),) * 7}, "days", "at least one day of the week"),
        ({"days": ((AFTERNOON, MORNING), *OFFICE_DAYS[1:])}, "opens", "On Monday the hours from 13:00 to 17:00 and"),
        ({"days": (*OFFICE_DAYS[:6], (MORNING, MORNING))}, "opens", "On Sunday the hours"),
        ({"other_hours": (OtherHours(MONDAY), OtherHours(MONDAY))}, "other_hours", "2026-03-02 has two entries"),
    ],
)
def test_what_is_no_week_is_refused_at_its_field(given, field, sentence):
    refused = refusal(WorkingWeek, **({"zone": BERLIN} | given))

    assert refused.field == field
    assert sentence in refused.message


def test_other_hours_that_overlap_are_refused():
    assert "On 2026-03-02 the hours" in refusal(OtherHours, MONDAY, (MORNING, Shift(time(11), time(13)))).message


def test_hours_that_touch_are_fine():
    noon = OtherHours(MONDAY, (MORNING, Shift(time(12), time(13))))
    week = WorkingWeek(BERLIN, other_hours=(noon,))

    assert week.within(days_from("2026-03-02T00:00", 1)) == (span("2026-03-02T08:00", "2026-03-02T12:00"),)


def test_days_away_that_end_before_they_begin_are_refused():
    refused = refusal(Away, MONDAY, MONDAY - timedelta(days=1))

    assert (refused.field, refused.message) == (
        "last",
        "The last day away is before the first. Enter a later one.",
    )
