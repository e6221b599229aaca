"""Levels: their codes and names in order, and what the table's cells say of them."""

import re
from collections.abc import Iterator
from itertools import combinations

from app.domain.ladder import Ladder, Level, Row
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.words import bare, joined, name_words, seniority


def check_levels(ladder: Ladder) -> Iterator[LintFinding]:
    """Everything about a ladder's levels, one by one and row by row."""
    for low, high in combinations(ladder.levels, 2):
        yield from _pair(ladder, low, high)
    cited = {clause.row for rule in ladder.rules for clause in rule.clauses}
    for row in ladder.rows:
        yield from _missing_cells(ladder, row)
        yield from _strange_levels(ladder, row)
        if row.key in cited:
            yield from _repeated_cells(ladder, row)
    yield from _phrases(ladder)


def _pair(ladder: Ladder, low: Level, high: Level) -> Iterator[LintFinding]:
    place = ("levels", " + ".join(sorted((low.code, high.code))))
    if name_words(low.name) == name_words(high.name):
        says = f"{low.code} and {high.code} are both called {high.name}."
        yield noted(ladder, "level-names-collide", place, says, [low.name])
    (letters, number), (others, other) = _parts(low.code), _parts(high.code)
    if letters == others and number > other:
        says = f"{low.code} stands below {high.code}, though its number is higher."
        yield noted(ladder, "level-codes-disorder", place, says)
    (stem, rank), (other_stem, other_rank) = seniority(low.name), seniority(high.name)
    if stem == other_stem and rank > other_rank:
        says = f"{low.code} {low.name} stands below {high.code} {high.name}."
        yield noted(ladder, "level-names-disorder", place, says, [low.name, high.name])


def _parts(code: str) -> tuple[str, int]:
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :] or 0)


def _missing_cells(ladder: Ladder, row: Row) -> Iterator[LintFinding]:
    for code, cell in row.cells.items():
        if cell.state == "missing":
            says = f"The row {row.name} says nothing of {code}, not even that it does not apply."
            yield noted(ladder, "cell-missing", ("rows", row.key, code), says)
        elif cell.footnote == "missing":
            says = f"The cell of {code} in the row {row.name} has a mark whose footnote is not there."
            yield noted(ladder, "footnote-missing", ("rows", row.key, code), says, [code, cell.as_written or ""])


def _strange_levels(ladder: Ladder, row: Row) -> Iterator[LintFinding]:
    for code, cell in row.cells.items():
        met = _codes_in(cell.text, ladder) - {code}
        if met:
            says = f"The cell of {code} in the row {row.name} speaks of {joined(sorted(met))}."
            yield noted(ladder, "level-code-elsewhere", ("rows", row.key, code), says, sorted(met))
        yield from _unused(ladder, ("rows", row.key, code), code, cell.text)


def _codes_in(text: str, ladder: Ladder) -> set[str]:
    return {level.code for level in ladder.levels} & set(re.findall(r"\b[A-Z]{1,3}[0-9]{1,2}\b", text))


def _unused(ladder: Ladder, place: tuple[str, ...], code: str, text: str) -> Iterator[LintFinding]:
    """Names of levels that are not in use, in what is said of one that is."""
    if not ladder.level(code).in_use:
        return
    said = f" {bare(text)} "
    for level in ladder.levels:
        if not level.in_use and f" {bare(level.name)} " in said:
            says = f"What is said of {code} uses “{level.name}”, the name of {level.code}, which is not in use."
            yield noted(ladder, "level-unused-named", place, says, [code, level.name])


def _repeated_cells(ladder: Ladder, row: Row) -> Iterator[LintFinding]:
    """Only in rows that a rule rests on: elsewhere levels may well have the same figures."""
    for (low, one), (high, other) in combinations(row.cells.items(), 2):
        if one.state == other.state == "value" and bare(one.text) == bare(other.text):
            pair = sorted((low, high))
            says = f"The row {row.name} says of {low} and of {high} the same, word for word."
            yield noted(ladder, "cell-repeats", ("rows", row.key, " + ".join(pair)), says, [one.text])


def _phrases(ladder: Ladder) -> Iterator[LintFinding]:
    for signal in ladder.signals:
        for statement in signal.statements:
            place = ("signals", signal.key, statement.key)
            if statement.levels:
                yield from _unused(ladder, place, statement.level, f"{statement.text} {statement.phrase}")
