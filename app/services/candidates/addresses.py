"""Changing the address of a candidate: asked for on their pages, confirmed by a link that goes to the new one."""

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import BadData, Conflict, NotFound, NotReady
from app.domain.portal import CHANGE_LASTS, LINK_OVER, Visitor
from app.domain.say import translatable
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.models.accounts import Account
from app.models.candidates import AddressChange, Candidate
from app.models.notifications import OutboxMessage
from app.services import audit, notifications
from app.services.candidates.visits import end_everything
from app.services.notifications.portal_links import ADDRESS_MAIL, ASKED_MAIL, TO, token_of

SAME = translatable("This is the address that we write to already. Enter the new one.")
OF_STAFF = translatable("You work here under this address, so a recruiter has to change it. Write to us.")
IN_USE = translatable("Another application came from this address already, so nothing was changed. Please write to us.")


def ask_for_change(visitor: Visitor, email: str) -> None:
    """Send a link to a new address, and word of it to the present one. Nothing changes before the link is used.

    Whether anybody else has the address is not looked at: who asks has not proved that it is theirs.

    Args:
        visitor: the candidate.
        email: the new address, in the form in which addresses are kept.

    Raises:
        BadData: if it is the present one.
        NotReady: if somebody who works here asks: their own application is closed to them by this address.
        NotFound: if they were erased meanwhile, or their address is another one by now.
    """
    if email == visitor.email:
        raise BadData(SAME, field="email")
    with transaction() as session:
        now, whose = clock.now(), {"candidate_id": visitor.candidate_id}
        _lock(session, visitor)
        if session.execute(select(exists().where(Account.email == visitor.email))).scalar():
            raise NotReady(OF_STAFF)
        mine = (AddressChange.candidate_id == visitor.candidate_id, AddressChange.used_at.is_(None))
        session.execute(update(AddressChange).where(*mine).values(used_at=now))
        notifications.queue(session, ASKED_MAIL, now=now, due_at=now, data={TO: visitor.email}, **whose)
        row = OutboxMessage(kind=ADDRESS_MAIL, data={}, created_at=now, due_at=now, **whose)
        session.add(row)
        session.flush()
        hashed = token_hash(token_of(ADDRESS_MAIL, row.id, now))
        session.add(
            AddressChange(token_hash=hashed, email=email, created_at=now, expires_at=now + CHANGE_LASTS, **whose)
        )
        audit.record(session, None, action="candidate.address_asked", about=("candidate", visitor.candidate_id), at=now)


def _lock(session: Session, visitor: Visitor) -> None:
    mine = (Candidate.id == visitor.candidate_id, Candidate.email == visitor.email, Candidate.erased_at.is_(None))
    if session.execute(select(Candidate.id).where(*mine).with_for_update()).first() is None:
        raise NotFound


def confirm(token: str) -> None:
    """Let the new address hold. Every session and every link of the candidate ends with the old one.

    Raises:
        NotFound: if the link is unknown, used or too old.
        Conflict: if another record has the address; the link is used up, and nothing else changes.
    """
    try:
        with transaction() as session:
            is_changed = _changed(session, token)
    except IntegrityError as error:
        raise Conflict(IN_USE) from error
    if not is_changed:
        raise Conflict(IN_USE)


def _changed(session: Session, token: str) -> bool:
    now = clock.now()
    living = (
        AddressChange.token_hash == token_hash(token),
        AddressChange.used_at.is_(None),
        AddressChange.expires_at > now,
    )
    taken = update(AddressChange).where(*living).values(used_at=now)
    change = session.execute(
        taken.returning(AddressChange.candidate_id, AddressChange.email),
        execution_options={"synchronize_session": False},
    ).first()
    candidate = session.get(Candidate, change.candidate_id, with_for_update=True) if change is not None else None
    if change is None or candidate is None or candidate.erased_at is not None:
        raise NotFound(LINK_OVER)
    if session.execute(select(exists().where(Candidate.email == change.email))).scalar():
        return False
    candidate.email = change.email
    candidate.version += 1
    end_everything(session, candidate.id, now)
    audit.record(session, None, action="candidate.address_changed", about=("candidate", candidate.id), at=now)
    return True
