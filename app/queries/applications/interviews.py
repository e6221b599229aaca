"""What counts for the stage in which an application stands: interviews, who owes a card there, an invitation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.database import UTCDateTime, db
from app.domain.answers import Answer
from app.domain.excuses import Excuse
from app.domain.turns import InterviewFact, InvitationFact, Person, SeatFact
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.scheduling import Interview, Invitation, Seat
from app.models.scorecards import Scorecard

SOON = timedelta(hours=24)
_Newest, _Last = aliased(Invitation), aliased(Interview)
_COLUMNS = (
    Application.id.label("application_id"),
    Interview.id,
    Interview.starts_at,
    Interview.ends_at,
    Interview.cards_closed_at.is_(None).label("awaits_cards"),
    Seat.account_id,
    Account.name,
    Scorecard.id.label("scorecard_id"),
    Scorecard.submitted_at,
    Seat.excuse,
    Seat.reply,
    Interview.candidate_reply,
)
_INVITATION = (
    Invitation.id.label("invitation_id"),
    Invitation.state.label("invitation_state"),
    Invitation.created_at.label("invited_at"),
    Invitation.expires_at,
    Invitation.asked_at,
    Invitation.ended_because,
)


def of_this_visit() -> ColumnElement[bool]:
    """Condition on Interview beside Application: booked for the present stage, and not before it was repeated."""
    repeated = (
        exists()
        .where(
            ApplicationEvent.application_id == Application.id,
            ApplicationEvent.kind == "stage_repeated",
            ApplicationEvent.at == Application.stage_entered_at,
        )
        .correlate(Application)
    )
    return and_(
        Interview.application_id == Application.id,
        Interview.stage == Application.stage,
        Interview.state == "booked",
        or_(Interview.ends_at > Application.stage_entered_at, ~repeated),
    )


def open_invitation() -> ColumnElement[bool]:
    """Condition on Invitation beside Application: the candidate can choose a time for the present stage by it."""
    return and_(
        Invitation.application_id == Application.id,
        Invitation.stage == Application.stage,
        Invitation.created_at >= Application.stage_entered_at,
        Invitation.state == "open",
        Invitation.asked_at.is_(None),
    )


_NEWEST = (
    select(func.max(_Newest.id))
    .where(
        _Newest.application_id == Application.id,
        _Newest.stage == Application.stage,
        _Newest.created_at >= Application.stage_entered_at,
    )
    .correlate(Application)
    .scalar_subquery()
)
_NO_SHOW = (
    select(_Last.no_show)
    .where(_Last.application_id == Application.id, _Last.stage == Application.stage)
    .order_by(_Last.id.desc())
    .limit(1)
    .correlate(Application)
    .scalar_subquery()
)
_OF_STAGE = (
    select(*_COLUMNS, *_INVITATION, _NO_SHOW.label("no_show"))
    .select_from(Application)
    .outerjoin(Interview, of_this_visit())
    .outerjoin(Seat, and_(Seat.interview_id == Interview.id, Seat.left_at.is_(None), Seat.is_shadow.is_(False)))
    .outerjoin(Account, Account.id == Seat.account_id)
    .outerjoin(Scorecard, and_(Scorecard.interview_id == Interview.id, Scorecard.account_id == Seat.account_id))
    .outerjoin(Invitation, Invitation.id == _NEWEST)
    .where(Application.id.in_(bindparam("ids", expanding=True)))
    .order_by(Interview.starts_at, Interview.id, Account.name, Account.id, Application.id)
)


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What counts for the present stage of one application. `no_show`: who did not come to the last interview of it."""

    interviews: tuple[InterviewFact, ...] = ()
    invitation: InvitationFact | None = None
    no_show: str | None = None


def stage_facts(application_ids: Iterable[int]) -> Mapping[int, StageFacts]:
    """What counts for the present stage of each application, interviews by time: one statement."""
    ids = list(application_ids)
    if not ids:
        return {}
    groups: dict[int, dict[int | None, list[Any]]] = {}
    for row in db.session.execute(_OF_STAGE, {"ids": ids}):
        groups.setdefault(row.application_id, {}).setdefault(row.id, []).append(row)
    return {application_id: _stage_facts(group) for application_id, group in groups.items()}


def _stage_facts(group: Mapping[int | None, list[Any]]) -> StageFacts:
    first = next(iter(group.values()))[0]
    interviews = tuple(_interview(rows) for number, rows in group.items() if number is not None)
    return StageFacts(interviews, _invitation(first), first.no_show)


def _interview(rows: list[Any]) -> InterviewFact:
    first = rows[0]
    return InterviewFact(
        first.id,
        first.starts_at,
        first.ends_at,
        tuple(_seat(row) for row in rows if row.account_id is not None),
        bool(first.awaits_cards),
        _answer(first.candidate_reply),
    )


def _seat(row: Any) -> SeatFact:
    has_draft = row.scorecard_id is not None and row.submitted_at is None
    excuse = Excuse(row.excuse) if row.excuse is not None else None
    person = Person(row.account_id, row.name)
    return SeatFact(person, row.submitted_at is not None, has_draft, excuse, _answer(row.reply))


def _answer(said: str | None) -> Answer | None:
    return Answer(said) if said in set(Answer) else None


def _invitation(row: Any) -> InvitationFact | None:
    if row.invitation_id is None:
        return None
    return InvitationFact(
        sent_at=row.invited_at,
        expires_at=row.expires_at,
        is_open=row.invitation_state == "open",
        ended_because=row.ended_because,
        asks_hours=row.asked_at is not None,
    )


@dataclass(frozen=True, slots=True)
class ComingInterview:
    """An interview that has not begun. `is_soon` when it begins within 24 hours."""

    id: int
    stage: str
    starts_at: datetime
    is_soon: bool


_COMING = (
    select(Interview.id, Interview.stage, Interview.starts_at)
    .where(
        Interview.application_id == bindparam("application_id"),
        Interview.state == "booked",
        Interview.starts_at > bindparam("now", type_=UTCDateTime()),
    )
    .order_by(Interview.starts_at, Interview.id)
)


def coming_interviews(application_id: int, *, now: datetime) -> tuple[ComingInterview, ...]:
    """What is booked and has not begun, by time: one statement. Ask for the application itself first."""
    rows = db.session.execute(_COMING, {"application_id": application_id, "now": now})
    return tuple(ComingInterview(row.id, row.stage, row.starts_at, row.starts_at <= now + SOON) for row in rows)
