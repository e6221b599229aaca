"""From a draft's content to the typed shape that can be published, or what it still lacks."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from app.domain.errors import BadData
from app.domain.importing.finishing import finished_family, finished_ladder
from app.domain.shapes import Shape
from app.domain.versions import KINDS


def finished(kind: str, content: Mapping[str, Any]) -> Shape:
    """The shape that a draft's content makes.

    Args:
        kind: a key of KINDS.
        content: the draft's content, whole or not. A family or a ladder may be one as an importer makes it.

    Raises:
        BadData: for an unknown kind; for content that is not whole, with a sentence for each thing that it lacks.
    """
    if kind not in KINDS:
        raise BadData(f"{kind!r} is no kind of content. The kinds are: {', '.join(KINDS)}.")
    try:
        return KINDS[kind].model_validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        if kind == "family":
            return finished_family(content)
        if kind == "ladder":
            return finished_ladder(content)
        raise BadData(f"This is no whole {kind}: {error.errors()[0]['msg']}. Begin the draft again.") from error
