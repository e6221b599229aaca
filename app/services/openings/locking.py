"""Taking an opening to change it, and telling the slower of two people who was faster."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, NotFound
from app.domain.policy import Action, Viewer, permit
from app.models.accounts import Account
from app.models.audit import AuditEntry
from app.models.openings import Opening
from app.queries import access

_DONE = {
    "opening.staffed": "changed the hiring team",
    "opening.closed": "closed this opening",
    "opening.reopened": "re-opened this opening",
    "opening.published": "published this opening",
    "opening.republished": "changed the public page of this opening",
    "opening.taken_down": "took the public page of this opening down",
}


def locked(session: Session, viewer: Viewer, opening_id: int, *, action: Action, seen: int) -> Opening:
    """The opening under a lock, once the viewer may do this with it and has seen it as it is.

    Raises:
        NotFound: if there is none.
        NotAllowed: if the viewer may not.
        Conflict: saying who changed it since the page was opened.
    """
    opening = session.execute(select(Opening).where(Opening.id == opening_id).with_for_update()).scalar_one_or_none()
    if opening is None:
        raise NotFound
    permit(action, access.to_opening(viewer, opening_id))
    if opening.version != seen:
        raise Conflict(_who_was_faster(session, viewer, opening_id))
    return opening


def _who_was_faster(session: Session, viewer: Viewer, opening_id: int) -> str:
    last = (
        select(AuditEntry.at, AuditEntry.action, Account.name)
        .join(Account, Account.id == AuditEntry.actor_id)
        .where(AuditEntry.object_kind == "opening", AuditEntry.object_id == opening_id)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    row = session.execute(last).first()
    if row is None or row.action not in _DONE:
        met = "Somebody changed this opening"
    else:
        met = f"{row.name} {_DONE[row.action]} at {row.at.astimezone(ZoneInfo(viewer.zone)):%H:%M}"
    return f"{met}, while your page was open. Nothing of yours was saved: open the page again and see what it says now."
