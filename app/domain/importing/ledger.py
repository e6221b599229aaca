"""The book of a page: every visible text is entered, what finds a place is marked, and the rest is left over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from app.domain.importing.blocks import Block, Table
from app.domain.importing.report import Flag, Report, Unplaced, characters

# Beyond so many characters a text has to be a line of the result, and not only a part of one.
_LARGE = 300_000
_Mark = Literal["words", "meaning", "boilerplate"]


class Ledger:
    """Knows for each block of a page what became of it. A block is marked as a whole, and the last mark counts."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._marks: dict[int, _Mark] = {}

    def place(self, *blocks: Block) -> None:
        """Their words stand in the result; `settle` looks whether they do."""
        self._mark("words", blocks)

    def understand(self, *blocks: Block) -> None:
        """Their meaning stands in the result: a heading, a grade, a label, what a title takes over."""
        self._mark("meaning", blocks)

    def set_aside(self, *blocks: Block) -> None:
        """They say nothing of the role: they stay without a place and are named as such."""
        self._mark("boilerplate", blocks)

    def is_open(self, block: Block) -> bool:
        """Whether nobody has said yet what becomes of it."""
        return id(block) not in self._marks

    def settle(self, content: Mapping[str, Any]) -> None:
        """Takes the mark from every block whose words are in no text of the result after all."""
        lines = {_squeezed(line) for text in _texts(content) for line in text.split("\n")}
        whole = "\n".join(lines)
        for block in self._blocks:
            if self._marks.get(id(block)) != "words":
                continue
            texts = [_squeezed(text) for _, text in _parts(block)]
            if not all(text in lines or (len(whole) <= _LARGE and text in whole) for text in texts):
                del self._marks[id(block)]

    def report(self, flags: Sequence[Flag], counts: Mapping[str, Mapping[str, int]]) -> Report:
        """What became of the page. Placed and unplaced characters make up all of them."""
        unplaced: list[Unplaced] = []
        placed = left = 0
        for block in self._blocks:
            mark = self._marks.get(id(block))
            for line, text in _parts(block):
                if mark in {"words", "meaning"}:
                    placed += characters(text)
                else:
                    left += characters(text)
                    unplaced.append(Unplaced(line, text, is_boilerplate=mark == "boilerplate"))
        return Report(tuple(flags), tuple(unplaced), placed + left, placed, counts)

    def _mark(self, mark: _Mark, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._marks[id(block)] = mark


def _parts(block: Block) -> Iterator[tuple[int, str]]:
    """The texts of a block with their lines: one, or those of the cells of a table."""
    if not isinstance(block, Table):
        yield block.line, block.text
        return
    for row in block.rows:
        for cell in row:
            for paragraph in cell.paragraphs:
                yield cell.line, paragraph


def _texts(content: Mapping[str, Any]) -> Iterator[str]:
    """All texts of plain data, the keys left out."""
    waiting: list[Any] = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list | tuple):
            waiting += value


def _squeezed(text: str) -> str:
    return "".join(text.split())
