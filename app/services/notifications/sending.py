"""Sending what is due: each message is held by one worker at a time, and marked as soon as the server took it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Protocol

from flask import current_app
from sqlalchemy import ColumnElement, and_, case, or_, select, update

from app.config import Settings
from app.database import db, transaction
from app.domain.errors import Conflict
from app.domain.retries import GIVES_UP_AFTER, OUTAGE_PAUSE, next_try
from app.gateways import mail
from app.gateways.mail import SECONDS, Down, Letter, Mailbox, Outcome, Permanent, Sent, Temporary
from app.models.notifications import OutboxMessage

LEASE = timedelta(seconds=60)
LIMIT = 50
STRIKES = 3
MARKING_TRIES = 3
NO_SERVER = "No mail server is set for this installation: an admin has to set RUNG_SMTP_URL."
UNWRITTEN = "The message could not be written; the log of the worker says why."
logger = logging.getLogger(__name__)


class Dropped(Protocol):
    """Why a message is not sent at all, in a word."""

    @property
    def reason(self) -> str:
        """The word that is kept with the row."""


Compose = Callable[[int, datetime], Letter | Dropped]


@dataclass(slots=True)
class Round:
    """What became of the messages of one round; `down` says why it ended early."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    put_off: int = 0
    down: str = ""


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    created_at: datetime
    due_at: datetime
    tries: int


class _Shelf:
    """Stands where no mail server is: in development a message has left once it can be read at /outbox."""

    def __enter__(self) -> "_Shelf":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def open(self) -> Down | None:
        return None

    def send(self, _letter: Letter, _now: datetime) -> Outcome:
        return Sent()


@dataclass
class _Watch:
    """The time of a round: it began at an instant and goes on while servers are waited for."""

    start: datetime
    since: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=monotonic() - self.since)


@dataclass
class _Turns:
    """The turns of one round: a message each. `strikes` counts how often in a row the server did not serve us."""

    box: Mailbox | _Shelf
    worker: str
    compose: Compose
    lease: timedelta
    watch: _Watch
    done: Round
    strikes: int = 0
    why: str = ""

    def take(self) -> bool:
        """Send the next message; whether there is any sense in going on."""
        down = self.box.open()
        if down is not None or self.strikes >= STRIKES:
            self.done.down = self.why if down is None else down.why
            _put_off_all(self.watch.now(), self.done.down)
            return False
        row = _claim(self.watch.now(), self.worker, self.lease)
        if row is None:
            return False
        outcome = _deliver(row, self.box, self.compose, self.watch)
        if isinstance(outcome, Down) or (isinstance(outcome, Temporary) and outcome.is_lost):
            self.strikes, self.why = self.strikes + 1, outcome.why
        else:
            self.strikes = 0
        _mark(row, outcome, self.worker, self.watch.now(), self.done)
        return True


def send_due(
    now: datetime,
    *,
    worker: str,
    compose: Compose,
    limit: int = LIMIT,
    lease: timedelta = LEASE,
    is_stopping: Callable[[], bool] = lambda: False,
) -> Round:
    """Send the messages that are due, the oldest first.

    Args:
        now: this instant.
        worker: a name that no other worker has, of at most 60 characters.
        compose: writes the message of a row, or says why it is not to be sent.
        limit: after how many messages to come back.
        lease: for how long a message is held; whatever holds one for longer is taken to be dead.
        is_stopping: asked before each message whether to come back at once.

    Returns:
        what became of them.

    Raises:
        Conflict: if the database stayed locked for too long; the next round makes up for it.
    """
    settings: Settings = current_app.config["RUNG"]
    done = Round()
    if not _anything_due(now):
        return done
    if settings.production and not settings.sends_mail:
        _wait(now, NO_SERVER)
        done.down = NO_SERVER
        return done
    with Mailbox(settings, SECONDS) if settings.sends_mail else _Shelf() as box:
        turns = _Turns(box, worker, compose, lease, _Watch(now), done)
        while limit > 0 and not is_stopping() and turns.take():
            limit -= 1
    return done


def bounced(message_id: str, why: str, now: datetime) -> bool:
    """Note that a message came back after it was sent.

    Args:
        message_id: the Message-ID of the message that came back.
        why: what the server that sent it back says, in words.
        now: this instant.

    Returns:
        whether it was one of ours that counted as delivered until now.
    """
    number = mail.number_of(current_app.config["RUNG"], message_id)
    if number is None:
        return False
    with transaction() as session:
        returned = update(OutboxMessage).where(
            OutboxMessage.id == number, OutboxMessage.sent_at.is_not(None), OutboxMessage.failed_at.is_(None)
        )
        done: Any = session.execute(returned.values(failed_at=now, problem=why[:500]))
        return bool(done.rowcount)


def count_as_sent(now: datetime) -> None:
    """Count everything that waits as sent by now, without sending it: what an invented past told its people."""
    with transaction() as session:
        waiting = update(OutboxMessage).where(OutboxMessage.sent_at.is_(None), OutboxMessage.cancelled_at.is_(None))
        left_at = case((OutboxMessage.due_at < now, OutboxMessage.due_at), else_=now)
        session.execute(waiting.values(sent_at=left_at), execution_options={"synchronize_session": False})


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Condition on messages that are to be sent and that no worker holds."""
    return and_(
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
        OutboxMessage.failed_at.is_(None),
        OutboxMessage.dropped.is_(None),
        OutboxMessage.due_at <= now,
        or_(OutboxMessage.next_at.is_(None), OutboxMessage.next_at <= now),
        or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until <= now),
    )


def _anything_due(now: datetime) -> bool:
    found = db.session.scalar(select(OutboxMessage.id).where(_is_due(now)).limit(1))
    db.session.rollback()
    return found is not None


def _claim(now: datetime, worker: str, lease: timedelta) -> _Claimed | None:
    """The oldest message that is due, held for `worker`; workers that claim at once each get another one."""
    oldest = select(OutboxMessage.id).where(_is_due(now)).order_by(OutboxMessage.due_at, OutboxMessage.id).limit(1)
    held = update(OutboxMessage).where(
        OutboxMessage.id == oldest.with_for_update(skip_locked=True).scalar_subquery(), _is_due(now)
    )
    columns = (OutboxMessage.id, OutboxMessage.created_at, OutboxMessage.due_at, OutboxMessage.tries)
    with transaction() as session:
        taken = held.values(lease_by=worker, lease_until=now + lease).returning(*columns)
        row = session.execute(taken, execution_options={"synchronize_session": False}).first()
        return None if row is None else _Claimed(*row)


def _deliver(row: _Claimed, box: Mailbox | _Shelf, compose: Compose, watch: _Watch) -> Outcome | Dropped:
    """Write a message and hand it over, with no transaction open while the server takes its time."""
    try:
        letter = compose(row.id, watch.now())
    except Exception:
        # One message that can't be written must not keep the others from leaving.
        logger.exception("message %s could not be written", row.id)
        return Temporary(UNWRITTEN)
    finally:
        db.session.rollback()
    if not isinstance(letter, Letter):
        return letter
    known = mail.message_id_of(current_app.config["RUNG"], row.id, row.created_at)
    return box.send(replace(letter, message_id=known), watch.now())


def _mark(row: _Claimed, outcome: Outcome | Dropped, worker: str, now: datetime, done: Round) -> None:
    """Write down at once what became of a message: what is not written down would be sent again."""
    change = _change(row, outcome, now, done)
    mine = update(OutboxMessage).where(OutboxMessage.id == row.id, OutboxMessage.sent_at.is_(None))
    if not isinstance(outcome, Sent):
        mine = mine.where(OutboxMessage.lease_by == worker)
    for attempt in range(1, MARKING_TRIES + 1):
        try:
            with transaction() as session:
                session.execute(mine.values(lease_by=None, lease_until=None, **change))
            return
        except Conflict:
            if attempt == MARKING_TRIES:
                raise


def _change(row: _Claimed, outcome: Outcome | Dropped, now: datetime, done: Round) -> dict[str, Any]:
    """The values that say what became of a message."""
    match outcome:
        case Sent():
            done.sent += 1
            return {"sent_at": now, "tries": row.tries + 1, "next_at": None, "problem": ""}
        case Down():
            return {"problem": outcome.why}
        case Permanent():
            done.failed += 1
            return {"failed_at": now, "tries": row.tries + 1, "next_at": None, "problem": outcome.why}
        case Temporary():
            later = next_try(row.tries + 1, now, due_at=row.due_at)
            done.put_off, done.failed = done.put_off + (later is not None), done.failed + (later is None)
            failed_at = now if later is None else None
            return {"failed_at": failed_at, "tries": row.tries + 1, "next_at": later, "problem": outcome.why}
    done.dropped += 1
    return {"dropped": outcome.reason[:40], "cancelled_at": now, "next_at": None, "problem": ""}


def _put_off_all(now: datetime, why: str) -> None:
    """The server takes nothing: let everything that is due wait a little, and give up what is a day late."""
    _wait(now, why)
    given_up = update(OutboxMessage).where(
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
        OutboxMessage.failed_at.is_(None),
        OutboxMessage.dropped.is_(None),
        OutboxMessage.problem != "",
        OutboxMessage.due_at <= now - GIVES_UP_AFTER,
        or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until <= now),
    )
    with transaction() as session:
        session.execute(given_up.values(failed_at=now, next_at=None), execution_options={"synchronize_session": False})


def _wait(now: datetime, why: str) -> None:
    """Let all that is due wait a little, and write down why."""
    with transaction() as session:
        session.execute(
            update(OutboxMessage).where(_is_due(now)).values(problem=why, next_at=now + OUTAGE_PAUSE),
            execution_options={"synchronize_session": False},
        )
