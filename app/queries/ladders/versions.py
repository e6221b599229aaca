"""Versions of pinned content, and the playbook that one set of them makes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Label, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.database import db
from app.domain.competency import CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.errors import NotFound
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.scale import Scale
from app.domain.shapes import Shape
from app.domain.versions import from_json
from app.models.applications import Application
from app.models.ladders import ContentVersion
from app.models.openings import Opening

SHORT_DIGEST = 10
_KEPT = 32
_BODIES = select(ContentVersion.digest, ContentVersion.kind, ContentVersion.body).where(
    ContentVersion.digest.in_(bindparam("digests", expanding=True))
)
VERSIONS = select(
    ContentVersion.digest,
    ContentVersion.kind,
    ContentVersion.key,
    ContentVersion.number,
    ContentVersion.name,
    ContentVersion.published_at,
    ContentVersion.published_by,
    ContentVersion.note,
    ContentVersion.points_at,
).order_by(ContentVersion.kind, ContentVersion.published_at.desc(), ContentVersion.number.desc(), ContentVersion.digest)


@dataclass(frozen=True, slots=True)
class Digests:
    """Which version of each part is pinned.

    Without a crosswalk no level has a nearest title; without a model there is the ladder's own sentence, no estimate.
    """

    ladder: str
    family: str
    competencies: str
    scale: str
    crosswalk: str | None = None
    model: str | None = None


KINDS = tuple(field.name for field in fields(Digests))


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One published version, without its content."""

    digest: str
    kind: str
    key: str
    number: int
    name: str
    published_at: datetime
    published_by: int | None
    note: str
    points_at: Mapping[str, str]

    @property
    def short(self) -> str:
        """The first digits of the digest, enough to tell versions apart by eye."""
        return self.digest[:SHORT_DIGEST]


class _Shelf:
    """Playbooks read by this process. Content never changes under its digest, so nothing here ever goes stale."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._playbooks: OrderedDict[Digests, Playbook] = OrderedDict()

    def take(self, digests: Digests) -> Playbook | None:
        with self._lock:
            if digests in self._playbooks:
                self._playbooks.move_to_end(digests)
            return self._playbooks.get(digests)

    def put(self, digests: Digests, playbook: Playbook) -> None:
        with self._lock:
            self._playbooks[digests] = playbook
            while len(self._playbooks) > _KEPT:
                self._playbooks.popitem(last=False)


_shelf = _Shelf()


def digest_columns() -> list[InstrumentedAttribute[Any]]:
    """Columns to add to a select that has Opening, for `digests_from`: what the opening rests on."""
    return [getattr(Opening, f"{kind}_digest") for kind in KINDS]


def own_digest_columns() -> list[Label[Any]]:
    """Columns to add to a select that has Application and Opening: what the application rests on."""
    names = (f"{kind}_digest" for kind in KINDS)
    return [func.coalesce(getattr(Application, name), getattr(Opening, name)).label(name) for name in names]


def digests_from(values: Mapping[Any, Any]) -> Digests:
    """The digests that a row with these columns tells of."""
    return Digests(**{kind: values[f"{kind}_digest"] for kind in KINDS})


def playbook_for(digests: Digests) -> Playbook:
    """The playbook of one set of versions: no statement when this process has read it before, else one.

    Raises:
        NotFound: if one of the versions was never published here.
    """
    known = _shelf.take(digests)
    if known is not None:
        return known
    wanted = {kind: getattr(digests, kind) for kind in KINDS if getattr(digests, kind) is not None}
    rows = db.session.execute(_BODIES, {"digests": sorted(wanted.values())}).all()
    if len(rows) < len(wanted):
        raise NotFound("A version that this page rests on was never published here. Ask an admin to publish it again.")
    playbook = _assemble({row.kind: from_json(row.kind, row.body) for row in rows})
    _shelf.put(digests, playbook)
    return playbook


def playbook_of(opening_id: int) -> Playbook:
    """The playbook of one opening, for callers that have not read its digests: one statement, or two when cold.

    Raises:
        NotFound: if there is no such opening.
    """
    row = db.session.execute(select(*digest_columns()).where(Opening.id == opening_id)).first()
    if row is None:
        raise NotFound
    return playbook_for(digests_from(row._mapping))


def published(kind: str) -> tuple[PublishedVersion, ...]:
    """All published versions of one kind, newest first."""
    return versions_where(ContentVersion.kind == kind)


def pinned(digests: Digests) -> tuple[PublishedVersion, ...]:
    """The versions that these digests name, by kind."""
    return versions_where(ContentVersion.digest.in_([getattr(digests, kind) for kind in KINDS]))


def pinned_and_newer(digests: Digests, *, kind: str) -> tuple[tuple[PublishedVersion, ...], PublishedVersion | None]:
    """The versions that these digests name, and the newest of one kind where they name an older one: one statement."""
    named = {getattr(digests, each) for each in KINDS}
    found = versions_where(or_(ContentVersion.digest.in_(named - {None}), ContentVersion.kind == kind))
    newest = next((version for version in found if version.kind == kind), None)
    held = tuple(version for version in found if version.digest in named)
    return held, None if newest in held else newest


def versions_where(*conditions: ColumnElement[bool]) -> tuple[PublishedVersion, ...]:
    """Published versions that meet the conditions: by kind, newest first."""
    rows = db.session.execute(VERSIONS.where(*conditions))
    return tuple(PublishedVersion(**row._mapping) for row in rows)


def _assemble(parts: Mapping[str, Shape]) -> Playbook:
    ladder, family, competencies = parts.get("ladder"), parts.get("family"), parts.get("competencies")
    scale, crosswalk, model = parts.get("scale"), parts.get("crosswalk"), parts.get("model")
    if not (
        isinstance(ladder, Ladder)
        and isinstance(family, JobFamily)
        and isinstance(competencies, CompetencySet)
        and isinstance(scale, Scale)
        and isinstance(crosswalk, Crosswalk | None)
        and isinstance(model, LevelModel | None)
    ):
        raise NotFound("These versions do not make a whole ladder. Ask an admin to publish it again.")
    return Playbook(ladder, family, competencies, scale, crosswalk, model)
