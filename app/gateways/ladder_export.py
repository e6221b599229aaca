"""Published content as a directory of ladder data that reads as the same content. Outside the feature grid: files."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.domain.competency import CompetencyFile, CompetencySet, QuestionFile
from app.domain.deck import Deck, DeckFile
from app.domain.shapes import Shape
from app.gateways.ladder_files import read_directory, shipped_directory
from app.gateways.ladder_out import as_yaml
from app.gateways.ladder_shapes import FOLDERS


def write_directory(shapes: Iterable[Shape], path: Path) -> tuple[Path, ...]:
    """Write content into a directory, a file for each piece, for an area and for its questions; returns the files.

    Scales that a ladder names and that have no versions of their own are those that come with the product.
    """
    files = {file: shape for each in shapes for file, shape in _files(each)}
    for key, scale in read_directory(shipped_directory()).scales.items():
        files.setdefault(_place("scale", key), scale)
    for file, shape in sorted(files.items()):
        target = path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_yaml(shape), encoding="utf-8")
    return tuple(path / file for file in sorted(files))


def _files(shape: Shape) -> Iterator[tuple[str, Shape]]:
    if isinstance(shape, CompetencySet):
        for item in shape.competencies:
            content = item.model_dump()
            questions = content.pop("questions")
            yield _place("competency", item.key), CompetencyFile.model_validate(content)
            sheet = QuestionFile(competency=item.key, basis=item.basis, questions=questions)
            yield _place("questions", item.key), sheet
    elif isinstance(shape, Deck):
        content = {name: getattr(shape, name) for name in DeckFile.model_fields}
        yield _place("deck", shape.key), DeckFile.model_validate(content | {"scale": shape.scale.key})
    else:
        kind, key = str(getattr(shape, "kind")), str(getattr(shape, "key"))  # noqa: B009 - Shape itself has neither
        yield _place(kind, key), shape


def _place(kind: str, key: str) -> str:
    return f"{FOLDERS[kind]}/{key.replace('_', '-')}.yaml"
