"""The one way in which an application moves: lock, permission, seen version, rows, event, audit."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain import history
from app.domain.erasure import NO_MORE
from app.domain.errors import Conflict, NotFound, NotReady
from app.domain.pipeline import Event, Moved, Position, State
from app.domain.policy import Action, Viewer, permit
from app.domain.slots import point
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.candidates import Candidate
from app.queries.applications import Case, case_for
from app.services import audit

# What of an event the audit trail repeats: keys and numbers. Words of people stay with the event.
AUDITED = (
    "from",
    "to",
    "stage",
    "was",
    "about",
    "until",
    "level",
    "look_at",
    "by",
    "tells",
    "versions_before",
    "versions_after",
)


def locked(session: Session, viewer: Viewer, application_id: int, *, seen: int, action: Action) -> Case:
    """Lock an application until the transaction ends, and read it again.

    Args:
        session: the caller's session, inside transaction().
        viewer: who acts.
        application_id: the application.
        seen: the version that the page showed.
        action: what the viewer must be allowed to do.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        NotReady: if the candidate was erased.
        Conflict: if it has moved since `seen`; the sentence says who did what, and when.
    """
    whose = select(Candidate.erased_at).join(Application, Application.candidate_id == Candidate.id)
    row = session.execute(whose.where(Application.id == application_id).with_for_update(of=Application)).first()
    if row is None:
        raise NotFound
    case = case_for(viewer, application_id)
    permit(action, case.relation)
    if row.erased_at is not None:
        raise NotReady(NO_MORE)
    if case.version != seen:
        raise stale(session, case)
    return case


def apply_move(session: Session, case: Case, moved: Moved, *, viewer: Viewer, now: datetime) -> None:
    """Write what a move of the pipeline came to: position, version, events, audit rows.

    Args:
        session: the caller's session.
        case: what `locked` gave in this transaction.
        moved: what a function of app.domain.pipeline returned for `case.position`.
        viewer: who acts.
        now: when.

    Raises:
        Conflict: if the row is not the one that was locked.
    """
    if not write_move(session, case.id, case.position, moved, version=case.version, viewer=viewer, now=now):
        raise stale(session, case)


def write_move(
    session: Session,
    application_id: int,
    before: Position,
    moved: Moved,
    *,
    version: int,
    viewer: Viewer | None,
    now: datetime,
) -> bool:
    """The same for whoever has no `Case`: without a viewer, the candidate moves it, and their events say so.

    Args:
        session: the caller's session; the application is locked in it.
        application_id: the application.
        before: where it stands.
        moved: what a function of app.domain.pipeline returned for that.
        version: the one that was read.
        viewer: who acts.
        now: when.

    Returns:
        whether the row was still the one that was read; nothing is written otherwise.
    """
    position, events = moved
    values: dict[str, Any] = {"state": position.state.value, "stage": position.stage, "version": version + 1}
    if position.stage != before.stage:
        values["stage_entered_at"] = now
    if position.state is State.ACTIVE:
        values |= {"hold_until": None, "level": None}
    for event in events:
        values |= _facts_of(event)
    statement = update(Application).where(Application.id == application_id, Application.version == version)
    written = session.execute(statement.values(**values), execution_options={"synchronize_session": False})
    if written.rowcount != 1:  # type: ignore[attr-defined]
        return False
    for event in events:
        add_event(session, application_id, event, viewer=viewer, now=now)
    session.flush()
    return True


def add_event(session: Session, application_id: int, event: Event, *, viewer: Viewer | None, now: datetime) -> None:
    """One line of the timeline and one of the audit trail."""
    row = ApplicationEvent(application_id=application_id, kind=event.kind, data=dict(event.data), at=now)
    row.actor_id = viewer.account_id if viewer is not None else None
    session.add(row)
    facts = {key: event.data[key] for key in AUDITED if key in event.data}
    about = ("application", application_id)
    audit.record(session, viewer, action=f"application.{event.kind}", about=about, at=now, data=facts)


def stale(session: Session, case: Case) -> Conflict:
    """The refusal of a move that looked at an older state: who did what, and when."""
    statement = (
        select(ApplicationEvent.kind, ApplicationEvent.data, ApplicationEvent.at, Account.name)
        .outerjoin(Account, Account.id == ApplicationEvent.actor_id)
        .where(ApplicationEvent.application_id == case.id, ApplicationEvent.kind.in_(sorted(history.MOVES)))
        .order_by(ApplicationEvent.id.desc())
        .limit(1)
    )
    row = session.execute(statement).first()
    rest = f"Nothing of yours was saved: open {case.candidate} again and look before you decide."
    if row is None:
        return Conflict(f"This application was changed meanwhile. {rest}")
    zone = case.relation.viewer.zone
    told = history.tell(
        row.kind, row.data, plan=case.plan, zone=zone, shows_decision=not case.relation.owes_a_card
    ).what
    return Conflict(f"{row.name or 'Rung'} {told} at {point(row.at, zone=zone)}. {rest}")


def _facts_of(event: Event) -> dict[str, Any]:
    if event.kind == "held":
        return {"hold_until": date.fromisoformat(event.data["until"])}
    return {"level": event.data["level"]} if event.kind == "decided" else {}
