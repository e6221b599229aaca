"""What decks get wrong about the catalogue and the scale: areas that are none, points that the scale does not have."""

from collections.abc import Iterator

from app.domain.competency import CompetencyFile
from app.domain.deck import DeckFile
from app.domain.misfits import Place
from app.domain.scale import Scale
from app.gateways.ladder_checks import Held, Shelf, unknown
from app.gateways.ladder_findings import Finding


def findings_of_decks(shelf: Shelf) -> Iterator[Finding]:
    """A deck asks about areas of the catalogue, in points of the scale that their anchors are worded for."""
    competencies = {item.key: item for item in shelf.shapes("competency", CompetencyFile)}
    scales = {scale.key: scale for scale in shelf.shapes("scale", Scale)}
    told = {ladder.scale for ladder in shelf.ladders()}  # what anchors of a ladder's scale lack is told at the anchors
    for held, deck in shelf.items("deck", DeckFile):
        if "competency" not in shelf.broken:
            yield from unknown(held, _areas(deck), list(competencies), "competency of the catalogue")
        if "scale" not in shelf.broken:
            yield from unknown(held, [(("scale",), deck.scale)], list(scales), "scale")
        if deck.scale in scales:
            yield from _points(held, deck, scales[deck.scale])
            if deck.scale not in told:
                yield from _anchors(held, deck, scales[deck.scale], competencies)


def _areas(deck: DeckFile) -> list[tuple[Place, str]]:
    return [(("snippets", index, "area"), snippet.area) for index, snippet in enumerate(deck.snippets)]


def _points(held: Held, deck: DeckFile, scale: Scale) -> Iterator[Finding]:
    given: list[tuple[Place, str]] = [
        (("snippets", index, "point"), str(snippet.point)) for index, snippet in enumerate(deck.snippets)
    ]
    yield from unknown(held, given, [str(point.value) for point in scale.points], f"point of the scale {scale.key}")


def _anchors(held: Held, deck: DeckFile, scale: Scale, competencies: dict[str, CompetencyFile]) -> Iterator[Finding]:
    points = [point.value for point in scale.points]
    for place, key in _areas(deck):
        if key in competencies and [anchor.point for anchor in competencies[key].anchors] != points:
            yield held.finding(place, f"{key!r} has no anchor for each point of the scale {scale.key}")
