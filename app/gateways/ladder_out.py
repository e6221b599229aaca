"""Ladder data back into YAML for people to read and edit, so that reading it again gives the same content."""

from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, LiteralScalarString

from app.domain.shapes import Shape
from app.gateways.ladder_yaml import DECIMAL, WHOLE, WORDS

_FIRST = "# Every key is explained in ladder_data/README.md.\n"
_LINE = 100
_LONG = 80
_LONGEST_WORD = 40


def as_yaml(shape: Shape) -> str:
    """One file of ladder data: a key a line, long texts folded, lists of plain words on one line.

    Args:
        shape: a ladder, a job family or any other kind of file.

    Returns:
        text that `ladder_files.read_file` reads into the same shape. What has its default is left out.
    """
    yaml = YAML()
    yaml.width = 1_000_000  # nothing is folded but what is folded below
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(_written(shape), out)
    return _FIRST + out.getvalue()


def _written(value: Any) -> Any:
    """The value as the writer takes it."""
    if isinstance(value, Shape):
        fields = type(value).model_fields.items()
        kept = [
            name
            for name, field in fields
            if name == "kind" or field.is_required() or getattr(value, name) != field.default
        ]
        return {name: _written(getattr(value, name)) for name in kept}
    if isinstance(value, Mapping):
        return {key: _written(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return _list(value)
    return _text(value) if isinstance(value, str) else value


def _list(values: list[Any] | tuple[Any, ...]) -> CommentedSeq:
    found = CommentedSeq(_written(value) for value in values)
    is_of_words = all(isinstance(value, str) and " " not in value for value in values)
    if not values or (is_of_words and sum(map(len, values)) < _LONG):
        found.fa.set_flow_style()
    return found


def _text(text: str) -> Any:
    """The text in the style that is easiest to read and means the same."""
    if text.lower() in WORDS or WHOLE.fullmatch(text) or DECIMAL.fullmatch(text):
        return DoubleQuotedScalarString(text)
    lines = text.split("\n")
    if any(line != " ".join(line.split()) or not line.isprintable() for line in lines):
        return DoubleQuotedScalarString(text)
    if len(lines) > 1:
        return LiteralScalarString(text) if all(lines) else DoubleQuotedScalarString(text)
    return _folded(text) if len(text) > _LONG and " " in text else text


def _folded(text: str) -> Any:
    """A long text over several lines, each begun where the line before it is full."""
    folded = FoldedScalarString(text)
    places, start = [], 0
    while len(text) - start > _LINE:
        place = text.rfind(" ", start, start + _LINE)
        if place <= start:
            break
        places.append(place)
        start = place + 1
    folded.fold_pos = places
    return folded
