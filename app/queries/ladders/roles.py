"""Job families and ladders as all staff read them: the newest versions in use, without anything of a candidate."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotFound
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.playbook import Playbook
from app.domain.versions import from_json
from app.models.ladders import ContentVersion
from app.queries.ladders.current import FAMILY, LADDER, current_families, newest_versions
from app.queries.ladders.versions import PublishedVersion, playbook_for

_NO_LONGER = "Nothing in use is called so. It may have been taken out of use; what rests on it goes on as before."


@dataclass(frozen=True, slots=True)
class FamilyInUse:
    """A job family, its newest version, and whether there is a ladder to read it with."""

    version: PublishedVersion
    family: JobFamily
    has_ladder: bool


@dataclass(frozen=True, slots=True)
class LadderInUse:
    """A ladder and its newest version."""

    version: PublishedVersion
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class RolesPage:
    """Everything that can be opened for, the one published first coming first."""

    families: tuple[FamilyInUse, ...]
    ladders: tuple[LadderInUse, ...]


@dataclass(frozen=True, slots=True)
class LadderPage:
    """A ladder, its newest version, and the playbooks of the families that are read with it."""

    version: PublishedVersion
    ladder: Ladder
    playbooks: tuple[Playbook, ...]


def roles_page() -> RolesPage:
    """All families and ladders in use: three statements."""
    newest = [version for version in newest_versions() if version.kind in (FAMILY, LADDER)]
    parts = _contents(version.digest for version in newest)
    readable = {family.key for family in current_families()}
    families, ladders = [], []
    for version in newest:
        part = parts[version.digest]
        if isinstance(part, JobFamily):
            families.append(FamilyInUse(version, part, version.key in readable))
        elif isinstance(part, Ladder):
            ladders.append(LadderInUse(version, part))
    return RolesPage(tuple(families), tuple(ladders))


def family_page(family: str) -> Playbook:
    """The newest playbook of a family in use: one statement, one more when it is cold.

    Raises:
        NotFound: if no family in use has this key, or there is no ladder to read it with.
    """
    for each in current_families():
        if each.key == family:
            return playbook_for(each.digests)
    raise NotFound(_NO_LONGER)


def ladder_page(key: str) -> LadderPage:
    """The newest version of a ladder: three statements, one more for each playbook that is cold.

    Raises:
        NotFound: if no ladder in use has this key.
    """
    version = next((item for item in newest_versions() if (item.kind, item.key) == (LADDER, key)), None)
    part = _contents([version.digest])[version.digest] if version else None
    if version is None or not isinstance(part, Ladder):
        raise NotFound(_NO_LONGER)
    read_with = (each.digests for each in current_families() if each.digests.ladder == version.digest)
    return LadderPage(version, part, tuple(playbook_for(digests) for digests in read_with))


def _contents(digests: Iterable[str]) -> dict[str, object]:
    bodies = select(ContentVersion.digest, ContentVersion.kind, ContentVersion.body).order_by(ContentVersion.digest)
    rows = db.session.execute(bodies.where(ContentVersion.digest.in_(list(digests))))
    return {row.digest: from_json(row.kind, row.body) for row in rows}
