"""A ladder as a grid, and why one of its levels is not another: row by row, signal by signal, rule by rule.

Only the ladder's own cells and phrases are read here. The neutral statements of a scorecard are not: whoever still
owes a card must not learn which level a statement stands for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.ladder import Cell, Clause, Ladder, Level, LevelRule, Row, ScopeSignal

STATES = {"not_applicable": "Not applicable", "missing": "Nothing is said"}


@dataclass(frozen=True, slots=True)
class Span:
    """What a row says of neighbouring levels alike. `note` tells of a mark without its footnote, if there is one."""

    levels: tuple[Level, ...]
    text: str
    is_said: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid, or one scope signal: spans from the lowest level to the highest."""

    key: str
    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class BesideRow:
    """What one row, or one signal, says of two levels."""

    name: str
    low: str
    high: str

    @property
    def is_same(self) -> bool:
        """Whether it says the same of both."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class ClauseBeside:
    """A clause of the higher level's rule; `is_new` when the lower level's rule has nothing like it."""

    clause: Clause
    is_new: bool


@dataclass(frozen=True, slots=True)
class LevelsBeside:
    """Two levels of one ladder, the lower first. `context` signals never count for a level."""

    low: Level
    high: Level
    rows: tuple[BesideRow, ...]
    signals: tuple[BesideRow, ...]
    low_rule: tuple[Clause, ...]
    high_rule: tuple[ClauseBeside, ...]

    @property
    def unlike_signals(self) -> int:
        """How many signals say something else of the two."""
        return sum(not signal.is_same for signal in self.signals)

    @property
    def unlike_rows(self) -> int:
        """How many rows say something else of the two."""
        return sum(not row.is_same for row in self.rows)

    @property
    def asks_more(self) -> bool:
        """Whether the higher level's rule has a clause over ratings that the lower one's has not."""
        return any(item.is_new and item.clause.over == "areas" for item in self.high_rule)


def grid(ladder: Ladder) -> tuple[GridRow, ...]:
    """The rows of the document's table; neighbouring levels with the same cell share it."""
    return tuple(_row(row, ladder) for row in ladder.rows)


def signal_grid(ladder: Ladder) -> tuple[GridRow, ...]:
    """The scope signals in the ladder's own phrases; neighbouring levels with one statement share it."""
    return tuple(_signal(signal, ladder) for signal in ladder.signals)


def levels_beside(ladder: Ladder, one: str, other: str) -> LevelsBeside:
    """Two levels as they compare.

    Raises:
        BadData: if the ladder has no such level, or for the same level twice.
    """
    low, high = sorted((ladder.level(one), ladder.level(other)), key=lambda level: ladder.rank(level.code))
    if low.code == high.code:
        raise BadData(f"Choose two different levels: both are {low.code}.")
    low_rule, high_rule = _clauses(ladder.rules, low.code), _clauses(ladder.rules, high.code)
    return LevelsBeside(
        low=low,
        high=high,
        rows=tuple(BesideRow(row.name, _said(row.cells[low.code]), _said(row.cells[high.code])) for row in ladder.rows),
        signals=tuple(
            BesideRow(item.name, phrase_at(item, low.code), phrase_at(item, high.code)) for item in ladder.signals
        ),
        low_rule=low_rule,
        high_rule=tuple(ClauseBeside(clause, not _is_among(clause, low_rule)) for clause in high_rule),
    )


def phrase_at(signal: ScopeSignal, code: str) -> str:
    """What the ladder says of a signal at one level, in its own words."""
    return next((item.phrase for item in signal.statements if code in item.levels), STATES["missing"])


def _clauses(rules: Sequence[LevelRule], code: str) -> tuple[Clause, ...]:
    return next((rule.clauses for rule in rules if rule.level == code), ())


def _is_among(clause: Clause, others: Sequence[Clause]) -> bool:
    """Whether another rule asks the same; over signals it never does, since the bar is the rule's own level."""
    same = (clause.over, clause.share, clause.bar)
    return clause.over == "areas" and any((item.over, item.share, item.bar) == same for item in others)


def _said(cell: Cell) -> str:
    return cell.text if cell.state == "value" else STATES[cell.state]


def _row(row: Row, ladder: Ladder) -> GridRow:
    found: list[Span] = []
    for level in ladder.levels:
        cell = row.cells[level.code]
        note = "It has a mark whose footnote is missing." if cell.footnote else ""
        _append(found, Span((level,), _said(cell), cell.state == "value", note))
    return GridRow(row.key, row.name, tuple(found))


def _signal(signal: ScopeSignal, ladder: Ladder) -> GridRow:
    found: list[Span] = []
    for level in ladder.levels:
        phrase = phrase_at(signal, level.code)
        _append(found, Span((level,), phrase, phrase != STATES["missing"]))
    return GridRow(signal.key, signal.name, tuple(found))


def _append(found: list[Span], span: Span) -> None:
    """Add a span, or let the one before reach further when it says the same."""
    if found and (found[-1].text, found[-1].is_said, found[-1].note) == (span.text, span.is_said, span.note):
        span = Span((*found.pop().levels, *span.levels), span.text, span.is_said, span.note)
    found.append(span)
