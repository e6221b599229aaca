"""Asking for something to be arranged differently, and answering; the words of a request go nowhere else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.adjustment_requests import MOST_OPEN, Reply, RequestState, Wish
from app.domain.errors import Conflict, NotFound, NotReady
from app.domain.pipeline import Event
from app.domain.policy import Part, Viewer
from app.domain.say import translatable
from app.gateways import clock
from app.models import applications as tables
from app.models.accounts import Account
from app.models.applications import AdjustmentRequest, Application
from app.models.candidates import Candidate
from app.models.openings import OpeningMember
from app.queries.candidates.adjustment_requests import Inbox, inbox_for
from app.services import audit, notifications
from app.services.applications import add_event
from app.services.candidates.adjusting import CHANGED

ASKED_MAIL, ANSWERED_MAIL = "adjustment_asked", "adjustment_answered"


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
    whose = (Application.candidate_id == candidate_id, Candidate.erased_at.is_(None))
    statement = select(Application.opening_id).join(Candidate, Candidate.id == Application.candidate_id)
    session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
    opening_id = session.scalars(statement.where(Application.id == application_id, *whose)).one_or_none()
    if opening_id is None:
        raise NotFound
    return opening_id


def _waiting(session: Session, application_id: int) -> list[AdjustmentRequest]:
    statement = select(AdjustmentRequest).where(
        AdjustmentRequest.application_id == application_id, AdjustmentRequest.state == RequestState.ASKED.value
    )
    return list(session.scalars(statement.order_by(AdjustmentRequest.id)))


def answer(viewer: Viewer, application_id: int, request_id: int, reply: Callable[[Wish], Reply], *, seen: int) -> None:
    """Say yes or no to a request; a yes is what interviewers read from then on, and what lengthens later interviews.

    Args:
        viewer: the opening's recruiter, or somebody of the team with the grant.
        application_id: the application.
        request_id: the request.
        reply: makes the answer from what was asked for.
        seen: version of what is arranged that the page showed; 0 when there was nothing.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        BadData: naming the field.
        Conflict: if it was answered meanwhile, or somebody else changed what is arranged; nothing is overwritten.
    """
    with transaction() as session:
        now = clock.now()
        session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
        inbox = inbox_for(viewer, application_id)
        request = inbox.request(request_id)
        made = reply(request.wish)
        if request.state is not RequestState.ASKED:
            raise Conflict("This request was answered meanwhile. Open the page again and look.")
        if made.is_granted:
            _arrange(session, viewer, inbox, made, seen=seen, now=now)
        state = RequestState.GRANTED if made.is_granted else RequestState.REFUSED
        values = {"state": state.value, "answer": made.answer, "answered_by": viewer.account_id, "answered_at": now}
        session.execute(update(AdjustmentRequest).where(AdjustmentRequest.id == request_id).values(**values))
        _tell(session, viewer, inbox, request_id, state, now=now)


def _arrange(session: Session, viewer: Viewer, inbox: Inbox, made: Reply, *, seen: int, now: datetime) -> None:
    if inbox.version != seen:
        raise Conflict(
            "Somebody else changed what is arranged since this page was loaded. Nothing was overwritten: compare the "
            "two, open the page again, and add yours to theirs.",
            theirs=inbox.arrangement,
            yours=made.arrangement,
        )
    table, here = tables.Adjustment, tables.Adjustment.application_id == inbox.application_id
    values = {"arrangement": made.arrangement, "extra_minutes": made.extra_minutes, "version": inbox.version + 1}
    values |= {"set_by": viewer.account_id, "set_at": now}
    if inbox.version:
        session.execute(update(table).where(here).values(**values))
    else:
        session.execute(insert(table).values(application_id=inbox.application_id, reason="", **values))
    add_event(session, inbox.application_id, Event(CHANGED), viewer=viewer, now=now)


def _tell(
    session: Session, viewer: Viewer, inbox: Inbox, request_id: int, state: RequestState, *, now: datetime
) -> None:
    about, facts = ("application", inbox.application_id), {"request": str(request_id)}
    audit.record(session, viewer, action=f"adjustment.{state.value}", about=about, at=now, data=facts)
    given: dict[str, Any] = {"now": now, "application_id": inbox.application_id}
    if all(item.id == request_id for item in inbox.waiting):
        notifications.cancel_unsent(session, kinds=(ASKED_MAIL,), **given)
    notifications.queue(session, ANSWERED_MAIL, candidate_id=inbox.candidate_id, **given)
