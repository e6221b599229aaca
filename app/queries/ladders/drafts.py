"""Drafts of content: which are open, one with its page and report, and the playbooks that publishing one would make."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.competency import CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.drafts.finished import finished
from app.domain.drafts.slots import Known
from app.domain.errors import NotFound, NotReady
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.scale import Scale
from app.domain.shapes import Shape
from app.models.accounts import Account
from app.models.ladders import ContentDraft
from app.queries.ladders.current import FAMILY, current_families, newest_versions
from app.queries.ladders.versions import Digests, PublishedVersion, playbook_for, published

_MAKER, _CHANGER = aliased(Account), aliased(Account)
_LISTED = (
    ContentDraft.id,
    ContentDraft.kind,
    ContentDraft.key,
    ContentDraft.name,
    ContentDraft.state,
    ContentDraft.origin,
    ContentDraft.page_name,
    ContentDraft.base_digest,
    ContentDraft.version,
    ContentDraft.made_at,
    ContentDraft.changed_at,
    _MAKER.name.label("made_by"),
    _CHANGER.name.label("changed_by"),
)
_WHOLE = (ContentDraft.body, ContentDraft.page, ContentDraft.report, ContentDraft.digest)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft in a list."""

    id: int
    kind: str
    key: str
    name: str
    state: str
    origin: str
    page_name: str
    base_digest: str | None
    version: int
    made_at: datetime
    changed_at: datetime
    made_by: str
    changed_by: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One draft whole: its content so far, its page's text, what became of that, the version it was published as."""

    row: DraftRow
    content: Mapping[str, Any]
    page: str
    report: Mapping[str, Any]
    digest: str | None

    @property
    def is_open(self) -> bool:
        """Whether it can still be edited."""
        return self.row.state == "open"

    def shape(self) -> Shape:
        """What publishing it would publish.

        Raises:
            BadData: while it is not whole; the sentence says what it lacks.
        """
        return finished(self.row.kind, self.content)


def open_drafts(viewer: Viewer) -> tuple[DraftRow, ...]:
    """Drafts that are being edited, the one changed last coming first: one statement."""
    permit(Action.CONTENT_EDIT, Relation(viewer))
    wanted = _select(*_LISTED).where(ContentDraft.state == "open")
    rows = db.session.execute(wanted.order_by(ContentDraft.changed_at.desc(), ContentDraft.id.desc()))
    return tuple(DraftRow(**row._mapping) for row in rows)


def draft_page(viewer: Viewer, draft_id: int) -> DraftPage:
    """One draft, open or not: one statement.

    Raises:
        NotFound: if there is no such draft.
    """
    permit(Action.CONTENT_EDIT, Relation(viewer))
    row = db.session.execute(_select(*_LISTED, *_WHOLE).where(ContentDraft.id == draft_id)).first()
    if row is None:
        raise NotFound
    listed = {column.key: row._mapping[column.key] for column in _LISTED}
    return DraftPage(DraftRow(**listed), json.loads(row.body), row.page, json.loads(row.report), row.digest)


def playbook_of_draft(draft_id: int, *, family: str | None = None) -> Playbook:
    """The playbook that new openings of a family would take, if the draft were published now.

    Args:
        draft_id: the draft's number.
        family: key of the family; None for the draft's own, or the first of those that rest on what the draft changes.

    Raises:
        NotFound: if there is no such draft, or it changes nothing that this family rests on.
        BadData: while the draft is not whole; the sentence says what it lacks.
        NotReady: while there is no ladder, catalogue or scale to read it with.
    """
    found = playbooks_of_draft(draft_id)
    wanted = family or next(iter(found), None)
    if wanted not in found:
        raise NotFound
    return found[wanted]


def playbooks_of_draft(draft_id: int) -> dict[str, Playbook]:
    """By key of each family that rests on what the draft changes, the playbook that publishing it would make.

    Raises:
        NotFound: if there is no such draft.
        BadData: while the draft is not whole; the sentence says what it lacks.
        NotReady: while there is no ladder, catalogue or scale to read it with.
    """
    row = db.session.execute(select(ContentDraft.kind, ContentDraft.body).where(ContentDraft.id == draft_id)).first()
    if row is None:
        raise NotFound
    return playbooks_with(finished(row.kind, json.loads(row.body)))


def playbooks_with(part: Shape, *, ladder: str | None = None) -> dict[str, Playbook]:
    """By key of each family that rests on it, the newest playbook with this part in its place.

    Args:
        part: what would be published.
        ladder: key of the ladder that a family is read with which has no crosswalk yet; None for the first.

    Raises:
        NotReady: while there is no ladder, catalogue or scale to read it with.
    """
    families = {each.key: each for each in current_families()}
    if isinstance(part, JobFamily) and part.key not in families:
        return {part.key: _first_playbook(part, ladder)}
    if isinstance(part, JobFamily):
        return {part.key: _with(playbook_for(families[part.key].digests), part)}
    found = {key: playbook_for(each.digests) for key, each in families.items()}
    return {key: _with(book, part) for key, book in found.items() if rests_on(book, part)}


def keys_of(kind: str) -> dict[str, str]:
    """The name of everything of one kind that was ever published, by key: one statement."""
    return {version.key: version.name for version in reversed(published(kind))}


def known_for(kind: str) -> Known:
    """What a draft of this kind can name: at most four statements, one more with a cold playbook."""
    families = current_families()
    book = playbook_for(families[0].digests) if families else None
    areas = {item.key: item.name for item in book.competencies.competencies} if book else {}
    points = {point.value: point.name for point in book.scale.points} if book else {}
    marks = {mark: points[value] for mark, value in book.scale.marks.items()} if book else {}
    return Known(areas, keys_of("scale"), keys_of(kind), marks)


def rests_on(book: Playbook, part: Shape) -> bool:
    """Whether a playbook would take this part when it is published."""
    if isinstance(part, Crosswalk):
        return (part.ladder, part.family) == (book.ladder.key, book.family.key)
    if isinstance(part, CompetencySet | LevelModel):
        return True
    return isinstance(part, Ladder | Scale) and part.key in (book.ladder.key, book.ladder.scale)


def _with(book: Playbook, part: Shape) -> Playbook:
    if isinstance(part, JobFamily):
        return replace(book, family=part)
    if isinstance(part, Ladder):
        return replace(book, ladder=part)
    if isinstance(part, CompetencySet):
        return replace(book, competencies=part)
    if isinstance(part, Scale):
        return replace(book, scale=part)
    if isinstance(part, LevelModel):
        return replace(book, model=part)
    return replace(book, crosswalk=part) if isinstance(part, Crosswalk) else book


def _first_playbook(family: JobFamily, ladder: str | None) -> Playbook:
    """A family that was never published, read with a ladder that was, and the newest of all else."""
    newest = newest_versions()
    by_kind: dict[str, list[PublishedVersion]] = {}
    for version in newest:
        by_kind.setdefault(version.kind, []).append(version)
    if any(kind not in by_kind for kind in ("ladder", "competencies", "scale", FAMILY)):
        raise NotReady("There is no ladder to read this family with yet. Publish a ladder first.")
    ladders, scales = by_kind["ladder"], by_kind["scale"]
    read_with = next((each for each in ladders if each.key == ladder), ladders[0])
    scale = next((each for each in scales if each.key == read_with.points_at.get("scale")), scales[0])
    models = by_kind.get("model")
    digests = Digests(
        ladder=read_with.digest,
        family=by_kind[FAMILY][0].digest,
        competencies=by_kind["competencies"][0].digest,
        scale=scale.digest,
        model=models[0].digest if models else None,
    )
    return replace(playbook_for(digests), family=family)


def _select(*columns: Any) -> Any:
    return (
        select(*columns)
        .join(_MAKER, _MAKER.id == ContentDraft.made_by)
        .join(_CHANGER, _CHANGER.id == ContentDraft.changed_by)
    )
