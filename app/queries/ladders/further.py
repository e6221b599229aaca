"""Stages beyond those of an opening: of applications in it that rest on another version of its family."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import aliased

from app.domain.family import Stage
from app.domain.pipeline import State
from app.domain.plan import merged_stages
from app.models.applications import Application
from app.models.openings import Opening
from app.queries.ladders.versions import Digests, playbook_for

# Beside Opening: applications in process with a family of their own. Most openings have none.
Moved = aliased(Application)
FURTHER_FAMILY = Moved.family_digest.label("further_family")


def is_moved() -> ColumnElement[bool]:
    """Condition of the outer join of Moved with Opening."""
    in_process = Moved.state.in_((State.ACTIVE.value, State.ON_HOLD.value))
    return and_(Moved.opening_id == Opening.id, Moved.family_digest.is_not(None), in_process)


def stages_with(digests: Digests, further: Iterable[str | None]) -> tuple[Stage, ...]:
    """The stages of an opening, and those that only the further families have, in their places.

    Args:
        digests: what the opening rests on.
        further: the families of its applications, as FURTHER_FAMILY has them.
    """
    families = sorted({family for family in further if family is not None})
    others = [playbook_for(replace(digests, family=family)).family.stages for family in families]
    return merged_stages(playbook_for(digests).family.stages, *others)
