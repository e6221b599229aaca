"""The shipped ladder data, read once, and short ways to build content that differs from it in one place."""

from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from app.domain.playbook import Playbook
from app.domain.shapes import Shape
from app.gateways.ladder_files import Library, read_directory, shipped_directory

S = TypeVar("S", bound=Shape)


@cache
def library() -> Library:
    """Everything that ships."""
    return read_directory(shipped_directory())


@cache
def playbook() -> Playbook:
    """The shipped ladder and job family, read together."""
    return library().playbook("account_executive", "enterprise_account_executive")


def changed(shape: S, place: tuple[str | int, ...], value: object) -> S:
    """The same content with another value at one place, validated anew."""
    content = shape.model_dump()
    part: Any = content
    for step in place[:-1]:
        if isinstance(part[step], tuple):
            part[step] = list(part[step])
        part = part[step]
    part[place[-1]] = value
    return type(shape).model_validate(content)


def refusals(shape: Shape, place: tuple[str | int, ...], value: object) -> list[tuple[str, str]]:
    """Where and why the content is refused when one place of it has another value."""
    try:
        changed(shape, place, value)
    except ValidationError as error:
        return [(".".join(map(str, item["loc"])), item["msg"]) for item in error.errors()]
    return []
