"""Further published versions, and applications in every state that one can be in while they are published."""

from dataclasses import replace
from datetime import timedelta

from app.domain.playbook import Playbook
from app.domain.versions import canonical_json, digest, points_at
from app.models.ladders import ContentVersion
from tests import factories
from tests.domain.shipped import changed
from tests.factories.accounts import START
from tests.factories.ladders import shipped_playbook

PARTS = ("ladder", "family", "competencies", "scale", "crosswalk", "model")


def publish_further(playbook: Playbook, *, number: int = 2) -> dict[str, str]:
    """Store what of a playbook is not stored yet as a later version; returns kind to digest."""
    found = {}
    with factories.writing() as session:
        for kind in PARTS:
            part = getattr(playbook, kind)
            found[kind] = digest(part)
            if session.get(ContentVersion, found[kind]) is None:
                row = ContentVersion(digest=found[kind], kind=kind, key=part.key, number=number, name=part.key)
                row.body, row.points_at = canonical_json(part), points_at(part)
                row.published_at = START + timedelta(days=number)
                session.add(row)
    return found


def renamed() -> Playbook:
    """The shipped playbook with a level, a title and a stage under other names, and a shorter panel."""
    book = shipped_playbook()
    ladder = changed(book.ladder, ("levels", 2, "name"), "Seller Three")
    family = changed(book.family, ("titles", 0, "name"), "Seller of Strategy")
    family = changed(family, ("stages", 0, "name"), "First talk")
    return replace(book, ladder=ladder, family=changed(family, ("stages", 2, "minutes"), 35))


def without_stage(key: str) -> Playbook:
    """The shipped playbook without one stage."""
    book = shipped_playbook()
    left = [stage.model_dump() for stage in book.family.stages if stage.key != key]
    return replace(book, family=changed(book.family, ("stages",), left))
