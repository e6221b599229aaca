"""What a reviewer is told of a draft: what it lacks, and what two people wrote into the same part."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.drafts.editing import EDITABLE
from app.domain.drafts.family_parts import WHERE
from app.domain.drafts.flags import OVERVIEW
from app.domain.drafts.slots import ON, Group, Slot
from app.domain.importing.finishing import gaps_in


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a draft lacks, and the part where it is mended."""

    says: str
    part: str


@dataclass(frozen=True, slots=True)
class TypedOver:
    """One slot into which two people wrote different things: what is saved, and what was typed."""

    label: str
    before: str
    after: str


def lacking(kind: str, content: Mapping[str, Any], areas: Collection[str]) -> tuple[Missing, ...]:
    """What a draft lacks before it can be published; none when it is whole.

    Args:
        kind: a key of KINDS.
        content: the draft's content.
        areas: keys of the focus areas in the catalogue.
    """
    if kind not in EDITABLE:
        return ()
    return tuple(Missing(gap.says, _part_of(gap.says, kind, content)) for gap in gaps_in(kind, content, areas=areas))


def typed_over(groups: Sequence[Group], slots: Sequence[Slot], values: Mapping[str, str]) -> tuple[TypedOver, ...]:
    """Where what was typed differs from what is saved; everything that was typed, when the part is gone."""
    saved = {slot.name: slot for group in groups for slot in group.slots}
    return tuple(
        TypedOver(slot.label, _shown(saved.get(slot.name)), _said(slot, values[slot.name]))
        for slot in slots
        if values[slot.name] != (saved[slot.name].value if slot.name in saved else "")
    )


def _shown(slot: Slot | None) -> str:
    return _said(slot, slot.value) if slot else ""


def _said(slot: Slot, value: str) -> str:
    if slot.kind == "check":
        return "Yes" if value == ON else "No"
    return slot.choices.get(value, value)


def _part_of(line: str, kind: str, content: Mapping[str, Any]) -> str:
    """The part that a sentence is about, by the name that it has in it."""
    if kind == "ladder":
        return "rules" if "areas have to reach" in line else OVERVIEW
    for word, where in WHERE.items():
        for holder in sorted(content.get(where) or (), key=lambda each: -len(str(each.get("name")))):
            if holder.get("name") and str(holder["name"]) in line:
                return f"{word}-{holder['key']}"
    return OVERVIEW
