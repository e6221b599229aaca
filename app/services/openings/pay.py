"""What openings pay: entering a sheet, and opening it to a candidate in the transaction that selects them."""

from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import BadData, Conflict
from app.domain.pay import UnlockedBy, opens_on_applying
from app.domain.pay_sheets import PayPlace, PaySheet
from app.domain.policy import Action, Relation, Viewer, permit
from app.gateways import clock
from app.gateways.currencies import currencies
from app.models import openings as tables
from app.models.applications import Application
from app.models.openings import Opening
from app.queries.ladders import latest, playbook_for
from app.queries.openings.places import rules_of
from app.services import audit, notifications

UNLOCKED = "pay_unlocked"


def enter_sheet(viewer: Viewer, place: PayPlace, sheet: PaySheet, *, seen: int) -> int:
    """Enter what a title pays, as a further row; the ones before stay as they were.

    Args:
        viewer: somebody with the compensation grant.
        place: what it is for.
        sheet: the figures.
        seen: number of the newest sheet of this place that the page showed; 0 for the first one.

    Returns:
        the number of the row.

    Raises:
        NotAllowed: without the grant.
        BadData: naming the field; also for a first sheet where there is one already.
        Conflict: if a newer one was entered meanwhile.
    """
    permit(Action.PAY_EDIT, Relation(viewer))
    with transaction() as session:
        now = clock.now()
        sheet.check(currencies=currencies(), today=now.astimezone(ZoneInfo(viewer.zone)).date())
        newest = _newest(session, place)
        if not newest:
            _check_place(place)
        if newest and not seen:
            raise BadData("There is a sheet for this already. Open it in the list and change it there.", field="title")
        if newest != seen:
            raise Conflict("Somebody entered newer figures for this meanwhile. Reload the page and look at them first.")
        figures = asdict(sheet) | {"ramp": list(sheet.ramp), "seasons": list(sheet.seasons)}
        row = tables.PaySheet(**asdict(place), **figures, made_by=viewer.account_id, made_at=now)
        session.add(row)
        session.flush()
        facts = {name: value for name, value in asdict(place).items() if value}
        audit.record(session, viewer, action="pay_sheet.entered", about=("pay_sheet", row.id), at=now, data=facts)
        return row.id


def _newest(session: Session, place: PayPlace) -> int:
    here = [getattr(tables.PaySheet, name) == value for name, value in asdict(place).items()]
    return session.execute(select(func.max(tables.PaySheet.id)).where(*here)).scalar() or 0


def _check_place(place: PayPlace) -> None:
    """A place that nothing was entered for has to be of a family as it is published now."""
    digests = latest(place.family)
    if digests is None:
        raise BadData("This job family is not published any more. Reload the page and choose again.", field="title")
    place.check(playbook_for(digests).family)


def unlock(
    session: Session, application: Application, *, by: UnlockedBy, now: datetime, viewer: Viewer | None = None
) -> bool:
    """Open what the job pays to the candidate of an application, once; what is open already is left alone.

    They are written to, without any amount; the message is dropped where there is no sheet to read. Whoever just
    applied is not: what they are sent for that leads to the same pages.

    Args:
        session: the caller's, with the application locked.
        application: the row.
        by: what opened it.
        now: this instant.
        viewer: who did it; nobody, where the candidate or the system did.

    Returns:
        whether it was closed until now.
    """
    if application.pay_unlocked_at is not None:
        return False
    application.pay_unlocked_at = now
    about = ("application", application.id)
    audit.record(session, viewer, action="pay.unlocked", about=about, at=now, data={"because": by.value})
    if by is not UnlockedBy.APPLYING:
        candidate = application.candidate_id
        notifications.queue(session, UNLOCKED, now=now, application_id=application.id, candidate_id=candidate)
    return True


def unlock_on_applying(session: Session, application: Application, now: datetime) -> bool:
    """Open it to somebody who applies, where the rules of the opening's country say so: two statements."""
    country = session.execute(select(Opening.country).where(Opening.id == application.opening_id)).scalar_one()
    if not opens_on_applying(rules_of(country).unlocks_pay):
        return False
    return unlock(session, application, by=UnlockedBy.APPLYING, now=now)
