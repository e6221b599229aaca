"""Inviting a candidate to choose a time, and taking an invitation back."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import Conflict, NotFound
from app.domain.inviting import Offer
from app.domain.policy import Action, Viewer, permit
from app.domain.seating import checked_link
from app.gateways import clock
from app.models.applications import Application, ApplicationEvent
from app.models.scheduling import Invitation
from app.queries import access
from app.services import audit, notifications
from app.services.scheduling import booking
from app.services.scheduling.ending import REPLACED, SENT, TAKEN_BACK, end_invitations
from app.services.scheduling.invitation_rows import enter_invitation


def invite(viewer: Viewer, application_id: int, offer: Offer, *, seen: int) -> int:
    """Invite the candidate to choose a time for the stage that the application stands in.

    An invitation to the same stage that is open ends with it. Nothing is on anybody's calendar before the candidate
    has chosen.

    Args:
        viewer: who invites.
        application_id: the application.
        offer: who holds the interview, and what is not offered.
        seen: version of the application that the page showed.

    Returns:
        the invitation's id.

    Raises:
        BadData: naming the field that is wrong.
        NotReady: if the application is not active.
        Conflict: if the application moved meanwhile, or this stage is booked already.
    """
    link = checked_link(offer.video_link)
    with transaction() as session:
        now = clock.now()
        application = booking.lock_application(session, application_id)
        found = booking.permitted(session, viewer, application, seen=seen, now=now)
        offer.check(found.stage)
        booking.check_people(session, application_id, offer.people, beside=offer.beside)
        notifications.cancel_unsent(session, application_id=application_id, kinds=(SENT,), now=now)
        end_invitations(session, application_id, REPLACED, now, viewer=viewer)
        invitation = enter_invitation(session, viewer, application, replace(offer, video_link=link), now=now)
        _trace(session, viewer, application, invitation.id, now)
        return invitation.id


def take_back_invitation(viewer: Viewer, invitation_id: int, *, seen: int) -> int:
    """End an invitation that the candidate has not answered; whoever was told of it is told that it ended.

    Returns:
        the application's id.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        Conflict: if it was answered or ended meanwhile.
    """
    with transaction() as session:
        now = clock.now()
        application = _locked(session, viewer, invitation_id)
        invitation = session.get_one(Invitation, invitation_id, populate_existing=True, with_for_update=True)
        if invitation.state != "open" or invitation.version != seen:
            raise Conflict("This invitation was answered or ended meanwhile. Reload the page and look.")
        end_invitations(session, application.id, TAKEN_BACK, now, viewer=viewer, tells=True)
        facts = {"invitation": str(invitation_id), "stage": invitation.stage}
        about = ("application", application.id)
        audit.record(session, viewer, action="invitation.taken_back", about=about, at=now, data=facts)
        return application.id


def _locked(session: Session, viewer: Viewer, invitation_id: int) -> Application:
    """The application of an invitation, locked, for somebody who may book for it."""
    statement = select(Invitation.application_id).where(Invitation.id == invitation_id)
    application_id = session.scalars(statement).one_or_none()
    if application_id is None:
        raise NotFound
    application = booking.lock_application(session, application_id)
    permit(Action.INTERVIEW_BOOK, access.to_application(viewer, application_id))
    return application


def _trace(session: Session, viewer: Viewer, application: Application, invitation_id: int, now: datetime) -> None:
    """One line of the timeline, one of the audit trail, and the message to the candidate."""
    facts = {"invitation": str(invitation_id), "stage": application.stage}
    event = ApplicationEvent(application_id=application.id, kind=SENT, data=facts, at=now)
    event.actor_id = viewer.account_id
    session.add(event)
    audit.record(session, viewer, action="invitation.sent", about=("application", application.id), at=now, data=facts)
    notifications.queue(
        session,
        SENT,
        now=now,
        application_id=application.id,
        candidate_id=application.candidate_id,
        data={"invitation": str(invitation_id)},
    )
