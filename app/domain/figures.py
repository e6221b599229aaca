"""What may be shown of a count: a figure or the sentence in its place, and which groups are too small to print."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.wording import counted, number, sentence

T = TypeVar("T")
PRINTED_FROM = 5


@dataclass(frozen=True, slots=True)
class Reported(Generic[T]):
    """A figure, or None and the sentence that stands in its place."""

    figure: T | None
    withheld: str = ""


def too_few(what: str, *, have: int, need: int, thing: str) -> str:
    """Why a figure is not shown yet, and what it takes.

    Args:
        what: the figure, such as "Halo".
        have: how many things there are, fewer than `need`.
        need: from how many on the figure is shown.
        thing: one of them, in the singular, such as "interview".
    """
    there = {0: "there is none", 1: "there is one"}.get(have, f"there are {number(have)}")
    verb = "is" if need - have == 1 else "are"
    wanted = f"{number(need - have)} more {verb} needed"
    return sentence(f"{what} can be told from {counted(need, thing)} on; {there}, so {wanted}")


def percent(share: float) -> str:
    """A share as it stands in a sentence: "67 %"."""
    return f"{share * 100:.0f} %"


def hidden_groups(people: Mapping[str, int], *, printed_from: int = PRINTED_FROM) -> frozenset[str]:
    """The groups that must not be printed beside a total over all of them.

    A group of fewer than `printed_from` people is hidden. Whoever subtracts the printed groups from the total learns
    what the hidden ones have together, so the next smallest are hidden too until at least two groups with people are,
    and together they are large enough. A group without anybody is never printed and hides nobody.

    Args:
        people: number of people by group.
        printed_from: the fewest people that a printed group has.

    Returns:
        names of the hidden groups, the empty ones among them.

    Source: suppression of small cells and of a second one that would give the first away, as statistical offices do.
    """
    hidden = {group for group, count in people.items() if count < max(1, printed_from)}
    held = [count for group in hidden if (count := people[group])]
    if not held:
        return frozenset(hidden)
    for group in sorted(people.keys() - hidden, key=lambda group: (people[group], group)):
        if len(held) > 1 and sum(held) >= printed_from:
            break
        hidden.add(group)
        held.append(people[group])
    return frozenset(hidden)
