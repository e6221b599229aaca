"""What people say about their own time: hours of the week, limits, notice, place; and what the next days come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.countries import check_place
from app.domain.errors import BadData
from app.domain.free_time import LONGEST_NOTICE_HOURS, Diary
from app.domain.working_hours import OFFICE_DAYS, Away, OtherHours, Shift, WorkingWeek, shift_from

MOST_INTERVIEWS = 40
# House judgement: nobody plans further, and a slip of the pen in the year is noticed.
FURTHEST_DAYS = 731
LONGEST_AWAY_DAYS = 366
MOST_ENTRIES = 100
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class OwnHours:
    """What one person says about every week. `notice_hours` is None where the organisation's notice is enough."""

    zone: str
    days: tuple[tuple[Shift, ...], ...] = OFFICE_DAYS
    buffer_minutes: int = 0
    most_a_day: int | None = None
    most_a_week: int | None = None
    notice_hours: int | None = None
    country: str = ""
    region: str = ""

    def check(self) -> None:
        """Refuse what makes no sense.

        Raises:
            BadData: naming the field.
        """
        Diary("", WorkingWeek(self.zone, self.days), (), (), self.buffer_minutes, self.most_a_day, self.most_a_week)
        for field, most in (("most_a_day", self.most_a_day), ("most_a_week", self.most_a_week)):
            if most is not None and most > MOST_INTERVIEWS:
                raise BadData(
                    f"Nobody holds more than {MOST_INTERVIEWS} interviews. Leave it empty for no limit.", field=field
                )
        if self.notice_hours is not None and not 0 <= self.notice_hours <= LONGEST_NOTICE_HOURS:
            raise BadData(f"Choose a notice from 0 to {LONGEST_NOTICE_HOURS} hours.", field="notice_hours")
        check_place(self.country, self.region)


def stretch(opens: str, closes: str) -> Shift | None:
    """Hours that somebody writes, or None where both are left empty.

    Raises:
        BadData: naming the field opens or closes, when only one is there, for no time at all, and for what
            `shift_from` refuses.
    """
    begin, end = opens.strip(), closes.strip()
    if not begin and not end:
        return None
    if not begin or not end:
        missing, there = ("closes", f"from {begin}") if begin else ("opens", f"until {end}")
        raise BadData(
            f"It says {there[:20]} and not the other end. Enter both times, or neither.",
            field=missing,
        )
    if begin == end:
        raise BadData(f"From {begin[:20]} until {end[:20]} is no time at all. Enter a later end.", field="closes")
    return shift_from(begin, end)


def check_day(day: date, today: date, *, field: str = "day") -> None:
    """Refuse a day that has passed, or one further away than anybody plans.

    Raises:
        BadData: naming the field.
    """
    if day < today:
        raise BadData(f"{_spelled(day)} has passed. Choose today or a later day.", field=field)
    if day > today + timedelta(days=FURTHEST_DAYS):
        raise BadData(f"{_spelled(day)} is more than two years ahead. Choose an earlier day.", field=field)


def check_away(away: Away, today: date) -> None:
    """Refuse days away that are over, lie too far ahead, or last longer than a year.

    Raises:
        BadData: naming the field.
    """
    check_day(away.last, today, field="last")
    if away.last - away.first > timedelta(days=LONGEST_AWAY_DAYS):
        raise BadData("Enter at most a year at once, and what comes after it as another entry.", field="last")


def stored(shifts: Iterable[Shift]) -> list[list[str]]:
    """Hours of a day as they are kept: pairs of texts such as 09:00 and 17:00, midnight at the end as 24:00."""
    return [str(shift).split(" to ") for shift in shifts]


def _spelled(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day: its hours, and in words what makes it differ from the week or leaves it without any."""

    day: date
    shifts: tuple[Shift, ...]
    why: str

    @property
    def hours(self) -> str:
        """09:00–12:00, 13:00–17:00"""
        return ", ".join(str(shift).replace(" to ", "–") for shift in self.shifts)


def days_ahead(week: WorkingWeek, first: date, count: int = 14) -> tuple[DayAhead, ...]:
    """What somebody's hours come to, day by day.

    Args:
        week: theirs, with reasons; the answer is for nobody else.
        first: the first day.
        count: how many days.

    Returns:
        a line per day, in order.
    """
    days = (first + timedelta(days=number) for number in range(count))
    return tuple(DayAhead(day, week.shifts_on(day), _why(week, day)) for day in days)


def _why(week: WorkingWeek, day: date) -> str:
    """What is said about this day; nothing for an ordinary working day."""
    absence, other, holiday = week.absence_on(day), week.other_hours_on(day), week.holiday_on(day)
    if absence is not None:
        return _with_reason("away", absence.reason)
    if other is not None:
        return _with_reason(_kind(other), other.reason)
    if holiday is not None:
        return f"holiday: {holiday.name}"
    return "" if week.days[day.weekday()] else "no hours"


def _kind(other: OtherHours) -> str:
    return "other hours" if other.shifts else "day off"


def _with_reason(word: str, reason: str) -> str:
    return f"{word}: {reason}" if reason else word
