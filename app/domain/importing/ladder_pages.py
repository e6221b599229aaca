"""A page that holds a ladder, or several, or a table of competencies: read into drafts, with what found no place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.importing.blocks import Block, Heading, Section, Table
from app.domain.importing.found import flat
from app.domain.importing.grids import grids
from app.domain.importing.keys import key_of
from app.domain.importing.ladder_content import Draft, competencies_of, draft_of
from app.domain.importing.level_headings import matrix_of_headings
from app.domain.importing.matrices import Matrix, matrix_of
from app.domain.importing.report import Flag, Imported, Report, Unplaced, characters

_NOTE_MARK = "*"


def ladder_page(sections: Sequence[Section], *, page: str, title: str = "", flags: Iterable[Flag] = ()) -> Imported:
    """The ladder that a page holds, as a draft.

    Args:
        sections: the whole page.
        page: its file name, which sources name.
        title: the title in its front matter, if it has one.
        flags: what had to be guessed before, which goes into the report.

    Returns:
        the first ladder in `content`, with all of them under `ladders` when there are several, the page's competencies
        under `competencies`, and what stands in front under `summary`. Every text is in it, or among the unplaced.
    """
    reading = _Reading(flat(sections), _document(page))
    reading.flags += flags
    reading.read()
    content = reading.content(title)
    report = reading.report(content)
    return Imported(page, "ladder", content, report)


def _document(page: str) -> str:
    stem = page.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return key_of(stem, default="page").replace("_", "-")


@dataclass(slots=True)
class _Reading:
    """A page on its way into ladders. `placed` holds the identities of the blocks whose words are in them."""

    blocks: tuple[Block, ...]
    document: str
    matrices: list[Matrix] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    placed: set[int] = field(default_factory=set)
    flags: list[Flag] = field(default_factory=list)

    def read(self) -> None:
        self._read_headings(needs_codes=True)
        self._read_tables()
        if not self.matrices:
            self._read_headings(needs_codes=False)
        self.matrices = merged(self.matrices)
        self._read_notes_and_summary()
        if not self.matrices:
            says = "No levels and no competencies were found on this page. Look at what found no place."
            self.flags.append(Flag("no_levels", 1, "ladder", says))

    def _read_headings(self, *, needs_codes: bool) -> None:
        found = matrix_of_headings(self.blocks, needs_codes=needs_codes)
        if found is not None:
            self.matrices.append(found[0])
            self.placed.update(id(block) for block in found[1])

    def _read_tables(self) -> None:
        heading = ""
        top = self._top()
        for block in self.blocks:
            if isinstance(block, Heading):
                heading = block.text if block is not top else ""
            if not isinstance(block, Table) or id(block) in self.placed:
                continue
            read = [matrix for grid in grids(block) if (matrix := matrix_of(grid)) is not None]
            for matrix in read:
                matrix.heading = heading
            self.matrices += read
            if not read:
                says = "This table names no levels and no competencies; its texts found no place."
                self.flags.append(Flag("table_not_read", block.line, heading or "table", says))

    def _top(self) -> Heading | None:
        """The heading of the whole page."""
        return next((block for block in self.blocks if isinstance(block, Heading)), None)

    def _read_notes_and_summary(self) -> None:
        first = min((matrix.line for matrix in self.matrices), default=0)
        for block in self.blocks:
            if id(block) in self.placed or isinstance(block, (Heading, Table)):
                continue
            if block.text.startswith(_NOTE_MARK) and self.matrices:
                self.notes.append(block.text)
            elif block.line < first:
                self.summary.append(block.text)
            else:
                continue
            self.placed.add(id(block))

    def content(self, title: str) -> dict[str, Any]:
        """The page as one ladder, with all of them beside it when there are several."""
        top = self._top()
        name = title or (top.text if top else "") or self.document.replace("-", " ").capitalize()
        drafts = [self._draft(matrix, name) for matrix in self.matrices] or [self._draft(Matrix(1, (), []), name)]
        for draft in drafts:
            self.flags += draft.flags
        first = next((draft for draft in drafts if draft.content["levels"]), drafts[0]).content
        competencies = [
            one
            for draft, matrix in zip(drafts, self.matrices, strict=False)
            if matrix.columns
            for one in competencies_of(draft.content, matrix.columns)
        ]
        labels = list(dict.fromkeys(label for matrix in self.matrices for label in matrix.labels))
        extras: dict[str, Any] = {"summary": "\n".join(self.summary), "notes": self.notes, "labels": labels}
        group_notes = {name: note for matrix in self.matrices for name, note in matrix.group_notes.items()}
        if group_notes:
            extras["groups"] = [{"name": name, "text": note} for name, note in group_notes.items()]
        if len(drafts) > 1:
            extras["ladders"] = [draft.content for draft in drafts]
            says = f"This page holds {len(drafts)} ladders. The first is shown; all of them are under “ladders”."
            self.flags.append(Flag("several_ladders", self.matrices[1].line, first["name"], says))
        if competencies:
            extras["competencies"] = competencies
        return first | extras

    def _draft(self, matrix: Matrix, name: str) -> Draft:
        own = matrix.titles[0] if matrix.titles else (matrix.heading if len(self.matrices) > 1 else "")
        self.summary += matrix.titles[1:]
        return draft_of(matrix, name=own or name, document=self.document, notes=self.notes)

    def report(self, content: dict[str, Any]) -> Report:
        """What became of the page. A heading is placed with anything below it."""
        placed = self.placed | self._headings_in_use()
        cells = {one for matrix in self.matrices for one in matrix.placed}
        total, heading = 0, ""
        unplaced: list[Unplaced] = []
        below: dict[str, list[Unplaced]] = {}
        for block in self.blocks:
            heading = block.text if isinstance(block, Heading) else heading
            for line, text, is_placed in _texts(block, placed, cells):
                total += characters(text)
                if not is_placed:
                    unplaced.append(Unplaced(line, text))
                    below.setdefault(heading, []).append(unplaced[-1])
        flags = [*dict.fromkeys(self.flags), *(_not_read(heading, texts) for heading, texts in below.items())]
        missing = sum(characters(one.text) for one in unplaced)
        ladders = content.get("ladders", [content])
        counts = {name: count for ladder in ladders for name, count in counts_of(ladder).items()}
        return Report(tuple(flags), tuple(unplaced), total, total - missing, counts)

    def _headings_in_use(self) -> set[int]:
        used: set[int] = set()
        path: list[Heading] = []
        cells = {one for matrix in self.matrices for one in matrix.placed}
        for block in self.blocks:
            if isinstance(block, Heading):
                path = [*(above for above in path if above.depth < block.depth), block]
            elif id(block) in self.placed or (isinstance(block, Table) and _is_used(block, cells)):
                used.update(map(id, path))
        return used


def _not_read(heading: str, texts: Sequence[Unplaced]) -> Flag:
    many = "1 text" if len(texts) == 1 else f"{len(texts)} texts"
    says = f"{many} below this heading found no place. Put into the ladder what belongs to it."
    return Flag("section_not_read", texts[0].line, heading or "top of the page", says)


def _is_used(table: Table, cells: set[int]) -> bool:
    return any(id(cell) in cells for row in table.rows for cell in row)


def _texts(block: Block, placed: set[int], cells: set[int]) -> Iterable[tuple[int, str, bool]]:
    """Line, text and whether it is placed, for each text of a block."""
    if not isinstance(block, Table):
        yield block.line, block.text, id(block) in placed
        return
    for row in block.rows:
        for cell in row:
            if cell.paragraphs:
                yield cell.line, cell.text, id(block) in placed or id(cell) in cells


def counts_of(ladder: dict[str, Any]) -> dict[str, dict[str, int]]:
    """For each level, or each column of competencies, how many cells have which state."""
    names = {level["code"]: f"{level['code']} {level['name']}" for level in ladder["levels"]}
    names = names or {key: key for row in ladder["rows"][:1] for key in row["cells"]}
    counts: dict[str, dict[str, int]] = {}
    for key, name in names.items():
        states = [row["cells"][key]["state"] for row in ladder["rows"]]
        counts[name] = {state: states.count(state) for state in ("value", "not_applicable", "missing")}
    return counts


def merged(matrices: Sequence[Matrix]) -> list[Matrix]:
    """One matrix for tables without titles, and headings, that are about the same levels."""
    found: list[Matrix] = []
    for matrix in sorted(matrices, key=lambda one: one.line):
        same = next((one for one in found if _are_of_one_ladder(one, matrix)), None)
        if same is None:
            found.append(matrix)
        else:
            _merge(same, matrix)
    return found


def _are_of_one_ladder(one: Matrix, other: Matrix) -> bool:
    if other.titles or not one.levels or not other.levels:
        return False
    if one.heading != other.heading and one.heading and other.heading and _say_the_same(one, other):
        return False
    codes, others = {level.code for level in one.levels}, {level.code for level in other.levels}
    return codes <= others or others <= codes


def _say_the_same(one: Matrix, other: Matrix) -> bool:
    """Whether two tables below different headings have the same rows: then they are ladders of two professions."""
    rows, others = {row.name.casefold() for row in one.rows}, {row.name.casefold() for row in other.rows}
    return len(rows & others) * 2 >= min(len(rows), len(others))


def _merge(matrix: Matrix, other: Matrix) -> None:
    for each in (matrix, other):
        for row in each.rows:
            row.group = row.group or each.heading or None
    if len(other.levels) > len(matrix.levels):
        matrix.levels = other.levels
    rows = {(row.group, row.name.casefold()): row for row in matrix.rows}
    for row in other.rows:
        same = rows.get((row.group, row.name.casefold()))
        if same is None:
            matrix.rows.append(row)
        else:
            for key, texts in row.texts.items():
                same.add(key, texts)
    matrix.labels += other.labels
    matrix.group_notes |= other.group_notes
    matrix.placed |= other.placed
    matrix.flags += [flag for flag in other.flags if flag.code not in {each.code for each in matrix.flags}]
