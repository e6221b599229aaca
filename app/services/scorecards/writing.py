"""Saving and submitting one's own scorecard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import Conflict, NotReady
from app.domain.policy import Action, Viewer, permit
from app.domain.scorecard import Answers, check_begun, check_open, is_late
from app.gateways import clock
from app.models.scorecards import AskedQuestion, CompetencyRating, Scorecard, SignalRating
from app.queries.scorecards.desk import Desk, answers_on
from app.services import audit
from app.services.notifications import cancel_reminders
from app.services.scorecards.lines import write_lines
from app.services.scorecards.locks import locked_desk
from app.services.scorecards.panel import open_up


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it is kept now."""

    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Submitted:
    """A card that is in: whether it opened the panel, and how many others a closed panel still waits for.

    `was_in` says that the same card was submitted before; then nothing happened.
    """

    has_opened: bool
    others_owing: int
    was_in: bool = False


def save_draft(viewer: Viewer, interview_id: int, answers: Answers, *, seen: int) -> Saved:
    """Keep a draft, complete or not. The same text sent twice is kept once.

    Args:
        viewer: the interviewer.
        interview_id: the interview.
        answers: everything on the page.
        seen: version of the card that the page started from; 0 when there was none.

    Raises:
        NotFound, NotAllowed: for anybody who does not sit in the interview.
        BadData: naming the field that can't be stored.
        Conflict: if another text of this card was saved meanwhile; nothing is overwritten.
        NotReady: if the card was closed with its application.
    """
    now = clock.now()
    with transaction() as session:
        desk = locked_desk(session, viewer, interview_id)
        fitted = _checked(desk, answers)
        if _is_repeated(desk, fitted, seen=seen):
            return Saved(desk.card.version, desk.card.saved_at or now)
        check_open(desk.about.cards_closed_at)
        _write(session, viewer, desk, answers=fitted, values={"saved_at": now})
        return Saved(desk.card.version + 1, now)


def submit(viewer: Viewer, interview_id: int, answers: Answers, *, seen: int) -> Submitted:
    """Submit the card; it is frozen from then on. The last card that counts opens the panel.

    Args, Raises: as `save_draft`; NotReady also for a card that is incomplete or an interview that has not begun.

    Returns:
        whether the panel opened, and for how many others it still waits.
    """
    now = clock.now()
    with transaction() as session:
        desk = locked_desk(session, viewer, interview_id)
        fitted = _checked(desk, answers)
        if _is_repeated(desk, fitted, seen=seen) and desk.card.submitted_at is not None:
            return Submitted(False, desk.others_owing, was_in=True)
        check_open(desk.about.cards_closed_at)
        check_begun(desk.about.starts_at, now)
        missing = tuple(item.sentence for item in desk.sheet.missing(fitted))
        if missing:
            raise NotReady("This scorecard is not complete yet.", missing=missing)
        late = is_late(desk.about.ends_at, now)
        values = {"saved_at": now, "submitted_at": now, "is_late": late}
        card_id = _write(session, viewer, desk, answers=fitted, values=values)
        if desk.is_reminded:
            cancel_reminders(session, interview_id, account_id=viewer.account_id, now=now)
        opens = not desk.relation.is_shadow and desk.others_owing == 0 and desk.about.panel_opened_at is None
        if opens:
            open_up(session, viewer, desk.about, now=now)
        facts = {"interview": str(interview_id), "stage": desk.about.stage}
        facts |= ({"late": "yes"} if late else {}) | ({"panel": "opened"} if opens else {})
        audit.record(session, viewer, action="scorecard.submitted", about=("scorecard", card_id), at=now, data=facts)
        return Submitted(opens, 0 if desk.about.panel_opened_at else desk.others_owing)


def _checked(desk: Desk, answers: Answers) -> Answers:
    permit(Action.SCORECARD_FILL, desk.relation)
    fitted = desk.sheet.fit(answers)
    desk.sheet.check(fitted)
    return fitted


def _is_repeated(desk: Desk, answers: Answers, *, seen: int) -> bool:
    """Whether exactly this text is kept already, so that a click or a request repeated does no harm.

    Raises:
        Conflict: if another text was saved or submitted since the page was loaded.
    """
    card = desk.card
    if card.version == seen and card.submitted_at is None:
        return False
    if answers_on(desk.sheet, card) == answers:
        return True
    if card.submitted_at is not None:
        raise Conflict(
            "You have submitted this scorecard already, in another window or on another device, with other words than "
            "these. It is frozen: to correct it, amend it with a reason."
        )
    raise Conflict(
        "You have saved this scorecard in another window or on another device since this page was loaded. "
        "Nothing was overwritten: compare the two texts and keep one."
    )


def _write(session: Session, viewer: Viewer, desk: Desk, *, answers: Answers, values: Mapping[str, Any]) -> int:
    """Write the card and all its lines: three statements, more when ticks changed. Returns the card's number."""
    head = {"vote": answers.vote, "summary": answers.summary, "next_note": answers.next_note, **values}
    card_id = desk.card.id
    if card_id:
        head["version"] = desk.card.version + 1
        session.execute(update(Scorecard).where(Scorecard.id == card_id).values(**head))
    else:
        head |= {"interview_id": desk.about.interview_id, "account_id": viewer.account_id, "version": 1}
        card_id = session.execute(insert(Scorecard).values(**head).returning(Scorecard.id)).scalar_one()
    areas = [
        {
            "scorecard_id": card_id,
            "focus_area": line.area,
            "is_answered": line.is_answered,
            "point": line.point,
            "evidence": line.evidence,
        }
        for line in answers.areas
    ]
    signals = [
        {
            "scorecard_id": card_id,
            "signal": line.signal,
            "is_answered": line.is_answered,
            "statement": line.statement,
            "evidence": line.evidence,
        }
        for line in answers.signals
    ]
    write_lines(session, CompetencyRating, areas)
    write_lines(session, SignalRating, signals)
    _tick(session, card_id, before=set(desk.card.asked), after=set(answers.asked))
    return card_id


def _tick(session: Session, card_id: int, *, before: set[str], after: set[str]) -> None:
    """Keep which questions were asked: no statement when nothing was ticked or unticked."""
    if before - after:
        gone = (AskedQuestion.scorecard_id == card_id, AskedQuestion.question.in_(sorted(before - after)))
        session.execute(delete(AskedQuestion).where(*gone))
    if after - before:
        rows = [{"scorecard_id": card_id, "question": key} for key in sorted(after - before)]
        session.execute(insert(AskedQuestion), rows)
