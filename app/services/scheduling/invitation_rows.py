"""The rows of an invitation: one that is sent, and one that stands behind an interview booked by hand."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.domain.inviting import Offer, Takes, stamp
from app.domain.pay import UnlockedBy
from app.domain.policy import Viewer
from app.models.applications import Application
from app.models.scheduling import Interview, Invitation, InvitationSeat
from app.queries.scheduling.rules import rules
from app.services.openings.pay import unlock

MOST = 200


def enter_invitation(
    session: Session, viewer: Viewer, application: Application, offer: Offer, *, now: datetime
) -> Invitation:
    """An open invitation to the application's stage, with everybody of the offer; pay opens to its candidate."""
    made = Invitation(
        application_id=application.id,
        stage=application.stage,
        takes=offer.takes.value,
        minutes=offer.minutes,
        video_link=offer.video_link,
        withheld=sorted(stamp(start) for start in offer.withheld),
        created_by=viewer.account_id,
        **_by_the_rules(now),
    )
    session.add(made)
    unlock(session, application, by=UnlockedBy.INVITATION, now=now, viewer=viewer)
    session.flush()
    session.add_all(
        InvitationSeat(
            invitation_id=made.id, account_id=place.account_id, sits_as=place.sits_as, leads=list(place.leads)
        )
        for place in offer.places
    )
    session.flush()
    return made


def stand_behind_bookings(now: datetime) -> int:
    """Let candidates move or call off what was booked by hand, as they can what they booked themselves.

    Run by the worker before it writes mail, so that the first message holds the link; what was booked before there
    were links gets one too. Two at once make one.

    Returns:
        how many interviews have a link from now on.
    """
    lacking = select(Interview.id, Interview.application_id).where(_lacks(now)).order_by(Interview.id).limit(MOST)
    rows = db.session.execute(lacking).all()
    return sum(_stand_behind(row.application_id, row.id, now) for row in rows)


def _lacks(now: datetime) -> ColumnElement[bool]:
    known = exists().where(Invitation.interview_id == Interview.id)
    return and_(Interview.state == "booked", Interview.starts_at > now, ~known)


def _stand_behind(application_id: int, interview_id: int, now: datetime) -> bool:
    """Who holds a booked interview is told by its own seats, so that this needs none of its own."""
    with transaction() as session:
        session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
        wanted = select(Interview).where(Interview.id == interview_id, _lacks(now))
        interview = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
        if interview is None:
            return False
        minutes = int((interview.ends_at - interview.starts_at).total_seconds()) // 60
        made = Invitation(
            application_id=application_id,
            stage=interview.stage,
            state="booked",
            interview_id=interview_id,
            takes=Takes.ALL.value,
            minutes=minutes,
            video_link=interview.video_link,
            created_by=interview.booked_by,
            **_by_the_rules(now),
        )
        session.add(made)
        session.flush()
        return True


def _by_the_rules(now: datetime) -> dict[str, Any]:
    """What the organisation's rules say of every invitation."""
    house = rules()
    return {
        "step_minutes": house.step_minutes,
        "from_at": now,
        "until_at": now + timedelta(days=house.window_days),
        "notice_hours": house.notice_hours,
        "most_moves": house.most_moves,
        "cutoff_hours": house.cutoff_hours,
        "created_at": now,
        "expires_at": now + timedelta(days=house.invitation_days),
    }
