"""Questions about candidates: where to add one, their CV, what is on record of them and what is arranged for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, select

from app.database import db
from app.domain.adjustment import Adjustment
from app.domain.candidate import Person
from app.domain.errors import NotFound
from app.domain.opening import OpeningState
from app.domain.policy import Action, Relation, Viewer, may
from app.models import applications as tables
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate, CandidateFile
from app.models.openings import Opening
from app.models.scheduling import Interview
from app.queries import access

_PERSON = (
    Candidate.name,
    Candidate.pronunciation,
    Candidate.pronouns,
    Candidate.place,
    Candidate.zone,
    Candidate.language,
)
_CV = (CandidateFile.name, CandidateFile.media_type, CandidateFile.stored_as)


@dataclass(frozen=True, slots=True)
class Target:
    """The opening that a candidate is added to."""

    relation: Relation
    id: int
    name: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record of the candidate of an application."""

    relation: Relation
    application_id: int
    opening_id: int
    opening: str
    candidate_id: int
    version: int
    person: Person


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is arranged in an application; blank, and of version 0, until something is, and for whoever may not read it.

    `set_by` and `set_at`: who wrote it last, and when.
    """

    relation: Relation
    application_id: int
    opening_id: int
    opening: str
    candidate: str
    version: int
    adjustment: Adjustment
    set_by: str | None
    set_at: datetime | None


@dataclass(frozen=True, slots=True)
class CvFile:
    """A CV as it is kept."""

    relation: Relation
    name: str
    media_type: str
    stored_as: str


def target_for(viewer: Viewer, opening_id: int) -> Target:
    """The opening, in one statement.

    Raises:
        NotFound: if there is none, or nothing ties the viewer to it.
    """
    statement = select(Opening.id, Opening.name, Opening.state, *access.opening_columns(viewer))
    row = db.session.execute(statement.where(Opening.id == opening_id)).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    if not relation.exists:
        raise NotFound
    return Target(relation, row.id, row.name, row.state == OpeningState.OPEN.value)


def record_for(viewer: Viewer, application_id: int) -> Record:
    """What is on record of the candidate: one statement.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
    """
    row, relation = _about(
        viewer, application_id, select(*_PERSON, Candidate.id.label("candidate_id"), Candidate.version)
    )
    person = Person(**{column.key: row[column.key] for column in _PERSON})
    return Record(
        relation, application_id, row["opening_id"], row["opening"], row["candidate_id"], row["version"], person
    )


def arranged_for(viewer: Viewer, application_id: int) -> Arranged:
    """What is arranged differently, read only for somebody who may: one statement.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
    """
    texts = (
        tables.Adjustment.arrangement,
        tables.Adjustment.reason,
        tables.Adjustment.version,
        tables.Adjustment.set_at,
    )
    row, relation = _about(viewer, application_id, select(Candidate.name, *texts, Account.name.label("set_by")))
    is_read = row["version"] is not None and may(Action.ADJUSTMENT_MANAGE, relation)
    return Arranged(
        relation,
        application_id,
        row["opening_id"],
        row["opening"],
        row["name"],
        row["version"] if is_read else 0,
        Adjustment(row["arrangement"], row["reason"]) if is_read else Adjustment(),
        row["set_by"] if is_read else None,
        row["set_at"] if is_read else None,
    )


def _about(viewer: Viewer, application_id: int, statement: Select[*tuple[Any, ...]]) -> tuple[RowMapping, Relation]:
    """One row about an application that the viewer has something to do with."""
    opening = (Opening.id.label("opening_id"), Opening.name.label("opening"))
    statement = (
        statement.add_columns(*opening, *access.relation_columns(viewer.account_id))
        .select_from(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .outerjoin(tables.Adjustment, tables.Adjustment.application_id == Application.id)
        .outerjoin(Account, Account.id == tables.Adjustment.set_by)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).mappings().first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row)
    if not relation.exists:
        raise NotFound
    return row, relation


def cv_for(viewer: Viewer, application_id: int) -> CvFile:
    """The CV of an application, in one statement.

    Raises:
        NotFound: if there is none, or nothing ties the viewer to it.
    """
    statement = select(*_CV, *access.relation_columns(viewer.account_id)).select_from(Application)
    return _cv(viewer, statement.where(Application.id == application_id))


def cv_of_interview(viewer: Viewer, interview_id: int) -> CvFile:
    """The CV of the application that an interview belongs to, in one statement.

    Raises:
        NotFound: if there is none, or nothing ties the viewer to it.
    """
    columns = [*access.relation_columns(viewer.account_id), *access.seat_columns(viewer.account_id)]
    statement = select(*_CV, *columns).select_from(Interview)
    statement = statement.join(Application, Application.id == Interview.application_id)
    return _cv(viewer, statement.where(Interview.id == interview_id))


def _cv(viewer: Viewer, statement: Select[*tuple[Any, ...]]) -> CvFile:
    row = db.session.execute(statement.join(CandidateFile, CandidateFile.id == Application.cv_id)).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    if not relation.exists:
        raise NotFound
    return CvFile(relation, row.name, row.media_type, row.stored_as)
