"""Calibrating the interviewers: computed from those who are judged already, stored once for each content."""

from dataclasses import dataclass
from datetime import datetime
from logging import getLogger

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.domain.errors import Conflict
from app.domain.interviewers import Computed, compute, figures_to_json
from app.domain.policy import Action, Relation, Viewer, permit
from app.gateways import clock
from app.models.accounts import Organisation
from app.models.reports import StoredCalibration
from app.queries import ladders
from app.queries import reports as queries
from app.queries.accounts import switches
from app.services import audit

ATTEMPTS = 3
_log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What a calibration came to: its version, on whom it rests, and whether it differs from the one before."""

    version: str
    is_new: bool
    applications: int
    interviewers: int


def recompute_calibration(viewer: Viewer | None) -> Calibrated | None:
    """Calibrate on every application that is judged, and store what comes out unless it is what stands there.

    Everything is read and computed before the database is locked for writing. Should somebody else have stored another
    calibration meanwhile, this one begins again, so that the last one stored rests on the latest cards.

    Args:
        viewer: who asked for it; None when a command or a decision did.

    Returns:
        None when no level model is published, so that nothing can be calibrated.

    Raises:
        NotAllowed: for somebody without the process owner's grant.
        Conflict: if others were faster again and again.
    """
    if viewer is not None:
        permit(Action.CALIBRATION_READ, Relation(viewer))
    for _attempt in range(ATTEMPTS):
        db.session.rollback()
        before = queries.newest()
        found = _computed()
        if found is None:
            return None
        with transaction() as session:
            if _is_newest(session, before):
                return _store(session, viewer, found, before=before, now=clock.now())
    raise Conflict("Others calibrated at the same moment, again and again. Theirs is stored; try again in a minute.")


def keep_calibrated(application_id: int) -> None:
    """Recompute after an application was judged, or is to be judged anew. Whatever goes wrong here is only logged.

    One that has no open card changes nothing.
    """
    try:
        if queries.has_open_cards(application_id):
            recompute_calibration(None)
    except Exception:
        _log.exception("The calibration could not be recomputed; it stays as it is until the next decision.")
        db.session.rollback()


def _computed() -> Computed | None:
    digests = ladders.latest()
    playbook = ladders.playbook_for(digests) if digests else None
    if digests is None or playbook is None or playbook.model is None or digests.model is None:
        return None
    past, adjusts = queries.history(playbook.scale), switches().adjusts_severity
    return compute(past, playbook=playbook, model=playbook.model, model_version=digests.model, adjusts=adjusts)


def _is_newest(session: Session, before: queries.Stored | None) -> bool:
    """Whether nobody stored one since; the organisation's row keeps others out until this transaction ends."""
    session.execute(select(Organisation.id).with_for_update())
    last = session.execute(select(StoredCalibration.id).order_by(StoredCalibration.id.desc()).limit(1)).scalar()
    return last == (before.id if before else None)


def _store(
    session: Session, viewer: Viewer | None, found: Computed, *, before: queries.Stored | None, now: datetime
) -> Calibrated:
    version, figures = found.calibration.version, figures_to_json(found.figures)
    stands = (before.version, before.figures) if before else None
    is_new = stands != (version, figures) and bool(before or found.rests_on)
    if is_new:
        row = StoredCalibration(version=version, made_at=now, body=found.body, figures=figures)
        row.rests_on = f" {' '.join(map(str, found.rests_on))} "
        session.add(row)
        session.flush()
        facts = {"version": version, "applications": str(len(found.rests_on))}
        audit.record(session, viewer, action="calibration.stored", about=("calibration", row.id), at=now, data=facts)
    return Calibrated(version, is_new, len(found.rests_on), len(found.figures))
