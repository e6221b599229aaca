"""Reporting that one can't hold an interview, or that it did not take place; taking that back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import NotReady
from app.domain.excuses import Excuse, Standing, check
from app.domain.policy import Action, Part, Viewer, permit
from app.gateways import clock
from app.models.accounts import Account
from app.models.notifications import OutboxMessage
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Seat
from app.queries.scorecards.desk import Desk
from app.services.notifications import cancel_reminders
from app.services.scheduling import traces
from app.services.scorecards.locks import locked_desk


def excuse(viewer: Viewer, interview_id: int, *, kind: Excuse, reason: str) -> bool:
    """Report for one's own seat. The same report sent twice is kept once; the first reason stands.

    Args:
        viewer: the interviewer.
        interview_id: the interview.
        kind: that they can't make it, or that it did not happen.
        reason: why, for the opening's recruiter and hiring manager.

    Returns:
        whether this was new.

    Raises:
        NotFound, NotAllowed: for anybody who does not sit in the interview.
        BadData: naming the field that is wrong.
        NotReady: if the own card is in, the interview is closed, or something else was reported before.
    """
    with transaction() as session:
        return report(session, viewer, interview_id, kind=kind, reason=reason, now=clock.now())


def take_back(viewer: Viewer, interview_id: int) -> None:
    """Take one's own report back, as long as nobody has acted on it.

    A message that was not sent yet is not sent at all; otherwise its readers are told.

    Raises:
        NotFound, NotAllowed: for anybody who does not sit in the interview.
        NotReady: if there is nothing to take back.
    """
    with transaction() as session:
        withdraw(session, viewer, interview_id, now=clock.now())


def report(session: Session, viewer: Viewer, interview_id: int, *, kind: Excuse, reason: str, now: datetime) -> bool:
    """All of `excuse` inside the caller's transaction."""
    desk, seat, interview = locked_seat(session, viewer, interview_id, action=Action.INTERVIEW_EXCUSE)
    kept = check(_standing(desk, seat), kind=kind, reason=reason, now=now)
    if seat.excuse is not None:
        return False
    seat.excuse, seat.excuse_reason, seat.excused_at = kind.value, kept, now
    if desk.is_reminded:
        cancel_reminders(session, interview_id, account_id=viewer.account_id, now=now)
    data = {"excuse": kind.value, "reason": kept}
    _tell(session, viewer, desk, interview, kind=traces.EXCUSED, now=now, data=data)
    return True


def withdraw(session: Session, viewer: Viewer, interview_id: int, *, now: datetime) -> None:
    """All of `take_back` inside the caller's transaction."""
    desk, seat, interview = locked_seat(session, viewer, interview_id, action=Action.INTERVIEW_EXCUSE)
    if seat.excuse is None:
        raise NotReady("There is no report of yours to take back: nothing was reported, or it was settled already.")
    data = {"excuse": seat.excuse}
    clear(seat)
    _tell(session, viewer, desk, interview, kind=traces.UNEXCUSED, now=now, data=data)


def clear(seat: Seat) -> None:
    """Let a report be settled."""
    seat.excuse, seat.excuse_reason, seat.excused_at = None, "", None


def forget_answers(interview: Interview, seats: Iterable[Seat]) -> None:
    """Let nobody have said yet whether they come: the interview is at another time, or booked again."""
    interview.candidate_reply, interview.candidate_replied_at = None, None
    for seat in seats:
        seat.reply, seat.replied_at = None, None


def locked_seat(session: Session, viewer: Viewer, interview_id: int, *, action: Action) -> tuple[Desk, Seat, Interview]:
    """The desk, locked, and the rows of the seat and the interview, for somebody who sits there: three statements."""
    desk = locked_desk(session, viewer, interview_id)
    permit(action, desk.relation)
    both = select(Seat, Interview).join(Interview, Interview.id == Seat.interview_id)
    own = both.where(Seat.interview_id == interview_id, Seat.account_id == viewer.account_id)
    seat, interview = session.execute(own.execution_options(populate_existing=True)).one()
    return desk, seat, interview


def _standing(desk: Desk, seat: Seat) -> Standing:
    return Standing(
        starts_at=desk.about.starts_at,
        is_shadow=seat.is_shadow,
        has_submitted=desk.card.submitted_at is not None,
        is_closed=desk.about.cards_closed_at is not None,
        reported=Excuse(seat.excuse) if seat.excuse is not None else None,
    )


def _tell(
    session: Session,
    viewer: Viewer,
    desk: Desk,
    interview: Interview,
    *,
    kind: str,
    now: datetime,
    data: dict[str, str],
) -> None:
    """Leave the event and tell the opening's recruiters, but for those of whom the message before was still unsent."""
    spared = _unsent(session, viewer, interview.id, now) if kind == traces.UNEXCUSED else frozenset()
    told = [who for who in recruiters_of(session, desk.about.opening_id, but=viewer) if who not in spared]
    facts = data | {"who": str(viewer.account_id)}
    traces.leave(session, viewer, interview, kind=kind, now=now, told=told, data=facts)


def recruiters_of(session: Session, opening_id: int, *, but: Viewer | None = None) -> list[int]:
    """The opening's recruiters who work here, for a message; not the one who acts."""
    statement = (
        select(OpeningMember.account_id)
        .join(Account, Account.id == OpeningMember.account_id)
        .where(
            OpeningMember.opening_id == opening_id,
            OpeningMember.part == Part.RECRUITER.value,
            OpeningMember.account_id != (but.account_id if but is not None else 0),
            Account.is_active,
        )
        .order_by(OpeningMember.account_id)
    )
    return list(session.scalars(statement))


def _unsent(session: Session, viewer: Viewer, interview_id: int, now: datetime) -> frozenset[int]:
    """Cancel the messages about this person's report that were not sent yet; returns whose they were."""
    waiting = select(OutboxMessage).where(
        OutboxMessage.interview_id == interview_id,
        OutboxMessage.kind == traces.EXCUSED,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
    )
    mine = [row for row in session.scalars(waiting) if row.data.get("who") == str(viewer.account_id)]
    session.execute(
        update(OutboxMessage).where(OutboxMessage.id.in_([row.id for row in mine])).values(cancelled_at=now)
    )
    return frozenset(row.account_id for row in mine if row.account_id is not None)
