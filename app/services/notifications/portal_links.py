"""Links into a candidate's own pages: whom an address belongs to is found out as the message is written, not before.

A token follows from the number of its message, and is kept nowhere but as a hash.
"""

from dataclasses import replace
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.database import transaction
from app.domain.portal import LINK_LASTS
from app.gateways import signatures
from app.gateways.passwords import token_hash
from app.models.candidates import Candidate, PortalLink
from app.models.notifications import OutboxMessage
from app.queries.notifications import Matter
from app.queries.notifications.facts import address_change_by

LINK_MAIL, ADDRESS_MAIL, ASKED_MAIL = "portal_link", "address_link", "address_asked"
# Under this name a row keeps the address that it was asked for or told to; nothing else of a row is an address.
TO = "email"
NOBODY, CHANGED, USED = "nobody has this address", "another address since", "link was used"


def token_of(kind: str, message_id: int, created_at: datetime) -> str:
    """The token of the link that a message carries."""
    settings: Settings = current_app.config["RUNG"]
    return signatures.sign(settings.secret_key, f"{kind} by mail", [message_id, int(created_at.timestamp())])


def make_link(message_id: int, now: datetime) -> str:
    """Find out who asked for a link, and make it: it holds from this instant on. Asked for again, it holds anew.

    An address that nobody has is forgotten.

    Returns:
        in a few words why there is none; nothing when it is made.
    """
    with transaction() as session:
        row = session.get_one(OutboxMessage, message_id, with_for_update=True)
        candidate = _whose(session, row)
        row.data = {}
        if candidate is None:
            return NOBODY
        row.candidate_id = candidate.id
        hashed = token_hash(token_of(LINK_MAIL, row.id, row.created_at))
        link = session.get(PortalLink, hashed, with_for_update=True)
        if link is None:
            made = PortalLink(token_hash=hashed, candidate_id=candidate.id, email=candidate.email, created_at=now)
            made.expires_at = now + LINK_LASTS
            session.add(made)
            return ""
        if link.used_at is not None or link.email != candidate.email:
            return USED if link.used_at is not None else CHANGED
        link.expires_at = now + LINK_LASTS
        return ""


def addressed(matter: Matter, now: datetime) -> Matter:
    """The same message with the address that it really goes to, where that is not the candidate's present one."""
    if matter.kind == ADDRESS_MAIL:
        change = address_change_by(token_hash(token_of(ADDRESS_MAIL, matter.id, matter.created_at)), now)
        return replace(matter, reader=replace(matter.reader, address=change.email if change else ""))
    if matter.kind == ASKED_MAIL and matter.data.get(TO):
        return replace(matter, reader=replace(matter.reader, address=matter.data[TO]))
    return matter


def _whose(session: Session, row: OutboxMessage) -> Candidate | None:
    """The candidate with the address that was asked for; of a message that is written again, the one found then."""
    mine = Candidate.id == row.candidate_id if row.candidate_id is not None else Candidate.email == row.data.get(TO, "")
    statement = select(Candidate).where(mine, Candidate.erased_at.is_(None))
    return session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
