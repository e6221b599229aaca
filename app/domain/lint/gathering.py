"""One finding in place of many, when the same is found with all that there are."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.domain.lint.finding import LintFinding

FEWEST = 3


def gathered(found: Iterable[LintFinding], *, of: int, place: str, says: str) -> Iterator[LintFinding]:
    """The findings as they are; or a single one, when there is one for each of three or more things.

    Args:
        found: findings of one code, each with a place of its own.
        of: how many things there are.
        place: where the single finding stands.
        says: what it says of all of them.
    """
    listed = list(found)
    if of < FEWEST or len(listed) < of:
        yield from listed
    else:
        places = tuple(sorted(finding.place for finding in listed))
        yield replace(listed[0], place=place, says=says, words=places)
