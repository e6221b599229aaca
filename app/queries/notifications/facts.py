"""Questions about single facts that only some messages turn on, asked just before they are sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app.database import db
from app.models.accounts import Account, PasswordLink
from app.models.applications import GrowthLetter
from app.models.candidates import AddressChange, PortalLink
from app.models.scheduling import Interview, Invitation


@dataclass(frozen=True, slots=True)
class NewAddress:
    """The address that a candidate wants to be written to, and until when it can be confirmed."""

    email: str
    expires_at: datetime


def names_of(account_ids: frozenset[int]) -> dict[int, str]:
    """What these people are called: one statement, none for nobody."""
    if not account_ids:
        return {}
    statement = select(Account.id, Account.name).where(Account.id.in_(account_ids)).order_by(Account.id)
    return {row.id: row.name for row in db.session.execute(statement)}


def link_ends_at(token_hash: str, now: datetime) -> datetime | None:
    """Until when a password can still be set with this link; None when it was used or is over."""
    living = (PasswordLink.token_hash == token_hash, PasswordLink.used_at.is_(None), PasswordLink.expires_at > now)
    return db.session.execute(select(PasswordLink.expires_at).where(*living)).scalar()


def way_in_ends_at(token_hash: str, now: datetime) -> datetime | None:
    """Until when this link opens a candidate's pages; None when it was used or is over."""
    living = (PortalLink.token_hash == token_hash, PortalLink.used_at.is_(None), PortalLink.expires_at > now)
    return db.session.execute(select(PortalLink.expires_at).where(*living)).scalar()


def address_change_by(token_hash: str, now: datetime) -> NewAddress | None:
    """The address that this link confirms; None when it was used or is over."""
    living = (AddressChange.token_hash == token_hash, AddressChange.used_at.is_(None), AddressChange.expires_at > now)
    row = db.session.execute(select(AddressChange.email, AddressChange.expires_at).where(*living)).first()
    return NewAddress(row.email, row.expires_at) if row is not None else None


def interviews_at(interview_ids: tuple[int, ...]) -> tuple[tuple[datetime, datetime], ...]:
    """From when to when these interviews were to last, in order of time."""
    statement = select(Interview.starts_at, Interview.ends_at).where(Interview.id.in_(interview_ids))
    rows = db.session.execute(statement.order_by(Interview.starts_at, Interview.id))
    return tuple((row.starts_at, row.ends_at) for row in rows)


def has_booking_ahead(application_id: int, now: datetime) -> bool:
    """Whether an interview of this application is still to come, or an invitation to one is open."""
    ahead = select(Interview.id).where(
        Interview.application_id == application_id, Interview.state == "booked", Interview.ends_at > now
    )
    asked = select(Invitation.id).where(
        Invitation.application_id == application_id, Invitation.state == "open", Invitation.expires_at > now
    )
    return bool(db.session.execute(select(or_(ahead.exists(), asked.exists()))).scalar())


def letter_of(application_id: int) -> str:
    """The growth letter of an application as it was sent; empty without one."""
    sent = (GrowthLetter.application_id == application_id, GrowthLetter.sent_at.is_not(None))
    return db.session.execute(select(GrowthLetter.body).where(*sent)).scalar() or ""
