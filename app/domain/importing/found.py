"""What was read out of a part of a page, with the blocks whose words now stand in it and the guesses on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.importing.blocks import Block, Section
from app.domain.importing.report import Flag

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What was read, and what became of the blocks; those in neither tuple are still to be placed.

    `placed`: their words stand in the content. `understood`: their meaning does, as of a heading, a label, a name.
    """

    content: T
    placed: tuple[Block, ...] = ()
    understood: tuple[Block, ...] = ()
    flags: tuple[Flag, ...] = ()


def flat(sections: Iterable[Section]) -> tuple[Block, ...]:
    """All blocks of some sections in the page's order, their headings included. Sections may be nested deeply."""
    blocks: list[Block] = []
    waiting = list(sections)[::-1]
    while waiting:
        section = waiting.pop()
        if section.heading is not None:
            blocks.append(section.heading)
        blocks += section.blocks
        waiting += section.children[::-1]
    return tuple(blocks)
