"""Changing a booked interview: move, cancel, replace one interviewer."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import slots
from app.domain.errors import BadData, NotFound, NotReady
from app.domain.policy import Action, Viewer, permit
from app.domain.states import NEXT_STEPS, STATE_NAMES, State
from app.gateways import clock
from app.models.applications import Application
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries import access
from app.services import notifications
from app.services.scheduling import booking, cells, excuses, traces
from app.services.scheduling.ending import end_with_interview
from app.services.scorecards.panel import open_when_complete

REASON_LIMIT = 2000


def move(viewer: Viewer, interview_id: int, wanted: slots.WallTime, *, seen: int) -> None:
    """Book the same people for another time.

    Raises:
        BadData: naming the field that is wrong.
        NotReady: if the interview has started, its application is closed, or somebody is taken then.
        Conflict: if somebody else changed the interview meanwhile.
    """
    with transaction() as session:
        now = clock.now()
        application, interview = locked(session, viewer, interview_id, seen=seen)
        check_movable(application, interview, now=now)
        rebook(session, viewer, application, interview, wanted.slot(now), now=now)


def cancel(viewer: Viewer, interview_id: int, *, reason: str, seen: int) -> None:
    """Call the interview off, or record that it did not take place.

    Raises:
        BadData: without a reason.
        NotReady: if a scorecard is in: then it did take place.
        Conflict: if somebody else changed the interview meanwhile.
    """
    with transaction() as session:
        now = clock.now()
        application, interview = locked(session, viewer, interview_id, seen=seen)
        if not reason.strip():
            raise BadData("Write why: the interviewers and whoever reads the timeline want to know.", field="reason")
        call_off(session, viewer, application, interview, reason=reason, now=now)
        end_with_interview(session, interview_id, now, viewer=viewer)


def replace(viewer: Viewer, interview_id: int, *, leaves: int, joins: int, seen: int) -> None:
    """Let somebody else take one interviewer's place; the others keep theirs.

    Whatever the one who leaves has written stays theirs, opens to nobody else and never counts.

    Raises:
        BadData: naming the field that is wrong.
        NotReady: if the one who leaves has submitted, the panel is open, or the one who joins is taken.
        Conflict: if somebody else changed the interview meanwhile.
    """
    with transaction() as session:
        now = clock.now()
        application, interview = locked(session, viewer, interview_id, seen=seen)
        seats = {seat.account_id: seat for seat in seats_of(session, interview_id)}
        _check_leaver(session, interview, seats.get(leaves))
        if joins in seats and not seats[joins].is_shadow:
            raise BadData("They interview here already. Choose somebody else.", field="joins")
        booking.check_people(session, application.id, (joins,), stage=interview.stage)
        wish = cells.Wish(
            (joins,), application.candidate_id, interview.starts_at, interview.ends_at, interview.zone, interview_id
        )
        seats[leaves].left_at = now
        notifications.cancel_reminders(session, interview_id, account_id=leaves, now=now)
        seats[leaves].link_epoch += 1  # a link of today stays dead should they ever come back
        _settle([seats[leaves]])
        cells.let_go(session, [interview_id], account_ids=[leaves])
        if joins not in seats:
            cells.hold(session, viewer, wish, with_candidate=False)
        _seat(session, interview_id, joins, leads=seats[leaves].leads)
        interview.version += 1
        traces.leave(
            session,
            viewer,
            interview,
            kind=traces.REPLACED,
            now=now,
            told=sorted({*seats, joins}),
            data={"left": str(leaves), "joined": str(joins)},
        )
        # A shadow whose card is in may have taken the last place that the panel waited for.
        open_when_complete(session, viewer, interview_id, now=now)


def check_movable(application: Application, interview: Interview, *, now: datetime) -> None:
    """Refuse to move what has started, or belongs to an application that is closed.

    Raises:
        NotReady: saying what to do instead.
    """
    state = State(application.state)
    if state not in {State.ACTIVE, State.ON_HOLD}:
        raise NotReady(f"The application is {STATE_NAMES[state].lower()}. {NEXT_STEPS[state]}")
    if interview.starts_at <= now:
        raise NotReady("This interview has started. If it did not take place, cancel it and book a new one.")


def rebook(
    session: Session,
    viewer: Viewer | None,
    application: Application,
    interview: Interview,
    slot: slots.Slot,
    *,
    now: datetime,
    data: Mapping[str, str] | None = None,
) -> None:
    """Hold another time for everybody in an interview that is locked; without a viewer, its candidate moves it.

    Raises:
        NotReady: if somebody is taken then.
    """
    seats = seats_of(session, interview.id)
    attendees = tuple(seat.account_id for seat in seats)
    _settle(seats)
    excuses.forget_answers(interview, seats)
    cells.lock_people(session, attendees, application_id=application.id)
    wish = cells.Wish(
        attendees, application.candidate_id, slot.starts_at, slot.ends_at, slot.zone, interview_id=interview.id
    )
    was = interview.starts_at.strftime(traces.STAMP)
    cells.let_go(session, [interview.id])
    interview.starts_at, interview.ends_at = slot.starts_at, slot.ends_at
    interview.zone, interview.wall_time = slot.zone, slot.wall_time
    interview.version += 1
    session.flush()
    cells.hold(session, viewer, wish)
    traces.leave(
        session,
        viewer,
        interview,
        kind=traces.MOVED,
        now=now,
        told=attendees,
        candidate_id=application.candidate_id,
        data={"was": was} | dict(data or {}),
    )


def call_off(
    session: Session,
    viewer: Viewer | None,
    application: Application,
    interview: Interview,
    *,
    reason: str,
    now: datetime,
    data: Mapping[str, str] | None = None,
) -> None:
    """Cancel an interview that is locked, and tell everybody; without a viewer, its candidate cancels it.

    Raises:
        NotReady: if a scorecard is in: then it did take place.
    """
    seats = free(session, interview, now=now)
    traces.leave(
        session,
        viewer,
        interview,
        kind=traces.CANCELLED,
        now=now,
        told=[seat.account_id for seat in seats],
        candidate_id=application.candidate_id,
        data={"reason": reason.strip()[:REASON_LIMIT]} | dict(data or {}),
    )


def free(session: Session, interview: Interview, *, now: datetime) -> list[Seat]:
    """End an interview that is locked, so that everybody's time is free; returns who was to attend.

    Raises:
        NotReady: if a scorecard is in: then it did take place.
    """
    if session.execute(select(_has_cards(interview.id))).scalar_one():
        raise NotReady("A scorecard of this interview is in, so it took place. It can't be cancelled any more.")
    seats = seats_of(session, interview.id)
    _settle(seats)
    cells.let_go(session, [interview.id])
    interview.state = "cancelled"
    notifications.cancel_reminders(session, interview.id, now=now)
    interview.version += 1
    return seats


def locked(session: Session, viewer: Viewer, interview_id: int, *, seen: int) -> tuple[Application, Interview]:
    """The application and its interview, locked in this order, for somebody who may change them."""
    statement = (
        select(Application, Interview)
        .select_from(Application)
        .join(Interview, Interview.application_id == Application.id)
        .where(Interview.id == interview_id)
        .with_for_update()
    )
    row = session.execute(statement.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    application, interview = row
    permit(Action.INTERVIEW_BOOK, access.to_interview(viewer, interview_id))
    traces.refuse_stale(session, viewer, about=("interview", interview_id), version=interview.version, seen=seen)
    if interview.state != "booked":
        raise NotReady("This interview was cancelled. Book a new one from the application's page.")
    return application, interview


def seats_of(session: Session, interview_id: int) -> list[Seat]:
    """Seats that are taken, shadows included."""
    statement = select(Seat).where(Seat.interview_id == interview_id, Seat.left_at.is_(None))
    ordered = statement.order_by(Seat.account_id).execution_options(populate_existing=True)
    return list(session.scalars(ordered))


def _settle(seats: Iterable[Seat]) -> None:
    """Whatever was reported about these seats is answered by what is done now."""
    for seat in seats:
        excuses.clear(seat)


def _has_cards(interview_id: int) -> Exists:
    return exists().where(Scorecard.interview_id == interview_id, Scorecard.submitted_at.is_not(None))


def _check_leaver(session: Session, interview: Interview, seat: Seat | None) -> None:
    if seat is None or seat.is_shadow:
        raise BadData("Choose whose place is taken: one of the interviewers.", field="leaves")
    if interview.panel_opened_at is not None:
        raise NotReady("The scorecards of this interview are open, so nobody can be replaced any more.")
    submitted = _has_cards(interview.id).where(Scorecard.account_id == seat.account_id)
    if session.execute(select(submitted)).scalar_one():
        raise NotReady("They have submitted their scorecard already, so they stay. Replace somebody else.")


def _seat(session: Session, interview_id: int, account_id: int, *, leads: list[str] | None) -> None:
    """A seat for somebody who may have had one before, or shadowed until now; they lead what the one before them led.

    Whether they come is asked anew.
    """
    known = session.get(Seat, (interview_id, account_id))
    if known is None:
        session.add(Seat(interview_id=interview_id, account_id=account_id, leads=leads))
    else:
        known.left_at, known.is_shadow, known.is_reverse = None, False, False
        known.leads, known.reply, known.replied_at = leads, None, None
    session.flush()
