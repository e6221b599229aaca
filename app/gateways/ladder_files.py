"""Reads the ladder data, one YAML file or a directory of them, into typed content. Its README explains every key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.domain.competency import GROUP_NAMES, Competency, CompetencyFile, CompetencySet, QuestionFile
from app.domain.crosswalk import Crosswalk
from app.domain.deck import Deck, DeckFile, assembled
from app.domain.errors import BadData
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.scale import Scale
from app.domain.shapes import Shape
from app.gateways.deck_checks import findings_of_decks
from app.gateways.ladder_checks import Shelf, findings_across
from app.gateways.ladder_findings import START, Finding, LadderFileError, Mark, listing
from app.gateways.ladder_shapes import FILE_KINDS, FOLDERS, shape_of
from app.gateways.ladder_yaml import Document, parse
from app.gateways.phrase_checks import findings_of_phrases

LARGEST = 2_000_000
LEVEL_MODEL = "level"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that a directory of ladder data holds, by key."""

    scales: Mapping[str, Scale]
    ladders: Mapping[str, Ladder]
    families: Mapping[str, JobFamily]
    competencies: CompetencySet
    crosswalks: Mapping[str, Crosswalk]
    models: Mapping[str, LevelModel]
    decks: Mapping[str, Deck]

    def playbook(self, ladder: str | None = None, family: str | None = None) -> Playbook:
        """A ladder and a family read together; without keys, the first of each by key.

        Raises:
            BadData: for a key that the library does not have.
        """
        the_ladder = _one_of(self.ladders, ladder, "ladder")
        the_family = _one_of(self.families, family, "job family")
        pair = (the_ladder.key, the_family.key)
        crosswalk = next((item for item in self.crosswalks.values() if (item.ladder, item.family) == pair), None)
        scale = self.scales[the_ladder.scale]
        return Playbook(the_ladder, the_family, self.competencies, scale, crosswalk, self.level_model())

    def level_model(self) -> LevelModel | None:
        """The level model called "level", or else the first by key; None where there is none."""
        return self.models.get(LEVEL_MODEL) or next((self.models[key] for key in sorted(self.models)), None)


def shipped_directory() -> Path:
    """Where the ladder data that comes with the product lies."""
    return Path(__file__).resolve().parents[2] / "ladder_data"


def read_file(path: Path) -> Shape:
    """One file by itself, whatever kind it says it is.

    Raises:
        LadderFileError: with everything that is wrong in it.
    """
    document, shape = _read(path)
    if shape is None:
        raise LadderFileError(document.findings)
    return shape


def read_directory(path: Path) -> Library:
    """All files of a directory, checked one by one and against each other.

    Raises:
        LadderFileError: with everything that is wrong, file by file.
    """
    shelf = Shelf(path)
    findings = [*_strays(path)]
    for kind, folder in FOLDERS.items():
        for file in sorted((path / folder).glob("*.yaml")):
            document, shape = _read(file)
            if shape is not None and not isinstance(shape, FILE_KINDS[kind]):
                met = f"a {document.content['kind']} among the {folder}"
                document.refuse(document.mark(("kind",)), met, kind, nearest=kind)
            shelf.put(kind, document, None if document.findings else shape)
            findings += document.findings
    findings += [*findings_across(shelf), *findings_of_decks(shelf), *findings_of_phrases(shelf)]
    if findings:
        raise LadderFileError(findings)
    return _library(shelf)


def _read(path: Path) -> tuple[Document, Shape | None]:
    document = Document(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        document.refuse(START, f"the file can't be read ({error.strerror})", "a readable YAML file")
        return document, None
    if len(raw) > LARGEST:
        document.refuse(START, "a file of more than 2 MB", "at most 2 MB")
        return document, None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        document.refuse(mark, f"a byte that is not UTF-8 (0x{raw[error.start]:02x})", "UTF-8 text")
        return document, None
    document = parse(text, path)
    return document, shape_of(document)


DEMO = "demo"  # the demo organisation lies beside the content that it plays with
ACCEPTED = Path("accepted.yaml")  # findings of the linter that somebody accepted, beside the content


def _strays(path: Path) -> Iterable[Finding]:
    """Files that look like content and would silently not be read."""
    folders = set(FOLDERS.values())
    for file in sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")]):
        place = file.relative_to(path)
        if place.parts[0] == DEMO or place == ACCEPTED:
            continue
        if len(place.parts) != 2 or place.parts[0] not in folders or file.suffix != ".yaml":
            allowed = f"files that end in .yaml, in {listing(sorted(folders))}"
            yield Finding(file, START, "a file that is not read where it lies", allowed)


def _library(shelf: Shelf) -> Library:
    questions = {item.competency: item.questions for item in shelf.shapes("questions", QuestionFile)}
    groups = list(GROUP_NAMES)
    files = sorted(shelf.shapes("competency", CompetencyFile), key=lambda item: (groups.index(item.group), item.name))
    competencies = tuple(
        Competency.model_validate(file.model_dump() | {"questions": questions[file.key]}) for file in files
    )
    scales = {item.key: item for item in shelf.shapes("scale", Scale)}
    catalogue = CompetencySet(key="competencies", competencies=competencies)
    decks = [
        assembled(item, scale=scales[item.scale], competencies=catalogue) for item in shelf.shapes("deck", DeckFile)
    ]
    return Library(
        scales=scales,
        ladders={item.key: item for item in shelf.shapes("ladder", Ladder)},
        families={item.key: item for item in shelf.shapes("family", JobFamily)},
        competencies=catalogue,
        crosswalks={item.key: item for item in shelf.shapes("crosswalk", Crosswalk)},
        models={item.key: item for item in shelf.shapes("model", LevelModel)},
        decks={item.key: item for item in decks},
    )


def _one_of(items: Mapping[str, T], key: str | None, what: str) -> T:
    wanted = min(items) if key is None else key
    if wanted not in items:
        raise BadData(f"There is no {what} called {wanted!r}. There is: {', '.join(items)}.")
    return items[wanted]
