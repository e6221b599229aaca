"""Conflicts of interest: declare that somebody must not interview a candidate, and take that back."""

from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.conflicts import DECLARED, ConflictOfInterest
from app.domain.errors import BadData, NotAllowed, NotFound
from app.domain.policy import Action, Viewer, permit
from app.gateways import clock
from app.models.applications import Application
from app.models.scheduling import Conflict
from app.queries import access
from app.services import audit
from app.services.scheduling import booking, cells


def declare(viewer: Viewer, application_id: int, account_id: int, kind: ConflictOfInterest) -> None:
    """Keep somebody from interviewing the candidate of an application, in this one and in every other.

    An interview that they hold already stays as it is, for the recruiter to settle.

    Raises:
        NotFound, NotAllowed: for whoever does not lead the application.
        BadData: naming the field that is wrong.
    """
    now = clock.now()
    with transaction() as session:
        application = _permitted(session, viewer, application_id)
        if kind not in DECLARED:
            raise BadData("Choose what the conflict is.", field="kind")
        people = cells.lock_people(session, [account_id], application_id=application_id)
        person = people.get(account_id)
        if person is None or not person.is_active:
            raise BadData("Choose somebody who works here.", field="account")
        if person.is_candidate:
            raise BadData(f"{person.name} is the candidate and never interviews here anyway.", field="account")
        if session.get(Conflict, (application.candidate_id, account_id, kind.value)) is not None:
            raise BadData(f"This is on record for {person.name} already. Choose somebody else.", field="account")
        row = Conflict(candidate_id=application.candidate_id, account_id=account_id, kind=kind.value)
        row.declared_by, row.declared_at = viewer.account_id, now
        session.add(row)
        _record(session, viewer, "declared", row, application_id)


def take_back(viewer: Viewer, application_id: int, account_id: int, kind: ConflictOfInterest) -> None:
    """Take a declared conflict off the record.

    Raises:
        NotFound: if it is not on record, or for whoever has nothing to do with the application.
        NotAllowed: for whoever does not lead it, or is the one whom somebody else put on record.
    """
    with transaction() as session:
        application = _permitted(session, viewer, application_id)
        cells.lock_people(session, [account_id], application_id=application_id)
        row = session.get(Conflict, (application.candidate_id, account_id, kind.value))
        if row is None:
            raise NotFound("This is not on record any more. Open the page again and see what is.")
        if account_id == viewer.account_id and row.declared_by != viewer.account_id:
            raise NotAllowed("Somebody else put this on record about you. Ask another lead of the opening about it.")
        session.delete(row)
        _record(session, viewer, "taken_back", row, application_id)


def _permitted(session: Session, viewer: Viewer, application_id: int) -> Application:
    application = booking.lock_application(session, application_id)
    permit(Action.CONFLICT_DECLARE, access.to_application(viewer, application_id))
    return application


def _record(session: Session, viewer: Viewer, what: str, row: Conflict, application_id: int) -> None:
    data = {"account": str(row.account_id), "kind": row.kind}
    about = ("application", application_id)
    audit.record(session, viewer, action=f"conflict.{what}", about=about, at=clock.now(), data=data)
