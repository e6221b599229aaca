"""What phrases of letters get wrong about the catalogue and the ladders: areas and scope signals that are none."""

from collections.abc import Iterator

from app.domain.competency import CompetencyFile
from app.domain.growth_letter import PhraseFile
from app.domain.misfits import Place
from app.gateways.ladder_checks import Shelf, unknown
from app.gateways.ladder_findings import Finding


def findings_of_phrases(shelf: Shelf) -> Iterator[Finding]:
    """Phrases speak of areas of the catalogue and of scope signals of some ladder."""
    areas = [item.key for item in shelf.shapes("competency", CompetencyFile)]
    signals = sorted({signal.key for ladder in shelf.ladders() for signal in ladder.signals})
    for held, file in shelf.items("phrases", PhraseFile):
        if "competency" not in shelf.broken:
            said: list[tuple[Place, str]] = [(("areas", at, "area"), item.area) for at, item in enumerate(file.areas)]
            yield from unknown(held, said, areas, "competency of the catalogue")
        if "ladder" not in shelf.broken:
            asked: list[tuple[Place, str]] = [
                (("signals", at, "signal"), item.signal) for at, item in enumerate(file.signals)
            ]
            yield from unknown(held, asked, signals, "scope signal of a ladder")
