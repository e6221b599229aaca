"""Questions about people's calendars: the private feeds of interviews, and the busy calendar somebody lets us read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import ColumnElement, select

from app.config import Settings
from app.database import db
from app.domain.calendar_ids import Feed
from app.domain.errors import NotFound
from app.domain.policy import Viewer
from app.gateways import calendar, signatures
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.scheduling import BusyCalendar, Interview, Seat
from app.queries import access
from app.queries.scheduling import calendar_entries

PURPOSE = "calendar feed"
BEHIND, AHEAD = timedelta(days=120), timedelta(days=365)
MOST = 1000
GONE = "There is no calendar at this address any more. Its owner finds the new one where this one was found."


@dataclass(frozen=True, slots=True)
class Subscription:
    """The busy calendar that somebody lets us read. `host` is all that is shown of its address."""

    kind: str
    host: str
    read_at: datetime | None
    tried_at: datetime | None
    next_at: datetime
    problem: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """One's own feed address, and the busy calendar, if there is one. `has_caldav`: the installation has a server."""

    address: str
    subscription: Subscription | None
    has_caldav: bool


def calendar_page(viewer: Viewer) -> CalendarPage:
    """What somebody sees of their calendars: two statements."""
    row = db.session.execute(select(BusyCalendar).where(BusyCalendar.account_id == viewer.account_id)).scalar()
    found = None
    if row is not None:
        host = urlsplit(row.url).hostname or ""
        found = Subscription(row.kind, host, row.read_at, row.tried_at, row.next_at, row.problem)
    return CalendarPage(feed_address(viewer.account_id), found, bool(_settings().caldav_url))


def feed_address(account_id: int) -> str:
    """The private address of a colleague's interviews: one statement. Whoever has it reads them.

    Raises:
        NotFound: if there is no such account.
    """
    epoch = db.session.execute(select(Account.feed_epoch).where(Account.id == account_id)).scalar()
    return _address(account_id, epoch, is_candidate=False)


def candidate_feed_address(candidate_id: int) -> str:
    """The private address of a candidate's interviews: one statement.

    Raises:
        NotFound: if there is no such candidate.
    """
    epoch = db.session.execute(select(Candidate.feed_epoch).where(Candidate.id == candidate_id)).scalar()
    return _address(candidate_id, epoch, is_candidate=True)


def _address(person_id: int, epoch: int | None, *, is_candidate: bool) -> str:
    if epoch is None:
        raise NotFound
    values = Feed(person_id, epoch, is_candidate).values()
    return f"{_settings().base_url}/calendars/{signatures.sign(_settings().secret_key, PURPOSE, values)}.ics"


def feed_behind(token: str, now: datetime) -> bytes:
    """The calendar file behind an address: three statements, none for a token that we did not sign.

    Raises:
        NotFound: if it was replaced by a newer address, or the person is gone.
    """
    found = Feed.of(signatures.read(_settings().secret_key, PURPOSE, token))
    if found is None:
        raise NotFound(GONE)
    return _of_candidate(found, now) if found.is_candidate else _of_interviewer(found, now)


def _of_interviewer(found: Feed, now: datetime) -> bytes:
    live = (Account.id == found.person_id, Account.feed_epoch == found.epoch, Account.is_active)
    if db.session.execute(select(Account.id).where(*live)).first() is None:
        raise NotFound(GONE)
    statement = (
        calendar_entries.for_staff(found.person_id)
        .where(Seat.left_at.is_(None), *_booked(now), ~access.is_own(found.person_id))
        .order_by(Interview.starts_at, Interview.id)
        .limit(MOST)
    )
    return calendar.feed("Interviews", calendar_entries.staff_events(db.session.execute(statement).all()))


def _of_candidate(found: Feed, now: datetime) -> bytes:
    live = (Candidate.id == found.person_id, Candidate.feed_epoch == found.epoch, Candidate.erased_at.is_(None))
    if db.session.execute(select(Candidate.id).where(*live)).first() is None:
        raise NotFound(GONE)
    statement = (
        calendar_entries.for_candidates()
        .where(Application.candidate_id == found.person_id, *_booked(now))
        .order_by(Interview.starts_at, Interview.id)
        .limit(MOST)
    )
    return calendar.feed("My interviews", calendar_entries.candidate_events(db.session.execute(statement).all()))


def _booked(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Conditions on Interview: it is booked, and not too long ago or too far ahead for a calendar."""
    return Interview.state == "booked", Interview.ends_at > now - BEHIND, Interview.starts_at < now + AHEAD


def _settings() -> Settings:
    settings: Settings = current_app.config["RUNG"]
    return settings
