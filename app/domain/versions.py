"""Pinned versions: the canonical JSON of a content object, its digest, and the way back to the typed object."""

import hashlib
import json

from app.domain.competency import CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.deck import Deck
from app.domain.errors import BadData
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.scale import Scale
from app.domain.shapes import Shape

KINDS: dict[str, type[Shape]] = {
    "ladder": Ladder,
    "family": JobFamily,
    "competencies": CompetencySet,
    "scale": Scale,
    "crosswalk": Crosswalk,
    "model": LevelModel,
    "deck": Deck,
}


def canonical_json(shape: Shape) -> str:
    """One spelling per content: keys sorted, defaults written out, no spaces, characters as they are.

    The order of lists is content and is kept; the order of a mapping's keys is not.
    """
    content = shape.model_dump(mode="json")
    return json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def digest(shape: Shape) -> str:
    """SHA-256 of the canonical JSON in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(shape).encode()).hexdigest()


def points_at(shape: Shape) -> dict[str, str]:
    """Keys of the other content that it names, by their kind."""
    if isinstance(shape, Crosswalk):
        return {"ladder": shape.ladder, "family": shape.family}
    return {"scale": shape.scale} if isinstance(shape, Ladder) else {}


def from_json(kind: str, text: str) -> Shape:
    """The typed object that `canonical_json` wrote.

    Args:
        kind: a key of KINDS.
        text: canonical JSON of that kind.

    Raises:
        BadData: for an unknown kind, or for text that is no content of this kind.
    """
    if kind not in KINDS:
        raise BadData(f"{kind!r} is no kind of content. The kinds are: {', '.join(KINDS)}.")
    try:
        return KINDS[kind].model_validate_json(text)
    except ValueError as error:
        raise BadData(f"This is not the content of a {kind}. Load the shipped ladder again.") from error
