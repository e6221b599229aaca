"""The candidate's sessions: a link asked for, used up once, and a session that ends."""

from sqlalchemy import update

from app.database import transaction
from app.domain.portal import Visitor
from app.gateways import clock
from app.models.candidates import PortalSession
from app.services import notifications

LINK_MAIL = "portal_link"


def ask_for_link(email: str) -> None:
    """Queue a message to an address, to leave at once. Whether anybody has it is found out when it is written."""
    with transaction() as session:
        now = clock.now()
        notifications.queue(session, LINK_MAIL, now=now, due_at=now, data={"email": email})


def leave(visitor: Visitor) -> None:
    """End this session."""
    mine = update(PortalSession).where(PortalSession.token_hash == visitor.session, PortalSession.ended_at.is_(None))
    with transaction() as session:
        session.execute(mine.values(ended_at=clock.now()))
