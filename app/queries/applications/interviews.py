"""Which interviews count for the stage in which an application stands, and who still owes a scorecard there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select

from app.database import UTCDateTime, db
from app.domain.excuses import Excuse
from app.domain.turns import InterviewFact, Person, SeatFact
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard

SOON = timedelta(hours=24)
_COLUMNS = (
    Interview.application_id,
    Interview.id,
    Interview.starts_at,
    Interview.ends_at,
    Interview.cards_closed_at.is_(None).label("awaits_cards"),
    Seat.account_id,
    Account.name,
    Scorecard.id.label("scorecard_id"),
    Scorecard.submitted_at,
    Seat.excuse,
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


_OF_STAGE = (
    select(*_COLUMNS)
    .select_from(Application)
    .join(Interview, of_this_visit())
    .outerjoin(Seat, and_(Seat.interview_id == Interview.id, Seat.left_at.is_(None), Seat.is_shadow.is_(False)))
    .outerjoin(Account, Account.id == Seat.account_id)
    .outerjoin(Scorecard, and_(Scorecard.interview_id == Interview.id, Scorecard.account_id == Seat.account_id))
    .where(Application.id.in_(bindparam("ids", expanding=True)))
    .order_by(Interview.starts_at, Interview.id, Account.name, Account.id)
)


def stage_interviews(application_ids: Iterable[int]) -> Mapping[int, tuple[InterviewFact, ...]]:
    """The interviews that count for the present stage of each application, by time: one statement."""
    ids = list(application_ids)
    if not ids:
        return {}
    seats: dict[int, list[SeatFact]] = {}
    first: dict[int, Any] = {}
    for row in db.session.execute(_OF_STAGE, {"ids": ids}):
        first.setdefault(row.id, row)
        group = seats.setdefault(row.id, [])
        if row.account_id is not None:
            person = Person(row.account_id, row.name)
            has_draft = row.scorecard_id is not None and row.submitted_at is None
            excuse = Excuse(row.excuse) if row.excuse is not None else None
            group.append(SeatFact(person, row.submitted_at is not None, has_draft, excuse))
    found: dict[int, tuple[InterviewFact, ...]] = {}
    for row in first.values():
        fact = InterviewFact(row.id, row.starts_at, row.ends_at, tuple(seats[row.id]), bool(row.awaits_cards))
        found[row.application_id] = (*found.get(row.application_id, ()), fact)
    return found


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
