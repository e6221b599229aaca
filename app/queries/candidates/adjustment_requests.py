"""Questions about what candidates ask to be arranged: their own page, and the page of those who answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from app.database import db
from app.domain.adjustment_requests import RequestState, Want, Wish
from app.domain.errors import NotFound
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.portal import Visitor
from app.models import applications as tables
from app.models.accounts import Account
from app.models.applications import AdjustmentRequest, Application
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.queries import access

_COLUMNS = (
    AdjustmentRequest.id,
    AdjustmentRequest.wants,
    AdjustmentRequest.text,
    AdjustmentRequest.state,
    AdjustmentRequest.asked_at,
    AdjustmentRequest.answer,
    AdjustmentRequest.answered_at,
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request, with its answer if there is one. `answered_by` is for staff alone; the candidate gets None."""

    id: int
    wish: Wish
    state: RequestState
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a candidate asked for in one application, the newest first."""

    id: int
    opening: str
    candidate_id: int
    requests: tuple[Request, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """What is to be answered in an application, and what is arranged so far, of version 0 until something is."""

    relation: Relation
    application_id: int
    opening_id: int
    opening: str
    candidate_id: int
    candidate: str
    version: int
    arrangement: str
    extra_minutes: int
    requests: tuple[Request, ...]

    def request(self, request_id: int) -> Request:
        """One of them.

        Raises:
            NotFound: if it is none of this application's.
        """
        for item in self.requests:
            if item.id == request_id:
                return item
        raise NotFound

    @property
    def waiting(self) -> tuple[Request, ...]:
        """Those without an answer, the oldest first."""
        return tuple(item for item in reversed(self.requests) if item.state is RequestState.ASKED)


def wishes_of(visitor: Visitor, application_id: int) -> Wishes:
    """What the visitor asked for in an application of theirs: two statements.

    Raises:
        NotFound: if the application is not one of theirs.
    """
    return _wishes(Application.id == application_id, Application.candidate_id == visitor.candidate_id)


def wishes_in(application_id: int, candidate_id: int) -> Wishes:
    """The same for somebody whose invitation of this application is the proof.

    Raises:
        NotFound: if the application is not the candidate's.
    """
    return _wishes(Application.id == application_id, Application.candidate_id == candidate_id)


def inbox_for(viewer: Viewer, application_id: int) -> Inbox:
    """What is to be answered, for those who may read it: two statements.

    Raises:
        NotFound, NotAllowed: as the permission table says; nothing of a request is read before.
    """
    statement = (
        select(
            Opening.id.label("opening_id"),
            Opening.name.label("opening"),
            Candidate.id.label("candidate_id"),
            Candidate.name,
            tables.Adjustment.version,
            tables.Adjustment.arrangement,
            tables.Adjustment.extra_minutes,
            *access.relation_columns(viewer.account_id),
        )
        .select_from(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .outerjoin(tables.Adjustment, tables.Adjustment.application_id == Application.id)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    permit(Action.ADJUSTMENT_ANSWER, relation)
    requests = tuple(_request(item) for item in db.session.execute(_of(application_id, Account.name.label("who"))))
    return Inbox(
        relation,
        application_id,
        row.opening_id,
        row.opening,
        row.candidate_id,
        row.name,
        row.version or 0,
        row.arrangement or "",
        row.extra_minutes or 0,
        requests,
    )


def _wishes(*conditions: ColumnElement[bool]) -> Wishes:
    statement = select(Application.id, Application.candidate_id, Opening.name).join(
        Opening, Opening.id == Application.opening_id
    )
    row = db.session.execute(statement.where(*conditions)).first()
    if row is None:
        raise NotFound
    requests = tuple(_request(item) for item in db.session.execute(_of(row.id)))
    return Wishes(row.id, row.name, row.candidate_id, requests)


def _of(application_id: int, *more: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = select(*_COLUMNS, *more).select_from(AdjustmentRequest)
    statement = statement.outerjoin(Account, Account.id == AdjustmentRequest.answered_by)
    return statement.where(AdjustmentRequest.application_id == application_id).order_by(AdjustmentRequest.id.desc())


def _request(row: Row[*tuple[Any, ...]]) -> Request:
    known = {want.value for want in Want}
    wish = Wish(tuple(Want(key) for key in row.wants if key in known), row.text)
    who = row._mapping.get("who")
    return Request(row.id, wish, RequestState(row.state), row.asked_at, row.answer, row.answered_at, who)
