"""The base of everything that is read from a content file: frozen, and strict about unknown keys."""

from collections.abc import Iterable
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints

from app.domain.errors import BadData

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=120)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
LevelCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}[0-9]{1,2}$")]
Basis = Literal["stated", "public", "house judgement"]


class Shape(BaseModel):
    """One mapping of a content file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Shape):
    """Where a statement comes from: a document and the position in it."""

    document: Slug
    at: Text


class Keyed(Protocol):
    """Anything that bears a key."""

    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


def named(items: Iterable[K], key: str, what: str, where: str) -> K:
    """The item with this key.

    Raises:
        BadData: if there is none; the sentence lists what there is.
    """
    listed = tuple(items)
    for item in listed:
        if item.key == key:
            return item
    known = ", ".join(item.key for item in listed) or "none"
    raise BadData(f"{where} has no {what} called {key!r}. It has: {known}.")
