"""Keeping, sending and withholding a growth letter; nothing leaves without a person who read it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import Conflict, NotReady
from app.domain.growth_letter import check_letter
from app.domain.policy import Viewer
from app.gateways import clock
from app.models.applications import Application, GrowthLetter
from app.models.notifications import OutboxMessage
from app.queries.candidates.letters import LetterPage, letter_page
from app.queries.candidates.living import refuse_erased
from app.services import audit, notifications
from app.services.scheduling.releases import DECLINE_MAIL

LETTER_MAIL = "growth_letter"


class Doing(StrEnum):
    """What is done with a letter."""

    KEEP = "draft"
    SEND = "sent"
    WITHHOLD = "withheld"


def write_letter(viewer: Viewer, application_id: int, body: str, *, language: str, doing: Doing, seen: int) -> None:
    """Keep the letter as somebody left it; send it, or withhold it, if that is what they say.

    Args:
        viewer: the opening's recruiter or hiring manager, who owe no card.
        application_id: a declined application.
        body: the whole text.
        language: en or ja, in which it is written.
        doing: what happens with it. A letter that is sent is never changed again.
        seen: version that the page showed; 0 when nothing was kept yet.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        NotReady: if letters are turned off there, the application is not declined, or a panel is closed.
        BadData: if the text is empty or too long, or names what no letter may name.
        Conflict: if somebody else changed or sent it meanwhile.
    """
    with transaction() as session:
        now = clock.now()
        session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
        page = letter_page(viewer, application_id)
        refuse_erased(application_id)
        if page.refusal and doing is not Doing.WITHHOLD:
            raise NotReady(page.refusal)
        if page.version != seen or page.sent_at is not None:
            raise Conflict(
                "Somebody else changed or sent this letter since the page was loaded. Nothing was overwritten.",
                theirs=page.body,
                yours=body,
            )
        kept = body.strip() if doing is Doing.WITHHOLD else check_letter(body, never=page.never)
        _store(session, viewer, page, kept, language=language, doing=doing, now=now)
        about = ("application", application_id)
        audit.record(session, viewer, action=f"letter.{doing.value}", about=about, at=now, data={"language": language})
        if doing is Doing.SEND:
            due_at = _after_the_decline(session, application_id, now)
            notifications.queue(
                session,
                LETTER_MAIL,
                now=now,
                due_at=due_at,
                application_id=application_id,
                candidate_id=page.candidate_id,
            )


def _store(
    session: Session, viewer: Viewer, page: LetterPage, body: str, *, language: str, doing: Doing, now: datetime
) -> None:
    values: dict[str, object] = {"state": doing.value, "language": language, "body": body, "version": page.version + 1}
    values["edited_by"] = viewer.account_id
    if doing is Doing.SEND:
        values |= {"sent_by": viewer.account_id, "sent_at": now}
    if page.version:
        here = GrowthLetter.application_id == page.application_id
        session.execute(update(GrowthLetter).where(here).values(**values))
    else:
        given = {"application_id": page.application_id, "composed_at": now}
        session.execute(insert(GrowthLetter).values(**given, **values))


def _after_the_decline(session: Session, application_id: int, now: datetime) -> datetime:
    """The decline comes first: its letter leaves no sooner than a minute after it."""
    waiting = select(func.max(OutboxMessage.due_at)).where(
        OutboxMessage.application_id == application_id,
        OutboxMessage.kind == DECLINE_MAIL,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
    )
    decline_due = session.execute(waiting).scalar()
    return max(decline_due or now, now) + notifications.UNDO_WINDOW
