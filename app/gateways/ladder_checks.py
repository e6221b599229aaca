"""What files of ladder data get wrong about each other: keys that name nothing, doubles, pairs that are no neighbours.

A reference to a kind of which some file could not be read is passed over, since the key may stand in that file.
"""

import re
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from app.domain.competency import CompetencyFile, QuestionFile
from app.domain.crosswalk import Crosswalk
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.misfits import Place
from app.domain.scale import Scale
from app.domain.shapes import Shape
from app.gateways.ladder_findings import START, Finding, listing, nearest
from app.gateways.ladder_yaml import Document

S = TypeVar("S", bound=Shape)
NEEDED = ("scale", "ladder", "family", "competency")


@dataclass(frozen=True, slots=True)
class Held:
    """A file that was read: its positions and what it holds."""

    document: Document
    shape: Shape

    def finding(self, place: Place, met: str, *, value: str = "", allowed: Sequence[str] = ()) -> Finding:
        """Something wrong at a place of this file."""
        mark = self.document.mark(place)
        return Finding(self.document.path, mark, met, listing(allowed), nearest(value, allowed))


@dataclass
class Shelf:
    """All files of a directory by kind; those that could not be read are remembered as missing."""

    path: Path
    held: dict[str, list[Held]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def put(self, kind: str, document: Document, shape: Shape | None) -> None:
        """Add a file, or remember that one of this kind could not be read."""
        if shape is None:
            self.broken.add(kind)
        else:
            self.held.setdefault(kind, []).append(Held(document, shape))

    def items(self, kind: str, shape: type[S]) -> list[tuple[Held, S]]:
        """Files of a kind with what they hold, in the order of their names."""
        return [(held, held.shape) for held in self.held.get(kind, []) if isinstance(held.shape, shape)]

    def shapes(self, kind: str, shape: type[S]) -> list[S]:
        """What the files of a kind hold."""
        return [item for _, item in self.items(kind, shape)]

    def ladders(self) -> list[Ladder]:
        """The ladders."""
        return self.shapes("ladder", Ladder)


def findings_across(shelf: Shelf) -> Iterator[Finding]:
    """Everything that no file shows by itself."""
    for kind in NEEDED:
        if kind not in shelf.held and kind not in shelf.broken:
            yield Finding(shelf.path, START, f"no {kind} file", "at least one of each: " + listing(NEEDED))
    yield from _doubles(shelf)
    yield from _file_names(shelf)
    yield from _ladders(shelf)
    yield from _families(shelf)
    yield from _anchors(shelf)
    yield from _aliases(shelf)
    yield from _questions(shelf)
    yield from _crosswalks(shelf)


def _key_of(shape: Shape) -> tuple[str, str]:
    """The field that names a file's content, and its value."""
    if isinstance(shape, QuestionFile):
        return "competency", shape.competency
    return "key", str(getattr(shape, "key", ""))


def _doubles(shelf: Shelf) -> Iterator[Finding]:
    for kind, files in shelf.held.items():
        first: dict[str, Path] = {}
        for held in files:
            name, key = _key_of(held.shape)
            if key in first:
                yield held.finding(
                    (name,), f"a second {kind} file with the key {key!r}; the first is {first[key].name}"
                )
            first.setdefault(key, held.document.path)


def _file_names(shelf: Shelf) -> Iterator[Finding]:
    for files in shelf.held.values():
        for held in files:
            name, key = _key_of(held.shape)
            stem = held.document.path.stem
            if stem.replace("-", "_") != key:
                yield held.finding(
                    (name,), f"the key {key!r} in a file called {stem!r}", allowed=[stem.replace("-", "_")]
                )


def _ladders(shelf: Shelf) -> Iterator[Finding]:
    scales = {scale.key: scale for scale in shelf.shapes("scale", Scale)}
    for held, ladder in shelf.items("ladder", Ladder):
        yield from _neutral_statements(held, ladder)
        if "scale" in shelf.broken:
            continue
        promotion = ladder.promotion
        review = promotion.review_scale if promotion else ladder.scale
        named: list[tuple[Place, str]] = [(("scale",), ladder.scale), (("promotion", "review_scale"), review)]
        yield from unknown(held, named if promotion else named[:1], list(scales), "scale")
        if promotion and review in scales and promotion.review_mark not in scales[review].marks:
            yield _no_mark(held, ("promotion", "review_mark"), promotion.review_mark, scales[review])
        for place, bar in _bars(ladder):
            if ladder.scale in scales and bar not in scales[ladder.scale].marks:
                yield _no_mark(held, place, bar, scales[ladder.scale])


def _bars(ladder: Ladder) -> Iterator[tuple[Place, str]]:
    for number, rule in enumerate(ladder.rules):
        for index, clause in enumerate(rule.clauses):
            if clause.bar is not None:
                yield ("rules", number, "clauses", index, "bar"), clause.bar


def _no_mark(held: Held, place: Place, mark: str, scale: Scale) -> Finding:
    return held.finding(place, f"{mark!r} is no mark of the scale {scale.key}", value=mark, allowed=list(scale.marks))


def _neutral_statements(held: Held, ladder: Ladder) -> Iterator[Finding]:
    """An interviewer must not see from a statement which level it stands for."""
    names = [re.escape(word) for level in ladder.levels for word in (level.code, level.name)]
    telling = re.compile(rf"\b(?:{'|'.join(names)}|AE ?[0-9])(?!\w)", re.IGNORECASE)
    for number, signal in enumerate(ladder.signals):
        for index, statement in enumerate(signal.statements):
            found = telling.search(statement.text)
            if found:
                met = f"the statement's text says {found.group()!r}, which gives its level away"
                yield held.finding(("signals", number, "statements", index, "text"), met, allowed=["neutral words"])


def _families(shelf: Shelf) -> Iterator[Finding]:
    areas = [item.key for item in shelf.shapes("competency", CompetencyFile)]
    signals = [signal.key for ladder in shelf.ladders() for signal in ladder.signals]
    zones = zoneinfo.available_timezones()
    for held, family in shelf.items("family", JobFamily):
        if "competency" not in shelf.broken:
            yield from unknown(held, _areas_of(family), areas, "competency of the catalogue")
        if "ladder" not in shelf.broken:
            asked = _slots("signals", [stage.signals for stage in family.stages])
            yield from unknown(held, asked, signals, "scope signal of a ladder")
        for index, location in enumerate(family.locations):
            if location.zone not in zones:
                near = nearest(location.zone, sorted(zones))
                mark = held.document.mark(("locations", index, "zone"))
                met = f"{location.zone!r} is no time zone"
                yield Finding(held.document.path, mark, met, "a zone of the IANA list such as Asia/Tokyo", near)


def _areas_of(family: JobFamily) -> Iterator[tuple[Place, str]]:
    yield from _slots("focus_areas", [stage.focus_areas for stage in family.stages])
    for number, title in enumerate(family.titles):
        for index, item in enumerate(title.responsibilities):
            for position, area in enumerate(item.areas):
                yield ("titles", number, "responsibilities", index, "areas", position), area


def _slots(name: str, stages: Iterable[Sequence[str]]) -> Iterator[tuple[Place, str]]:
    for number, keys in enumerate(stages):
        for index, key in enumerate(keys):
            yield ("stages", number, name, index), key


def unknown(held: Held, named: Iterable[tuple[Place, str]], known: Sequence[str], what: str) -> Iterator[Finding]:
    """A finding for every key that names nothing."""
    for place, key in named:
        if key not in known:
            yield held.finding(place, f"{key!r} is no {what}", value=key, allowed=known)


def _anchors(shelf: Shelf) -> Iterator[Finding]:
    if {"scale", "ladder"} & shelf.broken:
        return
    used = {ladder.scale for ladder in shelf.ladders()}
    for scale in shelf.shapes("scale", Scale):
        points = [point.value for point in scale.points]
        for held, competency in shelf.items("competency", CompetencyFile) if scale.key in used else []:
            stated = [anchor.point for anchor in competency.anchors]
            if stated != points:
                met = f"anchors for the points {', '.join(map(str, stated)) or 'of no scale'}"
                yield held.finding(
                    ("anchors",), met, allowed=[f"one for each of {', '.join(map(str, points))}, best first"]
                )


def _aliases(shelf: Shelf) -> Iterator[Finding]:
    """A name must lead to one competency, whatever page it is met on."""
    owners: dict[str, str] = {}
    files = shelf.items("competency", CompetencyFile)
    for held, competency in files:
        owner = owners.setdefault(competency.name.casefold(), competency.key)
        if owner != competency.key:
            yield held.finding(("name",), f"the name {competency.name!r} belongs to {owner}")
    for held, competency in files:
        for index, alias in enumerate(competency.aliases):
            owner = owners.setdefault(alias.casefold(), competency.key)
            if owner != competency.key:
                yield held.finding(("aliases", index), f"the alias {alias!r} belongs to {owner}")


def _questions(shelf: Shelf) -> Iterator[Finding]:
    competencies = shelf.items("competency", CompetencyFile)
    keys = [item.key for _, item in competencies]
    files = shelf.items("questions", QuestionFile)
    asked = {item.competency for _, item in files}
    pairs = _neighbours(shelf.ladders())
    first: dict[str, str] = {}
    for held, item in files:
        if "competency" not in shelf.broken:
            yield from unknown(held, [(("competency",), item.competency)], keys, "competency of the catalogue")
        for index, question in enumerate(item.questions):
            place: Place = ("questions", index)
            owner = first.setdefault(question.key, f"{item.competency} {index}")
            if owner != f"{item.competency} {index}":
                yield held.finding((*place, "key"), f"a second question has the key {question.key!r}")
            if question.boundary and "ladder" not in shelf.broken and question.boundary not in pairs:
                met = f"{question.boundary!r} is no pair of neighbouring levels in use"
                yield held.finding((*place, "boundary"), met, value=question.boundary, allowed=pairs)
    if "questions" not in shelf.broken:
        for held, competency in competencies:
            if competency.key not in asked:
                yield held.finding(("key",), f"{competency.key!r} has no questions", allowed=["a file in questions"])


def _neighbours(ladders: Iterable[Ladder]) -> list[str]:
    found: dict[str, None] = {}
    for ladder in ladders:
        codes = [level.code for level in ladder.levels_in_use()]
        found |= {f"{low}|{high}": None for low, high in pairwise(codes)}
    return list(found)


def _crosswalks(shelf: Shelf) -> Iterator[Finding]:
    ladders = {ladder.key: ladder for ladder in shelf.ladders()}
    families = {family.key: family for family in shelf.shapes("family", JobFamily)}
    for held, crosswalk in shelf.items("crosswalk", Crosswalk):
        if "ladder" not in shelf.broken:
            yield from unknown(held, [(("ladder",), crosswalk.ladder)], list(ladders), "ladder")
            if crosswalk.ladder in ladders:
                codes = [level.code for level in ladders[crosswalk.ladder].levels_in_use()]
                levels = [(("titles", i, "level"), item.level) for i, item in enumerate(crosswalk.titles)]
                yield from unknown(held, levels, codes, "level in use")
        if "family" not in shelf.broken:
            yield from unknown(held, [(("family",), crosswalk.family)], list(families), "job family")
            if crosswalk.family in families:
                yield from _mapped_titles(held, crosswalk, families[crosswalk.family])


def _mapped_titles(held: Held, crosswalk: Crosswalk, family: JobFamily) -> Iterator[Finding]:
    tracks = {title.key: title.track for title in family.titles}
    mapped: dict[str, str] = {}
    taken: dict[tuple[str, str], str] = {}
    for index, item in enumerate(crosswalk.titles):
        place: Place = ("titles", index, "title")
        if item.title not in tracks:
            yield held.finding(
                place, f"{item.title!r} is no title of the family", value=item.title, allowed=list(tracks)
            )
            continue
        if item.title in mapped:
            yield held.finding(place, f"the title {item.title!r} is mapped already, to {mapped[item.title]}")
        mapped.setdefault(item.title, item.level)
        other = taken.setdefault((tracks[item.title], item.level), item.title)
        if other != item.title:
            yield held.finding(place, f"{item.level} is mapped already on this track, to the title {other!r}")
