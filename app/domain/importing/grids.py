"""Tables with their spans spread out: titles across the table, a header, rows of cells, and groups of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.importing.blocks import Cell, Table
from app.domain.importing.tables import WIDEST_SPAN

Slots = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row. A cell that spans several places stands in each of them; `group` is the row across above it."""

    line: int
    group: Cell | None
    cells: Slots

    def cell(self, column: int) -> Cell | None:
        """The cell in this column, or None where there is none or nothing is written in it."""
        cell = self.cells[column] if column < len(self.cells) else None
        return cell if cell is not None and cell.paragraphs else None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or a part of one that has its own title or header."""

    line: int
    titles: tuple[Cell, ...]
    header: GridRow
    rows: tuple[GridRow, ...]

    @property
    def width(self) -> int:
        """How many columns there are, the widest row's."""
        return max(len(row.cells) for row in (self.header, *self.rows))


def grids(table: Table) -> tuple[Grid, ...]:
    """The parts of a table: a new one begins at a row across that is followed by another header.

    Returns:
        at least one part for a table with text. Rows without any text are left out, and so are columns beyond the
        sixtieth; a header that comes back is in no row.
    """
    spread = _Spread()
    rows = [row for row in map(spread.row, table.rows) if any(cell and cell.paragraphs for cell in row)]
    parts = _Parts()
    for index, row in enumerate(rows):
        following = next((later for later in rows[index + 1 : index + 4] if _across(later) is None), None)
        parts.take(row, following)
    parts.end()
    return tuple(parts.grids)


@dataclass(slots=True)
class _Spread:
    """Puts cells into columns. `reaching` are the cells of rows above that still reach down, by column."""

    reaching: dict[int, tuple[Cell, int]] = field(default_factory=dict)

    def row(self, cells: Sequence[Cell]) -> Slots:
        slots: list[Cell | None] = []
        below: dict[int, tuple[Cell, int]] = {}
        for cell in cells:
            self._carry(slots, below)
            if len(slots) >= WIDEST_SPAN:
                break
            for column in range(len(slots), min(len(slots) + cell.columns, WIDEST_SPAN)):
                slots.append(cell)
                if cell.rows > 1:
                    below[column] = (cell, cell.rows - 1)
        self._carry(slots, below)
        self.reaching = below
        return tuple(slots)

    def _carry(self, slots: list[Cell | None], below: dict[int, tuple[Cell, int]]) -> None:
        while (column := len(slots)) in self.reaching:
            cell, rows = self.reaching.pop(column)
            slots.append(cell)
            if rows > 1:
                below[column] = (cell, rows - 1)


def _distinct(slots: Slots) -> Iterator[Cell]:
    """The cells with text, each once."""
    before: Cell | None = None
    for cell in slots:
        if cell is not None and cell is not before and cell.paragraphs:
            yield cell
        before = cell


def _across(slots: Slots) -> Cell | None:
    """The only cell of a row, when it stands across the table: as a title or as the name of a group."""
    filled = list(_distinct(slots))
    if len(filled) != 1 or slots[0] is not filled[0]:
        return None
    only = filled[0]
    is_alone = len(slots) == only.columns and only.rows == 1
    return only if is_alone or (only.is_header and only.rows == 1) else None


@dataclass(slots=True)
class _Parts:
    """Takes the rows of a table one after the other and makes grids of them."""

    grids: list[Grid] = field(default_factory=list)
    titles: list[Cell] = field(default_factory=list)
    header: GridRow | None = None
    group: Cell | None = None
    rows: list[GridRow] = field(default_factory=list)

    def take(self, slots: Slots, following: Slots | None) -> None:
        across = _across(slots)
        if across is None:
            self._take_row(slots)
        elif self.header is None:
            self.titles.append(across)
        elif self._begins_anew(following):
            self.end()
            self.titles = [across]
        else:
            self.group = across

    def _take_row(self, slots: Slots) -> None:
        row = GridRow(next(_distinct(slots)).line, self.group, slots)
        if self.header is None:
            self.header = row
        elif _texts(slots) != _texts(self.header.cells):
            self.rows.append(row)

    def _begins_anew(self, following: Slots | None) -> bool:
        if following is None or self.header is None:
            return False
        first, above = _texts(following)[0].casefold(), _texts(self.header.cells)[0].casefold()
        return (bool(first) and first == above) or (_are_headers(following) and _are_headers(self.header.cells))

    def end(self) -> None:
        """The part that is open is over. Where every row stood across the table, they are its header and rows."""
        if self.header is None and self.titles:
            self.header, *self.rows = [GridRow(cell.line, None, (cell,)) for cell in self.titles]
            self.titles = []
        if self.header is not None:
            self.grids.append(Grid(self.header.line, tuple(self.titles), self.header, tuple(self.rows)))
        self.titles, self.header, self.group, self.rows = [], None, None, []


def _texts(slots: Slots) -> tuple[str, ...]:
    return tuple(cell.text if cell is not None else "" for cell in slots)


def _are_headers(slots: Slots) -> bool:
    filled = list(_distinct(slots))
    return len(filled) > 1 and all(cell.is_header for cell in filled)
