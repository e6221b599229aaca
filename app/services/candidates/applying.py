"""Applying for a published opening, by whoever does so: nobody is signed in, and nobody learns who is known here."""

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import pipeline
from app.domain.applying import Sent
from app.domain.candidate import BY_CANDIDATE, SentFile
from app.domain.errors import Conflict
from app.gateways import candidate_files, clock, files
from app.gateways.files import CheckedFile
from app.models.applications import Application, ApplicationAnswer, ApplicationEvent, RequirementClaim
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.openings import Opening
from app.queries import ladders
from app.queries.applications import plan_of
from app.queries.openings.public import public_opening
from app.services import audit, notifications
from app.services.candidates.adding import keep_cv
from app.services.openings.notices import current_notice
from app.services.openings.pay import unlock_on_applying

RECEIVED, AGAIN = "application_received", "application_again"
# Nobody can fill the mailbox of somebody else by applying in their name over and over.
_AGAIN_EVERY = timedelta(days=1)
_BUSY = "Two applications with this address arrived at the same moment. Send the form once more."


def apply(opening_id: int, sent: Sent, *, cv: SentFile, folder: Path) -> None:
    """Take an application. A known address adds it to that record, and overwrites nothing of what is on it.

    Whether the address was known, and whether it had already applied here, is told by mail alone: to its owner.

    Args:
        opening_id: a published opening.
        sent: what was entered, checked.
        cv: the CV as it was sent.
        folder: where files are kept.

    Raises:
        NotFound: if the public does not see the opening any more.
        BadData: naming the field `cv`, if the file can't be kept.
        Conflict: if the same address applied at the very same moment, twice over.
    """
    checked = candidate_files.checked_cv(cv)
    stored = files.store(folder, checked.content)
    is_kept = False
    try:
        is_kept = _try_twice(opening_id, sent, checked, stored)
    finally:
        if not is_kept:
            files.remove(folder, stored)


def _try_twice(opening_id: int, sent: Sent, cv: CheckedFile, stored: str) -> bool:
    """Write it; once more when another request wrote the same address meanwhile."""
    try:
        return _write(opening_id, sent, cv, stored)
    except IntegrityError:
        try:
            return _write(opening_id, sent, cv, stored)
        except IntegrityError as error:
            raise Conflict(_BUSY) from error


def _write(opening_id: int, sent: Sent, cv: CheckedFile, stored: str) -> bool:
    """Whether it is a new application, whose CV has to stay."""
    with transaction() as session:
        now = clock.now()
        # Applicants don't wait for one another; whoever closes or takes down the opening waits for them.
        session.execute(select(Opening.id).where(Opening.id == opening_id).with_for_update(read=True))
        public_opening(opening_id, now)
        _lock_earlier(session, opening_id, sent.email)
        candidate_id = _candidate(session, sent, now)
        here = select(Application.id).where(Application.candidate_id == candidate_id)
        found = session.execute(here.where(Application.opening_id == opening_id).with_for_update()).scalar()
        if found is not None:
            _tell_again(session, found, candidate_id, now)
            return False
        cv_id = keep_cv(session, cv, candidate_id=candidate_id, stored=stored, now=now)
        made = _enter(session, opening_id, candidate_id, cv_id, sent, now)
        _keep_answers(session, made.id, sent)
        unlock_on_applying(session, made, now)
        notifications.queue(session, RECEIVED, now=now, due_at=now, application_id=made.id, candidate_id=candidate_id)
        return True


def _lock_earlier(session: Session, opening_id: int, email: str) -> None:
    """Lock what was sent from this address before: an application comes before its candidate, as everywhere."""
    sent = select(Application.id).join(Candidate, Candidate.id == Application.candidate_id)
    earlier = sent.where(Application.opening_id == opening_id, Candidate.email == email)
    session.execute(earlier.with_for_update(of=Application)).all()


def _candidate(session: Session, sent: Sent, now: datetime) -> int:
    """The record with this address, made if there is none. Nobody erases it before the application is written."""
    living = select(Candidate.id).where(Candidate.email == sent.email).with_for_update(read=True)
    known = session.execute(living).scalar()
    if known is not None:
        return known
    person = sent.person
    made = Candidate(**asdict(person), search_name=person.search_name, email=sent.email, created_at=now)
    made.preferred_name, made.phone, made.country = sent.preferred_name, sent.phone, sent.country
    made.language = sent.language
    session.add(made)
    session.flush()
    return made.id


def _enter(session: Session, opening_id: int, candidate_id: int, cv_id: int, sent: Sent, now: datetime) -> Application:
    """Begin in the first stage of the pinned plan."""
    position, events = pipeline.applied(plan_of(ladders.playbook_of(opening_id)))
    made = Application(
        candidate_id=candidate_id,
        opening_id=opening_id,
        cv_id=cv_id,
        source=sent.source,
        referrer=sent.referrer,
        links=list(sent.links),
        came_by=BY_CANDIDATE,
        state=position.state.value,
        stage=position.stage,
        stage_entered_at=now,
        applied_at=now,
        notice_id=current_notice(session, now),
        consented_at=now,
    )
    session.add(made)
    session.flush()
    facts = {"by": BY_CANDIDATE, "stage": position.stage}
    for event in events:
        session.add(ApplicationEvent(application_id=made.id, kind=event.kind, data=facts, at=now))
    about = {"opening": str(opening_id), "candidate": str(candidate_id)} | facts
    audit.record(session, None, action="application.applied", about=("application", made.id), at=now, data=about)
    return made


def _keep_answers(session: Session, application_id: int, sent: Sent) -> None:
    for key, text in sent.answers:
        session.add(ApplicationAnswer(application_id=application_id, question=key, text=text))
    for claim in sent.claims:
        session.add(RequirementClaim(application_id=application_id, **asdict(claim)))


def _tell_again(session: Session, application_id: int, candidate_id: int, now: datetime) -> None:
    """Mail that they had applied already, to the address on record, at most once a day."""
    lately = select(OutboxMessage.id).where(
        OutboxMessage.application_id == application_id,
        OutboxMessage.kind == AGAIN,
        OutboxMessage.created_at > now - _AGAIN_EVERY,
    )
    if session.execute(lately.limit(1)).first() is None:
        notifications.queue(
            session, AGAIN, now=now, due_at=now, application_id=application_id, candidate_id=candidate_id
        )
