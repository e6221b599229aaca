"""A table of a page, in HTML or between pipes, into rows of cells. It may be broken: every word lands in a cell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.importing.blocks import Cell, Table
from app.domain.importing.inline import visible

WIDEST_SPAN = 60
LONGEST_SPAN = 1000
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>"""
    r"""|<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]*+>"""
)
_COLUMNS = re.compile(r"colspan\s*+=\s*+[\"']?(\d{1,4})", re.IGNORECASE)
_ROWS = re.compile(r"rowspan\s*+=\s*+[\"']?(\d{1,4})", re.IGNORECASE)
_BREAKS = frozenset(("p", "br", "div", "section", "li", "ul", "ol", "hr", "dl", "dt", "dd", "blockquote"))
_BREAKING = _BREAKS | {f"h{depth}" for depth in range(1, 7)}
_FRAMES = frozenset(("thead", "tbody", "tfoot", "colgroup", "col", "caption"))
_BOLD = frozenset(("strong", "b"))
_PLAIN = re.compile(r"[a-zA-Z0-9 .,;'\"%$?-]*+")
_ITEM = re.compile(r"[-*+•]\s|\d{1,3}[.)]\s")
_DASHES = re.compile(r":?-+:?")
_LINE_BREAK = re.compile(r"<br\s{0,9}/?\s{0,9}>", re.IGNORECASE)


def pipe_table(lines: Sequence[str], first_line: int) -> Table:
    """The table that these lines hold between pipes. A row above a line of dashes is its header.

    Args:
        lines: every line of the table.
        first_line: the number of the first of them in the page.
    """
    rows: list[tuple[Cell, ...]] = []
    for index, line in enumerate(lines):
        texts = _between_pipes(line)
        if _is_of_dashes(texts, shortest=1 if index < 2 else 3):
            rows[-1:] = [tuple(Cell(cell.line, cell.paragraphs, is_header=True) for cell in row) for row in rows[-1:]]
        else:
            rows.append(_row(_pipe_cell(text, first_line + index) for text in texts))
    return Table(first_line, tuple(rows))


def _between_pipes(line: str) -> list[str]:
    """The texts of one line, without the outer pipes and empty ends. A pipe behind a backslash belongs to the text."""
    parts = [part.strip().replace("\0", "|") for part in line.strip().replace("\\|", "\0").split("|")]
    while parts and not parts[-1]:
        parts.pop()
    return parts if not parts or parts[0] else parts[1:]


def _is_of_dashes(texts: Sequence[str], *, shortest: int) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and all(_DASHES.fullmatch(text) and text.count("-") >= shortest for text in filled)


def _pipe_cell(text: str, line: int) -> Cell:
    is_bold = len(text) > len("****") and text.startswith(("**", "__")) and text.endswith(("**", "__"))
    return Cell(line, _paragraphs(_LINE_BREAK.split(text)), is_header=is_bold)


def _paragraphs(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(shown for text in texts if text and (shown := _shown(text)))


def _shown(text: str) -> str:
    """The visible text; the look at what bears no markup is there for large pages."""
    return " ".join(text.split()) if _PLAIN.fullmatch(text) else visible(text)


def _row(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells of a row; none at all where nothing is written and nothing reaches into another row."""
    listed = tuple(cells)
    return listed if any(cell.paragraphs or cell.rows > 1 for cell in listed) else ()


def html_table(lines: Sequence[str], first_line: int) -> Table:
    """The table that these lines hold in HTML, whatever is missing in it.

    Args:
        lines: from the line of the opening tag to that of the closing one, or to where the page gives it up.
        first_line: the number of the first of them in the page.
    """
    reader = _Reader()
    text = "\n".join(lines)
    line, at = first_line, 0
    for tag in _TAG.finditer(text):
        reader.take_text(text[at : tag.start()], line)
        line += text.count("\n", at, tag.start())
        reader.take_tag(tag, line)
        line += tag[0].count("\n")
        at = tag.end()
    reader.take_text(text[at:], line)
    reader.end_row()
    return Table(first_line, tuple(reader.rows))


@dataclass(slots=True)
class _OpenCell:
    """A cell that is being read. It stays open until the next one, so that stray text has a place."""

    line: int
    is_header: bool = False
    columns: int = 1
    rows: int = 1
    is_closed: bool = False
    pieces: list[str] = field(default_factory=list)
    has_plain: bool = False
    has_bold: bool = False

    def closed(self) -> Cell:
        texts = _paragraphs(_in_paragraphs("".join(self.pieces)))
        is_header = self.is_header or (self.has_bold and not self.has_plain)
        return Cell(self.line, texts, self.columns, self.rows, is_header)


@dataclass(slots=True)
class _Reader:
    """Takes the table's text and tags one after the other. `inside` counts tables within the open cell."""

    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    cell: _OpenCell | None = None
    inside: int = 0
    bold: int = 0

    def take_text(self, text: str, line: int) -> None:
        if self.cell is None:
            if not text.strip():
                return
            self.cell = _OpenCell(line)
        self.cell.pieces.append(text)
        if text.strip():
            self.cell.has_bold |= self.bold > 0
            self.cell.has_plain |= self.bold == 0

    def take_tag(self, tag: re.Match[str], line: int) -> None:
        is_end, name = bool(tag[1] or tag[4]), (tag[2] or tag[5]).lower()
        if name == "table":
            self._table(is_end)
        elif name in {"td", "th", "tr"} and self.inside:
            self._break()
        elif name == "tr":
            self.end_row()
        elif name in {"td", "th"}:
            self._cell(tag[0], name, line, is_end=is_end)
        elif name in _BOLD:
            self.bold = max(0, self.bold + (-1 if is_end else 1))
        elif name in _BREAKING:
            self._break()
        elif name not in _FRAMES:
            self.take_text(tag[0], line)

    def _table(self, is_end: bool) -> None:
        self._break()
        if self.inside:
            self.inside += -1 if is_end else 1
        elif self.cell is not None and not self.cell.is_closed and not is_end:
            self.inside = 1
        else:
            self.end_row()

    def _cell(self, tag: str, name: str, line: int, *, is_end: bool) -> None:
        if is_end:
            if self.cell is not None:
                self.cell.is_closed = True
                self._break()
            return
        self._end_cell()
        self.bold = 0
        self.cell = _OpenCell(
            line, name == "th", _span(_COLUMNS, tag, most=WIDEST_SPAN), _span(_ROWS, tag, most=LONGEST_SPAN)
        )

    def _break(self) -> None:
        if self.cell is not None:
            self.cell.pieces.append("\n\n")

    def _end_cell(self) -> None:
        if self.cell is not None:
            self.row.append(self.cell.closed())
        self.cell = None

    def end_row(self) -> None:
        """Nothing more comes into this row."""
        self._end_cell()
        if self.row:
            self.rows.append(_row(self.row))
        self.row = []


def _span(pattern: re.Pattern[str], tag: str, *, most: int) -> int:
    found = pattern.search(tag)
    return min(max(int(found[1]), 1), most) if found else 1


def _in_paragraphs(text: str) -> list[str]:
    """The lines of a cell put together: an empty line or the mark of an item begins a new paragraph."""
    paragraphs: list[list[str]] = [[]]
    for line in map(str.strip, text.split("\n")):
        if not line or _ITEM.match(line):
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
    return [" ".join(lines) for lines in paragraphs if lines]
