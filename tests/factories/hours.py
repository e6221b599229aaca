"""People's time: patterns of the week, other days, days away, holidays, and what a busy calendar fills."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.free_time import Diary
from app.domain.spans import Span
from app.domain.working_hours import Shift
from app.models.scheduling import (
    BusySpan,
    HolidayYear,
    Interview,
    OtherDay,
    PublicHoliday,
    Seat,
    TimeAway,
    WorkPattern,
)
from tests import factories
from tests.factories.accounts import START

OFFICE = ["09:00", "17:00"]
OFFICE_WEEK = [[OFFICE], [OFFICE], [OFFICE], [OFFICE], [OFFICE], [], []]


def make_pattern(account_id: int, **given: Any) -> None:
    """When somebody can be booked: office days unless `week` says otherwise."""
    values = {"week": OFFICE_WEEK} | given
    with factories.writing() as session:
        session.add(WorkPattern(account_id=account_id, **values))


def make_other_day(account_id: int, day: date, hours: Sequence[Sequence[str]] = (), *, reason: str = "") -> None:
    """Other hours on one day; a day off without any."""
    with factories.writing() as session:
        session.add(OtherDay(account_id=account_id, day=day, hours=[list(pair) for pair in hours], reason=reason))


def make_away(account_id: int, first: date, last: date | None = None, *, reason: str = "") -> int:
    """Days on which somebody can't be booked; returns the id."""
    row = TimeAway(account_id=account_id, first=first, last=last or first, reason=reason)
    with factories.writing() as session:
        session.add(row)
        session.flush()
        return row.id


def make_holiday(country: str, day: date, name: str, *, region: str = "") -> None:
    """A public holiday, of a year that is looked up."""
    with factories.writing() as session:
        session.add(PublicHoliday(country=country, region=region, day=day, name=name))
        if session.get(HolidayYear, (country, region, day.year)) is None:
            session.add(HolidayYear(country=country, region=region, year=day.year))


def make_busy(account_id: int, *spans: Span) -> None:
    """Time that a calendar of theirs fills."""
    with factories.writing() as session:
        session.add_all(BusySpan(account_id=account_id, starts_at=it.starts_at, ends_at=it.ends_at) for it in spans)


def make_diary(account_id: int, diary: Diary, application_id: int) -> None:
    """All rows that a diary stands for; its bookings are interviews of one application."""
    week = diary.hours
    make_pattern(
        account_id,
        week=[[_stored(shift) for shift in day] for day in week.days],
        buffer_minutes=diary.buffer_minutes,
        most_a_day=diary.most_a_day,
        most_a_week=diary.most_a_week,
        # A place of their own, so that nobody else has their holidays.
        country="XX",
        region=str(account_id),
    )
    for other in week.other_hours:
        make_other_day(account_id, other.day, [_stored(shift) for shift in other.shifts])
    for away in week.away:
        make_away(account_id, away.first, away.last)
    for holiday in week.holidays:
        make_holiday("XX", holiday.day, holiday.name, region=str(account_id))
    make_busy(account_id, *diary.busy)
    make_bookings(account_id, diary.bookings, application_id)


def make_bookings(account_id: int, spans: Sequence[Span], application_id: int) -> list[int]:
    """Interviews that somebody sits in, without the cells that would keep them apart; returns their ids."""
    made = []
    with factories.writing() as session:
        for span in spans:
            interview = Interview(
                application_id=application_id,
                stage="screen",
                starts_at=span.starts_at,
                ends_at=span.ends_at,
                zone="UTC",
                wall_time=f"{span.starts_at:%Y-%m-%dT%H:%M}",
                booked_by=account_id,
                booked_at=START - timedelta(days=1),
            )
            session.add(interview)
            session.flush()
            session.add(Seat(interview_id=interview.id, account_id=account_id))
            made.append(interview.id)
    return made


def _stored(shift: Shift) -> list[str]:
    return str(shift).split(" to ")


def at(text: str) -> datetime:
    """An instant in UTC, such as 2026-03-02T09:00."""
    return datetime.fromisoformat(f"{text}+00:00")
