"""People's time: hours of the week, other days, days away, holidays, busy calendars; the organisation's rules."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base

Hours = list[list[str]]


class SchedulingRules(Base):
    """How this organisation schedules: a table with at most one row; without it, the defaults of the domain hold."""

    __tablename__ = "scheduling_rules"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    notice_hours: Mapped[int]
    window_days: Mapped[int]
    invitation_days: Mapped[int]
    step_minutes: Mapped[int]
    most_moves: Mapped[int]
    cutoff_hours: Mapped[int]
    full_week: Mapped[int]
    shadows: Mapped[int]
    reverse_shadows: Mapped[int]
    waits_days: Mapped[int]
    language: Mapped[str] = mapped_column(String(8))
    version: Mapped[int] = mapped_column(default=1)


class WorkPattern(Base):
    """When one person can be booked: seven days of ["09:00", "17:00"] pairs, Monday first, on the account's clocks.

    Whoever has no row keeps office days. `notice_hours` is empty where the organisation's holds.
    """

    __tablename__ = "work_pattern"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    week: Mapped[list[Hours]] = mapped_column(JSON)
    buffer_minutes: Mapped[int] = mapped_column(default=0)
    most_a_day: Mapped[int | None]
    most_a_week: Mapped[int | None]
    notice_hours: Mapped[int | None]
    country: Mapped[str] = mapped_column(String(2), default="")
    region: Mapped[str] = mapped_column(String(12), default="")
    version: Mapped[int] = mapped_column(default=1)


class OtherDay(Base):
    """Other hours of one person on one day; none at all is a day off."""

    __tablename__ = "other_day"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    hours: Mapped[Hours] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(200), default="")


class TimeAway(Base):
    """Days on which one person can't be booked, whatever else is said; `last` is among them."""

    __tablename__ = "time_away"
    __table_args__ = (
        CheckConstraint("last >= first", name="ends_after_start"),
        Index("ix_time_away_account", "account_id", "first", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    first: Mapped[date]
    last: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")


class PublicHoliday(Base):
    """A public holiday of a country, or of a region of it that has its own. Jobs write them, pages read them."""

    __tablename__ = "public_holiday"

    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    region: Mapped[str] = mapped_column(String(12), primary_key=True, default="")
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))


class HolidayYear(Base):
    """A year of a country whose holidays are in the table, so that one without any is not looked up again."""

    __tablename__ = "holiday_year"

    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    region: Mapped[str] = mapped_column(String(12), primary_key=True, default="")
    year: Mapped[int] = mapped_column(primary_key=True)


class BusyCalendar(Base):
    """The calendar that one person subscribed us to: `kind` is ics, with its address, or caldav.

    `read_at` is when it was last read well, `tried_at` when it was last tried; `problem` is what the person is told.
    """

    __tablename__ = "busy_calendar"
    __table_args__ = (Index("ix_busy_calendar_next", "next_at", "account_id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    url: Mapped[str] = mapped_column(String(1000), default="")
    etag: Mapped[str] = mapped_column(String(200), default="")
    modified: Mapped[str] = mapped_column(String(60), default="")
    added_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(Text, default="")


class BusySpan(Base):
    """Time that a busy calendar fills: from when to when, and nothing of what it is."""

    __tablename__ = "busy_span"
    __table_args__ = (Index("ix_busy_span_account", "account_id", "ends_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
