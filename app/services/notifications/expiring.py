"""Ending invitations that ran out, and telling the recruiters of each; the whole sweep of everything that is due."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.domain.invitations import Ended, InvitationState
from app.domain.telling import moved_into
from app.models.applications import ApplicationEvent
from app.models.scheduling import Invitation
from app.queries.scheduling import waiting
from app.queries.scheduling.diaries import weeks_of
from app.services import audit
from app.services.notifications.prompts import UNANSWERED, Row, lock_free, message, queue_prompts
from app.services.notifications.reminders import around, insert_once, queue_due
from app.services.notifications.surveys import queue_surveys


def queue_all_due(now: datetime) -> int:
    """Everything that a sweep has to do: reminders of cards, invitations that ran out, words about what waits,
    questions about how a stage was.

    Each part has a transaction of its own; running it again, or two at once, tells nothing twice.

    Returns:
        how many messages were queued.

    Raises:
        Conflict: if the database stayed locked for too long; the next sweep makes up for it.
    """
    return queue_due(now) + end_expired(now) + queue_prompts(now) + queue_surveys(now)


def end_expired(now: datetime) -> int:
    """End every invitation that ran out without an answer, and tell the recruiters in hours of their own.

    Returns:
        how many messages were queued.
    """
    found = {item.invitation_id: item for item in waiting.unanswered(now, expired=True)}
    if not found:
        db.session.rollback()
        return 0
    weeks = weeks_of({who for item in found.values() for who in item.recruiters}, window=around(now))
    with transaction() as session:
        rows: list[Row] = []
        for invitation in _locked(session, found, now):
            item = found[invitation.id]
            _end(session, invitation, now)
            data = {"invitation": str(invitation.id), "because": Ended.EXPIRED.value}
            for who in item.recruiters if item.is_here else ():
                due_at = moved_into(now, weeks[who]) if who in weeks else None
                if due_at is not None:
                    to = {"account_id": who, "data": data, "due_at": due_at}
                    named = f"{invitation.id}:{who}:expired"
                    rows.append(message(UNANSWERED, invitation.application_id, now, once=named, **to))
        session.flush()
        return insert_once(session, rows)


def _locked(session: Session, found: dict[int, waiting.Unanswered], now: datetime) -> list[Invitation]:
    """Those of the invitations that still wait; what somebody is changing waits for the next sweep."""
    held = lock_free(session, sorted({item.application_id for item in found.values()}))
    statement = select(Invitation).where(
        Invitation.id.in_(found),
        Invitation.application_id.in_(held),
        Invitation.state == InvitationState.OPEN.value,
        Invitation.expires_at <= now,
    )
    ordered = statement.order_by(Invitation.id).with_for_update()
    return list(session.scalars(ordered.execution_options(populate_existing=True)))


def _end(session: Session, invitation: Invitation, now: datetime) -> None:
    invitation.state, invitation.ended_because = InvitationState.ENDED.value, Ended.EXPIRED.value
    invitation.ended_at = now
    invitation.version += 1
    facts = {"invitation": str(invitation.id), "stage": invitation.stage, "because": Ended.EXPIRED.value}
    session.add(ApplicationEvent(application_id=invitation.application_id, kind="invitation_ended", data=facts, at=now))
    audit.record(session, None, action="invitation.ended", about=("invitation", invitation.id), at=now, data=facts)
