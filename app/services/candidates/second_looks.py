"""Asking for a second look at a decision, and answering; every step is in the audit trail, its words are not."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import Conflict, NotFound
from app.domain.policy import Part, Viewer
from app.domain.portal import Visitor
from app.domain.second_looks import answer_text, check_asking, request_text
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application, ReviewRequest
from app.models.openings import OpeningMember
from app.queries.candidates import my_application
from app.queries.candidates.second_looks import look_page, second_looks
from app.services import audit, notifications

ASKED_MAIL, ANSWERED_MAIL = "review_asked", "review_answered"


def ask_again(visitor: Visitor, application_id: int, text: str) -> None:
    """Ask for a person to look at the decision once more; the opening's recruiter and hiring manager are told.

    Raises:
        NotFound: if the application is not the visitor's.
        BadData: if nothing is written.
        NotReady: when there is no decision yet, one request waits, or there were two.
    """
    kept = request_text(text)
    with transaction() as session:
        now = clock.now()
        _lock(session, application_id)
        mine, looks = my_application(visitor, application_id, now), second_looks(application_id)
        check_asking(mine.state, asked=len(looks), waits=any(look.waits for look in looks))
        row = ReviewRequest(application_id=application_id, text=kept, asked_at=now)
        session.add(row)
        session.flush()
        about, facts = ("application", application_id), {"request": str(row.id), "by": "candidate"}
        audit.record(session, None, action="review.asked", about=about, at=now, data=facts)
        for account_id in _leads_of(session, mine.opening_id):
            notifications.queue(session, ASKED_MAIL, now=now, application_id=application_id, account_id=account_id)


def answer_again(viewer: Viewer, application_id: int, request_id: int, text: str) -> None:
    """Answer a request; the candidate is told that there is an answer.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        BadData: if nothing is written.
        Conflict: if it was answered meanwhile.
    """
    kept = answer_text(text)
    with transaction() as session:
        now = clock.now()
        _lock(session, application_id)
        page = look_page(viewer, application_id)
        look = next((item for item in page.looks if item.id == request_id), None)
        if look is None:
            raise NotFound
        if not look.waits:
            raise Conflict("Somebody else answered meanwhile. Open the page again and read it.")
        values = {"answer": kept, "answered_by": viewer.account_id, "answered_at": now}
        session.execute(update(ReviewRequest).where(ReviewRequest.id == request_id).values(**values))
        is_same = page.declined_by == viewer.account_id
        facts = {"request": str(request_id)} | ({"decided": "the same person"} if is_same else {})
        audit.record(
            session, viewer, action="review.answered", about=("application", application_id), at=now, data=facts
        )
        notifications.cancel_unsent(session, application_id=application_id, kinds=(ASKED_MAIL,), now=now)
        notifications.queue(
            session, ANSWERED_MAIL, now=now, application_id=application_id, candidate_id=page.candidate_id
        )


def _lock(session: Session, application_id: int) -> None:
    session.execute(select(Application.id).where(Application.id == application_id).with_for_update())


def _leads_of(session: Session, opening_id: int) -> tuple[int, ...]:
    parts = (Part.RECRUITER.value, Part.HIRING_MANAGER.value)
    statement = (
        select(OpeningMember.account_id)
        .distinct()
        .join(Account, Account.id == OpeningMember.account_id)
        .where(OpeningMember.opening_id == opening_id, OpeningMember.part.in_(parts), Account.is_active)
        .order_by(OpeningMember.account_id)
    )
    return tuple(session.scalars(statement))
