"""Showing an opening to the public, and taking its page down again."""

from app.database import transaction
from app.domain.errors import Conflict, NotReady
from app.domain.opening import OpeningState
from app.domain.policy import Action, Viewer
from app.domain.publishing import PublicTerms
from app.gateways import clock
from app.models.openings import Opening
from app.services import audit
from app.services.openings.locking import locked


def publish(viewer: Viewer, opening_id: int, terms: PublicTerms, *, seen: int) -> None:
    """Let the public read an opening and apply for it; of one that is published already, change where and until when.

    Raises:
        BadData: naming the field that can't be so.
        NotReady: for a closed opening.
        Conflict: if somebody else changed the opening meanwhile.
    """
    now = clock.now()
    with transaction() as session:
        opening = locked(session, viewer, opening_id, action=Action.OPENING_PUBLISH, seen=seen)
        if opening.state != OpeningState.OPEN.value:
            raise NotReady("This opening is closed, and the public sees nothing of it. Re-open it first.")
        terms.check(now)
        is_new = opening.published_at is None
        changes = _changes(opening, terms)
        if not is_new and not changes:
            return
        opening.published_at = opening.published_at or now
        opening.country, opening.closes_on = terms.country, terms.closes_on
        opening.version += 1
        action = "opening.published" if is_new else "opening.republished"
        audit.record(session, viewer, action=action, about=("opening", opening_id), at=now, data=changes)


def take_down(viewer: Viewer, opening_id: int, *, seen: int) -> None:
    """Let the public see nothing more of an opening. Those who applied stay in it.

    Raises:
        Conflict: if it is not published, or somebody else changed it meanwhile.
    """
    now = clock.now()
    with transaction() as session:
        opening = locked(session, viewer, opening_id, action=Action.OPENING_PUBLISH, seen=seen)
        if opening.published_at is None:
            raise Conflict("This opening is not published. Nothing was changed.")
        opening.published_at = None
        opening.version += 1
        audit.record(session, viewer, action="opening.taken_down", about=("opening", opening_id), at=now)


def _changes(opening: Opening, terms: PublicTerms) -> dict[str, str]:
    """What becomes different, from and to, for the audit trail."""
    before = {"country": opening.country, "closes_on": opening.closes_on}
    after = {"country": terms.country, "closes_on": terms.closes_on}
    return {
        name: f"{before[name] or 'none'} to {after[name] or 'none'}" for name in after if before[name] != after[name]
    }
