"""Erasing a candidate: everything that tells of them goes, and what is needed to count stays under a number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, String, case, delete, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import duplicates, erasure
from app.domain.erasure import Because
from app.domain.errors import BadData, NotFound, NotReady
from app.domain.policy import Action, Viewer, permit
from app.domain.portal import Visitor
from app.domain.say import say
from app.domain.states import CLOSED, State
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent, StageFile
from app.models.candidates import AddressChange, Candidate, CandidateFile, Erasure, PortalSession
from app.models.decisions import DecisionApproval
from app.models.notifications import OutboxMessage
from app.models.scorecards import Amendment, CardFile
from app.queries import access
from app.queries.candidates.held import HELD, Held, mail_about
from app.services import audit, scheduling
from app.services.candidates.joining import same_as


@dataclass(frozen=True, slots=True)
class Order:
    """Whom to erase, why, by whom and when; without an account it was the candidate, or the time for keeping data."""

    candidate_id: int
    because: Because
    now: datetime
    by: Viewer | None = None


def erase_own(visitor: Visitor, *, is_sure: bool) -> int:
    """Erase the candidate who asks for it, with all applications sent from their address.

    Raises:
        BadData: if they did not say that they are sure.
        NotReady: while a legal hold is on them, if they were hired, or if they work here and another application is
            closed to them by this record; it says whom to write to.
    """
    if not is_sure:
        raise BadData(say("Tick the box: what is erased can’t be brought back."), field="is_sure")
    with transaction() as session:
        found = _locked(session, visitor.candidate_id)
        if found.legal_hold:
            raise NotReady(erasure.STILL_HELD)
        if _was_hired(session, visitor.candidate_id):
            raise NotReady(erasure.HIRED)
        if hides_another(session, visitor.candidate_id):
            raise NotReady(erasure.OF_STAFF)
        return erase_within(session, Order(visitor.candidate_id, Because.ASKED, clock.now()))


def erase(viewer: Viewer, application_id: int, *, typed: str, reason: str) -> int:
    """Erase the candidate of an application, with every application of theirs.

    Args:
        viewer: a recruiter of the opening.
        application_id: one of the applications.
        typed: what they typed to show that they mean it.
        reason: why; it is read by whoever reads the report of the erasure, and must not name the candidate.

    Raises:
        NotFound, NotAllowed: for anybody else.
        BadData: without the typed words or a reason.
        NotReady: while a legal hold is on the candidate, or the record keeps another one closed to somebody of staff.
    """
    with transaction() as session:
        candidate_id = candidate_of(session, viewer, application_id)
        found = _locked(session, candidate_id)
        if found.legal_hold:
            raise NotReady(erasure.HELD_BACK)
        if hides_another(session, candidate_id):
            raise NotReady(erasure.KEEPS_CLOSED)
        if typed.strip().lower() != erasure.confirmation(candidate_id):
            raise BadData(f"Type “{erasure.confirmation(candidate_id)}” to show that you mean it.", field="typed")
        if not reason.strip():
            raise BadData("Write why, without the candidate’s name: the reason stays.", field="reason")
        if any(name in reason.lower() for name in (found.name.lower(), found.email)):
            raise BadData("Leave out the candidate’s name and address: the reason stays.", field="reason")
        order = Order(candidate_id, Because.STAFF, clock.now(), viewer)
        return erase_within(session, order, reason=reason.strip())


def candidate_of(session: Session, viewer: Viewer, application_id: int) -> int:
    """The candidate of an application, for somebody who may erase them. Locks nothing."""
    permit(Action.CANDIDATE_ERASE, access.to_application(viewer, application_id))
    statement = select(Application.candidate_id).where(Application.id == application_id)
    return session.execute(statement).scalar_one()


def erase_within(session: Session, order: Order, *, reason: str = "") -> int:
    """All of an erasure inside the caller's transaction, whatever else would stand against it.

    Returns:
        number of the erasure. Files still lie in the store then: `settling.settle` removes them after the commit.
    """
    number = order.candidate_id
    _lock_applications(session, number)
    _end_applications(session, order)
    files = _stored(session, number)
    _forget_mail(session, order)
    _forget_texts(session, number)
    for held in HELD:
        _wipe(session, held, number)
    called = {"name": erasure.name_of(number), "search_name": erasure.name_of(number).lower()}
    called["email"] = erasure.address_of(number)
    values: dict[str, Any] = {**called, "erased_at": order.now, "version": Candidate.version + 1}
    for each, named in duplicates.parted(number, same_as(session, number)).items():
        session.execute(update(Candidate).where(Candidate.id == each).values(same_as_id=named))
    session.execute(update(Candidate).where(Candidate.id == number).values(**values))
    made = Erasure(candidate_id=number, because=order.because.value, at=order.now)
    made.erased_by = order.by.account_id if order.by else None
    made.report = {"files": str(len(files)), "left": " ".join(files), "swept": "", "reason": reason}
    session.add(made)
    session.flush()
    facts = {"because": order.because.value, "erasure": str(made.id)}
    audit.record(session, order.by, action="candidate.erased", about=("candidate", number), at=order.now, data=facts)
    return made.id


def _locked(session: Session, candidate_id: int) -> Candidate:
    """The candidate as they stand now, locked after their applications; gone for whoever asks a second time."""
    _lock_applications(session, candidate_id)
    statement = select(Candidate).where(Candidate.id == candidate_id).with_for_update()
    found = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None or found.erased_at is not None:
        raise NotFound("This candidate was erased already.")
    return found


def _lock_applications(session: Session, candidate_id: int) -> None:
    mine = select(Application.id).where(Application.candidate_id == candidate_id).order_by(Application.id)
    session.execute(mine.with_for_update()).all()


def _was_hired(session: Session, candidate_id: int) -> bool:
    hired = select(Application.id).where(Application.candidate_id == candidate_id)
    return session.execute(hired.where(Application.state == State.HIRED.value)).first() is not None


def hides_another(session: Session, candidate_id: int) -> bool:
    """Whether somebody who works here has another record, which only this one's address tells to be theirs."""
    works_here = select(Account.id).join(Candidate, Candidate.email == Account.email)
    if session.execute(works_here.where(Candidate.id == candidate_id)).first() is None:
        return False
    return len(same_as(session, candidate_id)) > 1


def _end_applications(session: Session, order: Order) -> None:
    """What is under way is withdrawn; nobody has to come to an interview or to fill in a card any more."""
    columns = select(Application.id, Application.state, Application.stage)
    mine = session.execute(columns.where(Application.candidate_id == order.candidate_id).order_by(Application.id)).all()
    for row in mine:
        scheduling.release(
            session,
            application_id=row.id,
            viewer=order.by,
            now=order.now,
            keep_soon=False,
            close_cards=True,
            because=scheduling.WITHDRAWN,
        )
        if State(row.state) not in {*CLOSED, State.HIRED}:
            _withdraw(session, row, order)
    session.flush()


def _withdraw(session: Session, row: Row[int, str, str], order: Order) -> None:
    values = {"state": State.WITHDRAWN.value, "version": Application.version + 1, "hold_until": None}
    session.execute(update(Application).where(Application.id == row.id).values(**values))
    facts = {"stage": row.stage, "was": row.state}
    made = ApplicationEvent(application_id=row.id, kind="withdrew", data=facts, at=order.now)
    made.actor_id = order.by.account_id if order.by else None
    session.add(made)
    about = ("application", row.id)
    audit.record(session, order.by, action="application.withdrew", about=about, at=order.now, data=facts)


def _stored(session: Session, candidate_id: int) -> list[str]:
    """Names in the file store of everything that tells of the candidate."""
    found: list[str] = []
    for held in HELD:
        if held.table in {CandidateFile, StageFile, CardFile}:
            column = held.table.stored_as
            found += session.scalars(select(column).where(held.belongs_to(candidate_id)))
    return sorted(found)


def _forget_mail(session: Session, order: Order) -> None:
    """No message to them leaves any more; what was written to or about them loses its texts."""
    session.flush()
    number = order.candidate_id
    known = select(Candidate.email).where(Candidate.id == number)
    asked = select(AddressChange.email).where(AddressChange.candidate_id == number)
    used = select(PortalSession.email).where(PortalSession.candidate_id == number)
    sent_to = OutboxMessage.data["email"].as_string()
    addressed = or_(*(sent_to.in_(addresses) for addresses in (known, asked, used)))
    theirs = or_(OutboxMessage.candidate_id == number, addressed)
    unsent = update(OutboxMessage).where(theirs, OutboxMessage.sent_at.is_(None), OutboxMessage.cancelled_at.is_(None))
    session.execute(unsent.values(cancelled_at=order.now).execution_options(synchronize_session=False))
    rows = session.execute(
        select(OutboxMessage.id, OutboxMessage.data)
        .where(or_(mail_about(number), addressed))
        .order_by(OutboxMessage.id)
    ).all()
    for row in rows:
        change = update(OutboxMessage).where(OutboxMessage.id == row.id)
        session.execute(change.values(data=erasure.without_words(row.data), problem=""))


def _forget_texts(session: Session, candidate_id: int) -> None:
    """What holds texts beside points and keys; and approvals, which are replaced, since they are never changed."""
    of_event = _held(ApplicationEvent).belongs_to(candidate_id)
    for event in session.execute(select(ApplicationEvent.id, ApplicationEvent.data).where(of_event)).all():
        change = update(ApplicationEvent).where(ApplicationEvent.id == event.id)
        session.execute(change.values(data=erasure.without_words(event.data)))
    of_card = _held(Amendment).belongs_to(candidate_id)
    for row in session.execute(select(Amendment.id, Amendment.before, Amendment.after).where(of_card)).all():
        sides = {"before": erasure.without_evidence(row.before), "after": erasure.without_evidence(row.after)}
        session.execute(update(Amendment).where(Amendment.id == row.id).values(**sides))
    of_decision = _held(DecisionApproval).belongs_to(candidate_id)
    kept = session.execute(select(DecisionApproval.__table__).where(of_decision)).mappings().all()
    if kept:
        session.execute(delete(DecisionApproval).where(of_decision).execution_options(synchronize_session=False))
        session.execute(
            insert(DecisionApproval), [dict(row) | {"reason": erasure.GONE if row["reason"] else ""} for row in kept]
        )


def _wipe(session: Session, held: Held, candidate_id: int) -> None:
    """What an erasure does to one table."""
    here = held.belongs_to(candidate_id)
    if held.goes:
        session.execute(delete(held.table).where(here).execution_options(synchronize_session=False))
        return
    values = dict(held.cleared) | {name: _marked(held, name) for name in held.words}
    if values and held.table is not DecisionApproval:
        change = update(held.table).where(here).values(**values)
        session.execute(change.execution_options(synchronize_session=False))


def _marked(held: Held, name: str) -> Any:
    column = getattr(held.table, name)
    return case((column == "", column), else_=literal(erasure.GONE, String))


def _held(table: type[object]) -> Held:
    return next(held for held in HELD if held.table is table)
