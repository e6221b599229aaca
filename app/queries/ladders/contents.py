"""All published content by kind, the versions of one piece of it, and one version whole; each with what rests on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from app.database import db
from app.domain.content_diff import Change, content_changes, names_in
from app.domain.drafts.kinds import MANY
from app.domain.errors import NotFound
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.shapes import Shape
from app.domain.versions import from_json
from app.models.accounts import Account
from app.models.ladders import ContentRetirement, ContentVersion
from app.models.openings import Opening
from app.queries.ladders.current import current_families
from app.queries.ladders.drafts import DraftRow, open_drafts
from app.queries.ladders.versions import KINDS, SHORT_DIGEST, digest_columns, playbook_for

_COLUMNS = (
    ContentVersion.digest,
    ContentVersion.kind,
    ContentVersion.key,
    ContentVersion.number,
    ContentVersion.name,
    ContentVersion.published_at,
    ContentVersion.note,
    ContentVersion.points_at,
    Account.name.label("by"),
)
_HELD = (
    select(*digest_columns(), func.count().label("openings"))
    .where(Opening.state == "open")
    .group_by(*digest_columns())
    .order_by(*digest_columns())
)
_RETIRED = (
    select(
        ContentRetirement.kind,
        ContentRetirement.key,
        ContentRetirement.note,
        ContentRetirement.retired_at,
        Account.name.label("by"),
    )
    .join(Account, Account.id == ContentRetirement.retired_by)
    .order_by(ContentRetirement.kind, ContentRetirement.key)
)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in a history. `by` is empty for what came with the product; `openings` counts open ones on it."""

    digest: str
    kind: str
    key: str
    number: int
    name: str
    published_at: datetime
    note: str
    points_at: Mapping[str, str]
    by: str
    openings: int

    @property
    def short(self) -> str:
        """The first digits of the digest, enough to tell versions apart by eye."""
        return self.digest[:SHORT_DIGEST]


@dataclass(frozen=True, slots=True)
class Retirement:
    """Who took something out of use, when and why."""

    by: str
    retired_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Content:
    """One piece of content with its versions, newest first."""

    versions: tuple[VersionRow, ...]
    retirement: Retirement | None

    @property
    def newest(self) -> VersionRow:
        """The version that new openings take."""
        return self.versions[0]

    @property
    def openings(self) -> int:
        """How many open openings rest on any of its versions."""
        return sum(version.openings for version in self.versions)


@dataclass(frozen=True, slots=True)
class ContentsPage:
    """Everything that is published, by the name of its kind, and the drafts under way."""

    kinds: Mapping[str, tuple[Content, ...]]
    drafts: tuple[DraftRow, ...]

    def family_name(self, key: str) -> str:
        """The name of a family; its key, where it was never published."""
        return next((piece.newest.name for piece in self.kinds.get("family", ()) if piece.newest.key == key), key)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version whole, the one before it, and what changed between them."""

    row: VersionRow
    before: VersionRow | None
    is_newest: bool
    shape: Shape
    changes: tuple[Change, ...]


def contents_page(viewer: Viewer) -> ContentsPage:
    """All content by kind: four statements."""
    permit(Action.CONTENT_EDIT, Relation(viewer))
    found = tuple(_contents(select(*_COLUMNS).where(ContentVersion.kind.in_(MANY))))
    by_kind = {kind: tuple(each for each in found if each.newest.kind == kind) for kind in MANY}
    return ContentsPage({kind: listed for kind, listed in by_kind.items() if listed}, open_drafts(viewer))


def content(viewer: Viewer, kind: str, key: str) -> Content:
    """One piece of content: three statements.

    Raises:
        NotFound: if it was never published.
    """
    permit(Action.CONTENT_EDIT, Relation(viewer))
    wanted = select(*_COLUMNS).where(ContentVersion.kind == kind, ContentVersion.key == key)
    found = next(_contents(wanted), None)
    if found is None:
        raise NotFound
    return found


def version_page(viewer: Viewer, digest: str) -> VersionPage:
    """One version: at most five statements, and one for each playbook that is cold.

    Raises:
        NotFound: if no version begins with this digest.
    """
    permit(Action.CONTENT_EDIT, Relation(viewer))
    named = select(ContentVersion.kind, ContentVersion.key).where(ContentVersion.digest == digest).subquery()
    same = select(*_COLUMNS).join(named, (named.c.kind == ContentVersion.kind) & (named.c.key == ContentVersion.key))
    found = next(_contents(same), None)
    if found is None or found.newest.kind not in MANY:
        raise NotFound
    place = next(place for place, version in enumerate(found.versions) if version.digest == digest)
    row, before = found.versions[place], next(iter(found.versions[place + 1 :]), None)
    shapes = _shapes(row, before)
    changes = content_changes(shapes[before.digest], shapes[digest], names=area_names()) if before else ()
    return VersionPage(row, before, place == 0, shapes[digest], changes)


def area_names() -> dict[str, str]:
    """Names of what newest content points at, by key: one statement, one more for each playbook that is cold."""
    return names_in(*(playbook_for(each.digests) for each in current_families()))


def newest_shape(kind: str, key: str) -> tuple[VersionRow, Shape] | None:
    """The newest version of one piece of content, in use or not; None where there is none: two statements."""
    wanted = _ordered(select(*_COLUMNS).where(ContentVersion.kind == kind, ContentVersion.key == key)).limit(1)
    row = db.session.execute(wanted).first()
    if row is None:
        return None
    found = VersionRow(**(dict(row._mapping) | {"by": row.by or "", "openings": 0}))
    return found, _shapes(found, None)[found.digest]


def all_newest() -> tuple[Shape, ...]:
    """The newest version of everything, retired or not, by kind and key: two statements."""
    last = select(ContentVersion.kind, ContentVersion.key, func.max(ContentVersion.number).label("number"))
    newest = last.group_by(ContentVersion.kind, ContentVersion.key).subquery()
    wanted = (
        select(ContentVersion.kind, ContentVersion.body)
        .join(
            newest,
            (newest.c.kind == ContentVersion.kind)
            & (newest.c.key == ContentVersion.key)
            & (newest.c.number == ContentVersion.number),
        )
        .order_by(ContentVersion.kind, ContentVersion.key)
    )
    return tuple(from_json(row.kind, row.body) for row in db.session.execute(wanted))


def _contents(wanted: Select[*tuple[Any, ...]]) -> Iterator[Content]:
    held, retired = _openings_by_digest(), _retirements()
    versions: dict[tuple[str, str], list[VersionRow]] = {}
    for row in db.session.execute(_ordered(wanted)):
        openings = held.get(row.digest, 0)
        version = VersionRow(**(dict(row._mapping) | {"by": row.by or "", "openings": openings}))
        versions.setdefault((version.kind, version.key), []).append(version)
    for name, listed in versions.items():
        yield Content(tuple(listed), retired.get(name))


def _ordered(wanted: Select[*tuple[Any, ...]]) -> Select[tuple[object, ...]]:
    joined = wanted.outerjoin(Account, Account.id == ContentVersion.published_by)
    return joined.order_by(ContentVersion.kind, ContentVersion.key, ContentVersion.number.desc())


def _openings_by_digest() -> dict[str, int]:
    held: dict[str, int] = {}
    for row in db.session.execute(_HELD):
        for kind in KINDS:
            digest = row._mapping[f"{kind}_digest"]
            held[digest] = held.get(digest, 0) + row.openings
    return held


def _retirements() -> dict[tuple[str, str], Retirement]:
    rows = db.session.execute(_RETIRED)
    return {(row.kind, row.key): Retirement(row.by, row.retired_at, row.note) for row in rows}


def _shapes(row: VersionRow, before: VersionRow | None) -> dict[str, Shape]:
    wanted = [row.digest] + ([before.digest] if before else [])
    bodies = select(ContentVersion.digest, ContentVersion.kind, ContentVersion.body)
    found = bodies.where(or_(*(ContentVersion.digest == digest for digest in wanted))).order_by(ContentVersion.digest)
    return {each.digest: from_json(each.kind, each.body) for each in db.session.execute(found)}
