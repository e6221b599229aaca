"""What every change of an interview leaves behind: an event, an audit row, messages; and who was here before."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import history, slots
from app.domain.errors import Conflict
from app.domain.policy import Viewer
from app.models.accounts import Account
from app.models.applications import ApplicationEvent
from app.models.audit import AuditEntry
from app.models.scheduling import Interview
from app.services import audit, notifications

BOOKED, MOVED, CANCELLED = "interview_booked", "interview_moved", "interview_cancelled"
REPLACED, RESTORED = "interviewer_replaced", "interview_restored"
EXCUSED, UNEXCUSED = "interviewer_excused", "interviewer_unexcused"
NO_SHOW, ANSWERED = "interview_no_show", "interviewer_answered"
CANDIDATE_ANSWERED, CANDIDATE_DECLINED = "interview_answered", "candidate_declined"
# What asks everybody anew whether they come: answers to an earlier message mean another time.
ASKS_ANEW = (MOVED, RESTORED, "interview_clock_changed")
_PAST = {
    "interview.booked": "booked this interview",
    "interview.moved": "moved this interview",
    "interview.cancelled": "cancelled this interview",
    "interview.no_show": "recorded that this interview did not take place",
    "interview.restored": "restored this interview",
    "interview.replaced": "replaced an interviewer here",
}
# Acts that make a page out of date. Many others stand in the trail and leave what it shows as it was.
_CHANGES = (*_PAST, *(f"application.{kind}" for kind in sorted(history.MOVES)))
STAMP = "%Y-%m-%dT%H:%M:%SZ"


def leave(
    session: Session,
    viewer: Viewer | None,
    interview: Interview,
    *,
    kind: str,
    now: datetime,
    told: Iterable[int],
    data: Mapping[str, str] | None = None,
    candidate_id: int | None = None,
) -> None:
    """Write the event, the audit row, and one message to each of `told` and to the candidate, if given.

    Without a viewer it was the candidate, or the system itself.
    """
    facts = {
        "interview": str(interview.id),
        "stage": interview.stage,
        "starts_at": interview.starts_at.strftime(STAMP),
        "zone": interview.zone,
    } | dict(data or {})
    if kind in ASKS_ANEW:
        facts["sequence"] = str(interview.version)
    event = ApplicationEvent(application_id=interview.application_id, kind=kind, data=facts, at=now)
    event.actor_id = viewer.account_id if viewer is not None else None
    session.add(event)
    action = f"interview.{kind.partition('_')[2]}"
    without_words = {key: value for key, value in facts.items() if key not in {"reason", "names"}}
    audit.record(session, viewer, action=action, about=("interview", interview.id), at=now, data=without_words)
    notifications.queue_each(
        session,
        kind,
        now=now,
        application_id=interview.application_id,
        interview_id=interview.id,
        account_ids=told,
        candidate_id=candidate_id,
        data=without_words,
    )


def refuse_stale(session: Session, viewer: Viewer, *, about: tuple[str, int], version: int, seen: int) -> None:
    """Refuse a change that was made looking at an older state.

    Args:
        session: the caller's session, with the object locked.
        viewer: who is refused; the time is told in their zone.
        about: kind and number of the object, as the audit trail names it.
        version: the version that it has.
        seen: the version that the form showed.

    Raises:
        Conflict: naming who did what, and when.
    """
    if version == seen:
        return
    statement = (
        select(AuditEntry.action, AuditEntry.at, Account.name)
        .outerjoin(Account, Account.id == AuditEntry.actor_id)
        .where(
            AuditEntry.object_kind == about[0],
            AuditEntry.object_id == about[1],
            AuditEntry.action.in_(_CHANGES),
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    row = session.execute(statement).first()
    if row is None:
        raise Conflict("Somebody else changed this meanwhile. Nothing of yours was saved: reload the page and look.")
    did = _PAST.get(row.action, f"changed this {about[0]} meanwhile")
    raise Conflict(
        f"{row.name or 'Somebody'} {did} at {slots.point(row.at, zone=viewer.zone)}. "
        "Nothing of yours was saved: reload the page and look."
    )
