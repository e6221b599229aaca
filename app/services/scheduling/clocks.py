"""Keeping the local time that was promised when the rules of a zone change: interviews ahead move with their clocks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.domain.clock_rules import promised
from app.domain.errors import NotReady
from app.models.applications import Application
from app.models.scheduling import Interview
from app.services import notifications
from app.services.scheduling import cells, changes, excuses, traces

CLOCK_CHANGED = "interview_clock_changed"
MESSAGE = "clock_changed"


@dataclass(frozen=True, slots=True)
class _Shift:
    """An interview that has to begin at another instant."""

    interview_id: int
    was: datetime
    to: datetime


def recheck_clocks(now: datetime) -> int:
    """Move every booked interview ahead whose clocks no longer show the time that was promised.

    Each moves by itself, with everybody's time or not at all. Where somebody is taken at the new instant, the old one
    is kept: the schedule shows it to who leads the opening, and the next run tries again.

    Args:
        now: this instant.

    Returns:
        how many interviews were moved.

    Raises:
        Conflict: if the database stayed locked for too long; the next run goes on.
    """
    left = _shifts(now)
    moved = 0
    while left:
        stayed = [shift for shift in left if not _move(shift, now)]
        moved += len(left) - len(stayed)
        if len(stayed) == len(left):
            break
        left = stayed
    return moved


def _shifts(now: datetime) -> list[_Shift]:
    """What has to move, so ordered that of two in a row the one goes first that makes room for the other."""
    columns = select(Interview.id, Interview.starts_at, Interview.zone, Interview.wall_time)
    ahead = columns.where(Interview.state == "booked", Interview.starts_at > now)
    rows = db.session.execute(ahead.order_by(Interview.starts_at, Interview.id)).all()
    db.session.rollback()
    found = [
        _Shift(row.id, row.starts_at, promised(row.starts_at, zone=row.zone, wall_time=row.wall_time)) for row in rows
    ]
    earlier = [shift for shift in found if shift.to < shift.was and shift.to > now]
    later = [shift for shift in found if shift.to > shift.was]
    return [*earlier, *reversed(later)]


def _move(shift: _Shift, now: datetime) -> bool:
    """Move one of them; False where somebody is taken, or somebody else was faster."""
    try:
        with transaction() as session:
            row = _locked(session, shift)
            if row is None:
                return False
            application, interview = row
            _shift(session, application, interview, shift, now)
    except NotReady:
        return False
    return True


def _locked(session: Session, shift: _Shift) -> tuple[Application, Interview] | None:
    statement = (
        select(Application, Interview)
        .select_from(Application)
        .join(Interview, Interview.application_id == Application.id)
        .where(Interview.id == shift.interview_id, Interview.state == "booked", Interview.starts_at == shift.was)
        .with_for_update()
    )
    row = session.execute(statement.execution_options(populate_existing=True)).one_or_none()
    return (row[0], row[1]) if row is not None else None


def _shift(session: Session, application: Application, interview: Interview, shift: _Shift, now: datetime) -> None:
    """The same people at the instant that their clocks mean; zone and wall time stay as they were promised."""
    seats = changes.seats_of(session, interview.id)
    attendees = tuple(seat.account_id for seat in seats)
    excuses.forget_answers(interview, seats)
    cells.lock_people(session, attendees, application_id=application.id)
    cells.let_go(session, [interview.id])
    interview.starts_at, interview.ends_at = shift.to, interview.ends_at + (shift.to - shift.was)
    interview.clock_changed_at = now
    interview.version += 1
    session.flush()
    wish = cells.Wish(
        attendees, application.candidate_id, interview.starts_at, interview.ends_at, interview.zone, interview.id
    )
    cells.hold(session, None, wish)
    data = {"was": shift.was.strftime(traces.STAMP)}
    traces.leave(session, None, interview, kind=CLOCK_CHANGED, now=now, told=(), data=data)
    notifications.queue_each(
        session,
        MESSAGE,
        now=now,
        application_id=application.id,
        interview_id=interview.id,
        account_ids=attendees,
        candidate_id=application.candidate_id,
        data=data | {"sequence": str(interview.version)},
    )
