"""The job grade of a title, as a sentence, as a bold word or as a column of a matrix states it."""

import re
from dataclasses import dataclass

from app.domain.importing.blocks import Table
from app.domain.importing.report import Flag

_LONGEST = 600
_NONE = re.compile(r"\bnot (?:\w+ ){0,3}aligned (?:to|with)\b|\bhas no (?:job )?grade\b", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(
    r"\bgrade\b[^\w]{0,6}(?:level\b[^\w]{0,3})?(?:n/?a|tbd|not applicable|none)\b", re.IGNORECASE
)
_GRADE = re.compile(
    r"\bgrades?\b[^\w]{0,6}(?:level\b[^\w]{0,3}|is (?:an? )?)?(\d{1,2})\b(?!\s*%)"
    r"((?:\s*(?:,|/|-|–|and|or|to)\s*(?:grade\s*)?\d{1,2}\b(?!\s*%))*)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:the\s+)?(.{2,100}?),?\s+(?:role\s+|position\s+)?(?:is|are)\s", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}")
_CELL = re.compile(r"(?:grade\s*)?(\d{1,2})(?:\D.*)?", re.IGNORECASE)
_NO_CELL = re.compile(r"n/?a|-|–|—|tbd|none|", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade that a text states; None when it says that there is none. `title` is whom it names, as written."""

    value: int | None
    title: str | None
    line: int
    others: tuple[int, ...] = ()

    def flag(self, place: str) -> Flag | None:
        """What to look at: several grades in one sentence."""
        if not self.others:
            return None
        others = ", ".join(str(other) for other in self.others)
        says = f"The page names several grades. {self.value} was taken; it also names {others}."
        return Flag("several_grades", self.line, place, says)


def grade_in(text: str, line: int) -> Grade | None:
    """The grade a text states, such as "The Senior Baker is a grade 7", "Grade: N/A" or "not aligned to a job grade".

    Returns:
        None when it is about no grade. Of several the first, with the others beside it.
    """
    text = " ".join(text[:_LONGEST].split())
    title = _TITLE.match(text)
    name = title.group(1).strip(" ,") if title else None
    if "grade" not in text.lower():
        return None
    if _NONE.search(text) or _NOT_APPLICABLE.search(text):
        return Grade(None, name, line)
    found = _GRADE.search(text)
    if found is None:
        return None
    value = int(found.group(1))
    others = tuple(int(number) for number in _NUMBER.findall(found.group(2)) if int(number) != value)
    return Grade(value, name, line, others)


def grade_table(table: Table) -> tuple[tuple[str, int | None], ...] | None:
    """Titles with their grades, of a matrix with one column for each; None when the table is something else.

    The first row has to name a column "grade"; titles stand in the first column, several in a cell line by line.
    """
    if len(table.rows) < 2:
        return None
    heads = [cell.text.strip().lower() for cell in table.rows[0]]
    column = next((index for index, head in enumerate(heads) if index and re.search(r"\bgrades?\b", head)), None)
    if column is None:
        return None
    grades: list[tuple[str, int | None]] = []
    for row in table.rows[1:]:
        if len(row) <= column:
            continue
        names = [" ".join(line.split()) for line in row[0].text.split("\n") if line.strip()]
        written = _CELL.fullmatch(" ".join(row[column].text.split()))
        if names and written is None and not _NO_CELL.fullmatch(row[column].text.strip()):
            return None
        grades += [(name, int(written.group(1)) if written else None) for name in names]
    return tuple(grades) or None
