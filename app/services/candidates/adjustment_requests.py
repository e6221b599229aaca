"""Asking for something to be arranged differently, and answering; the words of a request go nowhere else."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.adjustment_requests import MOST_OPEN, RequestState, Wish
from app.domain.errors import NotFound, NotReady
from app.domain.policy import Part
from app.domain.say import translatable
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import AdjustmentRequest, Application
from app.models.openings import OpeningMember
from app.services import audit, notifications

ASKED_MAIL = "adjustment_asked"


def ask(application_id: int, candidate_id: int, wish: Wish) -> None:
    """Keep what a candidate asks for, and tell the opening's recruiters that there is something to answer.

    The same request sent twice is kept once. Nothing of its words goes to the audit trail, the timeline or a mail.

    Args:
        application_id: the application.
        candidate_id: whose it has to be.
        wish: what is asked for.

    Raises:
        NotFound: if the application is not the candidate's.
        NotReady: if several wait for an answer already.
    """
    with transaction() as session:
        now = clock.now()
        opening_id = _locked(session, application_id, candidate_id)
        waiting = _waiting(session, application_id)
        if any(tuple(row.wants) == wish.wants and row.text == wish.text for row in waiting):
            return
        if len(waiting) >= MOST_OPEN:
            raise NotReady(translatable("Several of your requests wait for an answer. Please wait for it first."))
        row = AdjustmentRequest(application_id=application_id, wants=[want.value for want in wish.wants])
        row.text, row.state, row.asked_at = wish.text, RequestState.ASKED.value, now
        session.add(row)
        session.flush()
        about, facts = ("application", application_id), {"request": str(row.id), "by": "candidate"}
        audit.record(session, None, action="adjustment.asked", about=about, at=now, data=facts)
        for account_id in recruiters_of(session, opening_id):
            notifications.queue(session, ASKED_MAIL, now=now, application_id=application_id, account_id=account_id)


def recruiters_of(session: Session, opening_id: int) -> tuple[int, ...]:
    """The opening's recruiters who still work here."""
    statement = (
        select(OpeningMember.account_id)
        .join(Account, Account.id == OpeningMember.account_id)
        .where(OpeningMember.opening_id == opening_id, OpeningMember.part == Part.RECRUITER.value, Account.is_active)
        .order_by(OpeningMember.account_id)
    )
    return tuple(session.scalars(statement))


def _locked(session: Session, application_id: int, candidate_id: int) -> int:
    statement = select(Application.opening_id).where(
        Application.id == application_id, Application.candidate_id == candidate_id
    )
    opening_id = session.scalars(statement.with_for_update()).one_or_none()
    if opening_id is None:
        raise NotFound
    return opening_id


def _waiting(session: Session, application_id: int) -> list[AdjustmentRequest]:
    statement = select(AdjustmentRequest).where(
        AdjustmentRequest.application_id == application_id, AdjustmentRequest.state == RequestState.ASKED.value
    )
    return list(session.scalars(statement.order_by(AdjustmentRequest.id)))
