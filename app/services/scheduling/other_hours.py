"""What a candidate says when none of the hours of an invitation suits them: which would."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import BadData
from app.domain.invitations import NOTE_LIMIT, BookingPass, check_windows, why_not_ask
from app.domain.say import say
from app.domain.spans import Span
from app.gateways import clock
from app.models.scheduling import CandidateWindow, Interview
from app.services import notifications
from app.services.scheduling.link_cases import Case, leave, locked, refuse, tell_recruiters

HOURS = "invitation_hours"


def ask_for_hours(found: BookingPass, windows: Sequence[Span], *, note: str) -> None:
    """Tell the recruiters that none of the hours suits, and which would. Asking again takes the place of before.

    Args:
        found: what the link says.
        windows: when the candidate has time.
        note: whatever they want to add.

    Raises:
        NotFound: if the link was replaced by a newer one.
        BadData: naming the field that is wrong.
        NotReady: if nothing can be asked for now.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, found)
        refuse(why_not_ask(case.page.standing, now, zone=case.page.zone))
        wanted = check_windows(tuple(windows), now, minutes=case.page.minutes)
        if len(note) > NOTE_LIMIT:
            raise BadData(say("Keep the note under {most} characters.", most=NOTE_LIMIT), field="note")
        if _is_known(session, case, wanted, note.strip()):
            return
        _keep_windows(session, case, wanted, note.strip(), now)
        leave(session, case, HOURS, now=now, data={"note": note.strip()} if note.strip() else {})
        # Whoever asks again and again fills nobody's mailbox: what was not sent yet would say the same by now.
        notifications.cancel_unsent(session, application_id=case.application.id, kinds=(HOURS,), now=now)
        # A message about an interview says that another time is asked for, not a first one.
        interview = session.get(Interview, case.page.interview.id) if case.page.interview is not None else None
        tell_recruiters(session, case, HOURS, now=now, interview=interview)


def _is_known(session: Session, case: Case, wanted: tuple[Span, ...], note: str) -> bool:
    """Whether the same was said before: the second of two clicks."""
    statement = (
        select(CandidateWindow.starts_at, CandidateWindow.ends_at)
        .where(CandidateWindow.invitation_id == case.invitation.id)
        .order_by(CandidateWindow.starts_at, CandidateWindow.id)
    )
    kept = tuple(Span(row.starts_at, row.ends_at) for row in session.execute(statement))
    return kept == wanted and case.invitation.asked_note == note


def _keep_windows(session: Session, case: Case, wanted: tuple[Span, ...], note: str, now: datetime) -> None:
    before = select(CandidateWindow).where(CandidateWindow.invitation_id == case.invitation.id)
    for row in session.scalars(before.order_by(CandidateWindow.id)):
        session.delete(row)
    session.flush()
    session.add_all(
        CandidateWindow(invitation_id=case.invitation.id, starts_at=span.starts_at, ends_at=span.ends_at)
        for span in wanted
    )
    case.invitation.asked_at, case.invitation.asked_note = now, note
    case.invitation.version += 1
    session.flush()
