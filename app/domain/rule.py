"""The ladder's own sentence, read clause by clause over scorecards: true, false or undecided, with every count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.errors import BadData
from app.domain.ladder import Clause, Ladder, LevelRule
from app.domain.scale import HALF, Scale
from app.domain.scorecard import Card, in_order
from app.domain.shapes import Basis
from app.domain.standing import (
    AreaStanding,
    Assessed,
    SignalStanding,
    area_standings,
    assessed_of,
    place,
    signal_reaches,
    signal_standings,
)

Truth = Literal["true", "false", "undecided"]
BELOW_BAR = "below_bar"
INSUFFICIENT = "insufficient_evidence"


@dataclass(frozen=True, slots=True)
class Minimum:
    """What has to be assessed before a level is named. It looks at what was asked, never at the answers."""

    ratings: int = 8
    signals: int = 1
    stages: int = 2


MINIMUM = Minimum()


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing of which too little was assessed. `lowest_level` means that its clauses had nothing to judge."""

    what: Literal["ratings", "stages", "signals", "lowest_level"]
    has: int
    needed: int


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One clause, judged over what has evidence.

    `holds` and `fails` are the keys that reach it or do not; `ties` those of `holds` that lie exactly on the cut, so
    that the half-point rule alone counts them. `is_decided_by_tie`: without them the clause would be false.
    `cell` is what the cited row says of the level, empty when it says nothing.
    """

    key: str
    level: str
    over: Literal["areas", "signals"]
    share: Literal["majority", "all"]
    bar: str | None
    says: str
    row: str
    row_name: str
    cell: str
    basis: Basis
    truth: Truth
    count: int
    out_of: int
    needed: int
    holds: tuple[str, ...]
    fails: tuple[str, ...]
    ties: tuple[str, ...]
    is_decided_by_tie: bool


@dataclass(frozen=True, slots=True)
class LevelResult:
    """One level: its own clauses, the level it rests on, and whether the whole chain up to it is true."""

    level: str
    rests_on: str | None
    base: Truth | None
    own: Truth
    truth: Truth
    clauses: tuple[ClauseResult, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the ladder says. `outcome` is a level in use, `below_bar` or `insufficient_evidence`.

    Levels run from lowest to highest; areas in order of their keys; signals in the ladder's order.
    """

    outcome: str
    levels: tuple[LevelResult, ...]
    areas: tuple[AreaStanding, ...]
    signals: tuple[SignalStanding, ...]
    assessed: Assessed
    shortfalls: tuple[Shortfall, ...]

    def level(self, code: str) -> LevelResult:
        """The result of this level, which must be one in use."""
        return next(result for result in self.levels if result.level == code)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Whether one area or signal reaches a clause, and whether only just."""

    key: str
    reaches: bool
    is_tie: bool


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What every clause is judged over and by. Several clauses share a bar, so areas are laid against each bar once."""

    areas_at: dict[str, list[_Mark]]
    signals: tuple[SignalStanding, ...]
    ladder: Ladder


def judge(cards: Sequence[Card], *, ladder: Ladder, scale: Scale, minimum: Minimum = MINIMUM) -> Judgement:
    """Read the ladder's rule over scorecards.

    Args:
        cards: submitted scorecards of one candidate, in any order; "no evidence seen" counts for nothing.
        ladder: the ladder; its rule is data, each level needs the one below.
        scale: the scale of the ratings; it alone knows which end is best.
        minimum: what has to be assessed before a level is named.

    Returns:
        the highest level whose chain is true throughout, with every clause under it.

    Raises:
        BadData: naming the scorecard and the answer that means nothing on this ladder or scale.

    Source: account-executive ladder, row "Competency Execution"; half-point cuts and minimum are house judgement.
    """
    ordered = in_order(cards)
    _refuse_two_of_one_person(ordered)
    areas, signals = area_standings(ordered, scale), signal_standings(ordered, ladder)
    bars = {clause.bar for rule in ladder.rules for clause in rule.clauses if clause.bar is not None}
    evidence = _Evidence({bar: _areas_at(bar, areas, scale) for bar in bars}, signals, ladder)
    levels: list[LevelResult] = []
    for rule in ladder.rules:
        clauses = tuple(_clause_result(clause, rule, evidence) for clause in rule.clauses)
        levels.append(_level_result(rule.level, clauses, levels[-1] if levels else None))
    if not levels:
        raise BadData(f"{ladder.name} has no level in use. Mark at least one level as in use.")
    assessed = assessed_of(ordered, ladder)
    shortfalls = _shortfalls(assessed, minimum, levels[0])
    return Judgement(_outcome(levels, shortfalls), tuple(levels), areas, signals, assessed, shortfalls)


def _refuse_two_of_one_person(cards: Sequence[Card]) -> None:
    seen: set[tuple[str, str]] = set()
    for card in cards:
        if (card.stage, card.rater) in seen:
            raise BadData(f"{place(card)}: there are two. Keep one scorecard of a person in a stage.")
        seen.add((card.stage, card.rater))


def _areas_at(bar: str, areas: Sequence[AreaStanding], scale: Scale) -> list[_Mark]:
    point = scale.mark(bar)
    return [_Mark(item.key, scale.reaches(item.mean, point), scale.is_tie(item.mean, point)) for item in areas]


def _marks(clause: Clause, level: str, evidence: _Evidence) -> list[_Mark]:
    if clause.bar is not None:
        return evidence.areas_at[clause.bar]
    rank = evidence.ladder.rank(level)
    return [_Mark(item.key, signal_reaches(item.mean, rank), item.mean == rank - HALF) for item in evidence.signals]


def _clause_result(clause: Clause, rule: LevelRule, evidence: _Evidence) -> ClauseResult:
    marks = _marks(clause, rule.level, evidence)
    holds = tuple(mark.key for mark in marks if mark.reaches)
    ties = tuple(mark.key for mark in marks if mark.reaches and mark.is_tie)
    needed = len(marks) // 2 + 1 if clause.share == "majority" else max(1, len(marks))
    truth: Truth = "undecided" if not marks else "true" if len(holds) >= needed else "false"
    row = evidence.ladder.row(clause.row)
    return ClauseResult(
        key=clause.key,
        level=rule.level,
        over=clause.over,
        share=clause.share,
        bar=clause.bar,
        says=clause.says,
        row=row.key,
        row_name=row.name,
        cell=row.cells[rule.level].text,
        basis=clause.basis,
        truth=truth,
        count=len(holds),
        out_of=len(marks),
        needed=needed,
        holds=holds,
        fails=tuple(mark.key for mark in marks if not mark.reaches),
        ties=ties,
        is_decided_by_tie=truth == "true" and len(holds) - len(ties) < needed,
    )


def _level_result(level: str, clauses: tuple[ClauseResult, ...], below: LevelResult | None) -> LevelResult:
    own = _all_of(clause.truth for clause in clauses)
    if below is None:
        return LevelResult(level, None, None, own, own, clauses)
    return LevelResult(level, below.level, below.truth, own, _all_of((below.truth, own)), clauses)


def _all_of(truths: Iterable[Truth]) -> Truth:
    met = set(truths)
    if "false" in met:
        return "false"
    return "undecided" if "undecided" in met else "true"


def has_enough(cards: Sequence[Card], ladder: Ladder, minimum: Minimum) -> bool:
    """Whether enough was assessed to name a level, whatever the answers were."""
    assessed = assessed_of(cards, ladder)
    return (
        assessed.ratings >= minimum.ratings
        and len(assessed.stages) >= minimum.stages
        and assessed.signals >= minimum.signals
    )


def _shortfalls(assessed: Assessed, minimum: Minimum, lowest: LevelResult) -> tuple[Shortfall, ...]:
    found = []
    if assessed.ratings < minimum.ratings:
        found.append(Shortfall("ratings", assessed.ratings, minimum.ratings))
    if len(assessed.stages) < minimum.stages:
        found.append(Shortfall("stages", len(assessed.stages), minimum.stages))
    if assessed.signals < minimum.signals:
        found.append(Shortfall("signals", assessed.signals, minimum.signals))
    if not found and lowest.truth == "undecided":
        found.append(Shortfall("lowest_level", 0, 1))
    return tuple(found)


def _outcome(levels: Sequence[LevelResult], shortfalls: Sequence[Shortfall]) -> str:
    if shortfalls:
        return INSUFFICIENT
    reached = [result.level for result in levels if result.truth == "true"]
    return reached[-1] if reached else BELOW_BAR
