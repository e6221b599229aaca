"""Two titles side by side: what both do and ask, what is of one alone, and what one asks in other words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.family import JobFamily, Title
from app.domain.lint.words import likeness
from app.domain.requirement import EffectiveRequirement, EffectiveResponsibility, Requirement

# House judgement: from this share of common words on, two requirements are taken to speak of the same thing.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class ItemBeside:
    """One item of a title, and whether the other title has it word for word. `marks` says what is special about it."""

    text: str
    is_shared: bool
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OriginBeside:
    """Items that a title has from one origin: itself, a title that it extends, or the whole family."""

    origin: str
    is_own: bool
    items: tuple[ItemBeside, ...]


@dataclass(frozen=True, slots=True)
class TitleSide:
    """One of the two titles, its own items before the inherited ones."""

    title: Title
    responsibilities: tuple[OriginBeside, ...]
    requirements: tuple[OriginBeside, ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """Two requirements about the same thing, one of each title."""

    left: Requirement
    right: Requirement

    @property
    def is_strengthened(self) -> bool:
        """Whether one title needs what is only welcome at the other."""
        return self.left.strength != self.right.strength


@dataclass(frozen=True, slots=True)
class Added:
    """What a title has that a title which it extends has not. Both may be empty."""

    upper: Title
    base: Title
    responsibilities: tuple[str, ...]
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitlesBeside:
    """Two titles of one family. `added` is there when one of them extends the other, directly or not."""

    left: TitleSide
    right: TitleSide
    added: Added | None
    reworded: tuple[Reworded, ...]

    @property
    def shared(self) -> tuple[int, int]:
        """How many responsibilities and how many requirements both have."""
        return _shared(self.left.responsibilities), _shared(self.left.requirements)


def titles_beside(family: JobFamily, left: str, right: str) -> TitlesBeside:
    """Two titles as they compare, everything that they inherit included.

    Args:
        family: the family that both belong to.
        left: key of a title.
        right: key of another.

    Raises:
        BadData: if the family has no such title, or for the same title twice.

    Source: job family, "extends the role above"; which requirements speak of the same thing is house judgement.
    """
    if left == right:
        raise BadData(f"Choose two different titles: both are {family.title(left).name}.")
    return TitlesBeside(
        left=_side(family, left, right),
        right=_side(family, right, left),
        added=_added(family, left, right),
        reworded=_reworded(family, left, right),
    )


def _side(family: JobFamily, key: str, other: str) -> TitleSide:
    done = family.responsibilities_of(other)
    asked = family.requirements_of(other)
    does = [(item.origin, _done(item, {each.responsibility.key for each in done})) for item in _does(family, key)]
    asks = [(item.origin, _asked(item, {each.requirement.key for each in asked})) for item in _asks(family, key)]
    title = family.title(key)
    return TitleSide(title, _by_origin(does, title), _by_origin(asks, title))


def _does(family: JobFamily, key: str) -> tuple[EffectiveResponsibility, ...]:
    return family.responsibilities_of(key)


def _asks(family: JobFamily, key: str) -> tuple[EffectiveRequirement, ...]:
    return family.requirements_of(key)


def _done(item: EffectiveResponsibility, others: set[str]) -> ItemBeside:
    return ItemBeside(item.responsibility.text, item.responsibility.key in others)


def _asked(item: EffectiveRequirement, others: set[str]) -> ItemBeside:
    asked = item.requirement
    marks = ("welcome, not needed",) if asked.strength == "preferred" else ()
    return ItemBeside(asked.text, asked.key in others, (*marks, *(("gate",) if asked.is_gate else ())))


def _by_origin(items: Iterable[tuple[str, ItemBeside]], title: Title) -> tuple[OriginBeside, ...]:
    found: dict[str, list[ItemBeside]] = {}
    for origin, item in items:
        found.setdefault(origin, []).append(item)
    return tuple(OriginBeside(origin, origin == title.name, tuple(listed)) for origin, listed in found.items())


def _added(family: JobFamily, left: str, right: str) -> Added | None:
    for upper, base in ((right, left), (left, right)):
        if base != upper and base in {title.key for title in family.lineage(upper)}:
            had = {item.responsibility.key for item in _does(family, base)}
            asked = {item.requirement.key for item in _asks(family, base)}
            return Added(
                family.title(upper),
                family.title(base),
                tuple(one.responsibility.text for one in _does(family, upper) if one.responsibility.key not in had),
                tuple(one.requirement.text for one in _asks(family, upper) if one.requirement.key not in asked),
            )
    return None


def _reworded(family: JobFamily, left: str, right: str) -> tuple[Reworded, ...]:
    """For each requirement of the left title alone the likest one of the right title alone, if it is like enough."""
    mine = [item.requirement for item in _asks(family, left)]
    theirs = [item.requirement for item in _asks(family, right)]
    apart = [item for item in theirs if item.key not in {one.key for one in mine}]
    found = []
    for item in mine:
        if item.key not in {one.key for one in theirs} and apart:
            likest = max(apart, key=lambda other: likeness(item.text, other.text))
            if likeness(item.text, likest.text) >= ALIKE:
                found.append(Reworded(item, likest))
    return tuple(found)


def _shared(origins: Sequence[OriginBeside]) -> int:
    return sum(item.is_shared for origin in origins for item in origin.items)
