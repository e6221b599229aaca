"""The question how much interviewing people have, in the weeks around and in this one."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from app.database import db
from app.domain.load import AROUND, Load, load_from
from app.models.accounts import Account
from app.models.applications import Application
from app.models.scheduling import Interview, Seat
from app.queries import access


def load_of(account_ids: Iterable[int], now: datetime, *, unseen_by: int | None = None) -> dict[int, Load]:
    """The load of each of these people, shadowing included, in one statement for any number of them.

    Args:
        account_ids: who is asked about.
        now: this instant.
        unseen_by: the account of whoever reads the figures; interviews of their own application are not counted.

    Returns:
        a load for everybody asked about; an empty one for whoever has no interview.
    """
    wanted = sorted(set(account_ids))
    statement = (
        select(Seat.account_id, Account.zone, Interview.starts_at)
        .join(Interview, Interview.id == Seat.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .join(Account, Account.id == Seat.account_id)
        .where(
            Seat.account_id.in_(wanted),
            Seat.left_at.is_(None),
            Seat.missed.is_(False),
            Interview.state == "booked",
            Interview.starts_at.between(now - AROUND, now + AROUND),
        )
        .order_by(Seat.account_id, Interview.starts_at, Interview.id)
    )
    if unseen_by is not None:
        statement = statement.where(~access.is_own(unseen_by))
    zones: dict[int, str] = {}
    starts: dict[int, list[datetime]] = {}
    for row in db.session.execute(statement):
        zones[row.account_id] = row.zone
        starts.setdefault(row.account_id, []).append(row.starts_at)
    empty = {who: Load() for who in wanted}
    return empty | {who: load_from(begin, zone=zones[who], now=now) for who, begin in starts.items()}
