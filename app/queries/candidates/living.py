"""Whether a candidate is still there to be written about: what is added to somebody erased is never erased again."""

from sqlalchemy import select

from app.database import db
from app.domain.erasure import NO_MORE
from app.domain.errors import NotReady
from app.models.applications import Application
from app.models.candidates import Candidate


def refuse_erased(application_id: int) -> None:
    """Refuse to write about the candidate of an application who was erased. The caller has locked the application.

    Raises:
        NotReady: if they were.
    """
    whose = select(Candidate.erased_at).join(Application, Application.candidate_id == Candidate.id)
    if db.session.execute(whose.where(Application.id == application_id)).scalar() is not None:
        raise NotReady(NO_MORE)
