"""Writing the outbox, in the same transaction as the change that a message tells of."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.models.notifications import OutboxMessage

UNDO_WINDOW = timedelta(seconds=60)


def queue(
    session: Session,
    kind: str,
    *,
    now: datetime,
    due_at: datetime | None = None,
    application_id: int | None = None,
    interview_id: int | None = None,
    account_id: int | None = None,
    candidate_id: int | None = None,
    data: Mapping[str, str] | None = None,
) -> None:
    """Queue one message to one person; it waits a minute, so that the act can be undone, unless `due_at` says more."""
    session.add(
        OutboxMessage(
            kind=kind,
            application_id=application_id,
            interview_id=interview_id,
            account_id=account_id,
            candidate_id=candidate_id,
            data=dict(data or {}),
            created_at=now,
            due_at=due_at or now + UNDO_WINDOW,
        )
    )


def queue_each(
    session: Session,
    kind: str,
    *,
    now: datetime,
    application_id: int,
    interview_id: int,
    account_ids: Iterable[int],
    candidate_id: int | None = None,
    data: Mapping[str, str] | None = None,
) -> None:
    """Queue one message about an interview to each of these people, and to the candidate if given: one statement."""
    shared = {
        "kind": kind,
        "application_id": application_id,
        "interview_id": interview_id,
        "data": dict(data or {}),
        "created_at": now,
        "due_at": now + UNDO_WINDOW,
    }
    rows = [shared | {"account_id": who, "candidate_id": None} for who in account_ids]
    if candidate_id is not None:
        rows.append(shared | {"account_id": None, "candidate_id": candidate_id})
    if rows:
        session.execute(insert(OutboxMessage).execution_options(render_nulls=True), rows)


def cancel_unsent(session: Session, *, application_id: int, kinds: tuple[str, ...], now: datetime) -> None:
    """Take back messages of these kinds that were not sent yet."""
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.application_id == application_id,
            OutboxMessage.kind.in_(kinds),
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.cancelled_at.is_(None),
        )
        .values(cancelled_at=now)
    )
