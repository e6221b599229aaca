"""Erasing whoever's time is over, a few at a time."""

from datetime import datetime

from sqlalchemy import select

from app.database import transaction
from app.domain.erasure import Because
from app.models.applications import Application
from app.models.candidates import Candidate
from app.queries.candidates.retention import keeping_of, overdue
from app.services.candidates.erasing import Order, erase_within, hides_another
from app.services.candidates.settling import settle_now

MOST = 50


def erase_overdue(now: datetime) -> int:
    """Erase those whose data are kept no longer, unless a legal hold is on them.

    Each in a transaction of its own, so that nobody's click waits; what is left over comes the next time.

    Returns:
        how many were erased.
    """
    due = [one.candidate_id for one in overdue(now) if not one.is_held][:MOST]
    erased = sum(_erase(candidate_id, now) for candidate_id in due)
    if erased:
        settle_now(now)
    return erased


def _erase(candidate_id: int, now: datetime) -> bool:
    """Look once more under the lock: they may have applied again, or a hold may be on them.

    Whoever works here and applied under another address too is kept for as long as that other record is.
    """
    with transaction() as session:
        mine = select(Application.id).where(Application.candidate_id == candidate_id).order_by(Application.id)
        session.execute(mine.with_for_update()).all()
        here = select(Candidate.erased_at).where(Candidate.id == candidate_id).with_for_update()
        erased_at = session.execute(here).scalar_one()
        kept = keeping_of(candidate_id)
        if erased_at is not None or kept.is_held or kept.until is None or kept.until > now:
            return False
        if hides_another(session, candidate_id):
            return False
        erase_within(session, Order(candidate_id, Because.RETENTION, now))
        return True
