"""Opening a panel: once, for all at the same moment, when every card is in or by somebody's word with a reason."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, literal, select, union, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import BadData, Conflict, NotReady
from app.domain.policy import Action, Part, Viewer, permit
from app.domain.scorecard import check_text
from app.gateways import clock
from app.models.applications import Application, ApplicationEvent
from app.models.notifications import OutboxMessage
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Seat
from app.queries import access
from app.queries.scorecards.desk import About, desk_for
from app.services import audit
from app.services.scorecards.locks import locked_desk

OPENED = "panel_opened"


def open_panel(viewer: Viewer, interview_id: int, *, reason: str) -> None:
    """Open the cards that are in although others are missing.

    Args:
        viewer: somebody who may override.
        interview_id: the interview.
        reason: why not to wait.

    Raises:
        NotAllowed: without the grant.
        Conflict: if the panel is open already.
        NotReady: if no card is in.
        BadData: without a reason.
    """
    now = clock.now()
    with transaction() as session:
        desk = locked_desk(session, viewer, interview_id)
        permit(Action.PANEL_OPEN, desk.relation)
        if desk.about.panel_opened_at is not None:
            raise Conflict("This panel is open already: somebody was faster, or the last card came in.")
        if desk.cards_in == 0:
            raise NotReady("No scorecard is in yet, so there is nothing to open. Remind the interviewers first.")
        if not reason.strip():
            raise BadData("Write why the panel opens before all scorecards are in.", field="reason")
        open_up(session, viewer, desk.about, now=now, reason=check_text(reason.strip(), "reason"))
        _record(session, viewer, desk.about, now=now, why="early")


def open_when_complete(session: Session, viewer: Viewer, interview_id: int, *, now: datetime) -> bool:
    """Open a panel that waits for nobody any more, because a seat was given up; call it with the application locked.

    Returns:
        whether it opened.
    """
    desk = desk_for(viewer, interview_id)
    mine = desk.relation.has_seat and not desk.relation.is_shadow and desk.card.submitted_at is None
    if desk.about.panel_opened_at is not None or desk.cards_in == 0 or desk.others_owing or mine:
        return False
    open_up(session, viewer, desk.about, now=now)
    _record(session, viewer, desk.about, now=now, why="nobody is waited for any more")
    return True


def open_up(session: Session, viewer: Viewer, about: About, *, now: datetime, reason: str = "") -> None:
    """Store that a panel is open, and tell its members and the opening's recruiter and hiring manager.

    Three statements; call it with the interview locked, and leave an audit row of what made it open.
    """
    session.execute(
        update(Interview)
        .where(Interview.id == about.interview_id, Interview.panel_opened_at.is_(None))
        .values(panel_opened_at=now, quorum_reason=reason)
    )
    facts = {"interview": str(about.interview_id), "stage": about.stage}
    event = ApplicationEvent(application_id=about.application_id, kind=OPENED, at=now)
    event.data, event.actor_id = facts | ({"reason": reason} if reason else {}), viewer.account_id
    session.add(event)
    session.execute(_tell(viewer, about, now=now, facts=facts))


def _record(session: Session, viewer: Viewer, about: About, *, now: datetime, why: str) -> None:
    facts = {"stage": about.stage, "why": why}
    audit.record(session, viewer, action="panel.opened", about=("interview", about.interview_id), at=now, data=facts)


def _tell(viewer: Viewer, about: About, *, now: datetime, facts: dict[str, str]) -> Any:
    """One statement that queues a message to everybody who may read now, however many they are."""
    values = {
        OutboxMessage.kind: OPENED,
        OutboxMessage.application_id: about.application_id,
        OutboxMessage.interview_id: about.interview_id,
        OutboxMessage.data: facts,
        OutboxMessage.created_at: now,
        OutboxMessage.due_at: now,
    }
    told = _readers(viewer, about).subquery()
    columns = [literal(value, column.type) for column, value in values.items()]
    here = select(*columns, told.c.account_id).join_from(told, Application, Application.id == about.application_id)
    return insert(OutboxMessage).from_select(
        [*(column.key for column in values), "account_id"], here.where(~access.is_own(told.c.account_id))
    )


def _readers(viewer: Viewer, about: About) -> Any:
    members: Select[int] = (
        select(OpeningMember.account_id)
        .join(Application, Application.opening_id == OpeningMember.opening_id)
        .where(
            Application.id == about.application_id,
            OpeningMember.part.in_([Part.RECRUITER.value, Part.HIRING_MANAGER.value]),
            OpeningMember.account_id != viewer.account_id,
        )
    )
    panel: Select[int] = select(Seat.account_id).where(
        Seat.interview_id == about.interview_id, Seat.left_at.is_(None), Seat.account_id != viewer.account_id
    )
    return union(panel, members)
