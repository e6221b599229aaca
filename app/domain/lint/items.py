"""Items of lists: repeated or nearly repeated ones, and those that only say what a title extends."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from app.domain.family import JobFamily
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.words import bare, likeness, quoted
from app.domain.requirement import Requirement, Responsibility

ITEMS_ALIKE = 0.85  # house judgement
LINK = re.compile(
    r"(?:this role |the role )?extends (?:to )?the .{1,80}\b(?:responsibilities|requirements|role)", re.IGNORECASE
)
Item = Responsibility | Requirement


def check_items(family: JobFamily) -> Iterator[LintFinding]:
    """Everything about the items of a family's lists, whichever of them they stand in."""
    seen: set[tuple[str, str, str]] = set()
    for field, items in _lists_that_hold_together(family):
        for one, other in combinations(items, 2):
            low, high = sorted((one.key, other.key))
            if (field, low, high) not in seen:
                seen.add((field, low, high))
                yield from _pair(family, field, one, other)
    for place, item in each_item(family):
        if LINK.match(item.text):
            says = f"{quoted(item.text)} only says what a title extends, and stands as an item."
            yield noted(family, "parent-unresolved", place, says, [item.text])


def each_item(family: JobFamily) -> Iterator[tuple[tuple[str, ...], Item]]:
    """Every item once, with the first place that it stands at."""
    seen: set[tuple[str, str]] = set()
    for place, items in _lists(family):
        for item in items:
            if (place[-1], item.key) not in seen:
                seen.add((place[-1], item.key))
                yield (*place, item.key), item


def _lists(family: JobFamily) -> Iterator[tuple[tuple[str, ...], Sequence[Item]]]:
    for title in family.titles:
        yield ("titles", title.key, "responsibilities"), title.responsibilities
        yield ("titles", title.key, "requirements"), title.requirements
    yield ("responsibilities",), family.responsibilities
    yield ("requirements",), family.requirements
    for specialty in family.specialties:
        yield ("specialties", specialty.key, "requirements"), specialty.requirements
    for location in family.locations:
        yield ("locations", location.key, "requirements"), location.requirements


def _lists_that_hold_together(family: JobFamily) -> Iterator[tuple[str, Sequence[Item]]]:
    """What one candidate could read as one list. Two places or two specialties are never asked at once."""
    for title in family.titles:
        yield "responsibilities", [item.responsibility for item in family.responsibilities_of(title.key)]
        asked = [item.requirement for item in family.requirements_of(title.key)]
        yield "requirements", asked
        for specialty in family.specialties:
            more = family.requirements_of(title.key, specialty=specialty.key)
            yield "requirements", [item.requirement for item in more]
        for location in family.locations:
            more = family.requirements_of(title.key, location=location.key)
            yield "requirements", [item.requirement for item in more]


def _pair(
    family: JobFamily, field: str, one: Responsibility | Requirement, other: Responsibility | Requirement
) -> Iterator[LintFinding]:
    place = (field, " + ".join(sorted((one.key, other.key))))
    if bare(one.text) == bare(other.text):
        says = f"{quoted(one.text)} stands under two keys, so that it counts twice."
        yield noted(family, "item-repeated", place, says, [one.text])
    elif likeness(one.text, other.text) >= ITEMS_ALIKE:
        says = f"One title has two items that say nearly the same: {quoted(one.text)} and {quoted(other.text)}."
        yield noted(family, "items-alike", place, says, [one.text, other.text])
