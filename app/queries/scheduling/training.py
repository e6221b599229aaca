"""Questions about training: how often people sat beside the stages of a family, and led them with somebody beside."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from app.database import db
from app.domain.training import Practice
from app.models.applications import Application
from app.models.ladders import ContentVersion
from app.models.openings import Opening
from app.models.scheduling import Interview, Seat

# Family, stage, account.
Place = tuple[str, str, int]


def practice_of(account_ids: Iterable[int], *, family: str, stage: str, now: datetime) -> dict[int, Practice]:
    """How often people sat beside one stage of a family, and led it with somebody beside.

    Returns:
        an entry for each who did; none of them says that somebody is approved.
    """
    found = practices_of(account_ids, now=now)
    return {who: done for (of, step, who), done in found.items() if (of, step) == (family, stage)}


def practices_of(account_ids: Iterable[int], *, now: datetime) -> dict[Place, Practice]:
    """The same for every stage of every family: interviews that took place, in one statement."""
    statement = (
        select(
            ContentVersion.key.label("family"),
            Interview.stage,
            Seat.account_id,
            Seat.is_reverse,
            func.count().label("times"),
        )
        .select_from(Seat)
        .join(Interview, Interview.id == Seat.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(ContentVersion, ContentVersion.digest == Opening.family_digest)
        .where(
            Interview.state == "booked",
            Interview.ends_at <= now,
            Interview.no_show.is_(None),
            Seat.account_id.in_(sorted(set(account_ids))),
            Seat.is_shadow,
            Seat.left_at.is_(None),
            Seat.excuse.is_(None),
            Seat.missed.is_(False),
        )
        .group_by(ContentVersion.key, Interview.stage, Seat.account_id, Seat.is_reverse)
        .order_by(ContentVersion.key, Interview.stage, Seat.account_id, Seat.is_reverse)
    )
    times: dict[Place, dict[bool, int]] = {}
    for row in db.session.execute(statement):
        times.setdefault((row.family, row.stage, row.account_id), {})[row.is_reverse] = row.times
    return {place: Practice(counts.get(False, 0), counts.get(True, 0)) for place, counts in times.items()}
