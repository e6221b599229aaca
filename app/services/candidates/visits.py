"""The candidate's sessions: a link asked for, used up once, and a session that ends."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import NotFound
from app.domain.portal import LINK_OVER, SESSION_LASTS, Visitor
from app.gateways import clock
from app.gateways.passwords import new_token, token_hash
from app.models.candidates import AddressChange, Candidate, PortalLink, PortalSession
from app.services import audit, notifications
from app.services.notifications.portal_links import LINK_MAIL, TO


def ask_for_link(email: str) -> None:
    """Queue a message to an address, to leave at once. Whether anybody has it is found out when it is written.

    Args:
        email: in the form in which addresses are kept.
    """
    with transaction() as session:
        now = clock.now()
        notifications.queue(session, LINK_MAIL, now=now, due_at=now, data={TO: email})


def enter(token: str) -> tuple[str, datetime]:
    """Use a link up, and begin a session.

    Returns:
        the token of the session, and until when it holds.

    Raises:
        NotFound: if the link is unknown, used, too old, or went to an address that is not the candidate's any more.
    """
    with transaction() as session:
        now, hashed = clock.now(), token_hash(token)
        living = (PortalLink.token_hash == hashed, PortalLink.used_at.is_(None), PortalLink.expires_at > now)
        taken = update(PortalLink).where(*living).values(used_at=now)
        whose = taken.returning(PortalLink.candidate_id, PortalLink.email)
        link = session.execute(whose, execution_options={"synchronize_session": False}).first()
        if link is None or not _has_address(session, link.candidate_id, link.email):
            raise NotFound(LINK_OVER)
        own, until = new_token(), now + SESSION_LASTS
        row = PortalSession(token_hash=token_hash(own), candidate_id=link.candidate_id, email=link.email)
        row.created_at, row.expires_at = now, until
        session.add(row)
        audit.record(session, None, action="portal.entered", about=("candidate", link.candidate_id), at=now)
        return own, until


def leave(visitor: Visitor) -> None:
    """End this session."""
    mine = update(PortalSession).where(PortalSession.token_hash == visitor.session, PortalSession.ended_at.is_(None))
    with transaction() as session:
        session.execute(mine.values(ended_at=clock.now()))


def end_everything(session: Session, candidate_id: int, now: datetime) -> None:
    """End every session of a candidate, and every link that would begin one or change their address."""
    for table, ended in ((PortalSession, "ended_at"), (PortalLink, "used_at"), (AddressChange, "used_at")):
        theirs = (table.candidate_id == candidate_id, getattr(table, ended).is_(None))
        statement = update(table).where(*theirs).values({ended: now})
        session.execute(statement, execution_options={"synchronize_session": False})


def _has_address(session: Session, candidate_id: int, email: str) -> bool:
    theirs = (Candidate.id == candidate_id, Candidate.email == email, Candidate.erased_at.is_(None))
    return session.execute(select(Candidate.id).where(*theirs)).first() is not None
