"""The matrix of focus areas and interviewers: what each answered, and a reading of each area in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from app.domain.columns import Column, NamedCard, StageHead, column_of, in_plan_order, stage_heads
from app.domain.competency import GROUP_NAMES, Competency
from app.domain.playbook import Playbook
from app.domain.scale import HALF, mean_of
from app.domain.scope_ladder import AxisLevel, SignalRow, axis_of, signal_rows
from app.domain.scorecard import Card
from app.domain.warnings import is_spread
from app.domain.wording import Wording, counted, inside, listed, number

NO_EVIDENCE = "no evidence"
NEVER_ASSESSED = "Never assessed"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one interviewer answered. `tint` is the point's place on the scale, 1 the best; 0 without a point."""

    state: Literal["rated", "no_evidence", "not_planned"]
    word: str
    point: int | None = None
    tint: int = 0


@dataclass(frozen=True, slots=True)
class Dot:
    """`count` equal ratings at one place of the strip: 0 is the best end, 1 the worst."""

    place: float
    tint: int
    count: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A bar on the strip: its word, the place of its point, and that of the cut, half a point beyond it."""

    mark: str
    word: str
    place: float
    cut: float


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One focus area; `cells` are in the order of the columns.

    `plain` says the ratings in words. `judged` reads them against the bars and `mark` is the best bar reached (None
    when not even the lowest is); in a plain matrix both are None.
    """

    key: str
    name: str
    cells: tuple[Cell, ...]
    raters: int
    mean: Fraction | None
    mean_place: float | None
    dots: tuple[Dot, ...]
    is_spread: bool
    plain: str
    judged: str | None
    mark: str | None

    @property
    def reading(self) -> str:
        """The stronger of the readings that are there."""
        return self.judged or self.plain


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Focus areas of one group, in the catalogue's order."""

    key: str
    name: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything the evidence section shows. `cuts` and `axis` are empty in a plain matrix."""

    is_judged: bool
    stages: tuple[StageHead, ...]
    columns: tuple[Column, ...]
    groups: tuple[MatrixGroup, ...]
    cuts: tuple[Cut, ...]
    signals: tuple[SignalRow, ...]
    axis: tuple[AxisLevel, ...]


def matrix(cards: Sequence[NamedCard], *, playbook: Playbook, judged: bool = False) -> Matrix:
    """Lay the scorecards out by focus area and interviewer, and the scope signals by level.

    Args:
        cards: the scorecards that the reader may see, in any order.
        playbook: whose plan, catalogue, scale and ladder they belong to.
        judged: add what compares answers with bars and levels. Leave it out for a hiring manager who has not given an
            own level yet: then no such thing is in the result at all.

    Returns:
        columns in the plan's order of stages, then by name; areas in the catalogue's order by group.

    Raises:
        BadData: for a scorecard of an unknown stage, or an answer that is not on the scale or ladder.
    """
    ordered = in_plan_order(cards, playbook)
    columns = tuple(column_of(item) for item in ordered)
    return Matrix(
        is_judged=judged,
        stages=stage_heads(columns, playbook),
        columns=columns,
        groups=_groups([item.card for item in ordered], playbook, judged=judged),
        cuts=_cuts(playbook) if judged else (),
        signals=signal_rows(ordered, playbook, judged=judged),
        axis=axis_of(playbook) if judged else (),
    )


def _groups(cards: Sequence[Card], playbook: Playbook, *, judged: bool) -> tuple[MatrixGroup, ...]:
    shown = set(playbook.planned_areas())
    shown |= {area for card in cards for area, point in card.ratings.items() if point is not None}
    groups = []
    for key, name in GROUP_NAMES.items():
        members = [item for item in playbook.competencies.competencies if item.group == key and item.key in shown]
        if members:
            rows = tuple(_row(item, cards, playbook, judged=judged) for item in members)
            groups.append(MatrixGroup(key, name, rows))
    return tuple(groups)


def _row(area: Competency, cards: Sequence[Card], playbook: Playbook, *, judged: bool) -> MatrixRow:
    cells = tuple(_cell(area.key, card, playbook) for card in cards)
    points = playbook.scale.best_first([cell.point for cell in cells if cell.point is not None])
    mean = mean_of(points) if points else None
    mark = _best_mark(mean, playbook) if judged and mean is not None else None
    return MatrixRow(
        key=area.key,
        name=area.name,
        cells=cells,
        raters=len(points),
        mean=mean,
        mean_place=None if mean is None else _strip_place(mean, playbook),
        dots=_dots(points, playbook),
        is_spread=is_spread(points, playbook),
        plain=_plain(points, playbook),
        judged=_judged(points, mark, playbook) if judged else None,
        mark=mark,
    )


def _cell(area: str, card: Card, playbook: Playbook) -> Cell:
    point = card.ratings.get(area)
    if point is not None:
        return Cell("rated", playbook.scale.point(point).short, point, _tint(point, playbook))
    is_planned = area in card.ratings or area in playbook.family.stage(card.stage).focus_areas
    return Cell("no_evidence", NO_EVIDENCE) if is_planned else Cell("not_planned", "")


def _tint(point: int, playbook: Playbook) -> int:
    return playbook.scale.points.index(playbook.scale.point(point)) + 1


def _dots(points: Sequence[int], playbook: Playbook) -> tuple[Dot, ...]:
    return tuple(
        Dot(_strip_place(Fraction(point), playbook), _tint(point, playbook), count)
        for point, count in Counter(points).items()
    )


def _strip_place(mean: Fraction, playbook: Playbook) -> float:
    best, worst = playbook.scale.points[0].value, playbook.scale.points[-1].value
    return float((mean - best) / (worst - best))


def _cuts(playbook: Playbook) -> tuple[Cut, ...]:
    words, scale = Wording(playbook), playbook.scale
    half = float(HALF / abs(scale.points[-1].value - scale.points[0].value))
    found = []
    for mark in words.marks_best_first():
        at = _strip_place(Fraction(scale.mark(mark)), playbook)
        found.append(Cut(mark, words.short_bar(mark), at, at + half))
    return tuple(found)


def _best_mark(mean: Fraction, playbook: Playbook) -> str | None:
    scale = playbook.scale
    reached = (mark for mark in Wording(playbook).marks_best_first() if scale.reaches(mean, scale.mark(mark)))
    return next(reached, None)


def _plain(points: Sequence[int], playbook: Playbook) -> str:
    if not points:
        return NEVER_ASSESSED
    return f"{listed(Wording(playbook).short_points(points))}, {counted(len(points), 'rater')}"


def _judged(points: Sequence[int], mark: str | None, playbook: Playbook) -> str:
    words = Wording(playbook)
    if not points or not playbook.scale.marks:
        return _plain(points, playbook)
    if is_spread(points, playbook):
        return f"Spread of {number(playbook.scale.steps(points[0], points[-1]))}: talk first"
    lowest = words.marks_best_first()[-1]
    word = words.short_bar(mark) if mark else f"Below {inside(words.short_bar(lowest))}"
    return f"{word}, {counted(len(points), 'rater')}"
