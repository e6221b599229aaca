"""What there is to estimate under one plan: the true focus areas and scope signals, and where each level begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.domain.ladder import Ladder, ScopeSignal
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.points import Floats
from app.domain.scale import Scale
from app.domain.scorecard import Card

Spans = list[tuple[int, int]]
GENERAL = 2  # the last two targets are overall merit and overall scope, on which all others lean


@dataclass(frozen=True, slots=True)
class Condition:
    """One clause over true values: of these targets, at least `needed` lie at or above their cut."""

    targets: NDArray[np.intp]
    cuts: Floats
    needed: int

    @property
    def name(self) -> bytes:
        """The same for conditions over the same targets and cuts, however many are needed."""
        return self.targets.tobytes() + self.cuts.tobytes()


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that the plan, the ladder and the model fix before any answer is read.

    Targets are the areas, then the signals, then overall merit and overall scope. Values of areas are in points, the
    worst point being 1; values of signals in levels, the lowest being 1.

    mean: of each target. common: covariance of what all areas and signals of a candidate share; own: variance of each
    target's own ups and downs. levels: codes in use, lowest first, with the conditions that each adds.
    """

    areas: tuple[str, ...]
    signals: tuple[str, ...]
    mean: Floats
    common: Floats
    own: Floats
    area_cuts: tuple[float, ...]
    signal_cuts: tuple[tuple[float, ...], ...]
    point_unit: float
    levels: tuple[tuple[str, tuple[Condition, ...]], ...]

    @property
    def size(self) -> int:
        """How many areas and signals there are."""
        return len(self.areas) + len(self.signals)


def frame_of(cards: Sequence[Card], *, playbook: Playbook, model: LevelModel) -> Frame:
    """The frame of a plan; what was assessed beyond the plan is part of it too."""
    rated = {area for card in cards for area, point in card.ratings.items() if point is not None}
    placed = {key for card in cards for key, level in card.signals.items() if level is not None}
    ladder, scale = playbook.ladder, playbook.scale
    planned = {*playbook.planned_areas(), *rated}
    areas = tuple(item.key for item in playbook.competencies.competencies if item.key in planned)
    asked = {*playbook.planned_signals(), *placed}
    signals = tuple(item for item in ladder.signals if item.counts and item.key in asked)
    spans = [_spans(item, ladder) for item in signals]
    point_unit = (len(scale.points) - 1) / (model.stated_for.points - 1)
    level_unit = (len(ladder.levels) - 1) / (model.stated_for.levels - 1)
    kinds = np.array([0] * len(areas) + [1] * len(signals) + [0, 1])
    own = np.array([model.merit.between_areas * point_unit, model.scope.between_signals])[kinds] ** 2
    own[-GENERAL:] = 0.0
    return Frame(
        areas=areas,
        signals=tuple(item.key for item in signals),
        mean=_means(model, point_unit, level_unit)[kinds],
        common=_common(model, point_unit, level_unit)[np.ix_(kinds, kinds)],
        own=own,
        area_cuts=tuple(place + 1.5 for place in range(len(scale.points) - 1)),
        signal_cuts=tuple(map(_statement_cuts, spans)),
        point_unit=point_unit,
        levels=_levels(ladder, scale, areas=len(areas), signals=spans),
    )


def _means(model: LevelModel, point_unit: float, level_unit: float) -> Floats:
    return np.array([1 + (model.merit.mean - 1) * point_unit, 1 + (model.scope.mean - 1) * level_unit])


def _common(model: LevelModel, point_unit: float, level_unit: float) -> Floats:
    """Covariance of overall merit and overall scope."""
    merit, scope = model.merit.between_candidates * point_unit, model.scope.between_candidates * level_unit
    shared = merit * scope * model.scope.with_merit
    return np.array([[merit**2, shared], [shared, scope**2]])


def _spans(signal: ScopeSignal, ladder: Ladder) -> Spans:
    """Lowest and highest level of each statement, the ladder's lowest being 1, in the order that they count in."""
    ranks = [[ladder.rank(code) + 1 for code in statement.levels] for statement in signal.statements]
    return sorted(((min(item), max(item)) for item in ranks), key=lambda span: span[1])


def _statement_cuts(spans: Spans) -> tuple[float, ...]:
    """Where one statement ends and the next begins: half-way between their levels, or above the lower if they cross."""
    return tuple((low[1] + max(high[0], low[1] + 1)) / 2 for low, high in pairwise(spans))


def _levels(
    ladder: Ladder, scale: Scale, *, areas: int, signals: Sequence[Spans]
) -> tuple[tuple[str, tuple[Condition, ...]], ...]:
    found = []
    for rule in ladder.rules:
        conditions = []
        for clause in rule.clauses:
            if clause.bar is not None:
                targets, cuts = np.arange(areas), np.full(areas, _bar_cut(clause.bar, scale))
            else:
                targets = np.arange(areas, areas + len(signals))
                cuts = np.array([_level_cut(spans, ladder.rank(rule.level) + 1) for spans in signals])
            needed = len(targets) // 2 + 1 if clause.share == "majority" else len(targets)
            if len(targets):
                conditions.append(Condition(targets, cuts, needed))
        found.append((rule.level, tuple(conditions)))
    return tuple(found)


def _bar_cut(bar: str, scale: Scale) -> float:
    """The half-point cut of a bar, in points from the worst."""
    order = [point.value for point in scale.points]
    return len(order) - order.index(scale.mark(bar)) - 0.5


def _level_cut(spans: Spans, rank: int) -> float:
    """The half-level cut of a level; a statement that several levels share counts for all of them from its lowest."""
    shared = [low for low, high in spans if low <= rank <= high]
    return min([rank, *shared]) - 0.5
