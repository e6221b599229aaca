"""What somebody brings to a panel: languages, specialties, focus areas that they are strong in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.domain.errors import BadData

LANGUAGE, SPECIALTY, AREA = "language", "specialty", "area"


@dataclass(frozen=True, slots=True)
class Skills:
    """Keys of each kind, each once."""

    languages: frozenset[str] = frozenset()
    specialties: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Skills":
        """The skills that pairs of kind and key tell of, in any order; other kinds are left out."""
        found = set(pairs)
        groups = (frozenset(tag for kind, tag in found if kind == wanted) for wanted in (LANGUAGE, SPECIALTY, AREA))
        return cls(*groups)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs of kind and key, in order."""
        kinds = ((LANGUAGE, self.languages), (SPECIALTY, self.specialties), (AREA, self.areas))
        return tuple(sorted((kind, tag) for kind, tags in kinds for tag in tags))

    def check(self, *, languages: Collection[str], specialties: Collection[str], areas: Collection[str]) -> None:
        """Refuse what none of the lists names.

        Raises:
            BadData: naming the field.
        """
        for field, mine, known in (
            ("languages", self.languages, languages),
            ("specialties", self.specialties, specialties),
            ("areas", self.areas, areas),
        ):
            if mine - set(known):
                raise BadData(
                    "One of these is not in the list any more. Choose from the list as it is now.", field=field
                )
