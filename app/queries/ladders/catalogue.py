"""The competency catalogue as its editors see it: the newest version by area, one area, who published what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from app.database import db
from app.domain.catalogue import edit_of
from app.domain.catalogue_checks import AreaEdit
from app.domain.competency import GROUP_NAMES, Competency
from app.domain.errors import BadData, NotFound, NotReady
from app.domain.playbook import Playbook
from app.models.accounts import Account
from app.models.audit import AuditEntry
from app.models.openings import Opening
from app.queries.ladders.current import latest
from app.queries.ladders.versions import Digests, playbook_for, published

KIND = "competencies"
PUBLISHED = "content.published"
HISTORY = 50
_ACTS = (
    select(AuditEntry.data, Account.name)
    .outerjoin(Account, Account.id == AuditEntry.actor_id)
    .where(AuditEntry.object_kind == "content_version", AuditEntry.action == PUBLISHED)
    .order_by(AuditEntry.id)
)
_HELD = (
    select(Opening.competencies_digest, func.count().label("number"))
    .where(Opening.state == "open")
    .group_by(Opening.competencies_digest)
    .order_by(Opening.competencies_digest)
)


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """One version of the catalogue. `by` is empty for what came with the product; `area` is the key of what changed."""

    digest: str
    number: int
    published_at: datetime
    by: str
    area: str
    note: str
    openings: int


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area in the catalogue; `changed` is the newest version that an edit of it made, if any."""

    key: str
    name: str
    group: str
    questions: int
    stages: tuple[str, ...]
    changed: CatalogueVersion | None


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """The newest version by area, in the catalogue's order, and the versions, newest first."""

    areas: tuple[AreaRow, ...]
    history: tuple[CatalogueVersion, ...]

    @property
    def newest(self) -> CatalogueVersion:
        """The version that new openings take."""
        return self.history[0]

    @property
    def questions(self) -> int:
        """How many there are in all."""
        return sum(area.questions for area in self.areas)

    def name_of(self, area: str) -> str:
        """The name of an area that a version changed; its key, when the newest version has it no more."""
        return next((row.name for row in self.areas if row.key == area), area)


@dataclass(frozen=True, slots=True)
class AreaPage:
    """One area as it is now, and the ground that an edit was made from: the same, unless somebody was faster."""

    newest: CatalogueVersion
    playbook: Playbook
    base: Playbook
    area: str
    stages: tuple[str, ...]

    @property
    def now(self) -> Competency:
        """The area in the newest version."""
        return self.playbook.competencies.competency(self.area)

    @property
    def group(self) -> str:
        """The name of the area's group."""
        return GROUP_NAMES[self.now.group]

    @property
    def edit(self) -> AreaEdit:
        """The area as the newest version has it: the edit that changes nothing."""
        return edit_of(self.now)

    @property
    def seen(self) -> AreaEdit:
        """The area in the version that an edit was made from."""
        return edit_of(self.base.competencies.competency(self.area))

    @property
    def is_overtaken(self) -> bool:
        """Whether there is a newer version than the one that the edit was made from."""
        return self.base.competencies != self.playbook.competencies


def catalogue_page() -> CataloguePage:
    """The catalogue: four statements, one more with a cold playbook.

    Raises:
        NotReady: while no ladder is published.
    """
    playbook = playbook_for(_latest())
    history = _history()
    rows = (_row(playbook, item, history) for item in playbook.competencies.competencies)
    return CataloguePage(tuple(rows), history)


def area_page(area: str, *, seen: str | None = None) -> AreaPage:
    """One area: four statements, one more for each playbook that is cold.

    Args:
        area: its key.
        seen: digest of the version that an edit was made from; None where nothing was edited yet.

    Raises:
        NotFound: if the newest version or the one that was seen has no such area.
        BadData: if the version that was seen was never published.
        NotReady: while no ladder is published.
    """
    digests = _latest()
    playbook = playbook_for(digests)
    base = playbook if seen is None else _ground(replace(digests, competencies=seen))
    if any(area not in {item.key for item in one.competencies.competencies} for one in (playbook, base)):
        raise NotFound
    return AreaPage(_history()[0], playbook, base, area, _stages(playbook, area))


def author_of(digest: str) -> str:
    """Who published a version; empty for what came with the product."""
    return next((row.name or "" for row in db.session.execute(_ACTS) if row.data.get("digest") == digest), "")


def _latest() -> Digests:
    digests = latest()
    if digests is None:
        raise NotReady("There is no ladder yet. Ask an admin to load one; its questions and anchors stand here then.")
    return digests


def _ground(digests: Digests) -> Playbook:
    try:
        return playbook_for(digests)
    except NotFound as error:
        met = "This form was made from a version that was never published here, so nothing of it is."
        raise BadData(f"{met} Open the page again and make your changes there.") from error


def _stages(playbook: Playbook, area: str) -> tuple[str, ...]:
    return tuple(stage.name for stage in playbook.family.stages if area in stage.focus_areas)


def _row(playbook: Playbook, item: Competency, history: tuple[CatalogueVersion, ...]) -> AreaRow:
    changed = next((version for version in history if version.area == item.key), None)
    group, stages = GROUP_NAMES[item.group], _stages(playbook, item.key)
    return AreaRow(item.key, item.name, group, len(item.questions), stages, changed)


def _history() -> tuple[CatalogueVersion, ...]:
    acts = {row.data.get("digest", ""): (row.name or "", row.data) for row in db.session.execute(_ACTS)}
    held = {row.competencies_digest: row.number for row in db.session.execute(_HELD)}
    nobody: tuple[str, Mapping[str, str]] = ("", {})
    found = []
    for version in published(KIND)[:HISTORY]:
        by, data = acts.get(version.digest, nobody)
        told = (by, data.get("area", ""), data.get("note", ""))
        openings = held.get(version.digest, 0)
        found.append(CatalogueVersion(version.digest, version.number, version.published_at, *told, openings))
    return tuple(found)
