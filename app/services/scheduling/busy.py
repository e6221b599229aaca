"""Reading the busy calendars that are due: fetched one at a time outside any transaction, kept in one each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import Row, and_, delete, insert, select
from sqlalchemy.orm import Session

from app.config import Settings
from app.database import db, transaction
from app.domain.busy_reading import AHEAD, BEHIND, asks_for_all, next_reading
from app.domain.errors import BadData
from app.domain.spans import Span, around, cut, joined, spans_of
from app.gateways import feeds, free_busy
from app.gateways.busy_calendar import busy_spans
from app.gateways.feeds import Fetched
from app.models.accounts import Account
from app.models.scheduling import BusyCalendar, BusySpan, Interview, Seat
from app.queries.scheduling.calendar_entries import is_entry_of

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Due:
    """A calendar that is to be read: whose it is, where it is, and the copy that we have."""

    account_id: int
    email: str
    zone: str
    kind: str
    url: str
    etag: str
    modified: str
    added_at: datetime


Fetch = Callable[[Due, Span], Fetched]


def read_calendar(due: Due, window: Span) -> Fetched:
    """What stands in somebody's calendar, from its address or from the calendar server.

    Raises:
        BadData: with a sentence for its owner.
    """
    if due.kind == "caldav":
        settings: Settings = current_app.config["RUNG"]
        return Fetched(free_busy.ask(settings, due.email, window))
    return feeds.fetch(due.url, etag=due.etag, modified=due.modified)


def refresh_busy(now: datetime, *, fetch: Fetch = read_calendar) -> int:
    """Read every busy calendar that is due.

    Args:
        now: this instant.
        fetch: how a calendar is read.

    Returns:
        how many were read well. Of the others the spans of before are kept, and a sentence tells their owner why.
    """
    window = Span(now - BEHIND, now + AHEAD)
    return sum(_refresh(due, window, now, fetch) for due in _due(now))


def _due(now: datetime) -> list[Due]:
    rows = db.session.execute(
        select(BusyCalendar, Account.email, Account.zone)
        .join(Account, Account.id == BusyCalendar.account_id)
        .where(BusyCalendar.next_at <= now, Account.is_active)
        .order_by(BusyCalendar.next_at, BusyCalendar.account_id)
        .limit(MOST_AT_ONCE)
    ).all()
    due = [_of(row, now) for row in rows]
    db.session.rollback()  # nothing is held while servers are waited for
    return due


def _of(row: Row[BusyCalendar, str, str], now: datetime) -> Due:
    kept, email, zone = row
    is_whole = asks_for_all(now, kept.read_at) or bool(kept.problem)
    return Due(
        kept.account_id,
        email,
        zone,
        kept.kind,
        kept.url,
        "" if is_whole else kept.etag,
        "" if is_whole else kept.modified,
        kept.added_at,
    )


def _refresh(due: Due, window: Span, now: datetime, fetch: Fetch) -> bool:
    try:
        found = fetch(due, window)
        spans = None if found.is_unchanged else _spans(found, due, window)
    except BadData as error:
        _note_problem(due, error.message, now)
        return False
    with transaction() as session:
        kept = _locked(session, due)
        if kept is None:
            return False
        if spans is not None:
            _replace(session, due.account_id, spans)
            kept.etag, kept.modified = found.etag, found.modified
        kept.read_at = kept.tried_at = now
        kept.failures, kept.problem = 0, ""
        kept.next_at = next_reading(now, failures=0)
    return True


def _spans(found: Fetched, due: Due, window: Span) -> tuple[Span, ...]:
    """When the calendar fills its owner's time with anything but their interviews, which may be moved or called off.

    A calendar server names no events: there the hours of the interviews themselves are taken out.
    """
    spans = busy_spans(found.text, window, due.zone, is_ours=lambda uid: is_entry_of(due.account_id, uid))
    if due.kind != "caldav":
        return spans
    held = joined(around(span) for span in _interviews(due.account_id, window))
    return spans_of(cut([around(span) for span in spans], held))


def _interviews(account_id: int, window: Span) -> list[Span]:
    statement = (
        select(Interview.starts_at, Interview.ends_at)
        .join(Seat, and_(Seat.interview_id == Interview.id, Seat.left_at.is_(None)))
        .where(
            Seat.account_id == account_id,
            Interview.state == "booked",
            Interview.starts_at.between(window.starts_at, window.ends_at),
        )
        .order_by(Interview.starts_at, Interview.id)
    )
    return [Span(row.starts_at, row.ends_at) for row in db.session.execute(statement)]


def _note_problem(due: Due, problem: str, now: datetime) -> None:
    with transaction() as session:
        kept = _locked(session, due)
        if kept is not None:
            kept.failures += 1
            kept.problem, kept.tried_at = problem, now
            kept.next_at = next_reading(now, failures=kept.failures)


def _locked(session: Session, due: Due) -> BusyCalendar | None:
    """The row, unless the person has stopped it or named another calendar meanwhile."""
    kept = session.get(BusyCalendar, due.account_id, with_for_update=True, populate_existing=True)
    same = kept is not None and (kept.kind, kept.url, kept.added_at) == (due.kind, due.url, due.added_at)
    return kept if same else None


def _replace(session: Session, account_id: int, spans: tuple[Span, ...]) -> None:
    session.execute(delete(BusySpan).where(BusySpan.account_id == account_id))
    rows = [{"account_id": account_id, "starts_at": span.starts_at, "ends_at": span.ends_at} for span in spans]
    if rows:
        session.execute(insert(BusySpan), rows)
