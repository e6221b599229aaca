"""A draft of a page into a typed job family or ladder. What is missing and needs a judgement is refused, by name."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from app.domain.errors import BadData
from app.domain.family import JobFamily
from app.domain.importing.gaps import Gap
from app.domain.importing.whole_families import family_content, family_gaps
from app.domain.importing.whole_ladders import ladder_content, ladder_gaps
from app.domain.ladder import Ladder
from app.domain.shapes import Shape

S = TypeVar("S", bound=Shape)
_BESIDE_A_FAMILY = ("summary", "lead")
_BESIDE_ITEMS = ("summary", "lead", "responsibilities")
_WORDS = {"missing": "is missing", "string_too_short": "is empty", "string_too_long": "is too long"}


def finished_family(content: Mapping[str, Any], *, areas: Collection[str] | None = None) -> JobFamily:
    """The job family that a draft holds.

    Args:
        content: a draft as an importer makes it, or as it was mended.
        areas: keys of the known focus areas; others are refused. None takes every one.

    Raises:
        BadData: with everything that is missing, each with what to do.
    """
    return _whole(JobFamily, family_content(content), gaps_in("family", content, areas=areas))


def finished_ladder(content: Mapping[str, Any]) -> Ladder:
    """The ladder that a draft holds.

    Raises:
        BadData: with everything that is missing, each with what to do.
    """
    return _whole(Ladder, ladder_content(content), gaps_in("ladder", content))


def gaps_in(kind: str, content: Mapping[str, Any], *, areas: Collection[str] | None = None) -> tuple[Gap, ...]:
    """What a draft still lacks, in the order of the draft; nothing when it can be published as it is."""
    if kind == "ladder":
        ladder = ladder_content(content)
        return tuple(ladder_gaps(ladder)) or _misfits(Ladder, ladder)
    family = family_content(content)
    return tuple(family_gaps(family, areas=areas)) or _misfits(JobFamily, family)


def not_kept(kind: str, content: Mapping[str, Any]) -> tuple[str, ...]:
    """Texts of a draft that a published family or ladder has no field for, each with where it stands."""
    if kind == "ladder":
        return tuple(f"{name}: {text}" for name in ("summary", "notes") for text in _texts(content.get(name)))
    found = [f"{name}: {text}" for name in _BESIDE_A_FAMILY for text in _texts(content.get(name))]
    for number, process in enumerate(content.get("processes") or []):
        beside = (process.get("steps"), process.get("notes"), process.get("stages") if number else None)
        found += [f"hiring process: {text}" for part in beside for text in _texts(part)]
    for specialty in content.get("specialties") or []:
        found += [f"{specialty['name']}: {text}" for name in _BESIDE_ITEMS for text in _texts(specialty.get(name))]
    return tuple(found)


def _whole(shape: type[S], content: Mapping[str, Any], gaps: Sequence[Gap]) -> S:
    if gaps:
        many = "1 thing is missing" if len(gaps) == 1 else f"{len(gaps)} things are missing"
        raise BadData(f"{many}. {' '.join(gap.says for gap in gaps)}")
    return shape.model_validate(content)


def _misfits(shape: type[Shape], content: Mapping[str, Any]) -> tuple[Gap, ...]:
    """What does not fit the shape, in words; nothing when all of it does."""
    try:
        shape.model_validate(content)
    except ValidationError as error:
        return tuple(_misfit(each["loc"], each["type"], each["msg"], content) for each in error.errors())
    return ()


def _misfit(place: tuple[str | int, ...], kind: str, message: str, content: Mapping[str, Any]) -> Gap:
    """One finding with the names of what it stands in, instead of numbers in lists."""
    names = list(_names(place, content))
    where = ", ".join(names) or "The page"
    what = str(place[-1]).replace("_", " ") if place else "content"
    if kind == "misfit":
        return Gap(place, f"{where}: {message}. Put it right.")
    return Gap(place, f"{where}: {what} {_WORDS.get(kind, f'does not fit ({message})')}. Enter it.")


def _names(place: Sequence[str | int], content: Any) -> Iterator[str]:
    for step in place[:-1]:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return
        if isinstance(content, Mapping) and (name := content.get("name") or content.get("code")):
            yield str(name)


def _texts(found: Any) -> Iterator[str]:
    """The texts of a draft's value: itself, or those of the list or mapping that it is."""
    if isinstance(found, str):
        yield from (part for part in found.split("\n") if part.strip())
    elif isinstance(found, Mapping):
        for name in ("text", "name", "happens") if {"text", "name"} & set(found) else found:
            yield from _texts(found.get(name))
    elif isinstance(found, (list, tuple)):
        for each in found:
            yield from _texts(each)
