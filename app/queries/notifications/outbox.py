"""Questions about the outbox as it is read where no mail is sent: every message, the newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.mail_kinds import KINDS, TO_CANDIDATE
from app.domain.policy import Viewer
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.openings import Opening
from app.queries import access

PAGE = 25


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message: what it is, to whom, about whom, and what became of it. `due_at` is when it leaves or would leave."""

    id: int
    kind: str
    title: str
    to_name: str
    to_address: str
    is_to_candidate: bool
    candidate: str
    opening: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    cancelled_at: datetime | None
    failed_at: datetime | None
    dropped: str
    problem: str

    def state(self, now: datetime) -> tuple[str, str]:
        """What became of it, as a mark and in words."""
        if self.sent_at is not None and self.failed_at is None:
            return "done", "Sent"
        if self.failed_at is not None:
            return "bad", "Not delivered"
        if self.dropped:
            return "off", f"Not sent: {self.dropped}"
        if self.cancelled_at is not None:
            return "off", "Taken back"
        return ("draft", "Due") if self.due_at <= now else ("open", "Waits")


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """A part of the outbox, and where the next one begins."""

    rows: tuple[OutboxRow, ...]
    before: int | None


def outbox(viewer: Viewer, *, before: int | None = None) -> OutboxPage:
    """The messages, newest first, 25 at a time: one statement. None about the viewer's own application."""
    statement = _listed(viewer).order_by(OutboxMessage.id.desc()).limit(PAGE + 1)
    if before is not None:
        statement = statement.where(OutboxMessage.id < before)
    rows = [_row(row) for row in db.session.execute(statement)]
    return OutboxPage(tuple(rows[:PAGE]), rows[PAGE - 1].id if len(rows) > PAGE else None)


def outbox_message(viewer: Viewer, message_id: int) -> OutboxRow:
    """One message: one statement.

    Raises:
        NotFound: if there is none, or it is about the viewer's own application.
    """
    row = db.session.execute(_listed(viewer).where(OutboxMessage.id == message_id)).first()
    if row is None:
        raise NotFound
    return _row(row)


def _listed(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return (
        select(
            OutboxMessage,
            Account.name.label("account_name"),
            Account.email,
            Candidate.name.label("candidate_name"),
            Candidate.email.label("candidate_email"),
            Opening.name.label("opening"),
        )
        .outerjoin(Account, Account.id == OutboxMessage.account_id)
        .outerjoin(Application, Application.id == OutboxMessage.application_id)
        .outerjoin(Candidate, Candidate.id == func.coalesce(Application.candidate_id, OutboxMessage.candidate_id))
        .outerjoin(Opening, Opening.id == Application.opening_id)
        .where(or_(Application.id.is_(None), ~access.is_own(viewer.account_id)))
    )


def _row(row: Row[*tuple[Any, ...]]) -> OutboxRow:
    message: OutboxMessage = row.OutboxMessage
    is_to_candidate = message.account_id is None
    text = TO_CANDIDATE.get(message.kind, message.kind) if is_to_candidate else message.kind
    return OutboxRow(
        id=message.id,
        kind=message.kind,
        title=KINDS[text].title if text in KINDS else message.kind.replace("_", " ").capitalize(),
        to_name=(row.candidate_name if is_to_candidate else row.account_name) or "nobody",
        to_address=(row.candidate_email if is_to_candidate else row.email) or "",
        is_to_candidate=is_to_candidate,
        candidate=row.candidate_name or "",
        opening=row.opening or "",
        created_at=message.created_at,
        due_at=message.due_at,
        sent_at=message.sent_at,
        cancelled_at=message.cancelled_at,
        failed_at=message.failed_at,
        dropped=message.dropped or "",
        problem=message.problem,
    )
