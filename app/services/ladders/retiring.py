"""Taking a job family or a ladder out of use, and back: new openings can't take it, all that rests on it goes on."""

from app.database import transaction
from app.domain.catalogue import check_note
from app.domain.drafts.kinds import RETIRABLE
from app.domain.errors import BadData, Conflict, NotFound, NotReady
from app.domain.policy import Action, Relation, Viewer, permit
from app.gateways import clock
from app.models.ladders import ContentRetirement
from app.queries import ladders as queries
from app.services import audit
from app.services.ladders.publishing import lock_content


def retire(viewer: Viewer, kind: str, key: str, *, note: str) -> None:
    """Take it out of use for new openings.

    Raises:
        NotAllowed: for somebody who edits no content.
        NotFound: if it was never published.
        BadData: for a kind that is not retired by itself, or without a note.
        NotReady: if nothing to open for would be left, or a family in use is read with it.
        Conflict: if it is out of use already.
    """
    kept = check_note(note, when_empty="Say in a few words why it goes out of use. It stands in the record.")
    with transaction() as session:
        permit(Action.CONTENT_EDIT, Relation(viewer))
        _check_kind(kind, key)
        lock_content(session)
        if session.get(ContentRetirement, (kind, key)) is not None:
            raise Conflict("Somebody has taken it out of use already. Reload the page to see who and why.")
        _refuse_needed(kind, key)
        now = clock.now()
        session.add(ContentRetirement(kind=kind, key=key, note=kept, retired_by=viewer.account_id, retired_at=now))
        told = {"kind": kind, "key": key, "note": kept}
        audit.record(session, viewer, action="content.retired", about=("content", 0), at=now, data=told)


def restore(viewer: Viewer, kind: str, key: str, *, note: str) -> None:
    """Take it into use again.

    Raises:
        NotAllowed: for somebody who edits no content.
        NotFound: if it was never published.
        BadData: for a kind that is not retired by itself, or without a note.
        Conflict: if it is in use.
    """
    kept = check_note(note, when_empty="Say in a few words why it comes back into use. It stands in the record.")
    with transaction() as session:
        permit(Action.CONTENT_EDIT, Relation(viewer))
        _check_kind(kind, key)
        lock_content(session)
        row = session.get(ContentRetirement, (kind, key))
        if row is None:
            raise Conflict("It is in use already. Reload the page.")
        session.delete(row)
        told = {"kind": kind, "key": key, "note": kept}
        audit.record(session, viewer, action="content.restored", about=("content", 0), at=clock.now(), data=told)


def _check_kind(kind: str, key: str) -> None:
    if kind not in RETIRABLE:
        raise BadData("Only job families and ladders are taken out of use. Everything else follows them.")
    if key not in queries.keys_of(kind):
        raise NotFound


def _refuse_needed(kind: str, key: str) -> None:
    families = queries.current_families()
    if kind == "family":
        if [each.key for each in families] == [key]:
            raise NotReady("This is the only job family in use. Publish another one first.")
        return
    reading = [each.name for each in families if queries.playbook_for(each.digests).ladder.key == key]
    if reading:
        listed = ", ".join(reading)
        raise NotReady(f"Families in use are read with this ladder: {listed}. Take those out of use first.")
