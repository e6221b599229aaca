"""The question of one person about their own time: what they said, and what the next days come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, exists, select

from app.database import db
from app.domain.countries import place_name
from app.domain.errors import NotFound
from app.domain.own_hours import DayAhead, OwnHours, days_ahead
from app.domain.policy import Viewer
from app.domain.working_hours import OFFICE_DAYS, Away, Holiday, OtherHours, WorkingWeek
from app.models.accounts import Account
from app.models.scheduling import HolidayYear, OtherDay, PublicHoliday, TimeAway, WorkPattern
from app.queries.scheduling.diaries import shifts_of

_Row = Row[*tuple[Any, ...]]
_PATTERN = (
    select(
        Account.zone,
        Account.version.label("account_version"),
        WorkPattern.version.label("pattern_version"),
        WorkPattern.week,
        WorkPattern.buffer_minutes,
        WorkPattern.most_a_day,
        WorkPattern.most_a_week,
        WorkPattern.notice_hours,
        WorkPattern.country,
        WorkPattern.region,
    )
    .select_from(Account)
    .outerjoin(WorkPattern, WorkPattern.account_id == Account.id)
)


@dataclass(frozen=True, slots=True)
class AwayRow:
    """Days away, with the number by which they are removed."""

    id: int
    away: Away


@dataclass(frozen=True, slots=True)
class OwnTime:
    """Everything that somebody said about their time, reasons included; for nobody else.

    `version` rises whenever the hours or the zone change. `today` is the day on their clocks. `waits_for_holidays`:
    the holidays of their place are not looked up yet.
    """

    hours: OwnHours
    version: int
    today: date
    other_hours: tuple[OtherHours, ...]
    away: tuple[AwayRow, ...]
    ahead: tuple[DayAhead, ...]
    waits_for_holidays: bool

    @property
    def place(self) -> str:
        """Where they work, as its holidays are named."""
        return place_name(self.hours.country, self.hours.region)


def own_time(viewer: Viewer, now: datetime) -> OwnTime:
    """The viewer's own time from today on, in five statements.

    Raises:
        NotFound: when the account is gone.
    """
    row = db.session.execute(_PATTERN.where(Account.id == viewer.account_id)).first()
    if row is None:
        raise NotFound
    today = now.astimezone(ZoneInfo(row.zone)).date()
    hours = _hours(row)
    other_hours = _other_hours(viewer.account_id, today)
    away = _away(viewer.account_id, today)
    holidays = _holidays(hours, today)
    week = WorkingWeek(hours.zone, hours.days, other_hours, tuple(entry.away for entry in away), holidays)
    return OwnTime(
        hours=hours,
        version=version_of(row.account_version, row.pattern_version),
        today=today,
        other_hours=other_hours,
        away=away,
        ahead=days_ahead(week, today),
        waits_for_holidays=bool(hours.country) and not _is_looked_up(hours, today.year),
    )


def version_of(account_version: int, pattern_version: int | None) -> int:
    """What a page of hours has seen: it shows the zone, which the account keeps, and the pattern, if there is one."""
    return account_version + (pattern_version or 0)


def _hours(row: _Row) -> OwnHours:
    if row.week is None:
        return OwnHours(row.zone, OFFICE_DAYS)
    return OwnHours(
        zone=row.zone,
        days=tuple(map(shifts_of, row.week)),
        buffer_minutes=row.buffer_minutes,
        most_a_day=row.most_a_day,
        most_a_week=row.most_a_week,
        notice_hours=row.notice_hours,
        country=row.country,
        region=row.region,
    )


def _other_hours(account_id: int, today: date) -> tuple[OtherHours, ...]:
    rows = db.session.execute(
        select(OtherDay.day, OtherDay.hours, OtherDay.reason)
        .where(OtherDay.account_id == account_id, OtherDay.day >= today)
        .order_by(OtherDay.day)
    )
    return tuple(OtherHours(row.day, shifts_of(row.hours), row.reason) for row in rows)


def _away(account_id: int, today: date) -> tuple[AwayRow, ...]:
    rows = db.session.execute(
        select(TimeAway.id, TimeAway.first, TimeAway.last, TimeAway.reason)
        .where(TimeAway.account_id == account_id, TimeAway.last >= today)
        .order_by(TimeAway.first, TimeAway.id)
    )
    return tuple(AwayRow(row.id, Away(row.first, row.last, row.reason)) for row in rows)


def _holidays(hours: OwnHours, today: date) -> tuple[Holiday, ...]:
    if not hours.country:
        return ()
    rows: Sequence[_Row] = db.session.execute(
        select(PublicHoliday.day, PublicHoliday.name)
        .where(PublicHoliday.country == hours.country, PublicHoliday.region == hours.region, PublicHoliday.day >= today)
        .order_by(PublicHoliday.day)
    ).all()
    return tuple(Holiday(row.day, row.name) for row in rows)


def _is_looked_up(hours: OwnHours, year: int) -> bool:
    kept = exists().where(
        HolidayYear.country == hours.country, HolidayYear.region == hours.region, HolidayYear.year == year
    )
    return bool(db.session.execute(select(kept)).scalar())
