"""Keeping somebody from being erased, and letting go of it again."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.erasure import NO_MORE
from app.domain.errors import BadData, Conflict
from app.domain.pipeline import Event
from app.domain.policy import Viewer
from app.gateways import clock
from app.models.applications import Application
from app.models.candidates import Candidate
from app.services.applications import add_event
from app.services.candidates.erasing import candidate_of

PUT, LIFTED = "legal_hold_put", "legal_hold_lifted"


def put_legal_hold(viewer: Viewer, application_id: int, *, reason: str) -> None:
    """Let nobody erase the candidate of an application, the end of the time for keeping data included.

    Args:
        viewer: a recruiter of the opening.
        application_id: one of the candidate's applications.
        reason: why, such as which claim; the candidate never reads it.

    Raises:
        BadData: without a reason.
        Conflict: if a hold is on them already, or they were erased.
    """
    if not reason.strip():
        raise BadData("Write why nothing may be erased: somebody has to decide by it later.", field="reason")
    with transaction() as session:
        row = _locked(session, viewer, application_id)
        if row.erased_at is not None:
            raise Conflict(NO_MORE)
        if row.legal_hold:
            raise Conflict(
                "Somebody else put a hold on this candidate meanwhile. Reload the page and read their reason."
            )
        now = clock.now()
        values = {"legal_hold": reason.strip(), "held_by": viewer.account_id, "held_at": now}
        session.execute(update(Candidate).where(Candidate.id == row.id).values(**values))
        _tell(session, viewer, application_id, PUT, reason=reason)


def lift_legal_hold(viewer: Viewer, application_id: int, *, reason: str) -> None:
    """Let the candidate be erased again; the application's timeline says why.

    Raises:
        BadData: without a reason.
        Conflict: if there is none.
    """
    if not reason.strip():
        raise BadData("Write why the hold is lifted.", field="reason")
    with transaction() as session:
        row = _locked(session, viewer, application_id)
        if not row.legal_hold:
            raise Conflict("Somebody else lifted this hold meanwhile. Reload the page.")
        values = {"legal_hold": "", "held_by": None, "held_at": None}
        session.execute(update(Candidate).where(Candidate.id == row.id).values(**values))
        _tell(session, viewer, application_id, LIFTED, reason=reason)


def _locked(session: Session, viewer: Viewer, application_id: int) -> Candidate:
    session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
    number = candidate_of(session, viewer, application_id)
    statement = select(Candidate).where(Candidate.id == number).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def _tell(session: Session, viewer: Viewer, application_id: int, kind: str, *, reason: str) -> None:
    add_event(session, application_id, Event(kind, {"reason": reason.strip()}), viewer=viewer, now=clock.now())
