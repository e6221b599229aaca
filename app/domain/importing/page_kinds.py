"""Is a page a ladder, or a job family? Told from its words: of a family, its headings; of a ladder, its levels."""

import re
from collections.abc import Sequence
from typing import Literal

from app.domain.importing.blocks import Block, Heading, Paragraph, Section, Table
from app.domain.importing.found import flat
from app.domain.importing.grades import grade_table
from app.domain.importing.grids import Grid, grids
from app.domain.importing.level_headings import has_level_headings
from app.domain.importing.matrices import has_codes, matrix_of
from app.domain.importing.report import characters

_FAMILY = re.compile(
    r"\b(job grade|job famil\w*|hiring process|interview process|performance indicators?|speciali?t\w*"
    r"|location specific|compensation)\b",
    re.I,
)
_LISTS = re.compile(
    r"\b(responsibilit\w+|requirements?|qualifications?|what you['’]?ll|you have|about you|nice to have)\b", re.I
)
_LADDER = re.compile(
    r"\b(ladders?|frameworks?|career (?:levels?|paths?|progression)|competenc\w+|levels|levell?ing|matrix)\b",
    re.I,
)
_LARGE = 0.5
_LONGEST_HEADING = 120


def kind_of(sections: Sequence[Section]) -> Literal["family", "ladder"]:
    """Which of the two a page is.

    A family has headings of its own (job grade, hiring process, specialties), whatever tables of titles and their
    grades stand in it. A ladder is one large table of levels, or headings that are levels, or a table of competencies.
    """
    blocks = flat(sections)
    headings = [text for block in blocks if (text := _heading(block))]
    matrices = [block for block in blocks if isinstance(block, Table) and not grade_table(block)]
    tables = [grid for block in matrices for grid in grids(block)]
    coded = [grid for grid in tables if has_codes(grid)]
    if any(_FAMILY.search(text) for text in headings):
        return "ladder" if coded and _share(coded, blocks) > _LARGE else "family"
    if coded or has_level_headings(blocks, needs_codes=True):
        return "ladder"
    if any(_LISTS.search(text) for text in headings):
        return "family"
    is_about_ladders = any(_LADDER.search(text) for text in headings)
    if is_about_ladders and (tables or has_level_headings(blocks, needs_codes=False)):
        return "ladder"
    return "ladder" if any(matrix_of(grid) is not None for grid in tables) else "family"


def _heading(block: Block) -> str:
    """The text of a heading, or of a paragraph that looks like one; else nothing."""
    if isinstance(block, Paragraph):
        return block.text if block.is_bold and len(block.text) <= _LONGEST_HEADING else ""
    return block.text if isinstance(block, Heading) else ""


def _share(tables: Sequence[Grid], blocks: Sequence[Block]) -> float:
    """How much of the page's text stands in these tables."""
    inside = sum(
        characters(cell.text) for grid in tables for row in grid.rows for cell in row.cells if cell is not None
    )
    outside = sum(0 if isinstance(block, Table) else characters(block.text) for block in blocks)
    return inside / max(inside + outside, 1)
