"""Drafts of content: begun from a page, from a file or from a published version, edited part by part, discarded."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.catalogue import plain
from app.domain.drafts.editing import edited
from app.domain.drafts.kinds import ONE
from app.domain.drafts.slots import Values
from app.domain.errors import BadData, Conflict, NotFound, NotReady
from app.domain.importing.report import Imported
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.shapes import Shape
from app.domain.versions import canonical_json
from app.gateways import clock
from app.models.accounts import Account
from app.models.ladders import ContentDraft
from app.queries import ladders as queries
from app.services import audit

LONGEST_NAME = 200


def start_from_page(viewer: Viewer, imported: Imported, *, text: str) -> int:
    """Begin a draft with what a page was read as; returns its number.

    Args:
        viewer: who imports.
        imported: the page, read.
        text: the page's own text, which the review shows beside the draft.

    Raises:
        NotAllowed: for somebody who edits no content.
    """
    report = json.dumps(imported.report.to_data(), ensure_ascii=False)
    row = ContentDraft(kind=imported.kind, origin="page", page_name=_page_name(imported.page), report=report)
    row.page = text.replace("\x00", "")
    return _start(viewer, row, imported.content)


def start_from_content(viewer: Viewer, shape: Shape, *, origin: str, page_name: str = "") -> int:
    """Begin a draft with whole content, such as an edited plan or crosswalk, or a file of it; returns its number.

    Raises:
        NotAllowed: for somebody who edits no content.
        BadData: for a kind that no draft is made of.
    """
    content = json.loads(canonical_json(shape))
    if content["kind"] not in ONE:
        met = f"No draft is made of a file of the kind {content['kind']!r}."
        raise BadData(f"{met} Those that are: {', '.join(ONE.values())}.")
    row = ContentDraft(kind=content["kind"], origin=origin, page_name=_page_name(page_name))
    return _start(viewer, row, content)


def start_from_version(viewer: Viewer, kind: str, key: str) -> int:
    """Begin a draft with the newest version of something; returns its number.

    Raises:
        NotAllowed: for somebody who edits no content.
        NotFound: if it was never published.
    """
    permit(Action.CONTENT_EDIT, Relation(viewer))
    found = queries.newest_shape(kind, key)
    if found is None:
        raise NotFound
    return start_from_content(viewer, found[1], origin="version")


def save(viewer: Viewer, draft_id: int, *, seen: int, part: str, values: Values) -> None:
    """Keep what was changed in one part of a draft.

    Args:
        viewer: who edits.
        draft_id: the draft's number.
        seen: the draft's version that the page showed.
        part: key of the part.
        values: what was sent, by name of the slot.

    Raises:
        NotAllowed: for somebody who edits no content.
        NotFound: if there is no such draft.
        BadData: naming the slot that can't be kept.
        NotReady: if the draft is not edited any more.
        Conflict: if somebody else saved meanwhile.
    """
    with transaction() as session:
        permit(Action.CONTENT_EDIT, Relation(viewer))
        row = locked(session, draft_id, seen=seen)
        known = queries.known_for(row.kind)
        content, report = edited(row.kind, json.loads(row.body), json.loads(row.report), part, values, known)
        row.report = json.dumps(report, ensure_ascii=False)
        _keep(viewer, row, content)
        audit.record(session, viewer, action="draft.edited", about=("content_draft", row.id), at=row.changed_at)


def discard(viewer: Viewer, draft_id: int, *, seen: int) -> None:
    """Throw a draft away. It is kept, and can't be edited or published any more.

    Raises:
        NotAllowed: for somebody who edits no content.
        NotFound: if there is no such draft.
        NotReady: if it was published or discarded already.
        Conflict: if somebody else saved meanwhile.
    """
    with transaction() as session:
        permit(Action.CONTENT_EDIT, Relation(viewer))
        row = locked(session, draft_id, seen=seen)
        row.state, row.version = "discarded", row.version + 1
        row.changed_by, row.changed_at = viewer.account_id, clock.now()
        audit.record(session, viewer, action="draft.discarded", about=("content_draft", row.id), at=row.changed_at)


def locked(session: Session, draft_id: int, *, seen: int) -> ContentDraft:
    """An open draft, locked, as the page showed it.

    Raises:
        NotFound: if there is no such draft.
        NotReady: if it was published or discarded already.
        Conflict: if somebody else saved meanwhile.
    """
    row = session.get(ContentDraft, draft_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    who = session.get_one(Account, row.changed_by).name
    if row.state == "published":
        raise Conflict(f"{who} has published this draft already. Open the list of ladders to see the version.")
    if row.state != "open":
        raise NotReady(f"{who} has discarded this draft. Begin another one from the list of ladders.")
    if row.version != seen:
        raise Conflict(f"{who} has saved this draft while your page was open. Nothing of yours was saved yet.")
    return row


def _page_name(name: str) -> str:
    return plain(name)[:LONGEST_NAME]


def _start(viewer: Viewer, row: ContentDraft, content: Mapping[str, Any]) -> int:
    with transaction() as session:
        permit(Action.CONTENT_EDIT, Relation(viewer))
        row.made_by, row.made_at = viewer.account_id, clock.now()
        row.version = 0
        _keep(viewer, row, content)
        session.add(row)
        session.flush()
        told = {"kind": row.kind, "origin": row.origin}
        audit.record(
            session, viewer, action="draft.started", about=("content_draft", row.id), at=row.made_at, data=told
        )
        return row.id


def _keep(viewer: Viewer, row: ContentDraft, content: Mapping[str, Any]) -> None:
    """Write content into a draft, and which version it comes after: the newest of its key, once the key is chosen."""
    key = str(content.get("key") or "")
    if key != row.key or row.version == 0:
        found = queries.newest_shape(row.kind, key)
        row.base_digest = found[0].digest if found else None
    row.key = key
    row.name = plain(str(content.get("name") or "") or ONE[row.kind].capitalize())[:LONGEST_NAME]
    row.body = json.dumps(dict(content), ensure_ascii=False)
    row.version += 1
    row.changed_by, row.changed_at = viewer.account_id, clock.now()
