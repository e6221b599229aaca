"""Notes to the next interviewer: a field of their own, shown to later stages once their card is in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app.database import db
from app.models.accounts import Account
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries.scorecards.desk import About

_NOTES = (
    select(
        Scorecard.id.label("card_id"),
        Scorecard.next_note.label("text"),
        Account.name,
        Account.job_title,
        Interview.stage,
        Scorecard.submitted_at,
    )
    .join(Interview, Interview.id == Scorecard.interview_id)
    .join(Seat, (Seat.interview_id == Scorecard.interview_id) & (Seat.account_id == Scorecard.account_id))
    .join(Account, Account.id == Scorecard.account_id)
    .where(
        Interview.application_id == bindparam("application_id"),
        Scorecard.submitted_at.is_not(None),
        Scorecard.note_withdrawn_at.is_(None),
        Scorecard.next_note != "",
        Seat.left_at.is_(None),
        Seat.is_shadow.is_(False),
    )
    .order_by(Interview.starts_at, Interview.id, Scorecard.id)
)
_BEFORE = _NOTES.where(Interview.stage != bindparam("stage"), Interview.starts_at < bindparam("starts_at"))


@dataclass(frozen=True, slots=True)
class Note:
    """What one interviewer tells those of later stages."""

    card_id: int
    text: str
    name: str
    job_title: str
    stage: str
    submitted_at: datetime


def notes_before(about: About) -> tuple[Note, ...]:
    """What interviewers of earlier stages left for this interview, oldest first."""
    seen = {"application_id": about.application_id, "stage": about.stage, "starts_at": about.starts_at}
    return tuple(Note(**row) for row in db.session.execute(_BEFORE, seen).mappings())


def notes_of_application(application_id: int) -> tuple[Note, ...]:
    """Every note of an application that was not withdrawn, oldest first: one statement.

    For pages of the opening's recruiter and hiring manager, who see to it that nothing in them gives a rating away.
    """
    return tuple(Note(**row) for row in db.session.execute(_NOTES, {"application_id": application_id}).mappings())
