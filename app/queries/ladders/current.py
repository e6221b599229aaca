"""What new openings take: the newest versions of a family, and of everything that it is read together with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from sqlalchemy import exists

from app.models.ladders import ContentRetirement, ContentVersion
from app.queries.ladders.versions import Digests, PublishedVersion, versions_where

FAMILY, LADDER, CROSSWALK, SCALE = "family", "ladder", "crosswalk", "scale"
_NEEDED = (LADDER, "competencies", SCALE)
_IS_IN_USE = ~exists().where(ContentRetirement.kind == ContentVersion.kind, ContentRetirement.key == ContentVersion.key)


@dataclass(frozen=True, slots=True)
class CurrentFamily:
    """A family that openings can be opened for, and the versions that they take."""

    key: str
    name: str
    digests: Digests


def current_families() -> tuple[CurrentFamily, ...]:
    """Every family with a ladder beside it, the one published first coming first: one statement."""
    return _families(newest_versions())


def latest(family: str | None = None) -> Digests | None:
    """What an opening of this family takes now; without a key, of the family that was published first.

    None until a family and all that it needs are published, and for a family that is not in use.
    """
    found = current_families()
    wanted = (each for each in found if family in (None, each.key))
    return next((each.digests for each in wanted), None)


def newest_versions() -> tuple[PublishedVersion, ...]:
    """The newest version of each piece of content in use: by kind, the one published first coming first."""
    newest: dict[tuple[str, str], PublishedVersion] = {}
    began: dict[tuple[str, str], datetime] = {}
    # By number and not by time: a clock that was set back makes no earlier version the newest.
    for version in sorted(versions_where(_IS_IN_USE), key=attrgetter("number")):
        newest[version.kind, version.key] = version
        began.setdefault((version.kind, version.key), version.published_at)
    by_age = sorted(newest, key=lambda name: (name[0], began[name], name[1]))
    return tuple(newest[name] for name in by_age)


def _families(newest: Iterable[PublishedVersion]) -> tuple[CurrentFamily, ...]:
    by_kind: dict[str, list[PublishedVersion]] = {}
    for version in newest:
        by_kind.setdefault(version.kind, []).append(version)
    if any(kind not in by_kind for kind in _NEEDED):
        return ()
    return tuple(
        CurrentFamily(family.key, family.name, _digests(family, by_kind)) for family in by_kind.get(FAMILY, ())
    )


def _digests(family: PublishedVersion, by_kind: Mapping[str, list[PublishedVersion]]) -> Digests:
    """The ladder is the one that the family's crosswalk names, else the first; the scale the one the ladder names."""
    crosswalk = next((each for each in by_kind.get(CROSSWALK, ()) if each.points_at.get(FAMILY) == family.key), None)
    ladder = _named(by_kind[LADDER], crosswalk.points_at.get(LADDER) if crosswalk else None)
    scale = _named(by_kind[SCALE], ladder.points_at.get(SCALE))
    models = by_kind.get("model")
    return Digests(
        ladder=ladder.digest,
        family=family.digest,
        competencies=by_kind["competencies"][0].digest,
        scale=scale.digest,
        crosswalk=crosswalk.digest if crosswalk else None,
        model=models[0].digest if models else None,
    )


def _named(versions: list[PublishedVersion], key: str | None) -> PublishedVersion:
    return next((version for version in versions if version.key == key), versions[0])
