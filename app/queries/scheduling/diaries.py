"""The question when people can be booked: their hours, days away and holidays, what their calendars and we hold."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, select, tuple_

from app.database import db
from app.domain.free_time import Diary, Grid, Search, free, slots_on
from app.domain.spans import Span
from app.domain.working_hours import OFFICE_DAYS, Away, Holiday, OtherHours, Shift, WorkingWeek, shift_from
from app.models.accounts import Account
from app.models.scheduling import BusySpan, Interview, OtherDay, PublicHoliday, Seat, TimeAway, WorkPattern
from app.models.scheduling.hours import Hours

# A local day differs from the day in UTC by one at most, and no buffer and no interview is as long as one.
_DAY = timedelta(days=1)
# Limits count whole weeks of local days: seven of them, and one for the distance of the zone from UTC.
_WEEK = timedelta(days=8)
_EVER = (date.min, date.max)
_Row = Row[*tuple[Any, ...]]

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_PEOPLE = (
    select(
        Account.id,
        Account.name,
        Account.zone,
        WorkPattern.week,
        WorkPattern.buffer_minutes,
        WorkPattern.most_a_day,
        WorkPattern.most_a_week,
        WorkPattern.notice_hours,
        WorkPattern.country,
        WorkPattern.region,
    )
    .outerjoin(WorkPattern, WorkPattern.account_id == Account.id)
    .where(Account.id.in_(_IDS), Account.is_active)
    .order_by(Account.id)
)
_OTHER_DAYS = (
    select(OtherDay.account_id, OtherDay.day, OtherDay.hours)
    .where(OtherDay.account_id.in_(_IDS), OtherDay.day.between(bindparam("first"), bindparam("last")))
    .order_by(OtherDay.account_id, OtherDay.day)
)
_AWAY = (
    select(TimeAway.account_id, TimeAway.first, TimeAway.last)
    .where(TimeAway.account_id.in_(_IDS), TimeAway.last >= bindparam("first"), TimeAway.first <= bindparam("last"))
    .order_by(TimeAway.account_id, TimeAway.first, TimeAway.id)
)
_HOLIDAYS = (
    select(PublicHoliday.country, PublicHoliday.region, PublicHoliday.day, PublicHoliday.name)
    .where(
        tuple_(PublicHoliday.country, PublicHoliday.region).in_(bindparam("places", expanding=True)),
        PublicHoliday.day.between(bindparam("first"), bindparam("last")),
    )
    .order_by(PublicHoliday.country, PublicHoliday.region, PublicHoliday.day)
)
_BUSY = (
    select(BusySpan.account_id, BusySpan.starts_at, BusySpan.ends_at)
    .where(
        BusySpan.account_id.in_(_IDS),
        BusySpan.ends_at > bindparam("since"),
        BusySpan.starts_at < bindparam("until"),
        BusySpan.ends_at > BusySpan.starts_at,
    )
    .order_by(BusySpan.account_id, BusySpan.starts_at, BusySpan.id)
)
# Of every application: an hour that is taken is taken, whoever asks. Which one it is, is not told.
_BOOKED = (
    select(Seat.account_id, Interview.starts_at, Interview.ends_at)
    .join(Interview, Interview.id == Seat.interview_id)
    .where(
        Seat.account_id.in_(_IDS),
        Seat.left_at.is_(None),
        Interview.state == "booked",
        Interview.id != bindparam("but"),
        Interview.starts_at > bindparam("since"),
        Interview.starts_at < bindparam("until"),
    )
    .order_by(Seat.account_id, Interview.starts_at, Interview.id)
)


def diaries_of(account_ids: Iterable[int], *, window: Span, leave_out: int | None = None) -> dict[int, Diary]:
    """The time of several people, in at most six statements however many they are.

    Args:
        account_ids: whose.
        window: between which instants free time will be looked for; bookings of whole weeks are read for the limits.
        leave_out: the interview that is being moved, whose time counts as free.

    Returns:
        a diary for each of them who works here; whoever left is absent. Why somebody is away or has other hours is
        not in it: that is for them alone.
    """
    return {person: diary for person, (diary, _) in _read(account_ids, window, leave_out).items()}


def starts_of(
    account_ids: Iterable[int], *, grid: Grid, search: Search, leave_out: int | None = None
) -> dict[int, frozenset[datetime]]:
    """The starts, in UTC, at which each of several people is free for a whole interview.

    Args:
        account_ids: whose.
        grid: which starts, and how long an interview is.
        search: within which window, as seen from when. Whoever wants more notice than it has gets more.
        leave_out: the interview that is being moved.

    Returns:
        as `diaries_of`, by person.
    """
    found = {}
    for person, (diary, notice) in _read(account_ids, search.window, leave_out).items():
        own = search if notice is None or notice <= search.notice_hours else replace(search, notice_hours=notice)
        found[person] = frozenset(slot.starts_at for slot in slots_on(grid, free(diary, own)))
    return found


def weeks_of(account_ids: Iterable[int], *, window: Span | None = None) -> dict[int, WorkingWeek]:
    """The working hours of several people, in at most four statements; with all that is known, or for a window only."""
    people = _people(account_ids)
    return _weeks(people, _days_of(window) if window else _EVER)


def shifts_of(hours: Hours) -> tuple[Shift, ...]:
    """Hours of a day as they are stored."""
    return tuple([_shift(opens, closes) for opens, closes in hours])


@lru_cache(maxsize=1024)
def _shift(opens: str, closes: str) -> Shift:
    return shift_from(opens, closes)


def _read(account_ids: Iterable[int], window: Span, leave_out: int | None) -> dict[int, tuple[Diary, int | None]]:
    """The diaries, each with the notice that its person wants."""
    people = _people(account_ids)
    if not people:
        return {}
    weeks = _weeks(people, _days_of(window))
    begin, end = window.starts_at, window.ends_at
    busy = _spans(_BUSY, people, since=begin - _DAY, until=end + _DAY)
    # Interview 0 does not exist.
    booked = _spans(_BOOKED, people, since=begin - _WEEK, until=end + _WEEK, but=leave_out or 0)
    return {
        row.id: (
            Diary(
                row.name,
                weeks[row.id],
                busy=tuple(busy[row.id]),
                bookings=tuple(booked[row.id]),
                buffer_minutes=row.buffer_minutes or 0,
                most_a_day=row.most_a_day,
                most_a_week=row.most_a_week,
            ),
            row.notice_hours,
        )
        for row in people
    }


def _people(account_ids: Iterable[int]) -> Sequence[_Row]:
    """Those of them who work here, with their pattern of hours."""
    ids = sorted(set(account_ids))
    return db.session.execute(_PEOPLE, {"ids": ids}).all() if ids else ()


def _days_of(window: Span) -> tuple[date, date]:
    """The first and the last day that any clock shows during a window."""
    return (window.starts_at - _DAY).date(), (window.ends_at + _DAY).date()


def _weeks(people: Sequence[_Row], days: tuple[date, date]) -> dict[int, WorkingWeek]:
    """Everybody's hours with what is said about some days."""
    if not people:
        return {}
    given = {"ids": [row.id for row in people], "first": days[0], "last": days[1]}
    other_days, away = defaultdict(list), defaultdict(list)
    for person, day, hours in db.session.execute(_OTHER_DAYS, given):
        other_days[person].append(OtherHours(day, shifts_of(hours)))
    for person, first, last in db.session.execute(_AWAY, given):
        away[person].append(Away(first, last))
    holidays = _holidays(people, days)
    return {
        row.id: WorkingWeek(
            row.zone,
            tuple(map(shifts_of, row.week)) if row.week else OFFICE_DAYS,
            other_hours=tuple(other_days[row.id]),
            away=tuple(away[row.id]),
            holidays=holidays.get((row.country, row.region), ()),
        )
        for row in people
    }


def _holidays(people: Sequence[_Row], days: tuple[date, date]) -> dict[tuple[str, str], tuple[Holiday, ...]]:
    """The public holidays of the places where these people work; no statement when nobody says where."""
    places = sorted({(row.country, row.region) for row in people if row.country})
    found = defaultdict(list)
    if places:
        for row in db.session.execute(_HOLIDAYS, {"places": places, "first": days[0], "last": days[1]}):
            found[row.country, row.region].append(Holiday(row.day, row.name))
    return {place: tuple(kept) for place, kept in found.items()}


def _spans(
    statement: Select[*tuple[Any, ...]], people: Sequence[_Row], **given: object
) -> defaultdict[int, list[Span]]:
    """Stretches of time by person."""
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for person, starts_at, ends_at in db.session.execute(statement, {"ids": [row.id for row in people], **given}):
        found[person].append(Span(starts_at, ends_at))
    return found
