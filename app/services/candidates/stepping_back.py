"""What a candidate does with their application themself: withdraw it, pause it, go on."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import pipeline
from app.domain.errors import BadData, Conflict, NotReady
from app.domain.pipeline import Event, Moved, Position
from app.domain.portal import LONGEST_PAUSE, Visitor
from app.domain.say import translatable
from app.domain.states import State, WithdrawReason
from app.gateways import clock
from app.models.applications import Application
from app.queries.candidates import MyApplication, my_application
from app.queries.candidates.mine import DECLINE_MAILS
from app.services import notifications, scheduling
from app.services.applications.moving import write_move
from app.services.candidates.adjustment_requests import recruiters_of

BY = "candidate"
WITHDREW, PAUSED, RESUMED = "candidate_withdrew", "candidate_paused", "candidate_resumed"
CHANGED = translatable("Something changed while your page was open. Nothing was saved: look again, and then decide.")
NOTHING_LEFT = translatable("This application is closed already, so there is nothing left to withdraw.")
NOT_PAUSED = translatable("Only a pause that you asked for yourself ends here. Write to us about any other.")
NOT_NOW = translatable("It can’t be paused as it stands now. Write to us, and we look for a way.")
WHICH_DAY = translatable("Choose a day after today, and at most three months ahead.")


def withdraw(visitor: Visitor, application_id: int, *, reason: WithdrawReason, note: str = "") -> None:
    """Take one's application back: bookings are cancelled, and everybody who had a part in it is told.

    It goes before a decline that the candidate has not been told of. Doing it twice changes nothing.

    Raises:
        NotFound: if it is not the visitor's.
        NotReady: if it is closed already.
    """
    with transaction() as session:
        now = clock.now()
        mine = _locked(session, visitor, application_id, now)
        if mine.state is State.WITHDRAWN:
            return
        if not mine.is_open:
            raise NotReady(NOTHING_LEFT)
        before = Position(mine.state, mine.stage)
        _write(session, mine, before, pipeline.withdraw(before, reason=reason, note=note), now)
        notifications.cancel_unsent(session, application_id=mine.id, kinds=DECLINE_MAILS, now=now)
        scheduling.release(
            session,
            application_id=mine.id,
            viewer=None,
            now=now,
            keep_soon=False,
            close_cards=False,
            because=scheduling.WITHDRAWN,
            candidate_id=mine.candidate_id,
        )
        _tell(session, mine, WITHDREW, now)


def pause(visitor: Visitor, application_id: int, *, until: date) -> None:
    """Let one's application rest until a day. Bookings stay.

    Raises:
        NotFound: if it is not the visitor's.
        BadData: naming the field, for a day that is past or more than three months away.
        NotReady: if it is not under way.
    """
    with transaction() as session:
        now = clock.now()
        mine = _locked(session, visitor, application_id, now)
        today = now.astimezone(ZoneInfo(visitor.zone)).date()
        if not today < until <= today + LONGEST_PAUSE:
            raise BadData(WHICH_DAY, field="until")
        _refuse_hidden(session, mine)
        if mine.state is not State.ACTIVE:
            raise NotReady(NOT_NOW)
        before = Position(mine.state, mine.stage)
        moved = pipeline.hold(before, until=until, today=today, reason="The candidate asked for it.")
        _write(session, mine, before, moved, now)
        _tell(session, mine, PAUSED, now, data={"until": until.isoformat()})


def resume(visitor: Visitor, application_id: int) -> None:
    """Go on after a pause of one's own.

    Raises:
        NotFound: if it is not the visitor's.
        NotReady: if it was not the candidate who asked for the pause.
    """
    with transaction() as session:
        now = clock.now()
        mine = _locked(session, visitor, application_id, now)
        _refuse_hidden(session, mine)
        if not mine.held_by_me:
            raise NotReady(NOT_PAUSED)
        before = Position(mine.state, mine.stage)
        _write(session, mine, before, pipeline.resume(before), now)
        notifications.cancel_unsent(session, application_id=mine.id, kinds=(PAUSED,), now=now)
        _tell(session, mine, RESUMED, now)


def _locked(session: Session, visitor: Visitor, application_id: int, now: datetime) -> MyApplication:
    session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
    return my_application(visitor, application_id, now)


def _refuse_hidden(session: Session, mine: MyApplication) -> None:
    """Refuse what would go over something that the candidate has not been told yet, without telling it."""
    if session.execute(select(Application.state).where(Application.id == mine.id)).scalar_one() != mine.state.value:
        raise NotReady(NOT_NOW)


def _write(session: Session, mine: MyApplication, before: Position, moved: Moved, now: datetime) -> None:
    position, events = moved
    said = tuple(Event(event.kind, {**event.data, "by": BY}) for event in events)
    if not write_move(session, mine.id, before, (position, said), version=mine.version, viewer=None, now=now):
        raise Conflict(CHANGED)


def _tell(
    session: Session, mine: MyApplication, kind: str, now: datetime, *, data: dict[str, str] | None = None
) -> None:
    for account_id in recruiters_of(session, mine.opening_id):
        notifications.queue(session, kind, now=now, application_id=mine.id, account_id=account_id, data=data)
