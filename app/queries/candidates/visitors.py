"""Who is behind a portal session."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app.database import db
from app.domain.portal import Visitor
from app.models.candidates import AddressChange, Candidate, PortalLink, PortalSession

_VISITOR = (
    select(Candidate.id, Candidate.name, Candidate.preferred_name, Candidate.language, Candidate.zone, Candidate.email)
    .join(PortalSession, PortalSession.candidate_id == Candidate.id)
    .where(
        PortalSession.token_hash == bindparam("session"),
        PortalSession.email == Candidate.email,
        PortalSession.ended_at.is_(None),
        PortalSession.expires_at > bindparam("now"),
        Candidate.erased_at.is_(None),
    )
)
_BY_LINK = (
    select(Candidate.language)
    .join(PortalLink, PortalLink.candidate_id == Candidate.id)
    .where(
        PortalLink.token_hash == bindparam("link"),
        PortalLink.email == Candidate.email,
        PortalLink.used_at.is_(None),
        PortalLink.expires_at > bindparam("now"),
        Candidate.erased_at.is_(None),
    )
)
_BY_CHANGE = (
    select(AddressChange.email, Candidate.language)
    .join(Candidate, Candidate.id == AddressChange.candidate_id)
    .where(
        AddressChange.token_hash == bindparam("link"),
        AddressChange.used_at.is_(None),
        AddressChange.expires_at > bindparam("now"),
        Candidate.erased_at.is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The address that a candidate wants to be written to, and the language that they read."""

    email: str
    language: str


def visitor_by(session: str, now: datetime) -> Visitor | None:
    """The candidate whose session this is, while it holds: one statement. A changed address ends every session.

    Args:
        session: the hash of the token that the browser holds.
        now: this instant.
    """
    row = db.session.execute(_VISITOR, {"session": session, "now": now}).first()
    if row is None:
        return None
    return Visitor(row.id, row.email, row.preferred_name or row.name, row.language, row.zone, session)


def language_by_link(link: str, now: datetime) -> str | None:
    """The language of whoever was sent this link, while it opens their pages; None when it does not: one statement.

    Args:
        link: the hash of the link's token.
        now: this instant.
    """
    found: str | None = db.session.execute(_BY_LINK, {"link": link, "now": now}).scalar()
    return found


def address_by_link(link: str, now: datetime) -> Wanted | None:
    """What a link to confirm an address is about, while it works; None when it does not: one statement."""
    row = db.session.execute(_BY_CHANGE, {"link": link, "now": now}).first()
    return Wanted(row.email, row.language) if row is not None else None
