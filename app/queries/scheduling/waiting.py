"""Questions about what somebody is to be told of: interviews that come next, invitations, holds, long silences."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from app.database import db
from app.domain.invitations import InvitationState
from app.domain.policy import Part
from app.domain.states import State
from app.domain.waits import EVE_WITHIN
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Invitation, Seat
from app.queries import access
from app.queries.scheduling.silence import quiet

WORRY = "candidate_waits"
# A local day lies within a day of the same day in UTC, on both of its sides.
_EVES = timedelta(days=EVE_WITHIN + 2)
_TELLS_TIME = ("interview_booked", "interview_moved", "interview_restored", "clock_changed")
_LATELY = timedelta(hours=20)
_AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Coming:
    """An interview of the next days. `told_at`: when people were last told its time.

    `people` hold or shadow it and have not said that they can't.
    """

    application_id: int
    interview_id: int
    candidate_id: int
    zone: str
    starts_at: datetime
    told_at: datetime
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An open invitation; `zone` is the candidate's.

    `has_asked`: they said that no hour suits them. `is_here`: the application is under way in the invitation's stage.
    """

    application_id: int
    invitation_id: int
    candidate_id: int
    zone: str
    sent_at: datetime
    expires_at: datetime
    has_asked: bool
    is_here: bool
    recruiters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """An application whose hold ends; `leads` are its recruiters and hiring managers."""

    application_id: int
    until: date
    leads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """An application of which nobody told the candidate anything since then, and nothing is booked."""

    application_id: int
    since: datetime
    recruiters: tuple[int, ...]


def coming(now: datetime) -> tuple[Coming, ...]:
    """Interviews that may be somebody's next, by number: one statement."""
    told = select(func.max(OutboxMessage.created_at)).where(
        OutboxMessage.application_id == Interview.application_id,
        OutboxMessage.interview_id == Interview.id,
        OutboxMessage.kind.in_(_TELLS_TIME),
        OutboxMessage.cancelled_at.is_(None),
    )
    attends = and_(Seat.interview_id == Interview.id, Seat.left_at.is_(None), Seat.excuse.is_(None))
    statement = (
        select(
            Interview.application_id,
            Interview.id,
            Application.candidate_id,
            Candidate.zone,
            Interview.starts_at,
            func.coalesce(told.scalar_subquery(), Interview.booked_at).label("told_at"),
            Seat.account_id,
        )
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .outerjoin(Seat, attends)
        .where(Interview.state == "booked", Interview.starts_at > now, Interview.starts_at <= now + _EVES)
        .order_by(Interview.id, Seat.account_id)
    )
    return tuple(
        Coming(row.application_id, row.id, row.candidate_id, row.zone, row.starts_at, row.told_at, people)
        for row, people in _grouped(statement)
    )


def unanswered(now: datetime, *, expired: bool = False) -> tuple[Unanswered, ...]:
    """Open invitations, by number: those that still hold, or those that ran out. One statement."""
    ends = Invitation.expires_at <= now if expired else Invitation.expires_at > now
    here = and_(Application.state == State.ACTIVE.value, Application.stage == Invitation.stage)
    statement = (
        select(
            Invitation.application_id,
            Invitation.id,
            Application.candidate_id,
            Candidate.zone,
            Invitation.created_at,
            Invitation.expires_at,
            Invitation.asked_at.is_not(None).label("has_asked"),
            here.label("is_here"),
            Account.id.label("account_id"),
        )
        .select_from(Invitation)
        .join(Application, Application.id == Invitation.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .outerjoin(OpeningMember, _leads(Part.RECRUITER))
        .outerjoin(Account, and_(Account.id == OpeningMember.account_id, Account.is_active))
        .where(Invitation.state == InvitationState.OPEN.value, ends)
        .order_by(Invitation.id, Account.id)
    )
    return tuple(
        Unanswered(
            application_id=row.application_id,
            invitation_id=row.id,
            candidate_id=row.candidate_id,
            zone=row.zone,
            sent_at=row.created_at,
            expires_at=row.expires_at,
            has_asked=bool(row.has_asked),
            is_here=bool(row.is_here),
            recruiters=people,
        )
        for row, people in _grouped(statement)
    )


def resting(now: datetime) -> tuple[Resting, ...]:
    """Applications on hold until today, wherever today is, or until an earlier day: one statement."""
    statement = (
        select(Application.id, Application.hold_until, Account.id.label("account_id"))
        .select_from(Application)
        .outerjoin(OpeningMember, _leads(Part.RECRUITER, Part.HIRING_MANAGER))
        .outerjoin(Account, and_(Account.id == OpeningMember.account_id, Account.is_active))
        .where(Application.state == State.ON_HOLD.value, Application.hold_until <= (now + timedelta(days=1)).date())
        .order_by(Application.id, Account.id)
    )
    return tuple(Resting(row.id, row.hold_until, people) for row, people in _grouped(statement))


def silent(now: datetime, *, waits_days: int) -> tuple[Silent, ...]:
    """Active applications whose candidates have heard nothing for that long, the longest silence first.

    What counts as a silence is said in app.queries.scheduling.silence. One statement.
    """
    found = quiet(now, waits_days=waits_days)
    statement = (
        select(Application.id, found.c.since, Account.id.label("account_id"))
        .select_from(found)
        .join(Application, Application.id == found.c.id)
        .outerjoin(OpeningMember, _leads(Part.RECRUITER))
        .outerjoin(Account, and_(Account.id == OpeningMember.account_id, Account.is_active))
        .order_by(found.c.since, Application.id, Account.id)
    )
    return tuple(Silent(row.id, row.since, people) for row, people in _grouped(statement))


def worried_lately(now: datetime, account_ids: Iterable[int]) -> Counter[int]:
    """How many words about waiting candidates each of these people was given within a day."""
    statement = (
        select(OutboxMessage.account_id, func.count())
        .where(
            OutboxMessage.kind == WORRY,
            OutboxMessage.created_at > now - _LATELY,
            OutboxMessage.account_id.in_(set(account_ids)),
        )
        .group_by(OutboxMessage.account_id)
    )
    return Counter({row[0]: row[1] for row in db.session.execute(statement) if row[0] is not None})


def _leads(*parts: Part) -> ColumnElement[bool]:
    """Those who lead the application's opening, but for the one who applied themself."""
    return and_(
        OpeningMember.opening_id == Application.opening_id,
        OpeningMember.part.in_([part.value for part in parts]),
        ~access.is_own(OpeningMember.account_id),
    )


def _grouped(statement: Select[*tuple[Any, ...]]) -> Iterator[tuple[_AnyRow, tuple[int, ...]]]:
    """One row for all with the same `id`, and the people whom they tell of, each once."""
    for _, group in groupby(db.session.execute(statement), key=lambda row: row.id):
        rows = list(group)
        yield rows[0], tuple(dict.fromkeys(row.account_id for row in rows if row.account_id is not None))
