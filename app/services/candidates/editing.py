"""Keeping what is on record of a candidate."""

from dataclasses import asdict

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.candidate import Person
from app.domain.erasure import NO_MORE
from app.domain.errors import Conflict, NotReady
from app.domain.policy import Action, Viewer, permit
from app.gateways import clock
from app.models.applications import Application
from app.models.candidates import Candidate
from app.queries.candidates import Record, record_for
from app.services import audit

# One candidate has several applications, and a recruiter of each may be at it: the record itself is locked.
_LOCK = (
    select(Candidate.erased_at)
    .join(Application, Application.candidate_id == Candidate.id)
    .where(Application.id == bindparam("application_id"))
    .with_for_update(of=Candidate)
)


def edit(viewer: Viewer, application_id: int, person: Person, *, seen: int) -> None:
    """Write what is on record of the candidate, in all their applications. The same text sent twice is kept once.

    Args:
        viewer: who keeps the record.
        application_id: an application of the candidate.
        person: what is to stand there.
        seen: version of the record that the page showed.

    Raises:
        NotFound, NotAllowed: for anybody but a recruiter of the opening.
        Conflict: if somebody else changed the record meanwhile; nothing is overwritten.
    """
    with transaction() as session:
        record = _locked(session, viewer, application_id)
        unlike = person.unlike(record.person)
        if not unlike:
            return
        if record.version != seen:
            raise Conflict(
                "Somebody else changed what is on record of this candidate since this page was loaded. Nothing was "
                "overwritten: compare the two, open the page again, and add yours to theirs.",
                theirs=record.person.in_words(),
                yours=person.in_words(),
            )
        values = asdict(person) | {"search_name": person.search_name, "version": record.version + 1}
        session.execute(update(Candidate).where(Candidate.id == record.candidate_id).values(**values))
        about, facts = ("candidate", record.candidate_id), {"fields": " ".join(unlike)}
        audit.record(session, viewer, action="candidate.edited", about=about, at=clock.now(), data=facts)


def _locked(session: Session, viewer: Viewer, application_id: int) -> Record:
    erased_at = session.execute(_LOCK, {"application_id": application_id}).scalar()
    record = record_for(viewer, application_id)
    permit(Action.CANDIDATE_EDIT, record.relation)
    if erased_at is not None:
        raise NotReady(NO_MORE)
    return record
