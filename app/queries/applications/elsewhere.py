"""Other applications of the same person: of the same record, or of one that somebody said to be theirs as well."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.pipeline import State
from app.domain.policy import Part
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.openings import Opening, OpeningMember
from app.queries import access
from app.queries.applications.case import Case

_Here = aliased(Candidate)
_IS_THIS_RECORD = (Candidate.id == _Here.id).label("is_this_record")
_ELSEWHERE = (
    select(Application.id, Application.state, Opening.name, Candidate.email, _IS_THIS_RECORD)
    .join(Opening, Opening.id == Application.opening_id)
    .join(
        OpeningMember,
        and_(
            OpeningMember.opening_id == Opening.id,
            OpeningMember.account_id == bindparam("me"),
            OpeningMember.part.in_([Part.RECRUITER.value, Part.HIRING_MANAGER.value]),
        ),
    )
    .join(Candidate, Candidate.id == Application.candidate_id)
    .join(_Here, _Here.id == bindparam("candidate_id"))
    .where(
        or_(
            Candidate.id == _Here.id,
            Candidate.same_as_id == _Here.id,
            Candidate.id == _Here.same_as_id,
            Candidate.same_as_id == _Here.same_as_id,
        ),
        Application.id != bindparam("application_id"),
        ~access.is_own(bindparam("me")),
    )
    .distinct()
    .order_by(Application.id)
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another application of the same candidate, in an opening that is the viewer's too.

    `email` is the address of the record that it was sent with, where that is another one.
    """

    id: int
    state: State
    opening: str
    email: str


def elsewhere_of(case: Case) -> tuple[Elsewhere, ...]:
    """Them all, the oldest first: one statement."""
    who = {"me": case.relation.viewer.account_id, "candidate_id": case.candidate_id, "application_id": case.id}
    return tuple(
        Elsewhere(row.id, State(row.state), row.name, "" if row.is_this_record else row.email)
        for row in db.session.execute(_ELSEWHERE, who)
    )
