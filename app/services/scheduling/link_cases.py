"""An invitation that its candidate does something with: locked, and what is left behind of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, NotFound, NotReady
from app.domain.invitations import DEAD, BookingPass
from app.domain.policy import Part
from app.domain.say import translatable
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Invitation
from app.queries.scheduling.invitations import BookingPage, booking_page
from app.services import audit, notifications
from app.services.scheduling import booking


@dataclass(frozen=True, slots=True)
class Case:
    """An invitation with its application, both locked, and what its candidate sees of it."""

    application: Application
    invitation: Invitation
    page: BookingPage

    @property
    def told(self) -> dict[str, str]:
        """What the timeline and the audit trail say of who acted."""
        return {"by": "candidate", "invitation": str(self.invitation.id)}


def locked(session: Session, found: BookingPass) -> Case:
    """The invitation and its application, locked in the order of all locks: the application first.

    Raises:
        NotFound: if the link was replaced by a newer one.
    """
    statement = select(Invitation.application_id).where(Invitation.id == found.invitation_id)
    application_id = session.scalars(statement).one_or_none()
    if application_id is None:
        raise NotFound(DEAD)
    application = booking.lock_application(session, application_id)
    mine = select(Invitation).where(Invitation.id == found.invitation_id).with_for_update()
    invitation = session.scalars(mine.execution_options(populate_existing=True)).one()
    return Case(application, invitation, booking_page(found))


def lock_interview(session: Session, case: Case, *, seen: int) -> Interview:
    """The booked interview, locked.

    Raises:
        Conflict: if it is not the one that the page showed.
    """
    statement = select(Interview).where(Interview.id == case.invitation.interview_id).with_for_update()
    interview = session.scalars(statement.execution_options(populate_existing=True)).one()
    if interview.version != seen:
        raise Conflict(
            translatable("The interview was changed meanwhile. Nothing of yours was saved: reload the page and look.")
        )
    return interview


def refuse(why: str | None, *, conflicts: bool = False) -> None:
    """Say why something can't be done now, if so.

    Raises:
        NotReady: with the sentence; Conflict where the page showed something else.
    """
    if why is not None:
        raise Conflict(why) if conflicts else NotReady(why)


def leave(session: Session, case: Case, kind: str, *, now: datetime, data: Mapping[str, str]) -> None:
    """The event and the audit row of what the candidate did without an interview; their words stay out of the trail."""
    facts = case.told | {"stage": case.invitation.stage}
    event = ApplicationEvent(application_id=case.application.id, kind=kind, data=facts | dict(data), at=now)
    session.add(event)
    about = ("application", case.application.id)
    audit.record(session, None, action=f"invitation.{kind.partition('_')[2]}", about=about, at=now, data=facts)


def tell_recruiters(
    session: Session,
    case: Case,
    kind: str,
    *,
    now: datetime,
    interview: Interview | None = None,
    besides: Collection[int] = (),
) -> None:
    """One message to each recruiter of the opening but those who hold the interview, and so hear of it anyway."""
    statement = (
        select(OpeningMember.account_id)
        .join(Account, Account.id == OpeningMember.account_id)
        .where(
            OpeningMember.opening_id == case.application.opening_id,
            OpeningMember.part == Part.RECRUITER.value,
            Account.is_active,
        )
        .order_by(OpeningMember.account_id)
    )
    for who in session.scalars(statement):
        if who not in besides:
            notifications.queue(
                session,
                kind,
                now=now,
                application_id=case.application.id,
                interview_id=interview.id if interview is not None else None,
                account_id=who,
                data=case.told,
            )
