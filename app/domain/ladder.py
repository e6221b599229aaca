"""The ladder: levels in order, what each row says of each level, its scope signals and its rule as data."""

from typing import Literal, Self

from pydantic import model_validator

from app.domain.context import PromotionRule, QuotaTarget, Territory
from app.domain.errors import BadData
from app.domain.misfits import Misfits
from app.domain.shapes import Basis, Key, LevelCode, Shape, Slug, Source, Text, named


class Level(Shape):
    """One level; the ladder lists them from lowest to highest."""

    code: LevelCode
    name: Text
    in_use: bool
    source: Source


class Cell(Shape):
    """What a row says of one level: a value, not applicable, or missing.

    `as_written` keeps the few words of an oddity; `footnote` says that the cell has a mark whose note is missing.
    """

    state: Literal["value", "not_applicable", "missing"]
    text: str = ""
    as_written: str | None = None
    footnote: Literal["missing"] | None = None

    @model_validator(mode="after")
    def _a_value_has_text(self) -> Self:
        if (self.state == "value") != bool(self.text.strip()):
            raise ValueError("a cell has text when, and only when, its state is 'value'")
        return self


class Row(Shape):
    """One row of the ladder's table."""

    key: Key
    name: Text
    cells: dict[LevelCode, Cell]
    source: Source


class Statement(Shape):
    """An anchored statement of a scope signal: neutral words for the interviewer, the cell's phrase for the proof.

    `levels` are the levels it stands for, lowest first; it counts as the highest of them.
    """

    key: Key
    text: Text
    phrase: Text
    levels: tuple[LevelCode, ...]
    source: Source

    @property
    def level(self) -> str:
        """The level this statement counts as."""
        return self.levels[-1]


class ScopeSignal(Shape):
    """What separates levels inside a band; `counts` is false for context that never moves a level."""

    key: Key
    name: Text
    question: Text
    counts: bool
    statements: tuple[Statement, ...]
    basis: Basis

    def statement(self, key: str) -> Statement:
        """The statement with this key.

        Raises:
            BadData: if this signal has no such statement.
        """
        return named(self.statements, key, "statement", self.name)


class Clause(Shape):
    """One condition of a level's rule, over the focus areas or over the scope signals that have evidence."""

    key: Key
    over: Literal["areas", "signals"]
    share: Literal["majority", "all"]
    bar: Key | None = None
    says: Text
    row: Key
    basis: Basis

    @model_validator(mode="after")
    def _areas_have_a_bar(self) -> Self:
        if (self.over == "areas") != (self.bar is not None):
            raise ValueError("a clause over areas names its bar; a clause over signals has none")
        return self


class Allowance(Shape):
    """What a level puts up with: no clause forbids it, and the proof says so. To forbid it, add a clause."""

    says: Text
    basis: Basis


class LevelRule(Shape):
    """The clauses of one level, over and above the level below it, and what they leave open."""

    level: LevelCode
    clauses: tuple[Clause, ...]
    allows: tuple[Allowance, ...] = ()


class Oddity(Shape):
    """A peculiarity of the source that is kept and reported, never repaired."""

    kind: Literal["band_edge", "footnote_missing", "wrong_word", "weaker_rule", "spelling"]
    levels: tuple[LevelCode, ...] = ()
    at: Text
    as_written: Text
    note: Text


class Ladder(Shape):
    """A career ladder."""

    kind: Literal["ladder"] = "ladder"
    key: Key
    name: Text
    version: Text
    document: Slug
    scale: Key
    levels: tuple[Level, ...]
    rows: tuple[Row, ...]
    signals: tuple[ScopeSignal, ...]
    rules: tuple[LevelRule, ...]
    territories: tuple[Territory, ...] = ()
    quotas: tuple[QuotaTarget, ...] = ()
    promotion: PromotionRule | None = None
    oddities: tuple[Oddity, ...] = ()

    @model_validator(mode="after")
    def _everything_named_exists(self) -> Self:
        misfits = Misfits("ladder")
        codes = [level.code for level in self.levels]
        self._check_levels(misfits, codes)
        misfits.repeats(("rows",), self.rows, what="row")
        misfits.repeats(("signals",), self.signals, what="signal")
        for index, row in enumerate(self.rows):
            if set(row.cells) != set(codes):
                met = f"the cells of row {row.key!r} stand for {', '.join(row.cells) or 'nothing'}"
                misfits.add(("rows", index, "cells"), met, allowed=codes)
        for index, signal in enumerate(self.signals):
            _check_statements(misfits, ("signals", index, "statements"), signal, codes)
        self._check_rules(misfits)
        self._check_context(misfits, codes)
        misfits.raise_any()
        return self

    def _check_levels(self, misfits: Misfits, codes: list[str]) -> None:
        for index, code in enumerate(codes):
            if code in codes[:index]:
                misfits.add(("levels", index, "code"), f"a second level has the code {code!r}", value=code)

    def _check_rules(self, misfits: Misfits) -> None:
        used = [level.code for level in self.levels if level.in_use]
        stated = [rule.level for rule in self.rules]
        if stated != used:
            met = f"the rules stand for {', '.join(stated) or 'no level'}"
            misfits.add(("rules",), f"{met}, not for the levels in use, lowest first", allowed=used)
        rows = [row.key for row in self.rows]
        for number, rule in enumerate(self.rules):
            for index, clause in enumerate(rule.clauses):
                if clause.row not in rows:
                    place = ("rules", number, "clauses", index, "row")
                    misfits.unknown(place, clause.row, what="row of this ladder", allowed=rows)

    def _check_context(self, misfits: Misfits, codes: list[str]) -> None:
        named_levels: list[tuple[tuple[str | int, ...], str]] = [
            *((("territories", index, "level"), item.level) for index, item in enumerate(self.territories)),
            *((("quotas", index, "level"), item.level) for index, item in enumerate(self.quotas)),
            *((("promotion", "levels", index), code) for index, code in enumerate(self._promotion_levels())),
        ]
        for number, oddity in enumerate(self.oddities):
            named_levels += [(("oddities", number, "levels", index), code) for index, code in enumerate(oddity.levels)]
        for place, code in named_levels:
            if code not in codes:
                misfits.unknown(place, code, what="level of this ladder", allowed=codes)

    def _promotion_levels(self) -> tuple[str, ...]:
        return self.promotion.levels if self.promotion else ()

    def level(self, code: str) -> Level:
        """The level with this code.

        Raises:
            BadData: if the ladder has no such level.
        """
        return self.levels[self.rank(code)]

    def rank(self, code: str) -> int:
        """Position from the lowest level, 0 first.

        Raises:
            BadData: if the ladder has no such level.
        """
        for index, level in enumerate(self.levels):
            if level.code == code:
                return index
        raise BadData(f"{code} is no level of {self.name}. It has {', '.join(level.code for level in self.levels)}.")

    def levels_in_use(self) -> tuple[Level, ...]:
        """Levels that can be opened for and recommended, lowest first."""
        return tuple(level for level in self.levels if level.in_use)

    def signal(self, key: str) -> ScopeSignal:
        """The scope signal with this key.

        Raises:
            BadData: if the ladder has no such signal.
        """
        return named(self.signals, key, "scope signal", self.name)

    def row(self, key: str) -> Row:
        """The row with this key.

        Raises:
            BadData: if the ladder has no such row.
        """
        return named(self.rows, key, "row", self.name)


def _check_statements(misfits: Misfits, place: tuple[str | int, ...], signal: ScopeSignal, codes: list[str]) -> None:
    misfits.repeats(place, signal.statements, what="statement")
    spoken_for: set[str] = set()
    for index, statement in enumerate(signal.statements):
        here = (*place, index, "levels")
        if not statement.levels:
            misfits.add(here, f"statement {statement.key!r} stands for no level", allowed=codes)
        for position, code in enumerate(statement.levels):
            if code not in codes:
                misfits.unknown((*here, position), code, what="level of this ladder", allowed=codes)
            elif code in spoken_for:
                misfits.add((*here, position), f"level {code} has a second statement", value=code)
            spoken_for.add(code)
        known = [codes.index(code) for code in statement.levels if code in codes]
        if known != sorted(known):
            misfits.add(here, f"the levels of statement {statement.key!r} are not in order, lowest first")
