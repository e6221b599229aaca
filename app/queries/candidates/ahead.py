"""What is ahead of a candidate in their applications: interviews, invitations, and since when they wait to hear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.database import db
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent, PortalMessage
from app.models.scheduling import Interview, Invitation, Seat

# What a candidate notices: from the last of these on they wait for the next.
_NOTICED = ("applied", "advanced", "stage_repeated", "stage_skipped", "resumed", "reopened", "offer_made")


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody whom the candidate meets."""

    name: str
    job_title: str
    team_page: str


@dataclass(frozen=True, slots=True)
class Coming:
    """An interview that is booked and not over. `invitation_id`: the invitation by which it was booked, if one."""

    id: int
    stage: str
    starts_at: datetime
    ends_at: datetime
    video_link: str
    invitation_id: int | None
    hosts: tuple[Host, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation to choose a time that is open."""

    id: int
    stage: str
    minutes: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Ahead:
    """Of one application. `since` is when the candidate last heard something or was met; `unread` counts messages."""

    interviews: tuple[Coming, ...]
    invitations: tuple[Asked, ...]
    since: datetime | None
    unread: int


def ahead_of(application_ids: Sequence[int], now: datetime) -> Mapping[int, Ahead]:
    """What is ahead in each of these applications, whose reader the caller has checked: four statements."""
    interviews, invitations = _interviews(application_ids, now), _invitations(application_ids, now)
    return {
        row.id: Ahead(
            interviews.get(row.id, ()),
            invitations.get(row.id, ()),
            max((at for at in (row.noticed, row.met, row.written) if at is not None), default=None),
            row.unread,
        )
        for row in db.session.execute(_since(application_ids, now))
    }


def _since(application_ids: Sequence[int], now: datetime) -> Select[*tuple[Any, ...]]:
    event = select(func.max(ApplicationEvent.at)).where(
        ApplicationEvent.application_id == Application.id, ApplicationEvent.kind.in_(_NOTICED)
    )
    met = select(func.max(Interview.ends_at)).where(
        Interview.application_id == Application.id, Interview.state == "booked", Interview.ends_at <= now
    )
    ours = (PortalMessage.application_id == Application.id, PortalMessage.author_id.is_not(None))
    unread = select(func.count()).where(*ours, PortalMessage.read_at.is_(None))
    return (
        select(
            Application.id,
            func.coalesce(event.scalar_subquery(), Application.applied_at).label("noticed"),
            met.scalar_subquery().label("met"),
            select(func.max(PortalMessage.at)).where(*ours).scalar_subquery().label("written"),
            unread.scalar_subquery().label("unread"),
        )
        .where(Application.id.in_(application_ids))
        .order_by(Application.id)
    )


def _interviews(application_ids: Sequence[int], now: datetime) -> dict[int, tuple[Coming, ...]]:
    booked = select(Invitation.id).where(Invitation.interview_id == Interview.id, Invitation.state == "booked")
    statement = (
        select(
            Interview.id,
            Interview.application_id,
            Interview.stage,
            Interview.starts_at,
            Interview.ends_at,
            Interview.video_link,
            booked.order_by(Invitation.id.desc()).limit(1).scalar_subquery().label("invitation_id"),
        )
        .where(Interview.application_id.in_(application_ids), Interview.state == "booked", Interview.ends_at > now)
        .order_by(Interview.starts_at, Interview.id)
    )
    rows = db.session.execute(statement).all()
    hosts = _hosts([row.id for row in rows])
    found: dict[int, tuple[Coming, ...]] = {}
    for row in rows:
        made = Coming(
            row.id,
            row.stage,
            row.starts_at,
            row.ends_at,
            row.video_link,
            row.invitation_id,
            hosts.get(row.id, ()),
        )
        found[row.application_id] = (*found.get(row.application_id, ()), made)
    return found


def _hosts(interview_ids: Sequence[int]) -> dict[int, tuple[Host, ...]]:
    statement = (
        select(Seat.interview_id, Account.name, Account.job_title, Account.team_page)
        .join(Account, Account.id == Seat.account_id)
        .where(Seat.interview_id.in_(interview_ids), Seat.left_at.is_(None), Seat.is_shadow.is_(False))
        .order_by(Seat.interview_id, Account.name, Account.id)
    )
    found: dict[int, tuple[Host, ...]] = {}
    for row in db.session.execute(statement):
        host = Host(row.name, row.job_title, row.team_page)
        found[row.interview_id] = (*found.get(row.interview_id, ()), host)
    return found


def _invitations(application_ids: Sequence[int], now: datetime) -> dict[int, tuple[Asked, ...]]:
    statement = (
        select(Invitation.id, Invitation.application_id, Invitation.stage, Invitation.minutes, Invitation.expires_at)
        .where(
            Invitation.application_id.in_(application_ids),
            Invitation.state == "open",
            Invitation.expires_at > now,
        )
        .order_by(Invitation.expires_at, Invitation.id)
    )
    found: dict[int, tuple[Asked, ...]] = {}
    for row in db.session.execute(statement):
        asked = Asked(row.id, row.stage, row.minutes, row.expires_at)
        found[row.application_id] = (*found.get(row.application_id, ()), asked)
    return found
