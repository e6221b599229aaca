"""Questions about requests to look at a decision once more: the candidate's page, and that of those who answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.errors import NotFound
from app.domain.policy import Action, Relation, Viewer, permit
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent, ReviewRequest
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.queries import access

_Decliner = aliased(Account)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """One request, with its answer if there is one. `answered_by` is for staff."""

    id: int
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: str | None

    @property
    def waits(self) -> bool:
        """Whether nobody answered yet."""
        return self.answered_at is None


@dataclass(frozen=True, slots=True)
class LookPage:
    """The requests of one application, the newest first; `declined_by` took the decision, and is best not the judge.

    `declined_by` is None where nothing is declined, or the system did it.
    """

    relation: Relation
    application_id: int
    opening_id: int
    opening: str
    candidate_id: int
    candidate: str
    declined_by: int | None
    decliner: str
    looks: tuple[SecondLook, ...]

    @property
    def waiting(self) -> SecondLook | None:
        """The one without an answer, if there is one."""
        return next((look for look in self.looks if look.waits), None)


def second_looks(application_id: int) -> tuple[SecondLook, ...]:
    """All requests of an application, the newest first: one statement. The caller has seen to who may read them."""
    statement = (
        select(
            ReviewRequest.id,
            ReviewRequest.text,
            ReviewRequest.asked_at,
            ReviewRequest.answer,
            ReviewRequest.answered_at,
            Account.name.label("answered_by"),
        )
        .outerjoin(Account, Account.id == ReviewRequest.answered_by)
        .where(ReviewRequest.application_id == application_id)
        .order_by(ReviewRequest.id.desc())
    )
    return tuple(SecondLook(**row._mapping) for row in db.session.execute(statement))


def look_page(viewer: Viewer, application_id: int) -> LookPage:
    """What is to be looked at once more: two statements.

    Raises:
        NotFound, NotAllowed: as the permission table says.
    """
    row = _row(viewer, application_id)
    relation = access.relation_from(viewer, row._mapping)
    permit(Action.REVIEW_ANSWER, relation)
    return LookPage(
        relation,
        application_id,
        row.opening_id,
        row.opening,
        row.candidate_id,
        row.candidate,
        row.declined_by,
        row.decliner or "",
        second_looks(application_id),
    )


def _row(viewer: Viewer, application_id: int) -> Row[*tuple[Any, ...]]:
    declined_by = (
        select(ApplicationEvent.actor_id)
        .where(ApplicationEvent.application_id == Application.id, ApplicationEvent.kind == "declined")
        .order_by(ApplicationEvent.id.desc())
        .limit(1)
        .correlate(Application)
        .scalar_subquery()
    )
    statement = (
        select(
            Opening.id.label("opening_id"),
            Opening.name.label("opening"),
            Candidate.id.label("candidate_id"),
            Candidate.name.label("candidate"),
            _Decliner.id.label("declined_by"),
            _Decliner.name.label("decliner"),
            *access.relation_columns(viewer.account_id),
        )
        .select_from(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .outerjoin(_Decliner, _Decliner.id == declined_by)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    return row
