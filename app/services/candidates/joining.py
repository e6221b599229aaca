"""Saying that two records are one person, and taking it back. Nothing is moved: both histories stay as they are."""

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import duplicates
from app.domain.errors import NotFound
from app.domain.policy import Viewer
from app.gateways import clock
from app.models.accounts import Organisation
from app.models.candidates import Candidate
from app.queries.candidates.same_person import SamePerson, same_person_for
from app.services import audit


def join(viewer: Viewer, application_id: int, other_id: int) -> None:
    """Say that the candidate of an application and another record are one person. Said twice, it is kept once.

    Args:
        viewer: a recruiter of the opening, and of an opening for which the other record applies.
        application_id: the application.
        other_id: number of the other record.

    Raises:
        NotFound, NotAllowed: for anybody else, and for a record that shows no likeness.
    """
    with transaction() as session:
        page = _locked(session, viewer, application_id, other_id)
        changes = duplicates.joined(page.candidate_id, other_id, same_as(session, page.candidate_id, other_id))
        _write(session, viewer, changes, now=clock.now(), action="candidate.joined", about=page.candidate_id)


def part(viewer: Viewer, application_id: int, other_id: int) -> None:
    """Take back that a record is the same person as the candidate of an application; those left stay one person.

    Args and refusals: as with `join`.
    """
    with transaction() as session:
        page = _locked(session, viewer, application_id, other_id)
        if other_id not in {item.id for item in page.joined}:
            return
        changes = duplicates.parted(other_id, same_as(session, page.candidate_id, other_id))
        _write(session, viewer, changes, now=clock.now(), action="candidate.parted", about=other_id)


def _locked(session: Session, viewer: Viewer, application_id: int, other_id: int) -> SamePerson:
    """Wait for whoever joins records at this moment: it happens rarely, and a chain of them has no one row to lock."""
    session.execute(select(Organisation.id).with_for_update())
    page = same_person_for(viewer, application_id)
    if other_id not in page.offered:
        raise NotFound
    return page


def same_as(session: Session, *records: int) -> dict[int, int | None]:
    """Every record of these persons, and which record each names. The caller waits for those who join records."""
    rows = select(Candidate.id, Candidate.same_as_id)
    named = {row.same_as_id or row.id for row in session.execute(rows.where(Candidate.id.in_(records)))}
    everybody = rows.where(or_(Candidate.id.in_(named), Candidate.same_as_id.in_(named))).order_by(Candidate.id)
    return {row.id: row.same_as_id for row in session.execute(everybody)}


def _write(
    session: Session, viewer: Viewer, changes: dict[int, int | None], *, now: datetime, action: str, about: int
) -> None:
    for number, named in changes.items():
        said = {"joined_by": viewer.account_id, "joined_at": now} if named else {"joined_by": None, "joined_at": None}
        session.execute(update(Candidate).where(Candidate.id == number).values(same_as_id=named, **said))
    if changes:
        facts = {"records": " ".join(f"{number}:{named or '-'}" for number, named in sorted(changes.items()))}
        audit.record(session, viewer, action=action, about=("candidate", about), at=now, data=facts)
