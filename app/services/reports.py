"""Calibrating the interviewers from those who are judged already, and keeping what they make of calibration decks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from logging import getLogger

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.domain.deck import Deck
from app.domain.deck_feedback import agreement
from app.domain.errors import Conflict, NotFound
from app.domain.interviewers import Computed, compute, figures_to_json
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.versions import from_json
from app.gateways import clock
from app.models.accounts import Account, Organisation
from app.models.ladders import ContentVersion
from app.models.reports import DeckResult, StoredCalibration
from app.queries import ladders
from app.queries import reports as queries
from app.queries.accounts import switches
from app.services import audit

ATTEMPTS = 3
FINISHED_MEANWHILE = (
    "You have finished this deck meanwhile, in another window. See the result there; open the deck again to retake it."
)
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


def finish_deck(viewer: Viewer, key: str, *, digest: str, points: Mapping[str, int], seen: int) -> int:
    """Keep one pass through a calibration deck; returns its number. The same answers sent twice are one pass.

    Args:
        viewer: who rated it.
        key: the deck.
        digest: the version of it that was rated.
        points: snippet key to point.
        seen: number of the viewer's newest result of this deck when the page was shown, 0 if there was none.

    Raises:
        NotFound: if no such version of the deck was published.
        BadData: naming the field of the first snippet that has no point.
        Conflict: if the viewer finished the deck meanwhile with other answers.
    """
    now = clock.now()
    with transaction() as session:
        permit(Action.DECK_TAKE, Relation(viewer))
        session.get(Account, viewer.account_id, with_for_update=True)
        deck, last = _deck_of(session, key, digest), _last_pass(session, viewer, key)
        found = agreement(deck, points)
        if last is not None and last.id != seen:
            if (last.digest, last.points) != (digest, dict(points)):
                raise Conflict(FINISHED_MEANWHILE)
            return last.id
        row = DeckResult(account_id=viewer.account_id, deck=key, digest=digest, points=dict(points), finished_at=now)
        row.kappa_thousandths = found
        session.add(row)
        session.flush()
        audit.record(session, viewer, action="deck.finished", about=("deck_result", row.id), at=now, data={"deck": key})
        return row.id


def _deck_of(session: Session, key: str, digest: str) -> Deck:
    row = session.get(ContentVersion, digest) if digest.isprintable() else None  # a NUL is no text to PostgreSQL
    deck = from_json(row.kind, row.body) if row is not None and (row.kind, row.key) == ("deck", key) else None
    if not isinstance(deck, Deck):
        raise NotFound("This version of the deck was never published here. Open the deck again and rate it there.")
    return deck


def _last_pass(session: Session, viewer: Viewer, key: str) -> DeckResult | None:
    own = select(DeckResult).where(DeckResult.account_id == viewer.account_id, DeckResult.deck == key)
    return session.execute(own.order_by(DeckResult.id.desc()).limit(1)).scalars().first()
