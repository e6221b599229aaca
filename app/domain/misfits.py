"""What the parts of one content file get wrong about each other: collected with its place, raised all at once."""

from collections.abc import Iterable, Sequence

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from app.domain.shapes import Keyed

Place = tuple[str | int, ...]


class Misfits:
    """Findings of one shape. Each says where it is, what was met and what is allowed."""

    def __init__(self, shape: str) -> None:
        self._shape = shape
        self._found: list[InitErrorDetails] = []

    def add(self, place: Place, met: str, *, value: str = "", allowed: Iterable[str] = ()) -> None:
        """Note one finding.

        Args:
            place: where, from the shape down, such as ("titles", 2, "extends").
            met: what was met, without a full stop.
            value: the word that does not fit, from which the nearest right one is found.
            allowed: the words that would fit.
        """
        context = {"met": met, "value": value, "allowed": list(allowed)}
        self._found.append(
            InitErrorDetails(type=PydanticCustomError("misfit", "{met}", context), loc=place, input=value)
        )

    def unknown(self, place: Place, value: str, *, what: str, allowed: Iterable[str]) -> None:
        """Note a key that names nothing; `what` is the kind of thing it should have named."""
        self.add(place, f"{value!r} is no {what}", value=value, allowed=allowed)

    def repeats(self, place: Place, items: Sequence[Keyed], *, what: str) -> None:
        """Note every item whose key another one before it has."""
        seen: set[str] = set()
        for index, item in enumerate(items):
            if item.key in seen:
                self.add((*place, index, "key"), f"a second {what} has the key {item.key!r}", value=item.key)
            seen.add(item.key)

    def raise_any(self) -> None:
        """Refuse the shape if anything was noted.

        Raises:
            ValidationError: with one entry for each finding, in the order they were noted.
        """
        if self._found:
            raise ValidationError.from_exception_data(self._shape, self._found)
