"""Ending invitations to choose a time, and reviving what a closing ended once the application opens again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from app.domain.policy import Viewer
from app.models.applications import Application, ApplicationEvent
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Invitation
from app.services import audit, notifications

SENT, ENDED = "invitation_sent", "invitation_ended"
TAKEN_BACK, DECLINED, WITHDRAWN, REPLACED, CALLED_OFF = "taken_back", "declined", "withdrawn", "replaced", "called_off"
_BY_CLOSING = (DECLINED, WITHDRAWN)


def end_invitations(
    session: Session,
    application_id: int,
    because: str,
    now: datetime,
    *,
    viewer: Viewer | None = None,
    stage: str | None = None,
    tells: bool = False,
) -> tuple[int, ...]:
    """End what is still open, and what was booked by an invitation and is not booked any more.

    Call it with the application locked, after interviews were called off. Bookings that stand keep their invitation.

    Args:
        session: the caller's session.
        application_id: the application.
        because: a word of the domain, such as declined, withdrawn or replaced.
        now: this instant.
        viewer: who did what ends them; None for the candidate or the system.
        stage: only invitations to this stage; all of them otherwise.
        tells: tell the candidate and the timeline; left out where a message of its own says it already.

    Returns:
        ids of the invitations that ended.
    """
    session.flush()
    of_stage = (Invitation.stage == stage,) if stage is not None else ()
    ended = _living(session, Invitation.application_id == application_id, *of_stage)
    for invitation in ended:
        _end(session, invitation, because, now, viewer=viewer)
        if tells:
            _tell(session, invitation, because, now, viewer=viewer)
    session.flush()
    return tuple(invitation.id for invitation in ended)


def end_with_interview(
    session: Session, interview_id: int, now: datetime, *, viewer: Viewer | None = None
) -> tuple[int, ...]:
    """End the invitation by which an interview was booked that is called off; its candidate hears of the interview."""
    session.flush()
    ended = _living(session, Invitation.interview_id == interview_id)
    for invitation in ended:
        _end(session, invitation, CALLED_OFF, now, viewer=viewer)
    session.flush()
    return tuple(invitation.id for invitation in ended)


def leave_stage(session: Session, application_id: int, stage: str, now: datetime, *, viewer: Viewer) -> tuple[int, ...]:
    """End what is open for a stage that an application leaves, and tell its candidate."""
    return end_invitations(session, application_id, REPLACED, now, viewer=viewer, stage=stage, tells=True)


def revive_invitations(session: Session, application_id: int, now: datetime) -> tuple[int, ...]:
    """Open again the newest invitation to the present stage, if a closing ended it and it has not expired.

    Call it with the application locked, after its interviews were restored: what is booked again is booked, anything
    else can be chosen anew.
    """
    session.flush()
    newest = (
        select(Invitation)
        .join(Application, Application.id == Invitation.application_id)
        .where(Application.id == application_id, Invitation.stage == Application.stage)
        .order_by(Invitation.id.desc())
        .limit(1)
    )
    invitation = session.scalars(newest.execution_options(populate_existing=True)).one_or_none()
    if invitation is None or invitation.state != "ended" or invitation.ended_because not in _BY_CLOSING:
        return ()
    is_booked = (
        invitation.interview_id is not None
        and session.execute(
            select(Interview.state == "booked").where(Interview.id == invitation.interview_id)
        ).scalar_one_or_none()
    )
    if not is_booked and invitation.expires_at <= now:
        return ()
    invitation.state = "booked" if is_booked else "open"
    invitation.interview_id = invitation.interview_id if is_booked else None
    invitation.ended_at, invitation.ended_because = None, ""
    invitation.version += 1
    session.flush()
    return (invitation.id,)


def _living(session: Session, *conditions: object) -> Sequence[Invitation]:
    """Invitations that are open, or whose booking is gone, in order."""
    gone = and_(Invitation.state == "booked", or_(Interview.id.is_(None), Interview.state != "booked"))
    statement = (
        select(Invitation)
        .outerjoin(Interview, Interview.id == Invitation.interview_id)
        .where(*conditions, or_(Invitation.state == "open", gone))  # type: ignore[arg-type]
        .order_by(Invitation.id)
    )
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def _end(session: Session, invitation: Invitation, because: str, now: datetime, *, viewer: Viewer | None) -> None:
    invitation.state, invitation.ended_at, invitation.ended_because = "ended", now, because
    invitation.version += 1
    if because != TAKEN_BACK:  # whoever takes one back leaves that trace
        about = ("application", invitation.application_id)
        facts = {"invitation": str(invitation.id), "stage": invitation.stage, "because": because}
        audit.record(session, viewer, action="invitation.ended", about=about, at=now, data=facts)


def _tell(session: Session, invitation: Invitation, because: str, now: datetime, *, viewer: Viewer | None) -> None:
    """One line of the timeline, and a message to the candidate, unless the invitation had not left yet."""
    facts = {"invitation": str(invitation.id), "stage": invitation.stage, "because": because}
    event = ApplicationEvent(application_id=invitation.application_id, kind=ENDED, data=facts, at=now)
    event.actor_id = viewer.account_id if viewer is not None else None
    session.add(event)
    if _take_back(session, invitation, now):
        return
    candidate = select(Application.candidate_id).where(Application.id == invitation.application_id)
    notifications.queue(
        session,
        ENDED,
        now=now,
        application_id=invitation.application_id,
        candidate_id=session.execute(candidate).scalar_one(),
        data={"invitation": str(invitation.id)},
    )


def _take_back(session: Session, invitation: Invitation, now: datetime) -> bool:
    """Take back the message with the invitation if it was not sent yet; whether it was."""
    waiting = select(OutboxMessage).where(
        OutboxMessage.application_id == invitation.application_id,
        OutboxMessage.kind == SENT,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
    )
    own = [row.id for row in session.scalars(waiting) if row.data.get("invitation") == str(invitation.id)]
    session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(own)).values(cancelled_at=now))
    return bool(own)
