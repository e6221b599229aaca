"""Replacing one's own link to an interview."""

from sqlalchemy import update

from app.database import transaction
from app.domain.policy import Action, Viewer, permit
from app.gateways import clock
from app.models.scheduling import Seat
from app.services import audit
from app.services.scorecards.locks import locked_desk


def renew_link(viewer: Viewer, interview_id: int) -> None:
    """End every link to the viewer's seat that was given out before; from now on there is another one.

    Raises:
        NotFound, NotAllowed: for anybody who does not sit in the interview, or came by a link.
    """
    now = clock.now()
    with transaction() as session:
        desk = locked_desk(session, viewer, interview_id)
        permit(Action.INTERVIEW_LINK, desk.relation)
        mine = (Seat.interview_id == interview_id, Seat.account_id == viewer.account_id)
        session.execute(update(Seat).where(*mine).values(link_epoch=Seat.link_epoch + 1))
        audit.record(session, viewer, action="interview.link_renewed", about=("interview", interview_id), at=now)
