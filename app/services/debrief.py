"""Noting what a debrief came to. Outside the feature grid: interviewers do it who have no part in decisions."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.debrief import Question, topics_of
from app.domain.debrief_notes import ASKED, check_note, check_open, check_question
from app.domain.errors import NotFound
from app.domain.policy import Action, Viewer, permit
from app.gateways import clock
from app.models.applications import Application
from app.models.debrief import DebriefNote
from app.queries.applications import Case, case_for
from app.queries.debrief import Noted, notes_of
from app.services import audit

# Whoever notes holds the application, so that questions are counted one by one and a click that is repeated is seen.
_LOCK = select(Application.id).where(Application.id == bindparam("application_id")).with_for_update()


def note(viewer: Viewer, application_id: int, item: str, *, outcome: str, text: str, seen: int) -> None:
    """Add what came of one item below what was noted before; nothing is overwritten.

    Args:
        viewer: whoever notes it.
        application_id: the application.
        item: key of the item, such as "area:results".
        outcome: settled, still open, or that somebody amends their scorecard.
        text: what came of it, in a sentence.
        seen: number of the item's newest note on the page; the same note sent twice from there is kept once.

    Raises:
        NotFound: without a tie to the application, or for an item that it can't have.
        NotAllowed: as the permission table says.
        BadData: naming the field.
        NotReady: once the application is decided or closed.
    """
    with transaction() as session:
        now = clock.now()
        case = _locked(session, viewer, application_id)
        earlier = notes_of(application_id)
        if item not in topics_of(case.playbook) | {one.item for one in earlier if one.is_question}:
            raise NotFound
        row = DebriefNote(application_id=application_id, item=item, outcome=outcome, text=check_note(outcome, text))
        if not _was_sent(viewer, row, earlier, seen=seen):
            _keep(session, viewer, row, now=now)


def ask(viewer: Viewer, application_id: int, *, text: str, seen: int) -> str:
    """Put a question on the agenda.

    Args:
        viewer: whoever asks.
        application_id: the application.
        text: what shall be talked about.
        seen: number of the newest note of all on the page.

    Returns:
        the key of the new item, or of the one that the same click made before.

    Raises:
        NotFound, NotAllowed, BadData, NotReady: as for a note.
    """
    with transaction() as session:
        now = clock.now()
        _locked(session, viewer, application_id)
        earlier = notes_of(application_id)
        question = Question(1 + sum(one.is_question for one in earlier), check_question(text))
        row = DebriefNote(application_id=application_id, item=question.key, outcome=ASKED, text=question.text)
        sent = _was_sent(viewer, row, earlier, seen=seen)
        if sent is not None:
            return sent.item
        _keep(session, viewer, row, now=now)
        return question.key


def _locked(session: Session, viewer: Viewer, application_id: int) -> Case:
    session.execute(_LOCK, {"application_id": application_id})
    case = case_for(viewer, application_id)
    permit(Action.DEBRIEF_NOTE, case.relation)
    check_open(case.position.state)
    return case


def _was_sent(viewer: Viewer, row: DebriefNote, earlier: tuple[Noted, ...], *, seen: int) -> Noted | None:
    """The same words of the same person since the page was loaded: the click was only repeated."""
    for one in earlier:
        is_new = one.id > seen and one.account_id == viewer.account_id
        is_about_it = one.item == row.item or row.outcome == ASKED
        if is_new and is_about_it and (one.outcome, one.text) == (row.outcome, row.text):
            return one
    return None


def _keep(session: Session, viewer: Viewer, row: DebriefNote, *, now: datetime) -> None:
    row.account_id, row.at = viewer.account_id, now
    session.add(row)
    about, facts = ("application", row.application_id), {"item": row.item, "outcome": row.outcome}
    audit.record(session, viewer, action="debrief.noted", about=about, at=now, data=facts)
    session.flush()
