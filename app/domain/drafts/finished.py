"""From a draft's content to the typed shape that can be published, or what it still lacks."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from app.domain.errors import BadData
from app.domain.shapes import Shape
from app.domain.versions import KINDS

MOST_TOLD = 12


def finished(kind: str, content: Mapping[str, Any]) -> Shape:
    """The shape that a draft's content makes.

    Args:
        kind: a key of KINDS.
        content: the draft's content, whole or not.

    Raises:
        BadData: for an unknown kind; for content that is not whole, with a sentence for each thing that it lacks.
    """
    if kind not in KINDS:
        raise BadData(f"{kind!r} is no kind of content. The kinds are: {', '.join(KINDS)}.")
    try:
        return KINDS[kind].model_validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        raise BadData(_told(error)) from error


def _told(error: ValidationError) -> str:
    found = [f"{_place(item['loc'])}: {item['msg']}" for item in error.errors(include_url=False)]
    more = len(found) - MOST_TOLD
    rest = [f"and {more} more"] if more > 0 else []
    return "This draft is not whole yet. " + "; ".join([*found[:MOST_TOLD], *rest]) + "."


def _place(place: tuple[int | str, ...]) -> str:
    """A place in words that count from 1: ("titles", 0, "name") is "titles 1, name"."""
    words: list[str] = []
    for step in place:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step).replace("_", " "))
    return ", ".join(words) or "the whole"
