"""Queueing reminders of scorecards that are owed, and the one word to a manager; taking back those not sent yet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.domain.reminders import escalates_now, reminder_moments
from app.domain.scorecard import due_at
from app.domain.spans import Span
from app.domain.telling import LONGEST_ABSENCE, day_of, due_now
from app.domain.working_hours import WorkingWeek
from app.models.applications import Application
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Seat
from app.queries.notifications import ESCALATION, REMINDER, Owed, owed_cards, told_before, waits_for_card
from app.queries.scheduling.diaries import weeks_of

# No database takes as many names at once as one likes.
AT_A_TIME = 5000
STAMP = "%Y-%m-%dT%H:%M:%SZ"


def queue_due(now: datetime) -> int:
    """Queue what is to be told by now: to interviewers who owe a card, and once to the manager of each opening.

    At most nine statements, however many cards are owed. Each message has a name of its own, so that a sweep that is
    repeated, or two at once, queue it once. Everybody is told within hours of their own.

    Args:
        now: this instant.

    Returns:
        how many messages were queued.

    Raises:
        Conflict: if the database stayed locked for too long; the next sweep makes up for it.
    """
    cards = owed_cards(now)
    people = {card.account_id for card in cards} | {one.account_id for card in cards for one in card.overseers}
    weeks = weeks_of(people, window=around(now))
    fresh = not_yet_told([row for card in cards for row in _messages(card, now, weeks)])
    if not fresh:
        db.session.rollback()
        return 0
    with transaction() as session:
        owing = _still_owing(session, sorted({row["interview_id"] for row in fresh}))
        return insert_once(session, [row for row in fresh if (row["interview_id"], int(row["data"]["owes"])) in owing])


def cancel_reminders(session: Session, *interview_ids: int, now: datetime, account_id: int | None = None) -> None:
    """Take back what was not sent yet about the cards of these interviews, or one person's alone: one statement."""
    unsent = update(OutboxMessage).where(
        OutboxMessage.interview_id.in_(interview_ids),
        OutboxMessage.kind.in_([REMINDER, ESCALATION]),
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
    )
    if account_id is not None:
        names = [_name(kind, one, account_id) for kind in (REMINDER, ESCALATION) for one in interview_ids]
        unsent = unsent.where(or_(*(OutboxMessage.once.startswith(name, autoescape=True) for name in names)))
    session.execute(unsent.values(cancelled_at=now).execution_options(synchronize_session=False))


def _name(kind: str, interview_id: int, account_id: int) -> str:
    """How the names of all messages of this kind about this card begin."""
    return f"{kind}:{interview_id}:{account_id}:"


def around(now: datetime) -> Span:
    """The time in which somebody's hours are asked for: as far back as anything is made up for, and ahead as far."""
    far = timedelta(days=LONGEST_ABSENCE)
    return Span(now - far, now + far)


def not_yet_told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the messages that were never queued, whatever became of them: a statement for each few thousand."""
    parts = [rows[begin : begin + AT_A_TIME] for begin in range(0, len(rows), AT_A_TIME)]
    known = {once for part in parts for once in told_before([row["once"] for row in part])}
    return [row for row in rows if row["once"] not in known]


def insert_once(session: Session, rows: list[dict[str, Any]]) -> int:
    """Queue messages that have names, each once whoever else queues it; how many were new."""
    if not rows:
        return 0
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(OutboxMessage.__table__).on_conflict_do_nothing(index_elements=["once"])
    done: Any = session.connection().execute(statement.execution_options(preserve_rowcount=True), rows)
    return int(done.rowcount)


def _messages(card: Owed, now: datetime, weeks: Mapping[int, WorkingWeek]) -> Iterator[dict[str, Any]]:
    week = weeks.get(card.account_id)
    if week is not None:
        moment = due_now(reminder_moments(card.ends_at, week), now, week)
        if moment is not None:
            yield _row(card, REMINDER, now, account_id=card.account_id, step=day_of(moment, week).isoformat())
    for overseer in card.overseers:
        hours = weeks.get(overseer.account_id)
        if hours is not None and escalates_now(card.ends_at, now, hours):
            yield _row(card, ESCALATION, now, account_id=overseer.account_id, step=str(overseer.account_id))


def _row(card: Owed, kind: str, now: datetime, *, account_id: int, step: str) -> dict[str, Any]:
    """One message: who owes which card, and when it was due; nothing of what the card says."""
    data = {"owes": str(card.account_id), "stage": card.stage, "card_due_at": due_at(card.ends_at).strftime(STAMP)}
    return {
        "kind": kind,
        "application_id": card.application_id,
        "interview_id": card.interview_id,
        "account_id": account_id,
        "data": data,
        "once": _name(kind, card.interview_id, card.account_id) + step,
        "created_at": now,
        "due_at": now,
    }


def _still_owing(session: Session, interview_ids: Sequence[int]) -> frozenset[tuple[int, int]]:
    """Who owes a card of these interviews now that they are locked; those somebody is changing wait for the next sweep.

    Their applications are locked with them, as by everybody who writes there: a message names its application, and to
    wait for one with its interview in hand could be for good. The cards are looked for after the lock, by a statement
    of its own: it sees what was submitted until then.
    """
    locked = select(Interview.id).join(Application, Application.id == Interview.application_id)
    locked = locked.where(Interview.id.in_(interview_ids)).order_by(Interview.id)
    held = list(session.scalars(locked.with_for_update(of=[Application, Interview], skip_locked=True)))
    owing = select(Seat.interview_id, Seat.account_id).join(Interview, Interview.id == Seat.interview_id)
    found = session.execute(owing.where(Interview.id.in_(held), waits_for_card()))
    return frozenset((row.interview_id, row.account_id) for row in found)
