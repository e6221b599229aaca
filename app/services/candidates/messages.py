"""Messages between a candidate and the people who lead the opening; a mail says that one waits, never what it says."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import NotFound, NotReady
from app.domain.messages import MOST_WAITING, checked
from app.domain.policy import Action, Viewer, permit
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.gateways import clock
from app.models.applications import Application, PortalMessage
from app.queries.candidates import my_application
from app.queries.candidates.living import refuse_erased
from app.queries.candidates.messages import thread_for
from app.services import audit, notifications
from app.services.candidates.adjustment_requests import recruiters_of

TO_CANDIDATE, TO_RECRUITERS = "portal_message", "candidate_message"
ENOUGH = translatable("Several of your messages have not been read yet. Please wait for an answer first.")


def write(visitor: Visitor, application_id: int, text: str) -> None:
    """Write to the recruiters of the opening.

    Raises:
        NotFound: if the application is not the visitor's.
        BadData: for a text that is empty or too long.
        NotReady: if many of theirs wait to be read.
    """
    text = checked(text)
    with transaction() as session:
        now = clock.now()
        _lock(session, application_id)
        mine = my_application(visitor, application_id, now)
        if _waiting(session, mine.id) >= MOST_WAITING:
            raise NotReady(ENOUGH)
        _keep(session, None, mine.id, text, now)
        notifications.cancel_unsent(session, application_id=mine.id, kinds=(TO_RECRUITERS,), now=now)
        for account_id in recruiters_of(session, mine.opening_id):
            notifications.queue(session, TO_RECRUITERS, now=now, application_id=mine.id, account_id=account_id)


def write_to_candidate(viewer: Viewer, application_id: int, text: str) -> None:
    """Write to the candidate.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        BadData: for a text that is empty or too long.
    """
    text = checked(text)
    with transaction() as session:
        now = clock.now()
        _lock(session, application_id)
        thread = thread_for(viewer, application_id)
        permit(Action.MESSAGE_WRITE, thread.relation)
        refuse_erased(application_id)
        _keep(session, viewer, application_id, text, now)
        notifications.cancel_unsent(session, application_id=application_id, kinds=(TO_CANDIDATE,), now=now)
        about, reader = application_id, thread.candidate_id
        notifications.queue(session, TO_CANDIDATE, now=now, application_id=about, candidate_id=reader)


def mark_read(application_id: int, *, by_candidate: bool) -> None:
    """Note that the other side's messages were read. The caller has checked that the reader may."""
    other = PortalMessage.author_id.is_not(None) if by_candidate else PortalMessage.author_id.is_(None)
    theirs = (PortalMessage.application_id == application_id, PortalMessage.read_at.is_(None), other)
    with transaction() as session:
        session.execute(update(PortalMessage).where(*theirs).values(read_at=clock.now()))


def _lock(session: Session, application_id: int) -> None:
    statement = select(Application.id).where(Application.id == application_id)
    if session.execute(statement.with_for_update()).first() is None:
        raise NotFound


def _waiting(session: Session, application_id: int) -> int:
    """How many messages of the candidate nobody has read."""
    waiting = (PortalMessage.author_id.is_(None), PortalMessage.read_at.is_(None))
    statement = select(func.count()).where(PortalMessage.application_id == application_id, *waiting)
    return session.execute(statement).scalar_one()


def _keep(session: Session, viewer: Viewer | None, application_id: int, text: str, now: datetime) -> None:
    author = viewer.account_id if viewer is not None else None
    session.add(PortalMessage(application_id=application_id, author_id=author, text=text, at=now))
    by = {} if viewer is not None else {"by": "candidate"}
    audit.record(session, viewer, action="message.written", about=("application", application_id), at=now, data=by)
