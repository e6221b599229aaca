"""Texts of every part: what was left unfinished, markup of the page it came from, and marks without a footnote."""

import re
from collections.abc import Iterator, Sequence

from app.domain.competency import CompetencySet
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.lint.finding import Linted, LintFinding, noted
from app.domain.lint.items import each_item
from app.domain.lint.words import quoted
from app.domain.playbook import Playbook

UNFINISHED = re.compile(
    r"\b(?:T(?:ODO|BD|BC)|FIX(?:ME)|X{3}|lorem ipsum|to be (?:defined|determined|written))\b", re.IGNORECASE
)
MARKUP = re.compile(r"\]\(|\*\*|</?[a-z][a-z0-9]*[ />]|\{%|\{\{|\{:|&(?:nbsp|amp|lt|gt|#[0-9]+);", re.IGNORECASE)
MARK = re.compile(r"[^\W\d_][.,;:]?(?:\*{1,3}|[†‡]|\[[0-9]{1,2}\])(?=\s|$)")
Placed = tuple[Sequence[str], str]


def check_texts(book: Playbook) -> Iterator[LintFinding]:
    """Everything about texts by themselves, in all parts of a playbook."""
    yield from check_ladder_texts(book.ladder)
    yield from _checked(book.family, _family_texts(book.family))
    yield from _checked(book.competencies, _catalogue_texts(book.competencies))


def check_ladder_texts(ladder: Ladder) -> Iterator[LintFinding]:
    """The same for a ladder alone."""
    yield from _checked(ladder, _ladder_texts(ladder))


def _checked(shape: Linted, texts: Iterator[Placed]) -> Iterator[LintFinding]:
    for place, text in texts:
        for code, pattern, says in (
            ("text-unfinished", UNFINISHED, "is not written yet"),
            ("text-markup", MARKUP, "holds markup of the page it came from"),
            ("text-mark", MARK, "has a mark, and no footnote goes with it"),
        ):
            met = pattern.search(text)
            if met:
                yield noted(shape, code, place, f"{quoted(text)} {says} ({met.group().strip()}).", [text])


def _ladder_texts(ladder: Ladder) -> Iterator[Placed]:
    for row in ladder.rows:
        for code, cell in row.cells.items():
            if cell.footnote is None:
                yield ("rows", row.key, code), cell.text
    for signal in ladder.signals:
        yield ("signals", signal.key, "question"), signal.question
        for statement in signal.statements:
            yield ("signals", signal.key, statement.key), statement.text
    for rule in ladder.rules:
        for clause in rule.clauses:
            yield ("rules", rule.level, clause.key), clause.says


def _family_texts(family: JobFamily) -> Iterator[Placed]:
    for place, item in each_item(family):
        yield place, item.text
    for title in family.titles:
        yield ("titles", title.key, "summary"), title.summary
    for stage in family.stages:
        yield ("stages", stage.key, "happens"), stage.happens
    yield ("confidence_statement",), family.confidence_statement
    for indicator in family.indicators:
        yield ("indicators", indicator.key), indicator.text


def _catalogue_texts(catalogue: CompetencySet) -> Iterator[Placed]:
    for area in catalogue.competencies:
        place = ("competencies", area.key)
        yield (*place, "definition"), area.definition
        for anchor in area.anchors:
            yield (*place, "anchors", str(anchor.point)), anchor.text
        for question in area.questions:
            yield ("questions", question.key), " ".join((question.text, question.strong, question.weak))
