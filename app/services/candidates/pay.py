"""Pay of one application: keeping who read it, and opening it to the candidate by hand."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import BadData, Conflict, NotFound, NotReady
from app.domain.pay import REASON_LENGTH, UnlockedBy
from app.domain.policy import Action, Viewer, permit
from app.domain.portal import Visitor
from app.domain.states import CLOSED, State
from app.gateways import clock
from app.models.applications import Application, ApplicationEvent
from app.queries import access
from app.queries.candidates.pay import VIEWED
from app.services import audit
from app.services.openings.pay import unlock


def note_candidates_view(visitor: Visitor, application_id: int, sheet_id: int, now: datetime) -> None:
    """Keep that the candidate is shown a sheet; before it is shown."""
    with transaction() as session:
        facts = {"candidate": str(visitor.candidate_id), "sheet": str(sheet_id)}
        audit.record(session, None, action=VIEWED, about=("application", application_id), at=now, data=facts)


def note_staffs_view(viewer: Viewer, application_id: int, sheet_id: int, now: datetime) -> None:
    """Keep that somebody of the hiring team is shown a sheet; before it is shown."""
    with transaction() as session:
        facts = {"sheet": str(sheet_id)}
        audit.record(session, viewer, action=VIEWED, about=("application", application_id), at=now, data=facts)


def unlock_by_hand(viewer: Viewer, application_id: int, *, reason: str, seen: int) -> None:
    """Let the candidate read what the job pays before its moment. What is open already stays as it is.

    Args:
        viewer: the opening's recruiter.
        application_id: the application.
        reason: why; it stands in the timeline.
        seen: version of the application that the page showed.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        BadData: without a reason, or for a long one.
        NotReady: if the application has ended.
        Conflict: if it moved meanwhile.
    """
    told = reason.strip()
    with transaction() as session:
        now = clock.now()
        application = _locked(session, application_id)
        permit(Action.PAY_UNLOCK, access.to_application(viewer, application_id))
        if not told:
            raise BadData("Write why they should read it now.", field="reason")
        if len(told) > REASON_LENGTH:
            raise BadData(f"Keep the reason to {REASON_LENGTH:,} characters.", field="reason")
        if application.version != seen:
            raise Conflict("This application moved meanwhile. Reload the page and look before you open anything.")
        if State(application.state) in CLOSED:
            raise NotReady("This application has ended. Re-open it first.")
        if unlock(session, application, by=UnlockedBy.HAND, now=now, viewer=viewer):
            event = ApplicationEvent(application_id=application_id, kind="pay_unlocked", data={"reason": told}, at=now)
            event.actor_id = viewer.account_id
            session.add(event)


def _locked(session: Session, application_id: int) -> Application:
    statement = select(Application).where(Application.id == application_id).with_for_update()
    found = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found
