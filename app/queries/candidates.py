"""Questions about candidates: where to add one, and the CV of an application."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.opening import OpeningState
from app.domain.policy import Relation, Viewer
from app.models.applications import Application
from app.models.candidates import CandidateFile
from app.models.openings import Opening
from app.models.scheduling import Interview
from app.queries import access

_CV = (CandidateFile.name, CandidateFile.media_type, CandidateFile.stored_as)


@dataclass(frozen=True, slots=True)
class Target:
    """The opening that a candidate is added to."""

    relation: Relation
    id: int
    name: str
    is_open: bool


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
