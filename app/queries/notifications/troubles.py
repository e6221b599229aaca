"""Questions about messages that did not leave, or came back: to whom, since when, why, and whether that goes on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select

from app.database import db
from app.domain.retries import LATE_AFTER
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage

SHOWN_FOR = timedelta(days=14)
MOST = 20
UNTRIED = "It waits to be sent. If that lasts, ask an admin whether a worker runs."
LOST = "It could not be delivered."


@dataclass(frozen=True, slots=True)
class MailTrouble:
    """A message that its reader does not have. `next_at` is when it is tried again; None means as soon as possible.

    `is_over` says that nobody tries any more: `to` has to be told in another way.
    """

    message_id: int
    kind: str
    to: str
    since: datetime
    sentence: str
    next_at: datetime | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class MailStanding:
    """How sending goes in the whole installation: what is late, since when and why, and what failed of late."""

    late: int
    since: datetime | None
    why: str
    failed: int


def troubles_of(application_id: int, now: datetime) -> tuple[MailTrouble, ...]:
    """Messages about an application that are late or failed within two weeks, those that failed first; one statement.

    Args:
        application_id: whose messages.
        now: this instant.
    """
    statement = (
        select(
            OutboxMessage.id,
            OutboxMessage.kind,
            OutboxMessage.due_at,
            OutboxMessage.next_at,
            OutboxMessage.failed_at,
            OutboxMessage.problem,
            func.coalesce(Account.name, Candidate.name, "").label("to"),
        )
        .outerjoin(Account, Account.id == OutboxMessage.account_id)
        .outerjoin(Candidate, Candidate.id == OutboxMessage.candidate_id)
        .where(OutboxMessage.application_id == application_id, or_(_is_late(now), _has_failed(now)))
        .order_by(OutboxMessage.failed_at.is_(None), OutboxMessage.due_at, OutboxMessage.id)
        .limit(MOST)
    )
    return tuple(_trouble(row) for row in db.session.execute(statement))


def may_have_trouble() -> ColumnElement[bool]:
    """Column beside Application: whether a message about it has not left or has failed; `troubles_of` says which."""
    unsent = and_(
        OutboxMessage.sent_at.is_(None), OutboxMessage.cancelled_at.is_(None), OutboxMessage.dropped.is_(None)
    )
    about_it = OutboxMessage.application_id == Application.id
    return exists().where(about_it, or_(unsent, OutboxMessage.failed_at.is_not(None))).correlate(Application)


def mail_standing(now: datetime) -> MailStanding:
    """What an admin has to know about sending; two statements."""
    oldest = select(OutboxMessage.due_at, OutboxMessage.problem).where(_is_late(now))
    first = db.session.execute(oldest.order_by(OutboxMessage.due_at, OutboxMessage.id).limit(1)).first()
    counts = db.session.execute(
        select(
            func.count().filter(_is_late(now)).label("late"),
            func.count().filter(_has_failed(now)).label("failed"),
        ).select_from(OutboxMessage)
    ).one()
    if first is None:
        return MailStanding(0, None, "", counts.failed)
    return MailStanding(counts.late, first.due_at, first.problem or UNTRIED, counts.failed)


def _is_late(now: datetime) -> ColumnElement[bool]:
    return and_(
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
        OutboxMessage.failed_at.is_(None),
        OutboxMessage.dropped.is_(None),
        OutboxMessage.due_at <= now - LATE_AFTER,
    )


def _has_failed(now: datetime) -> ColumnElement[bool]:
    return and_(OutboxMessage.failed_at > now - SHOWN_FOR, OutboxMessage.cancelled_at.is_(None))


def _trouble(row: Row[int, str, datetime, datetime | None, datetime | None, str, str]) -> MailTrouble:
    is_over = row.failed_at is not None
    sentence = row.problem or (LOST if is_over else UNTRIED)
    next_at = None if is_over else row.next_at
    return MailTrouble(row.id, row.kind, row.to, row.failed_at or row.due_at, sentence, next_at, is_over)
