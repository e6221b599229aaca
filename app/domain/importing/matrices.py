"""The part of a table that says something of every level, or of every competency, as rows of a ladder."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.importing.blocks import Cell
from app.domain.importing.grids import Grid, GridRow
from app.domain.importing.keys import key_of
from app.domain.importing.level_names import LevelName, NamedLevel, coded, has_code, is_rank, level_name
from app.domain.importing.report import Flag

WITHOUT_NAME = "Description"
_NO_LEVEL = re.compile(r"\b(notes?|comments?|remarks?|examples?|descriptions?|definitions?|weight|links?)\b", re.I)
_LEVEL_WORD = re.compile(r"\b(levels?|titles?|roles?|positions?|rank|seniority)\b", re.I)
_TITLE_WORD = re.compile(r"\b(titles?|names?|roles?|positions?)\b", re.I)
_COMPETENCY_WORD = re.compile(
    r"\b(competenc(?:y|ies)|skills?|capabilit(?:y|ies)|attributes?|dimensions?|traits?)\b", re.I
)
_GROUP_WORD = re.compile(r"\b(categor(?:y|ies)|groups?|areas?|themes?|pillars?)\b", re.I)
_NUMBER = re.compile(r"\d{1,2}")
_LEADING_COLUMNS = 6
_LEADING_ROWS = 100


@dataclass(slots=True)
class MatrixRow:
    """A row of a ladder: for each level's code, or each column's key, what it says, paragraph by paragraph."""

    name: str
    line: int
    group: str | None = None
    texts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, key: str, texts: Iterable[str]) -> None:
        """More text for one level."""
        self.texts.setdefault(key, []).extend(texts)


@dataclass(slots=True)
class Matrix:
    """Levels and what is said of them, below a heading. `placed` are the cells that went into it, by identity.

    `labels` are the headers of what names rows and levels, such as "Job Level". `columns` are the headers of a table
    without levels, by the key that takes the place of a level's code. `group_notes` is what stands below the name of a
    group of rows.
    """

    line: int
    levels: tuple[NamedLevel, ...]
    rows: list[MatrixRow]
    titles: tuple[str, ...] = ()
    heading: str = ""
    labels: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    group_notes: dict[str, str] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)
    flags: list[Flag] = field(default_factory=list)

    def place(self, *cells: Cell | None) -> None:
        """The words of these cells are in the matrix now."""
        self.placed.update(id(cell) for cell in cells if cell is not None)


def matrix_of(grid: Grid) -> Matrix | None:
    """The levels of this table as columns or as rows, or its competencies; None when it holds neither."""
    columns = _level_columns(grid)
    if columns:
        return _by_columns(grid, columns)
    column = _level_column(grid)
    if column is not None:
        return _by_rows(grid, column)
    return _competencies(grid)


def has_codes(grid: Grid) -> bool:
    """Whether the table is about levels that have codes."""
    header = [cell for cell in grid.header.cells[1:] if cell is not None and has_code(cell.text)]
    return len(header) > 1 or _column_with_codes(grid) is not None


def _level_columns(grid: Grid) -> list[int]:
    """The columns that stand for levels, or none when the header names no two levels."""
    header = _by_column(grid.header)
    with_code = [column for column, cell in header.items() if column and has_code(cell.text)]
    named = [column for column, cell in header.items() if column and (has_code(cell.text) or is_rank(cell.text))]
    is_about_levels = 0 in header and bool(_LEVEL_WORD.search(header[0].text))
    if len(with_code) < 2 - is_about_levels and (len(named) < 2 or len(named) * 2 < len(header) - 1):
        return []
    return [column for column, cell in header.items() if column >= named[0] and not _NO_LEVEL.search(cell.text)]


def _by_column(row: GridRow) -> dict[int, Cell]:
    """The cells of a row that have text, by column."""
    return {column: cell for column in range(len(row.cells)) if (cell := row.cell(column)) is not None}


def _by_columns(grid: Grid, columns: Sequence[int]) -> Matrix:
    """A table with a column for each level and a row for each thing that is said of them."""
    header = _by_column(grid.header)
    cells = list({id(header[column]): header[column] for column in columns}.values())
    levels, flags = coded([level_name(cell.text, cell.line) for cell in cells])
    codes = {id(cell): level.code for cell, level in zip(cells, levels, strict=False)}
    found = _begun(grid, levels, flags)
    labels = [column for column in range(columns[0]) if column in header or column == columns[0] - 1]
    found.place(*(header.get(column) for column in [*labels, *columns]))
    found.labels += [header[column].text for column in labels if column in header]
    reading = _Rows(found)
    for row in grid.rows:
        reading.begin(row, labels)
        for column in columns:
            code = codes.get(id(header[column]))
            if code is not None:
                reading.add(code, row.cell(column))
    return found


def _begun(grid: Grid, levels: Sequence[NamedLevel] = (), flags: Sequence[Flag] = ()) -> Matrix:
    found = Matrix(grid.line, tuple(levels), [], tuple(cell.text for cell in grid.titles), flags=list(flags))
    found.place(*grid.titles)
    return found


@dataclass(slots=True)
class _Rows:
    """Adds rows to a matrix. A row without a name of its own goes on with the row above it."""

    matrix: Matrix
    label: Cell | None = None
    seen: set[tuple[str, int]] = field(default_factory=set)

    def begin(self, row: GridRow, labels: Sequence[int]) -> None:
        cells = [cell for column in labels if (cell := row.cell(column)) is not None]
        name = row.cell(labels[-1]) if labels else None
        is_known = all(cell is None or id(cell) in self.matrix.placed for cell in [row.group, *cells])
        if self.matrix.rows and is_known and (name is None or name is self.label):
            return
        self.matrix.place(row.group, *cells)
        above = [cell for cell in [row.group, *cells] if cell is not None and cell is not name]
        group = ", ".join(dict.fromkeys(cell.paragraphs[0] for cell in above)) or None
        self.matrix.group_notes |= {
            cell.paragraphs[0]: " ".join(cell.paragraphs[1:]) for cell in above if cell.paragraphs[1:]
        }
        self.label = name
        self.matrix.rows.append(MatrixRow(" ".join(name.paragraphs) if name else WITHOUT_NAME, row.line, group))

    def add(self, key: str, cell: Cell | None) -> None:
        if cell is None or (key, id(cell)) in self.seen:
            return
        self.seen.add((key, id(cell)))
        self.matrix.rows[-1].add(key, cell.paragraphs)
        self.matrix.place(cell)


def _column_with_codes(grid: Grid) -> int | None:
    """The column among the first ones in which most rows give the code of a level."""
    rows = grid.rows[:_LEADING_ROWS]
    columns = range(min(grid.width, _LEADING_COLUMNS))
    counts = [len([row for row in rows if (cell := row.cell(column)) and has_code(cell.text)]) for column in columns]
    most = max(counts, default=0)
    return counts.index(most) if most > 1 and most * 2 >= len(rows) else None


def _level_column(grid: Grid) -> int | None:
    """The column whose cells name levels: they have codes, or they are ranks or numbers where the header says so."""
    column = _column_with_codes(grid)
    label = grid.header.cell(0)
    if column is not None or label is None or not _LEVEL_WORD.search(label.text) or grid.width < 2:
        return column
    first = [cell.text for row in grid.rows if (cell := row.cell(0)) is not None]
    ranks = [text for text in first if is_rank(text) or _NUMBER.fullmatch(text)]
    return 0 if len(ranks) > 1 and len(ranks) * 2 >= len(first) else None


def _by_rows(grid: Grid, column: int) -> Matrix:
    """A table with a row for each level and a column for each thing that is said of it."""
    named = [(row, cell) for row in grid.rows if (cell := row.cell(column)) is not None]
    cells = list({id(cell): cell for _row, cell in named}.values())
    title = next(
        (at for at, cell in _by_column(grid.header).items() if at != column and _TITLE_WORD.search(cell.text)), None
    )
    rows = {id(cell): row for row, cell in reversed(named)}
    names = [_name_in_row(cell, rows[id(cell)].cell(title) if title is not None else None) for cell in cells]
    levels, flags = coded(names)
    found = _begun(grid, levels, flags)
    codes = {id(cell): level.code for cell, level in zip(cells, levels, strict=False)}
    for at in range(grid.width):
        head = grid.header.cell(at)
        texts = [(codes[id(cell)], row.cell(at)) for row, cell in named if id(cell) in codes]
        if at == column:
            found.labels += [head.text] if head else []
            found.place(head, *cells[: len(levels)])
        elif any(cell for _code, cell in texts):
            reading = _Rows(found)
            found.place(head)
            found.rows.append(MatrixRow(" ".join(head.paragraphs) if head else WITHOUT_NAME, grid.line))
            for code, cell in texts:
                reading.add(code, cell)
    return found


def _name_in_row(cell: Cell, title: Cell | None) -> LevelName:
    """A level's name from its cell; a bare number counts the levels, and a bare code takes the name beside it."""
    text = f"Level {cell.text}" if _NUMBER.fullmatch(cell.text) else cell.text
    named = level_name(text, cell.line)
    if title is None or named.code is None or named.name not in {named.code, text}:
        return named
    return LevelName(named.code, level_name(title.text, cell.line).name, named.is_in_use, cell.line)


def _competencies(grid: Grid) -> Matrix | None:
    """A table of competencies and what shows them, with no levels; its columns take the place of levels."""
    header = _by_column(grid.header)
    name = next((column for column, cell in header.items() if _COMPETENCY_WORD.search(cell.text)), None)
    if name is None:
        return None
    labels = [column for column, cell in header.items() if column < name and _GROUP_WORD.search(cell.text)] + [name]
    values = [column for column in header if column not in labels]
    if not values or not grid.rows:
        return None
    found = _begun(grid)
    found.place(*header.values())
    found.labels += [cell.text for cell in header.values()]
    found.columns = {key_of(header[column].text, default="column"): header[column].text for column in values}
    reading = _Rows(found)
    for row in grid.rows:
        reading.begin(row, labels)
        for column in values:
            reading.add(key_of(header[column].text, default="column"), row.cell(column))
    return found
