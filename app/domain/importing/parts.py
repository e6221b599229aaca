"""The parts of a page: each heading, or what serves as one, with what stands below it and what speaks for a title."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from app.domain.importing.blocks import Block, Heading, Paragraph, Table
from app.domain.importing.grades import grade_in, grade_table
from app.domain.importing.headings import LISTS, PAGE_WIDE, Kind, kind_of_heading, owner_of

OF_A_TITLE = LISTS | {Kind.GRADE}

_LONGEST_LABEL = 80
_LONGEST_WORDS = 6
_LONGEST_WORDS_BOLD = 10


@dataclass(slots=True)
class Part:
    """A heading, or none at the top, with the blocks up to the next heading. `under` names the group it stands in.

    `disguised` is the paragraph that the heading was made of, where the page has only bold or short text for one.
    """

    heading: Heading | None
    kind: Kind
    blocks: list[Block] = field(default_factory=list)
    under: str = ""
    disguised: Paragraph | None = None

    @property
    def depth(self) -> int:
        """0 for what stands above all headings."""
        return self.heading.depth if self.heading else 0

    @property
    def text(self) -> str:
        """The heading's words."""
        return self.heading.text if self.heading else ""

    @property
    def line(self) -> int:
        """Where it begins."""
        if self.heading:
            return self.heading.line
        return self.blocks[0].line if self.blocks else 1

    @property
    def is_matrix(self) -> bool:
        """Whether nothing but tables of titles and grades stands below the heading."""
        return bool(self.blocks) and all(isinstance(block, Table) and grade_table(block) for block in self.blocks)

    @property
    def own_blocks(self) -> list[Block]:
        """All blocks as the page has them, what serves as the heading first."""
        first = self.disguised or self.heading
        return [first, *self.blocks] if first else self.blocks


def parts_of(blocks: Sequence[Block]) -> list[Part]:
    """All parts in order, the first without a heading."""
    parts = [Part(None, Kind.INTRODUCTION)]
    depth, kind = 0, Kind.INTRODUCTION
    for block, after in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Heading):
            depth, kind = block.depth, kind_of_heading(block.text)
            parts.append(Part(block, kind))
        elif isinstance(block, Paragraph) and (disguised := _kind_in_disguise(block, after)):
            below = depth if kind in OF_A_TITLE else depth + 1
            parts.append(Part(Heading(block.line, below, block.text), disguised, disguised=block))
        else:
            parts[-1].blocks.append(block)
    return parts


def _kind_in_disguise(block: Paragraph, after: Block | None) -> Kind | None:
    """The list that a paragraph announces like a heading: short, and bold, or with a colon, or without a full stop.

    What stands above a table of titles and grades is the name of a group of titles.
    """
    if len(block.text) > _LONGEST_LABEL or block.text.endswith((".", ",", ";")):
        return None
    if isinstance(after, Table) and grade_table(after):
        return None
    is_short = len(block.text.split()) <= (_LONGEST_WORDS_BOLD if block.is_bold else _LONGEST_WORDS)
    kind = kind_of_heading(block.text) if is_short else Kind.OTHER
    announced = OF_A_TITLE | PAGE_WIDE if block.is_bold else OF_A_TITLE
    return kind if kind in announced and not grade_in(block.text, block.line) else None


def evidence_of(parts: Sequence[Part]) -> list[frozenset[Kind]]:
    """For each part the lists and the grade that stand below its heading and below no other unknown heading."""
    found: list[set[Kind]] = [set() for _ in parts]
    path: list[int] = []
    latest: int | None = None
    for index, part in enumerate(parts):
        if part.kind is Kind.OTHER:
            latest = index
            if any(isinstance(block, Paragraph) and grade_in(block.text, block.line) for block in part.blocks[:3]):
                found[index].add(Kind.GRADE)
        elif (
            part.kind in OF_A_TITLE
            and latest is not None
            and _is_beside(part, parts[latest], is_next=index == latest + 1)
        ):
            found[latest].add(part.kind)
        while path and parts[path[-1]].depth >= part.depth:
            path.pop()
        if part.kind in OF_A_TITLE:
            owner = next((at for at in reversed(path) if parts[at].kind not in LISTS), None)
            if owner is not None:
                found[owner].add(part.kind)
        path.append(index)
    return [frozenset(kinds) for kinds in found]


def _is_beside(part: Part, title: Part, *, is_next: bool) -> bool:
    """Whether a list belongs to the heading that it stands beside, and not below: "Baker", then "Baker Job Grade"."""
    is_named = owner_of(part.text).lower() == title.text.lower()
    return part.depth == title.depth and (is_named or (is_next and part.kind is Kind.GRADE))
