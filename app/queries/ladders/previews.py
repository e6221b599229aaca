"""Impact previews: the finished recommendations that one reads, how far it is, and what it shows to whom."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from app.database import db
from app.domain import previews
from app.domain.policy import Action, Relation, Viewer, may, permit
from app.domain.previews import RUNS, Changed, Found, PreviewState
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.decisions import Decision, Snapshot
from app.models.ladders import ContentDraft, ContentVersion, ImpactPreview
from app.models.openings import Opening
from app.queries import access
from app.queries.ladders.versions import Digests

_OWN_FAMILY = func.coalesce(Application.family_digest, Opening.family_digest)
_RUNS = ImpactPreview.state.in_(sorted(state.value for state in RUNS))
_LATEST = (
    select(func.max(Decision.id)).where(Decision.application_id == Application.id).correlate(Application)
).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Stored:
    """A finished recommendation: the snapshot's number, its input and result as they are stored, and its versions."""

    id: int
    application_id: int
    engine_version: str
    input: str
    result: str
    digests: Digests


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One application whose recommendation would change. `candidate` is empty for whoever may not read that."""

    application_id: int
    candidate: str
    opening: str
    before: str
    after: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A preview as the one who asked for it sees it.

    `found` is without applications of their own and those on which they owe a scorecard. `is_outdated`: the draft was
    changed since.
    """

    id: int
    state: PreviewState
    total: int
    done: int
    found: Found
    asked_at: datetime
    finished_at: datetime | None
    rows: tuple[ChangedRow, ...]
    is_outdated: bool

    @property
    def runs(self) -> bool:
        """Whether more is to come."""
        return self.state in RUNS

    @property
    def unlisted(self) -> int:
        """Changes that are counted and not told one by one: too many, or the viewer may not read whose they are."""
        return self.found.changes - len(self.rows)


def finished_recommendations(
    families: Iterable[str], *, asked_by: int, after: int, until: int, limit: int
) -> tuple[Stored, ...]:
    """Of the latest decision of every application of these families what it rested on: one statement.

    Args:
        families: keys of the families.
        asked_by: who asked for the preview: what they applied for themself, or owe a scorecard on, is not there.
        after, until: of which snapshots: later than the first, up to the second, the oldest coming first.
        limit: how many at most.
    """
    wanted = _decided(families, asked_by).where(Snapshot.id > after, Snapshot.id <= until).limit(limit)
    return tuple(
        Stored(
            row.id, row.application_id, row.engine_version, row.input, row.result, Digests(**json.loads(row.digests))
        )
        for row in db.session.execute(wanted)
    )


def size_of(families: Iterable[str], *, asked_by: int) -> tuple[int, int]:
    """How many of them there are, and the number of the newest; 0 where there is none: one statement."""
    wanted = _decided(families, asked_by).order_by(None).subquery()
    total, newest = db.session.execute(select(func.count(), func.max(wanted.c.id))).one()
    return total, newest or 0


def _decided(families: Iterable[str], asked_by: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Snapshot.id,
            Snapshot.application_id,
            Snapshot.engine_version,
            Snapshot.input,
            Snapshot.result,
            Snapshot.digests,
        )
        .join(Decision, Decision.snapshot_id == Snapshot.id)
        .join(Application, Application.id == Decision.application_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(ContentVersion, ContentVersion.digest == _OWN_FAMILY)
        .where(Decision.id == _LATEST, ContentVersion.key.in_(sorted(families)))
        .where(~access.is_own(asked_by), ~access.owes(asked_by))
        .order_by(Snapshot.id)
    )


def preview_of(viewer: Viewer, draft_id: int) -> PreviewPage | None:
    """The latest preview of a draft that the viewer asked for: two statements, one where nothing changes."""
    permit(Action.CONTENT_EDIT, Relation(viewer))
    row = db.session.execute(
        select(ImpactPreview, ContentDraft.version)
        .join(ContentDraft, ContentDraft.id == ImpactPreview.draft_id)
        .where(ImpactPreview.draft_id == draft_id, ImpactPreview.asked_by == viewer.account_id)
        .order_by(ImpactPreview.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        return None
    preview, version = row
    found, rows = _as_seen(viewer, previews.from_json(preview.result))
    return PreviewPage(
        id=preview.id,
        state=PreviewState(preview.state),
        total=preview.total,
        done=preview.done,
        found=found,
        asked_at=preview.asked_at,
        finished_at=preview.finished_at,
        rows=rows,
        is_outdated=preview.draft_version != version,
    )


def running_preview(viewer: Viewer, draft_id: int) -> int | None:
    """The number of the viewer's preview of a draft that is not finished, if there is one: one statement."""
    wanted = select(ImpactPreview.id).where(_RUNS, ImpactPreview.draft_id == draft_id)
    mine = wanted.where(ImpactPreview.asked_by == viewer.account_id)
    return db.session.scalars(mine.order_by(ImpactPreview.id.desc()).limit(1)).first()


def running_previews() -> tuple[int, ...]:
    """Numbers of the previews that are not finished, the oldest first: one statement."""
    return tuple(db.session.scalars(select(ImpactPreview.id).where(_RUNS).order_by(ImpactPreview.id)))


def _as_seen(viewer: Viewer, found: Found) -> tuple[Found, tuple[ChangedRow, ...]]:
    """What the viewer may see of a result by now, and the changes that they may read one by one."""
    known = _applications(viewer, found.changed)
    relations = {number: access.relation_from(viewer, row._mapping) for number, row in known.items()}
    hidden = {number for number, each in relations.items() if each.is_candidate or each.owes_a_card}
    seen = previews.without(found, hidden)
    rows = []
    for item in seen.changed:
        relation = relations.get(item.application_id, Relation(viewer))
        may_read = may(Action.RECOMMENDATION_READ, relation)
        if item.application_id not in known or (relation.exists and not may_read):
            continue  # whoever interviewed there would know whose it is
        row = known[item.application_id]
        name = row.candidate if may_read else ""
        rows.append(ChangedRow(item.application_id, name, row.opening, item.before, item.after, item.why))
    return seen, tuple(rows)


def _applications(viewer: Viewer, changed: tuple[Changed, ...]) -> dict[int, Row[Any]]:
    """Candidate, opening and the viewer's ties of each, by number: one statement, none where nothing changes."""
    if not changed:
        return {}
    columns = (Application.id, Candidate.name.label("candidate"), Opening.name.label("opening"))
    statement = (
        select(*columns, *access.relation_columns(viewer.account_id))
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .where(Application.id.in_([item.application_id for item in changed]))
        .order_by(Application.id)
    )
    return {row.id: row for row in db.session.execute(statement)}
