"""Questions about who is to be reminded of a scorecard, and what was queued before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.policy import Part
from app.domain.reminders import FIRST_AFTER
from app.models.accounts import Account
from app.models.applications import Application
from app.models.notifications import OutboxMessage
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Seat
from app.queries import access

# The last reminder and the time in which it is made up for lie within three weeks, weekends included.
OLDEST = timedelta(days=31)
REMINDER, ESCALATION = "scorecard_reminder", "scorecard_escalation"
_Overseer = aliased(Account)


@dataclass(frozen=True, slots=True)
class Overseer:
    """Somebody who hears of a card that is long missing."""

    account_id: int
    zone: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A scorecard that is waited for. `overseers` is empty when nobody but the one who owes it could be told."""

    application_id: int
    interview_id: int
    stage: str
    ends_at: datetime
    account_id: int
    zone: str
    is_active: bool
    overseers: tuple[Overseer, ...]


def waits_for_card() -> ColumnElement[bool]:
    """Condition on Seat joined to Interview: a card is owed, and the person has not reported that it can't be."""
    return and_(access.owed_seat(Seat.account_id), Seat.excuse.is_(None))


def owed_cards(now: datetime) -> tuple[Owed, ...]:
    """Every card that is owed since an hour or more, with those who oversee it; one statement.

    These are the opening's hiring managers or, where the only one owes the card, its recruiters; nobody who has left,
    and nobody who is the candidate.
    """
    statement = (
        select(
            Interview.application_id,
            Interview.id.label("interview_id"),
            Interview.stage,
            Interview.ends_at,
            Seat.account_id,
            Account.zone,
            Account.is_active,
            OpeningMember.part,
            _Overseer.id.label("overseer_id"),
            _Overseer.zone.label("overseer_zone"),
        )
        .select_from(Seat)
        .join(Interview, Interview.id == Seat.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .join(Account, Account.id == Seat.account_id)
        .outerjoin(OpeningMember, _oversees())
        .outerjoin(_Overseer, and_(_Overseer.id == OpeningMember.account_id, _Overseer.is_active))
        .where(waits_for_card(), Interview.ends_at <= now - FIRST_AFTER, Interview.ends_at > now - OLDEST)
        .order_by(Interview.id, Seat.account_id, OpeningMember.part, OpeningMember.account_id)
    )
    rows = db.session.execute(statement).all()
    return tuple(_owed(list(group)) for _, group in groupby(rows, key=lambda row: (row.interview_id, row.account_id)))


def waiting_about_cards() -> ColumnElement[bool]:
    """Column beside Interview: whether a message about a card of it that is owed waits to be sent."""
    return exists().where(
        OutboxMessage.interview_id == Interview.id,
        OutboxMessage.kind.in_([REMINDER, ESCALATION]),
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
    )


def told_before(names: Collection[str]) -> frozenset[str]:
    """Those of the messages with these names that were queued once, whatever became of them."""
    return frozenset(db.session.scalars(select(OutboxMessage.once).where(OutboxMessage.once.in_(names))))


def _oversees() -> ColumnElement[bool]:
    return and_(
        OpeningMember.opening_id == Application.opening_id,
        OpeningMember.part.in_([Part.HIRING_MANAGER.value, Part.RECRUITER.value]),
        OpeningMember.account_id != Seat.account_id,
        ~access.is_own(OpeningMember.account_id),
    )


def _owed(rows: Sequence[Row[*tuple[Any, ...]]]) -> Owed:
    first = rows[0]
    by_part = {
        part: tuple(
            Overseer(row.overseer_id, row.overseer_zone) for row in rows if row.part == part and row.overseer_id
        )
        for part in (Part.HIRING_MANAGER.value, Part.RECRUITER.value)
    }
    return Owed(
        first.application_id,
        first.interview_id,
        first.stage,
        first.ends_at,
        first.account_id,
        first.zone,
        first.is_active,
        by_part[Part.HIRING_MANAGER.value] or by_part[Part.RECRUITER.value],
    )
