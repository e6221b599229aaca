"""Impact previews: asking for one, and computing it piece by piece. Nothing but the preview's own row is written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.domain import previews
from app.domain.errors import Conflict, DomainError, NotFound, NotReady
from app.domain.playbook import Playbook
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.previews import RUNS, Found, PreviewState
from app.domain.recommendation import ENGINE_VERSION, Recommendation
from app.domain.regrounding import Impact, ground_under, impact_of
from app.domain.snapshot import Ground, ground_from_data, recommendation_from_data
from app.gateways import clock
from app.models.ladders import ContentDraft, ImpactPreview
from app.queries.ladders import playbook_for
from app.queries.ladders.drafts import playbooks_of_draft
from app.queries.ladders.previews import Stored, finished_recommendations, running_previews, size_of
from app.services import audit

CHUNK = 100
# A page computes for this long before it shows how far it is; a worker for longer, and writes down how far it is.
PAGE_SECONDS = 0.5
WORKER_SECONDS = 30.0
PIECE_SECONDS = 1.0
# After this long somebody else may go on where a process that was killed stood.
LEASE = timedelta(seconds=15)
RUNNING = sorted(state.value for state in RUNS)
DRAFT_CHANGED = "The draft was changed while this was computed. Ask for the preview again."


@dataclass(frozen=True, slots=True)
class _Taken:
    """A preview to go on with; `version` is the draft's now."""

    id: int
    done: int
    result: str
    draft_version: int
    draft_id: int
    asked_by: int
    taken_at: datetime
    version: int


def ask_preview(viewer: Viewer, draft_id: int, *, seen: int) -> int:
    """Ask what publishing a draft would change. Asking again for the same version while it is computed makes no second.

    Args:
        viewer: who asks.
        draft_id: the draft.
        seen: the version of it that the page showed.

    Returns:
        the preview's number.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        Conflict: if the draft has changed since `seen`.
        BadData, NotReady: while the draft is not whole; the sentence says what it lacks.
    """
    with transaction() as session:
        permit(Action.CONTENT_EDIT, Relation(viewer))
        draft = session.get(ContentDraft, draft_id, with_for_update=True, populate_existing=True)
        if draft is None:
            raise NotFound
        if draft.state != "open":
            raise NotReady("This draft is not edited any more, so there is nothing to preview.")
        if draft.version != seen:
            raise Conflict("Somebody changed this draft meanwhile. Open it again and look before you preview it.")
        running = _running(session, viewer, draft)
        return running if running is not None else _begin(session, viewer, draft, now=clock.now())


def _running(session: Session, viewer: Viewer, draft: ContentDraft) -> int | None:
    same = select(ImpactPreview.id).where(
        ImpactPreview.draft_id == draft.id,
        ImpactPreview.draft_version == draft.version,
        ImpactPreview.asked_by == viewer.account_id,
        ImpactPreview.state.in_(RUNNING),
    )
    return session.scalars(same.order_by(ImpactPreview.id).limit(1)).first()


def _begin(session: Session, viewer: Viewer, draft: ContentDraft, *, now: datetime) -> int:
    total, until = size_of(playbooks_of_draft(draft.id), asked_by=viewer.account_id)
    row = ImpactPreview(draft_id=draft.id, draft_version=draft.version, asked_by=viewer.account_id, asked_at=now)
    row.total, row.result = total, previews.to_json(previews.empty(until))
    if not total:
        row.state, row.finished_at = PreviewState.DONE.value, now
    session.add(row)
    session.flush()
    facts = {"kind": draft.kind, "key": draft.key}
    audit.record(session, viewer, action="content.previewed", about=("content_draft", draft.id), at=now, data=facts)
    return row.id


def compute_waiting(now: datetime) -> bool:
    """All that is not finished, as far as it goes in one turn of a worker; whether something may be left."""
    waiting = running_previews()
    for preview_id in waiting:
        compute_some(preview_id, seconds=WORKER_SECONDS)
    return bool(waiting)


def compute_some(preview_id: int, *, seconds: float = PAGE_SECONDS) -> None:
    """Go on with a preview, unless somebody else is at it.

    The row is taken and written in short transactions; what lies between them holds nobody up.

    Args:
        preview_id: the preview.
        seconds: how long to compute at most, a recommendation or two aside.
    """
    row, until = _take(preview_id, now=clock.now()), monotonic() + seconds
    while row is not None:
        found, done, state = _piece(row, until=min(until, monotonic() + PIECE_SECONDS))
        goes_on = state in RUNS and monotonic() < until
        row = _put(row, found, done=done, state=state, goes_on=goes_on, now=clock.now())


def _piece(row: _Taken, *, until: float) -> tuple[Found, int, PreviewState]:
    """The result with one more piece, how many recommendations that was, and how the preview stands."""
    found = previews.from_json(row.result)
    try:
        found, done, is_over = _computed(row, found, until=until)
    except DomainError as error:
        return previews.failed(found, error.message), 0, PreviewState.FAILED
    return found, done, PreviewState.DONE if is_over else PreviewState.RUNNING


def _take(preview_id: int, *, now: datetime) -> _Taken | None:
    """The preview, if it is not finished and nobody is at it."""
    with transaction() as session:
        is_free = (ImpactPreview.taken_at.is_(None)) | (ImpactPreview.taken_at < now - LEASE)
        runs = ImpactPreview.state.in_(RUNNING)
        taking = update(ImpactPreview).where(ImpactPreview.id == preview_id, runs, is_free)
        values = {"taken_at": now, "state": PreviewState.RUNNING.value}
        done = session.execute(taking.values(**values), execution_options={"synchronize_session": False})
        if done.rowcount != 1:  # type: ignore[attr-defined]
            return None
        columns = (ImpactPreview.id, ImpactPreview.done, ImpactPreview.result, ImpactPreview.draft_version)
        of_it = (ImpactPreview.draft_id, ImpactPreview.asked_by, ImpactPreview.taken_at)
        statement = select(*columns, *of_it, ContentDraft.version)
        joined = statement.join(ContentDraft, ContentDraft.id == ImpactPreview.draft_id)
        return _Taken(**session.execute(joined.where(ImpactPreview.id == preview_id)).one()._mapping)


def _put(row: _Taken, found: Found, *, done: int, state: PreviewState, goes_on: bool, now: datetime) -> _Taken | None:
    """Write the result; the preview again where this goes on with it, and it is still its own to go on with."""
    text, count = previews.to_json(found), row.done + done
    with transaction() as session:
        own = update(ImpactPreview).where(ImpactPreview.id == row.id, ImpactPreview.taken_at == row.taken_at)
        values: dict[str, Any] = {"result": text, "done": count, "state": state.value}
        values |= {"taken_at": now if goes_on else None, "finished_at": None if state in RUNS else now}
        kept = session.execute(own.values(**values), execution_options={"synchronize_session": False})
    is_own = kept.rowcount == 1  # type: ignore[attr-defined]
    return replace(row, result=text, done=count, taken_at=now) if goes_on and is_own else None


def _computed(row: _Taken, found: Found, *, until: float) -> tuple[Found, int, bool]:
    """The result with one more piece, how many recommendations that was, and whether it was the last."""
    if row.draft_version != row.version:
        raise Conflict(DRAFT_CHANGED)
    books = playbooks_of_draft(row.draft_id)
    stored = finished_recommendations(books, asked_by=row.asked_by, after=found.last, until=found.until, limit=CHUNK)
    db.session.rollback()  # so that no read transaction is held while it is computed
    for count, each in enumerate(stored, 1):
        found = previews.read_to(_with_one(found, each, books), each.id)
        if monotonic() >= until and count < len(stored):
            return found, count, False
    return found, len(stored), len(stored) < CHUNK


def _with_one(found: Found, row: Stored, books: Mapping[str, Playbook]) -> Found:
    """The result with one more recommendation; one that can't be read is counted with the reason."""
    try:
        ground = ground_from_data(json.loads(row.input), playbook=playbook_for(row.digests))
        other = ground_under(ground, books[ground.playbook.family.key])
        if other.ground is None:
            return previews.with_refusal(found, other.refusal)
        after = other.ground.recommend(explain=False)
        impact = _impact(row, ground, after, books[ground.playbook.family.key], other.lost)
    except DomainError as error:
        return previews.with_refusal(found, error.message)
    return previews.with_impact(found, row.application_id, impact, is_partly=bool(other.lost))


def _impact(row: Stored, ground: Ground, after: Recommendation, book: Playbook, lost: Sequence[str]) -> Impact:
    """What changed since it was stored; what an earlier engine stored is computed again, to compare versions alone."""
    if row.engine_version != ENGINE_VERSION:
        before = ground.recommend(explain=False)
    else:
        stored = json.loads(row.result)
        if stored["outcome"] == after.outcome:  # nearly always, and then nothing more of it has to be read
            return Impact(after.outcome, after.outcome, ())
        before = recommendation_from_data(stored)
    return impact_of(before, after, tau=book.model.tau if book.model else None, lost=lost)
