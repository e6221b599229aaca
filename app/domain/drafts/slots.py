"""What of a draft can be edited: its parts, each with named slots, so that one form and one page serve every kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SlotKind = Literal["line", "text", "number", "code", "choice", "check"]
Values = Mapping[str, str]
# What a check box that is on sends.
ON = "y"


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that can be edited. `choices` are values with what they are called; `hint` says what is meant."""

    name: str
    label: str
    value: str
    kind: SlotKind = "line"
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Slots that belong together, such as an item and where it goes. `line` is the page's line; 0 where it has none."""

    slots: tuple[Slot, ...]
    line: int = 0
    says: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    title: str
    note: str
    rows: tuple[Row, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All slots of its rows."""
        return tuple(slot for row in self.rows for slot in row.slots)

    @property
    def is_choices(self) -> bool:
        """Whether all of it are short choices, which can stand beside each other."""
        return len(self.rows) > 1 and all(slot.kind == "choice" for slot in self.slots) and not self.rows[0].says


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a draft, edited on a page of its own; `note` says in a few words what is in it."""

    key: str
    name: str
    note: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is published already, by key: focus areas, rating scales, and what this draft can be a version of."""

    areas: Mapping[str, str]
    scales: Mapping[str, str]
    same_kind: Mapping[str, str]
    marks: Mapping[str, str] = field(default_factory=dict)
