"""What a role asks and what it does: requirements, gates, responsibilities, and the figures that count as evidence."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from app.domain.context import Currency
from app.domain.shapes import Key, Shape, Text

RequirementKind = Literal["skill", "value", "tool", "travel", "residence", "language", "clearance"]
Asked = Literal["amount", "currency", "year", "count"]
GATE_KINDS = frozenset({"residence", "language", "clearance"})


class Figure(Shape):
    """A number that an item states, such as accounts above 1,000,000 USD a year."""

    of: Text
    comparator: Literal["above", "at_least"]
    amount: int
    currency: Currency


class Responsibility(Shape):
    """Something the role does. `areas` are the focus areas that look at it, `asks` the figures that show it."""

    key: Key
    text: Text
    areas: tuple[Key, ...] = ()
    asks: tuple[Asked, ...] = ()
    figure: Figure | None = None
    at: Text


class Requirement(Shape):
    """Something the role asks for. `asks` names the figures that count as evidence for it, if any."""

    key: Key
    text: Text
    strength: Literal["must", "preferred"]
    kinds: Annotated[tuple[RequirementKind, ...], Field(min_length=1)]
    asks: tuple[Asked, ...] = ()
    at: Text

    @property
    def is_gate(self) -> bool:
        """Gates are met, not met or to verify; they are never averaged with ratings."""
        return bool(GATE_KINDS & set(self.kinds))


@dataclass(frozen=True, slots=True)
class EffectiveRequirement:
    """A requirement that holds, and the name of the title, specialty or location it comes from."""

    requirement: Requirement
    origin: str


@dataclass(frozen=True, slots=True)
class EffectiveResponsibility:
    """A responsibility that holds, and the name of the title it comes from."""

    responsibility: Responsibility
    origin: str
