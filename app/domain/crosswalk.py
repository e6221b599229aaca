"""The crosswalk: which title of a track lies nearest to a level. House judgement, and always marked so."""

from typing import Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from app.domain.shapes import Basis, Key, LevelCode, Shape, Text


class Mapping(Shape):
    """One title and the level it lies nearest to.

    `basis` and `note` are its own; without a basis the crosswalk's holds.
    """

    title: Key
    level: LevelCode
    basis: Basis | None = None
    note: Text | None = None

    @model_serializer(mode="wrap")
    def _without_what_was_added_later(self, dump: SerializerFunctionWrapHandler) -> dict[str, object]:
        """A mapping without these is spelled as before there were any, so that its digest stays the same."""
        content: dict[str, object] = dump(self)
        return {name: value for name, value in content.items() if value is not None}


class Crosswalk(Shape):
    """Titles of a family against levels of a ladder. `enabled: false` turns it off."""

    kind: Literal["crosswalk"] = "crosswalk"
    key: Key
    ladder: Key
    family: Key
    basis: Basis
    enabled: bool
    note: Text
    titles: tuple[Mapping, ...]

    def title_at(self, level: str, track_titles: tuple[str, ...]) -> str | None:
        """Key of the title of one track that is mapped to exactly this level, or None."""
        if not self.enabled:
            return None
        for mapping in self.titles:
            if mapping.level == level and mapping.title in track_titles:
                return mapping.title
        return None
