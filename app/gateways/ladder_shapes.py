"""Plain content to typed shapes, and what pydantic says about a misfit in words that name the right ones."""

import json
import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.domain.competency import CompetencyFile, QuestionFile
from app.domain.crosswalk import Crosswalk
from app.domain.deck import DeckFile
from app.domain.family import JobFamily
from app.domain.growth_letter import PhraseFile
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.lint.accepted_file import AcceptedFile
from app.domain.misfits import Place
from app.domain.scale import Scale
from app.domain.shapes import Shape
from app.gateways.ladder_findings import START, Finding, listing, nearest
from app.gateways.ladder_yaml import Document

FOLDERS: dict[str, str] = {
    "scale": "scales",
    "ladder": "ladders",
    "family": "families",
    "competency": "competencies",
    "questions": "questions",
    "crosswalk": "crosswalks",
    "model": "models",
    "deck": "decks",
    "phrases": "phrases",
}
FILE_KINDS: dict[str, type[Shape]] = {
    "scale": Scale,
    "ladder": Ladder,
    "family": JobFamily,
    "competency": CompetencyFile,
    "questions": QuestionFile,
    "crosswalk": Crosswalk,
    "model": LevelModel,
    "deck": DeckFile,
    "phrases": PhraseFile,
    "accepted": AcceptedFile,
}
PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "small letters, digits and _, beginning with a letter",
    r"^[a-z][a-z0-9_-]*$": "small letters, digits, - and _, beginning with a letter",
    r"^[A-Z]{1,3}[0-9]{1,2}$": "a level code such as P4",
    r"^[A-Z]{1,3}[0-9]{1,2}\|[A-Z]{1,3}[0-9]{1,2}$": "two level codes such as P4|P5",
    r"^[A-Z]{3}$": "a currency in three capitals such as EUR",
    r"^[0-9a-f]{12,64}$": "the fingerprint that the linter shows beside a finding, in quotes",
}
TYPES = {
    "string_type": "text (in quotes if it looks like a number or like true)",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping of keys and values",
    "model_type": "a mapping of keys and values",
}


def shape_of(document: Document) -> Shape | None:
    """The typed shape that a document's `kind` names, or None with the reasons in the document's findings."""
    content = document.content
    if document.findings:
        return None
    if not isinstance(content, dict):
        met = "an empty file" if content is None else _met(content)
        document.refuse(START, met, "a mapping of keys and values, with `kind` first")
        return None
    kind = content.get("kind")
    if not isinstance(kind, str) or kind not in FILE_KINDS:
        met = f"kind is {_met(kind)}" if "kind" in content else "'kind' is missing"
        near = nearest(kind, list(FILE_KINDS)) if isinstance(kind, str) else None
        document.refuse(document.mark(("kind",)), met, listing(list(FILE_KINDS)), nearest=near)
        return None
    model = FILE_KINDS[kind]
    try:
        return model.model_validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        document.findings += _findings(error.errors(include_url=False), document, model)
        return None


def _findings(errors: list[ErrorDetails], document: Document, model: type[Shape]) -> list[Finding]:
    """One finding per mistake: what only follows from another finding is left out."""
    places = [tuple(error["loc"]) for error in errors]
    found = []
    for error, place in zip(errors, places, strict=True):
        follows = error["type"] == "too_short" and any(
            other[: len(place)] == place and other != place for other in places
        )
        if error["type"] != "missing" and not follows:
            found.append(_finding(error, place, document, model))
    return [*found, *_missing(errors, document, model)]


def _missing(errors: list[ErrorDetails], document: Document, model: type[Shape]) -> Iterator[Finding]:
    """One finding for all keys that one mapping lacks, except those that are there and only misspelt."""
    strangers: dict[Place, list[str]] = {}
    lacking: dict[Place, list[str]] = {}
    for error in errors:
        *around, last = error["loc"] or ("",)
        if error["type"] == "extra_forbidden":
            strangers.setdefault(tuple(around), []).append(str(last))
        elif error["type"] == "missing":
            lacking.setdefault(tuple(around), []).append(str(last))
    for place, keys in lacking.items():
        absent = [key for key in keys if not any(nearest(word, [key]) for word in strangers.get(place, []))]
        if absent:
            required = [name for name, info in fields_at(model, place).items() if info.is_required()]
            met = f"{', '.join(map(repr, absent))} {'is' if len(absent) == 1 else 'are'} missing"
            yield Finding(document.path, document.mark(place), met, f"required are {listing(required)}")


def _finding(error: ErrorDetails, place: Place, document: Document, model: type[Shape]) -> Finding:
    context: Mapping[str, Any] = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return _stranger(place, document, model)
    if error["type"] == "misfit":
        allowed = [str(word) for word in context["allowed"]]
        near = nearest(str(context["value"]), allowed)
        return Finding(document.path, document.mark(place), str(context["met"]), listing(allowed), near)
    is_key = place[-1:] == ("[key]",)
    mark = document.key_mark(place[:-1]) if is_key else document.mark(place)
    allowed_text, near = _allowed(error, context)
    return Finding(document.path, mark, _met(error["input"]), allowed_text, near)


def _stranger(place: Place, document: Document, model: type[Shape]) -> Finding:
    allowed = list(fields_at(model, place[:-1]))
    word = str(place[-1])
    mark = document.key_mark(place)
    return Finding(document.path, mark, f"{word!r} is no key here", listing(allowed), nearest(word, allowed))


def _allowed(error: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str | None]:
    kind, value = error["type"], error["input"]
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context["expected"]))
        return listing(words), nearest(value, words) if isinstance(value, str) else None
    if kind == "string_pattern_mismatch":
        return PATTERNS.get(context["pattern"], context["pattern"]), _respelt(str(value), context["pattern"])
    if kind == "bool_type" and isinstance(value, str):
        return TYPES[kind], {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(value.lower())
    if kind in TYPES:
        return TYPES[kind], None
    message = error["msg"]
    for prefix in ("Input should be ", "Value error, ", "String should have ", "Tuple should have "):
        message = message.removeprefix(prefix)
    return message.partition(" after validation")[0], None


def _respelt(value: str, pattern: str) -> str | None:
    """The word in the spelling that the pattern asks for, if it can be spelt so."""
    for word in (re.sub(r"[^a-z0-9]+", "_", value.casefold()).strip("_"), value.upper().replace("/", "|")):
        if word != value and re.search(pattern, word):
            return word
    return None


def _met(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the word {str(value).lower()}"
    if isinstance(value, dict):
        return "a mapping of keys and values"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        shown = value if len(value) <= 60 else f"{value[:57]}..."
        return f"{shown!r}"
    return f"the number {value}"


def fields_at(model: type[Shape], place: Place) -> dict[str, Any]:
    """The fields of the shape that stands at a place inside `model`; empty where no shape stands."""
    current: Any = model
    for step in place:
        current = _inside(current)
        if isinstance(current, type) and issubclass(current, BaseModel):
            info = current.model_fields.get(str(step))
            current = info.annotation if info else None
        else:
            # A list's item and a mapping's value both stand in for what the list or mapping holds.
            held = [part for part in get_args(current) if part is not Ellipsis]
            current = held[-1] if held else None
    current = _inside(current)
    return dict(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else {}


def _inside(annotation: Any) -> Any:
    """The type without Annotated and without `| None`."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        parts = [part for part in get_args(annotation) if part is not type(None)]
        annotation = parts[0]
    return None if get_origin(annotation) is Literal else annotation
