"""Questions about the links that open an interview to its interviewer: whose a link is, and what one's own link is."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import bindparam, select

from app.config import Settings
from app.database import db
from app.domain.errors import NotFound
from app.domain.interview_links import DEAD, LinkState, Pass, Window, window_of
from app.domain.policy import Role, Viewer
from app.gateways import signatures
from app.models.accounts import Account
from app.models.scheduling import Interview, Seat

PURPOSE = "interview link"
_LIVE = (
    select(
        Seat.interview_id,
        Seat.link_epoch,
        Account.id,
        Account.name,
        Account.role,
        Account.zone,
        Account.job_title,
        Interview.starts_at,
        Interview.ends_at,
    )
    .join(Account, Account.id == Seat.account_id)
    .join(Interview, Interview.id == Seat.interview_id)
    .where(
        Seat.interview_id == bindparam("interview_id"),
        Seat.account_id == bindparam("account_id"),
        Seat.left_at.is_(None),
        Interview.state == "booked",
        Account.is_active,
    )
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a living link is, and from when to when it opens the interview. The viewer has no grant by link."""

    viewer: Viewer
    window: Window


@dataclass(frozen=True, slots=True)
class Link:
    """The addresses of one person's link to one interview: to its page, and to each of the two reports."""

    address: str
    window: Window

    @property
    def cannot(self) -> str:
        """Where somebody reports that they can't make it."""
        return f"{self.address}?to=cannot"

    @property
    def answer(self) -> str:
        """Where somebody says whether they come; opening it says nothing yet."""
        return f"{self.address}?to=answer"

    @property
    def did_not_happen(self) -> str:
        """Where somebody reports that the interview did not take place."""
        return f"{self.address}?to=did-not-happen"


def link_for(interview_id: int, account_id: int) -> Link | None:
    """The link for a mail to this interviewer, in one statement; None for whoever has no seat in a booked interview.

    It leads to the address by which the installation is known, never to one that a request claims.
    """
    row = db.session.execute(_LIVE, {"interview_id": interview_id, "account_id": account_id}).first()
    if row is None:
        return None
    found = Pass(interview_id, account_id, row.link_epoch)
    token = signatures.sign(_settings().secret_key, PURPOSE, found.values())
    return Link(f"{_settings().base_url}/interview-links/{token}", window_of(row.starts_at, row.ends_at))


def pass_in(token: str) -> Pass | None:
    """What a token says, if we signed it for this purpose. Asks the database nothing."""
    said = signatures.read(_settings().secret_key, PURPOSE, token)
    return Pass(*said) if said is not None and len(said) == len(Pass.__slots__) else None


def holder_of(found: Pass) -> Holder | None:
    """Whose a link is, in one statement; None when it was replaced by a newer one, or the seat or account is gone."""
    values = {"interview_id": found.interview_id, "account_id": found.account_id}
    row = db.session.execute(_LIVE, values).first()
    if row is None or row.link_epoch != found.epoch:
        return None
    viewer = Viewer(row.id, row.name, Role(row.role), row.zone, row.job_title, by_link=row.interview_id)
    return Holder(viewer, window_of(row.starts_at, row.ends_at))


def viewer_by_link(token: str, interview_id: int, now: datetime) -> Viewer | None:
    """The person whose link to this interview is open at this instant: one statement, none for a token of another.

    Raises:
        NotFound: if the link was replaced by a newer one, or the seat or account is gone.
    """
    found = pass_in(token)
    if found is None or found.interview_id != interview_id:
        return None
    holder = holder_of(found)
    if holder is None:
        raise NotFound(DEAD)
    return holder.viewer if holder.window.state(now) is LinkState.OPEN else None


def _settings() -> Settings:
    settings: Settings = current_app.config["RUNG"]
    return settings
