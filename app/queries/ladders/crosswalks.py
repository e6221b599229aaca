"""The history of a crosswalk: each version with who published it, when, why, and what it changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.content_diff import Change, content_changes
from app.domain.errors import NotFound
from app.domain.policy import Viewer
from app.domain.versions import from_json
from app.models.ladders import ContentVersion
from app.queries.ladders.contents import VersionRow, content
from app.queries.ladders.current import CROSSWALK

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CrosswalkVersion:
    """One version, and what it changed against the one before; nothing for the first."""

    row: VersionRow
    changes: tuple[Change, ...]


def crosswalk_history(viewer: Viewer, key: str, *, names: Mapping[str, str]) -> tuple[CrosswalkVersion, ...]:
    """The latest versions of a crosswalk, newest first: four statements. Empty where none was ever published.

    Args:
        viewer: who asks.
        key: of the crosswalk.
        names: names of titles and levels, for what changed in words.

    Raises:
        NotAllowed: for somebody who edits no content.
    """
    try:
        rows = content(viewer, CROSSWALK, key).versions
    except NotFound:
        return ()
    bodies = select(ContentVersion.digest, ContentVersion.body).order_by(ContentVersion.digest)
    wanted = bodies.where(ContentVersion.digest.in_([row.digest for row in rows[: _SHOWN + 1]]))
    shapes = {each.digest: from_json(CROSSWALK, each.body) for each in db.session.execute(wanted)}
    befores = [shapes.get(row.digest) for row in rows[1:]] + [None]
    return tuple(
        CrosswalkVersion(row, content_changes(before, shapes[row.digest], names=names) if before else ())
        for row, before in zip(rows[:_SHOWN], befores, strict=False)
    )
