"""The blocks of a page as a tree of sections."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.importing.blocks import Block, Heading, Section


def sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """The blocks as a tree by the depth of their headings; what stands above the first is a section without one."""
    roots: list[_Open] = []
    path: list[_Open] = []
    for block in blocks:
        if isinstance(block, Heading):
            while path and (path[-1].heading is None or path[-1].heading.depth >= block.depth):
                path.pop()
            section = _Open(block)
            (path[-1].children if path else roots).append(section)
            path.append(section)
        else:
            if not path:
                path = [_Open(None)]
                roots.append(path[0])
            path[-1].blocks.append(block)
    return tuple(root.closed() for root in roots)


@dataclass(slots=True)
class _Open:
    heading: Heading | None
    blocks: list[Block] = field(default_factory=list)
    children: list["_Open"] = field(default_factory=list)

    def closed(self) -> Section:
        """Headings have six depths at most, so this never goes deep."""
        return Section(self.heading, tuple(self.blocks), tuple(child.closed() for child in self.children))
