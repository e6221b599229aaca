"""Which interviews were held or are booked, who sits in them, and whose scorecards are in: nothing of what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import and_, bindparam, select

from app.database import db
from app.domain.pipeline import Plan
from app.models.accounts import Account
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries.decisions.shapes import Unused

_SEATS = (
    select(
        Interview.id,
        Interview.stage,
        Interview.starts_at,
        Interview.ends_at,
        Interview.panel_opened_at.is_not(None).label("is_open"),
        Interview.cards_closed_at.is_not(None).label("is_closed"),
        Account.name,
        Account.job_title,
        Seat.is_shadow,
        Scorecard.submitted_at,
    )
    .join(Seat, and_(Seat.interview_id == Interview.id, Seat.left_at.is_(None)))
    .join(Account, Account.id == Seat.account_id)
    .outerjoin(Scorecard, and_(Scorecard.interview_id == Interview.id, Scorecard.account_id == Seat.account_id))
    .where(Interview.application_id == bindparam("application_id"), Interview.state == "booked")
    .order_by(Interview.starts_at, Interview.id, Account.name, Account.id)
)


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """Somebody in an interview. `is_in` tells whether the scorecard was submitted; a shadow's never counts."""

    name: str
    job_title: str
    is_shadow: bool
    is_in: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One interview that was not cancelled, with everybody who was not replaced. `stage` is its key."""

    stage: str
    starts_at: datetime
    ends_at: datetime
    is_open: bool
    is_closed: bool
    seats: tuple[HeldSeat, ...]


def held_of(application_id: int) -> tuple[Held, ...]:
    """The interviews of an application by time: one statement. Asks nobody's permission: the caller did."""
    rows = db.session.execute(_SEATS, {"application_id": application_id}).all()
    return tuple(_held(list(group)) for _id, group in groupby(rows, key=lambda row: row.id))


def unused_of(held: Iterable[Held], plan: Plan) -> tuple[Unused, ...]:
    """The scorecards among them that no reading uses: those not in, and those in but closed with their panel."""
    found = []
    for interview in held:
        seats = [seat for seat in interview.seats if not seat.is_shadow]
        awaited = tuple(seat.name for seat in seats if not seat.is_in)
        sealed = () if interview.is_open else tuple(seat.name for seat in seats if seat.is_in)
        if awaited or sealed:
            stage = plan.name(interview.stage)
            found.append(Unused(stage, interview.is_open, interview.is_closed, awaited=awaited, sealed=sealed))
    return tuple(found)


def _held(rows: list[Any]) -> Held:
    first = rows[0]
    return Held(
        stage=first.stage,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        is_open=bool(first.is_open),
        is_closed=bool(first.is_closed),
        seats=tuple(HeldSeat(row.name, row.job_title, row.is_shadow, row.submitted_at is not None) for row in rows),
    )
