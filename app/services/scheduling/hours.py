"""One's own time: hours of the week, other hours on one day, days away. Nobody changes anybody else's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.countries import check_place
from app.domain.errors import BadData, Conflict, NotFound
from app.domain.own_hours import LONGEST_REASON, MOST_ENTRIES, OwnHours, check_away, check_day, stored
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.working_hours import Away, OtherHours
from app.gateways import clock
from app.models.accounts import Account
from app.models.scheduling import OtherDay, TimeAway, WorkPattern
from app.queries.scheduling.hours import version_of
from app.services import audit

Entries = type[OtherDay] | type[TimeAway]


def save_hours(viewer: Viewer, hours: OwnHours, *, seen: int) -> None:
    """Keep when the viewer can be booked from now on. What is booked already stays.

    Raises:
        BadData: naming the field that makes no sense.
        Conflict: if the hours or the zone changed since the page was opened.
    """
    permit(Action.SELF_MANAGE, Relation(viewer))
    hours.check()
    with transaction() as session:
        account = _locked(session, viewer)
        pattern = session.get(WorkPattern, viewer.account_id)
        if version_of(account.version, pattern.version if pattern else None) != seen:
            raise Conflict(
                "Your hours or your time zone changed in another window while this one was open. "
                "Nothing was saved: open the page again and see what it says now."
            )
        if account.zone != hours.zone:
            account.zone = hours.zone
            account.version += 1
        if pattern is None:
            pattern = WorkPattern(account_id=viewer.account_id, version=0)
            session.add(pattern)
        _fill(pattern, hours)
        _note(session, viewer, "account.hours_changed", clock.now())


def _fill(pattern: WorkPattern, hours: OwnHours) -> None:
    pattern.week = [stored(shifts) for shifts in hours.days]
    pattern.buffer_minutes = hours.buffer_minutes
    pattern.most_a_day, pattern.most_a_week = hours.most_a_day, hours.most_a_week
    pattern.notice_hours = hours.notice_hours
    pattern.country, pattern.region = check_place(hours.country, hours.region)
    pattern.version += 1


def add_other_hours(viewer: Viewer, other: OtherHours) -> None:
    """Let other hours hold on one day; none at all is a day off.

    Raises:
        BadData: for a day that has passed or is too far, one that has an entry, and when there are too many.
    """
    permit(Action.SELF_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        today = _today(_locked(session, viewer), now)
        check_day(other.day, today)
        _refuse_too_many(session, OtherDay, OtherDay.day >= today, viewer, field="day")
        if session.get(OtherDay, (viewer.account_id, other.day)) is not None:
            raise BadData("This day has other hours already. Remove them first, then enter new ones.", field="day")
        row = OtherDay(account_id=viewer.account_id, day=other.day, hours=stored(other.shifts))
        row.reason = other.reason[:LONGEST_REASON]
        session.add(row)
        _note(session, viewer, "account.other_hours_added", now)


def remove_other_hours(viewer: Viewer, day: date) -> None:
    """Let the week hold on that day again; nothing happens when it does."""
    permit(Action.SELF_MANAGE, Relation(viewer))
    with transaction() as session:
        _locked(session, viewer)
        row = session.get(OtherDay, (viewer.account_id, day))
        if row is not None:
            session.delete(row)
            _note(session, viewer, "account.other_hours_removed", clock.now())


def add_away(viewer: Viewer, away: Away) -> None:
    """Be away on certain days. Interviews that are booked on them stay booked.

    Raises:
        BadData: for days that have passed, are too far or too many.
    """
    permit(Action.SELF_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        today = _today(_locked(session, viewer), now)
        check_away(away, today)
        _refuse_too_many(session, TimeAway, TimeAway.last >= today, viewer, field="first")
        same = (TimeAway.account_id == viewer.account_id, TimeAway.first == away.first, TimeAway.last == away.last)
        if session.execute(select(TimeAway.id).where(*same).limit(1)).first() is not None:
            raise BadData("These days are entered already.", field="first")
        row = TimeAway(account_id=viewer.account_id, first=away.first, last=away.last)
        row.reason = away.reason[:LONGEST_REASON]
        session.add(row)
        _note(session, viewer, "account.away_added", now)


def remove_away(viewer: Viewer, away_id: int) -> None:
    """Be there on these days after all; nothing happens when they are gone, or somebody else's."""
    permit(Action.SELF_MANAGE, Relation(viewer))
    with transaction() as session:
        _locked(session, viewer)
        own = delete(TimeAway).where(TimeAway.id == away_id, TimeAway.account_id == viewer.account_id)
        if session.execute(own.returning(TimeAway.id)).first() is not None:
            _note(session, viewer, "account.away_removed", clock.now())


def _locked(session: Session, viewer: Viewer) -> Account:
    account = session.get(Account, viewer.account_id, with_for_update=True)
    if account is None or not account.is_active:
        raise NotFound
    return account


def _today(account: Account, now: datetime) -> date:
    return now.astimezone(ZoneInfo(account.zone)).date()


def _refuse_too_many(
    session: Session, table: Entries, is_ahead: ColumnElement[bool], viewer: Viewer, *, field: str
) -> None:
    counted = select(func.count()).select_from(table).where(table.account_id == viewer.account_id, is_ahead)
    if session.execute(counted).scalar_one() >= MOST_ENTRIES:
        raise BadData(f"There are {MOST_ENTRIES} entries already. Remove some that you no longer need.", field=field)


def _note(session: Session, viewer: Viewer, action: str, now: datetime) -> None:
    """Keep that it changed; which days and why is for the person alone."""
    audit.record(session, viewer, action=action, about=("account", viewer.account_id), at=now)
