"""A ladder whose levels are headings: what stands below each of them, put into rows that the levels have in common."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.importing.blocks import Block, Heading, Item, Paragraph, Table
from app.domain.importing.level_names import coded, has_code, is_rank, level_name
from app.domain.importing.matrices import WITHOUT_NAME, Matrix, MatrixRow

_BOLD_DEPTH = 7
_LABEL = re.compile(r"([^\W\d_][^:.;!?]{1,48}):(?:\s+|$)")
_NO_LEVEL = re.compile(
    r"(paths?|growth|growing|promot\w+|moving|from|to|how|what|why|when|examples?|beyond|transition\w*|interview\w*)\b",
    re.I,
)
_AIMS_AT_ONE = re.compile(r"\b(to|from|for|of|in|at|beyond|towards?) (?:an? |the )?\S{1,12}$", re.I)
_SHARED_BY = 0.6


@dataclass(frozen=True, slots=True)
class _Said:
    """A block of a level with the names of the group and the row that its headings put it into."""

    code: str
    group: str | None
    row: str | None
    block: Block


@dataclass(slots=True)
class _Walk:
    """Where a walk through the page stands: the level, the heading above it, and the heading below it."""

    depth: int
    codes: dict[str, str]
    shows_rows_above: bool
    above: str | None = None
    code: str | None = None
    row: tuple[int, str] | None = None
    said: list[_Said] = field(default_factory=list)
    placed: list[Block] = field(default_factory=list)

    def take(self, block: Block) -> None:
        depth = _depth(block)
        if depth is None or depth > _BOLD_DEPTH or (depth == _BOLD_DEPTH != self.depth):
            self._take_text(block)
        elif depth <= self.depth:
            self._take_heading(block, depth)
        elif self.code is not None:
            if self.row is None or depth <= self.row[0]:
                self.row = (depth, _text(block).rstrip(":"))
                self.placed.append(block)
            else:
                self._take_text(block)

    def _take_heading(self, block: Block, depth: int) -> None:
        self.row = None
        self.code = self.codes.get(_text(block)) if depth == self.depth else None
        if self.code is not None:
            self.placed.append(block)
        if depth < self.depth:
            self.above = _text(block)

    def _take_text(self, block: Block) -> None:
        if self.code is None:
            return
        above = self.above if self.shows_rows_above else None
        group, row = (above, self.row[1]) if self.row else (None, above)
        self.said.append(_Said(self.code, group, row, block))
        self.placed.append(block)


def matrix_of_headings(blocks: Sequence[Block], *, needs_codes: bool) -> tuple[Matrix, tuple[Block, ...]] | None:
    """The ladder that the headings of a page make, with the blocks that went into it.

    Args:
        blocks: the whole page, in order.
        needs_codes: whether only headings with codes count as levels, and not those with a rank such as "Senior".

    Returns:
        None when no two headings of one depth are levels.
    """
    headings = _level_headings(blocks, needs_codes=needs_codes)
    if not headings:
        return None
    named = {_text(heading): level_name(_text(heading), heading.line) for heading in headings}
    names = {name.code or text: name for text, name in reversed(named.items())}
    order = list(dict.fromkeys(name.code or text for text, name in named.items()))
    levels, flags = coded([names[one] for one in order])
    given = dict(zip(order, (level.code for level in levels), strict=False))
    codes = {text: given[name.code or text] for text, name in named.items() if (name.code or text) in given}
    walk = _Walk(_depth(headings[0]) or 1, codes, shows_rows_above=len(headings) >= 2 * len(order))
    for block in blocks:
        walk.take(block)
    found = Matrix(headings[0].line, levels, [], flags=list(flags))
    _put(walk.said, found)
    return found, tuple(walk.placed)


def has_level_headings(blocks: Sequence[Block], *, needs_codes: bool) -> bool:
    """Whether two headings of one depth or more are levels."""
    return bool(_level_headings(blocks, needs_codes=needs_codes))


def _level_headings(blocks: Sequence[Block], *, needs_codes: bool) -> list[Heading | Paragraph]:
    """The headings that are levels, all of the depth that has most of them."""
    depths: dict[int, list[Heading | Paragraph]] = {}
    for block in blocks:
        depth = _depth(block)
        if depth is None or not isinstance(block, (Heading, Paragraph)):
            continue
        if _NO_LEVEL.match(block.text) or _AIMS_AT_ONE.search(block.text[-40:]):
            continue
        if has_code(block.text) or (not needs_codes and is_rank(block.text)):
            depths.setdefault(depth, []).append(block)
    best = max(depths.values(), key=lambda found: len({heading.text for heading in found}), default=[])
    return best if len({level_name(heading.text, 0).code or heading.text for heading in best}) > 1 else []


def _depth(block: Block) -> int | None:
    if isinstance(block, Heading):
        return block.depth
    return _BOLD_DEPTH if isinstance(block, Paragraph) and block.is_bold else None


def _text(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join(" | ".join(cell.text.replace("\n", " ") for cell in row) for row in block.rows if row)
    return block.text


def _put(said: Sequence[_Said], found: Matrix) -> None:
    """Puts what the levels say into rows: those of their headings, and of labels that most levels have."""
    labels = _shared_labels(said, len(found.levels))
    rows: dict[tuple[str | None, str], MatrixRow] = {}
    label: str | None = None
    before: tuple[str, str | None] | None = None
    for one in said:
        if (one.code, one.row) != before:
            before, label = (one.code, one.row), None
        text = _text(one.block)
        begins = _label(one.block)
        if one.row is None and begins in labels:
            label = begins
            text = text[len(begins) + 1 :].strip()
        elif begins is not None and not isinstance(one.block, Item):
            label = None
        name = one.row or label or WITHOUT_NAME
        row = rows.setdefault((one.group, name.casefold()), MatrixRow(name, one.block.line, one.group))
        row.add(one.code, [text] if text else [])
    found.rows += rows.values()


def _shared_labels(said: Iterable[_Said], levels: int) -> set[str]:
    """The labels, "Scope: ..." or "Scope:", that at least six levels in ten have."""
    codes: dict[str, set[str]] = {}
    for one in said:
        label = _label(one.block)
        if label is not None and one.row is None:
            codes.setdefault(label, set()).add(one.code)
    return {label for label, having in codes.items() if len(having) > 1 and len(having) >= levels * _SHARED_BY}


def _label(block: Block) -> str | None:
    if isinstance(block, (Heading, Table)) or (isinstance(block, Item) and block.depth > 0):
        return None
    if isinstance(block, Paragraph) and block.is_bold:
        return block.text.rstrip(":")
    found = _LABEL.match(block.text)
    return found[1] if found else None
