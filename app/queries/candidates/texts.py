"""The text of a CV, for those who may read the CV itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database import db
from app.domain.candidate import TextState
from app.domain.errors import NotFound
from app.domain.policy import Relation, Viewer
from app.models.applications import Application
from app.models.candidates import Candidate, CandidateFile, CandidateFileText
from app.models.openings import Opening
from app.queries import access


@dataclass(frozen=True, slots=True)
class CvText:
    """What was read out of a CV: empty while it waits, when it could not be read, and when nobody tried."""

    relation: Relation
    application_id: int
    opening: str
    candidate: str
    name: str
    state: TextState
    text: str
    read_at: datetime | None


def cv_text_for(viewer: Viewer, application_id: int) -> CvText:
    """The text of the CV of an application, in one statement.

    Raises:
        NotFound: if there is no CV, or nothing ties the viewer to it.
    """
    file = (CandidateFile.name, CandidateFile.text_state, CandidateFileText.text, CandidateFileText.read_at)
    people = (Candidate.name.label("candidate"), Opening.name.label("opening"))
    statement = (
        select(*file, *people, *access.relation_columns(viewer.account_id))
        .select_from(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(CandidateFile, CandidateFile.id == Application.cv_id)
        .outerjoin(CandidateFileText, CandidateFileText.file_id == CandidateFile.id)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    if not relation.exists:
        raise NotFound
    state = TextState(row.text_state)
    return CvText(relation, application_id, row.opening, row.candidate, row.name, state, row.text or "", row.read_at)
