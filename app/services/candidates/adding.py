"""Adding a candidate to an opening, with a CV."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import pipeline
from app.domain.candidate import Applicant, KnownHere, SentFile, TextState
from app.domain.errors import BadData, Conflict, NotFound, NotReady
from app.domain.opening import OpeningState
from app.domain.policy import Action, Viewer, permit
from app.gateways import candidate_files, clock, files
from app.gateways.files import CheckedFile
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate, CandidateFile
from app.models.openings import Opening
from app.queries import access, ladders
from app.queries.applications import plan_of
from app.services import audit
from app.services.applications import add_event
from app.services.openings.pay import unlock_on_applying


@dataclass(frozen=True, slots=True)
class Added:
    """The new application, and whether the candidate was known from another opening."""

    application_id: int
    was_known: bool


def add(viewer: Viewer, opening_id: int, applicant: Applicant, *, cv: SentFile | None, folder: Path) -> Added:
    """Add an application; a known e-mail address makes it a further one of the same candidate.

    Args:
        viewer: who adds.
        opening_id: where.
        applicant: who applies.
        cv: PDF, Word document or plain text, or nothing.
        folder: where files are kept.

    Raises:
        KnownHere: if the candidate already applies for this opening.
        NotReady: if the opening is closed.
        BadData: if the file is of another kind, or too large, or the address is the viewer's own.
    """
    checked = candidate_files.checked_cv(cv) if cv else None
    stored = files.store(folder, checked.content) if checked else ""
    try:
        with transaction() as session:
            now = clock.now()
            _lock_opening(session, viewer, opening_id)
            _refuse_own(session, viewer, applicant)
            candidate_id, was_known = _candidate(session, applicant, opening_id=opening_id, now=now)
            cv_id = keep_cv(session, checked, candidate_id=candidate_id, stored=stored, now=now) if checked else None
            made = Application(candidate_id=candidate_id, opening_id=opening_id, cv_id=cv_id, source=applicant.source)
            _enter(session, viewer, made, now=now)
            facts = {"opening": str(opening_id), "candidate": str(candidate_id)}
            about = ("application", made.id)
            audit.record(session, viewer, action="candidate.added", about=about, at=now, data=facts)
            return Added(made.id, was_known)
    except BaseException:
        if stored:
            files.remove(folder, stored)
        raise


def _lock_opening(session: Session, viewer: Viewer, opening_id: int) -> None:
    statement = select(Opening).where(Opening.id == opening_id).with_for_update()
    opening = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if opening is None:
        raise NotFound
    permit(Action.CANDIDATE_ADD, access.to_opening(viewer, opening_id))
    if opening.state != OpeningState.OPEN.value:
        raise NotReady("This opening is closed and takes no candidates. Re-open it first, or choose another one.")


def _refuse_own(session: Session, viewer: Viewer, applicant: Applicant) -> None:
    mine = select(Account.id).where(Account.id == viewer.account_id, Account.email == applicant.email)
    if session.execute(mine).first() is not None:
        raise BadData(
            "This is your own e-mail address. Ask another recruiter to add you: your own application is closed to you.",
            field="email",
        )


def _candidate(session: Session, applicant: Applicant, *, opening_id: int, now: datetime) -> tuple[int, bool]:
    """The candidate with this address, made if there is none. Names and places on record are not overwritten.

    Nobody erases the record before the application is written.
    """
    living = select(Candidate.id, Candidate.name).where(Candidate.email == applicant.email)
    known = session.execute(living.with_for_update(read=True)).first()
    if known is not None:
        here = select(Application.id).where(Application.candidate_id == known.id, Application.opening_id == opening_id)
        found = session.execute(here).scalar()
        if found is not None:
            raise KnownHere(known.name, found)
        return known.id, True
    person = applicant.person
    made = Candidate(**asdict(person), search_name=person.search_name, email=applicant.email, created_at=now)
    session.add(made)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict("Somebody added this candidate at the same moment. Send the form once more.") from error
    return made.id, False


def keep_cv(session: Session, cv: CheckedFile, *, candidate_id: int, stored: str, now: datetime) -> int:
    """Note a CV that is in the store; its text is read by a job soon.

    Returns:
        the number of the file.
    """
    row = CandidateFile(candidate_id=candidate_id, name=cv.name, media_type=cv.media_type, size=len(cv.content))
    row.stored_as, row.added_at, row.text_state = stored, now, TextState.WAITING.value
    session.add(row)
    session.flush()
    return row.id


def _enter(session: Session, viewer: Viewer, row: Application, *, now: datetime) -> None:
    """Begin in the first stage of the pinned plan."""
    plan = plan_of(ladders.playbook_of(row.opening_id))
    position, events = pipeline.applied(plan, source=row.source)
    row.state, row.stage = position.state.value, position.stage
    row.stage_entered_at = row.applied_at = now
    session.add(row)
    session.flush()
    for event in events:
        add_event(session, row.id, event, viewer=viewer, now=now)
    unlock_on_applying(session, row, now)
