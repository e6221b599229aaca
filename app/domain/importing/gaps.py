"""What a draft still lacks before it can be published: where, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.shapes import Shape


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing. `place` is the way to it in the draft, such as ("stages", 0, "minutes")."""

    place: tuple[str | int, ...]
    says: str


def fitting(content: Mapping[str, Any], shape: type[Shape]) -> dict[str, Any]:
    """What of a draft's mapping has a field in the shape. Values that a page leaves open are left to its defaults."""
    return {name: content[name] for name in shape.model_fields if content.get(name) is not None}


def listed(content: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The mappings of a list in a draft; none where the draft has no such list."""
    found = content.get(name) or []
    return [dict(item) for item in found if isinstance(item, Mapping)] if isinstance(found, Iterable) else []
