"""One's own calendars: another feed address, letting us read a busy calendar, and no longer."""

from flask import current_app
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.config import Settings
from app.database import transaction
from app.domain.errors import BadData
from app.domain.policy import Action, Relation, Viewer, permit
from app.gateways import clock
from app.gateways.feeds import check_address
from app.models.accounts import Account
from app.models.candidates import Candidate
from app.models.scheduling import BusyCalendar, BusySpan
from app.services import audit

KINDS = ("ics", "caldav")


def renew_feed(viewer: Viewer) -> None:
    """Give one's feed another address; the one of before ends at once."""
    permit(Action.SELF_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        mine = update(Account).where(Account.id == viewer.account_id)
        session.execute(mine.values(feed_epoch=Account.feed_epoch + 1))
        audit.record(session, viewer, action="calendar.renewed", about=("account", viewer.account_id), at=now)


def renew_candidate_feed(viewer: Viewer | None, candidate_id: int) -> None:
    """Give a candidate's feed another address. The caller has checked that whoever asks may."""
    now = clock.now()
    with transaction() as session:
        theirs = update(Candidate).where(Candidate.id == candidate_id)
        session.execute(theirs.values(feed_epoch=Candidate.feed_epoch + 1))
        audit.record(session, viewer, action="calendar.renewed", about=("candidate", candidate_id), at=now)


def subscribe(viewer: Viewer, *, kind: str, url: str = "") -> None:
    """Let us read the viewer's busy calendar from now on, instead of one named before.

    Args:
        viewer: whose calendar.
        kind: ics, with its address, or caldav, where the installation has a calendar server.
        url: the address.

    Raises:
        BadData: naming the field, for an address that is none, or a server that there is not.
    """
    permit(Action.SELF_MANAGE, Relation(viewer))
    settings: Settings = current_app.config["RUNG"]
    if kind not in KINDS or (kind == "caldav" and not settings.caldav_url):
        raise BadData("Choose one of the two ways.", field="kind")
    address = check_address(url) if kind == "ics" else ""
    now = clock.now()
    with transaction() as session:
        _forget(session, viewer)
        session.add(BusyCalendar(account_id=viewer.account_id, kind=kind, url=address, added_at=now, next_at=now))
        about = ("account", viewer.account_id)
        audit.record(session, viewer, action="busy_calendar.named", about=about, at=now, data={"kind": kind})


def stop(viewer: Viewer) -> None:
    """Read the viewer's busy calendar no more, and forget what it said."""
    permit(Action.SELF_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        _forget(session, viewer)
        audit.record(session, viewer, action="busy_calendar.stopped", about=("account", viewer.account_id), at=now)


def _forget(session: Session, viewer: Viewer) -> None:
    """Forget the calendar of before. The account is locked, so that two windows of one person take turns."""
    session.get(Account, viewer.account_id, with_for_update=True)
    session.execute(delete(BusyCalendar).where(BusyCalendar.account_id == viewer.account_id))
    session.execute(delete(BusySpan).where(BusySpan.account_id == viewer.account_id))
