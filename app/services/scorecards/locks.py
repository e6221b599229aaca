"""What every change of a scorecard begins with: the application and the interview locked, then all read anew."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.domain.policy import Viewer
from app.models.applications import Application
from app.models.scheduling import Interview
from app.queries.scorecards.desk import Desk, desk_for

# Whoever writes a card holds both locks, so that no card needs one of its own. What the decision rests on is read in a
# statement after this one: a statement that waited for a lock still sees the other tables as they were before it.
_LOCK = (
    select(Application.id)
    .join(Interview, Interview.application_id == Application.id)
    .where(Interview.id == bindparam("interview_id"))
    .with_for_update(of=[Application, Interview])
)


def locked_desk(session: Session, viewer: Viewer, interview_id: int) -> Desk:
    """The viewer's desk, locked: two statements.

    Raises:
        NotFound: if there is no such interview.
    """
    session.execute(_LOCK, {"interview_id": interview_id})
    return desk_for(viewer, interview_id)
