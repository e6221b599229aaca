"""Publishing content: ladders, families, competencies and all that belongs to them, as immutable versions."""

from app.services.ladders.drafting import discard, save, start_from_content, start_from_page, start_from_version
from app.services.ladders.publishing import (
    SHIPPED,
    Edited,
    publish,
    publish_competencies,
    publish_decks,
    publish_library,
    publish_shipped,
    publish_shipped_decks,
    shipped,
    shipped_library,
)
from app.services.ladders.publishing_drafts import Published, publish_draft, publish_part
from app.services.ladders.retiring import restore, retire

__all__ = [
    "SHIPPED",
    "Edited",
    "Published",
    "discard",
    "publish",
    "publish_competencies",
    "publish_decks",
    "publish_draft",
    "publish_library",
    "publish_part",
    "publish_shipped",
    "publish_shipped_decks",
    "restore",
    "retire",
    "save",
    "shipped",
    "shipped_library",
    "start_from_content",
    "start_from_page",
    "start_from_version",
]
