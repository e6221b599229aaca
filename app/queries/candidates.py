"""Questions about candidates: where to add one, and the CV of an application."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotFound
from app.domain.opening import OpeningState
from app.domain.policy import Relation, Viewer
from app.models.applications import Application
from app.models.candidates import CandidateFile
from app.models.openings import Opening
from app.queries import access


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
    statement = (
        select(
            CandidateFile.name,
            CandidateFile.media_type,
            CandidateFile.stored_as,
            *access.relation_columns(viewer.account_id),
        )
        .select_from(Application)
        .join(CandidateFile, CandidateFile.id == Application.cv_id)
    )
    row = db.session.execute(statement.where(Application.id == application_id)).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    if not relation.exists:
        raise NotFound
    return CvFile(relation, row.name, row.media_type, row.stored_as)
