"""Publishing content: ladders, families, competencies and all that belongs to them, as immutable versions."""

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

__all__ = [
    "SHIPPED",
    "Edited",
    "publish",
    "publish_competencies",
    "publish_decks",
    "publish_library",
    "publish_shipped",
    "publish_shipped_decks",
    "shipped",
    "shipped_library",
]
