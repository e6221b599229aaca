"""How firmly a level stands: what one other answer would change, and what is left without each interviewer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.chances import Effect, Flip, Leaning, Sensitivity, Slot, Without
from app.domain.estimate import Estimator
from app.domain.playbook import Playbook
from app.domain.points import Floats
from app.domain.rule import INSUFFICIENT, Minimum, has_enough
from app.domain.scorecard import Card, in_order


@dataclass(frozen=True, slots=True)
class _Change:
    """One answer moved by some steps, and what the estimate comes to then."""

    at: int
    steps: int
    at_least: Floats


def sensitivity_of(estimator: Estimator, cards: Sequence[Card], *, playbook: Playbook, minimum: Minimum) -> Sensitivity:
    """Try every answer one step up and down, then leave every interviewer out in turn.

    Args:
        estimator: of these cards.
        cards: the scorecards that it was made of.
        playbook: whose points and levels are named.
        minimum: what has to be assessed before a level is named, also without somebody.

    Returns:
        for the same cards the same, in whatever order they come.
    """
    steps = estimator.seen.steps
    now = estimator.whole.at_least(steps[None, :])[0]
    level = estimator.level(now)
    changes = _changes(estimator, [(at, by) for at in range(len(steps)) for by in (-1, 1)])
    moved = [change for change in changes if estimator.level(change.at_least) != level]
    ways = [by for by in (1, -1) if not any(item.steps == by for item in moved)]
    furthest = _furthest(estimator, level, ways)
    up, down = (
        _smallest(estimator, [item for item in moved if item.steps == by] or _further(estimator, level, furthest, by))
        for by in (1, -1)
    )
    slots = estimator.seen.slots
    return Sensitivity(
        deciding=tuple(slots[at] for at in sorted({item.at for item in moved})),
        up=_flip(up, estimator, playbook),
        down=_flip(down, estimator, playbook),
        without=tuple(_without(estimator, cards, playbook, minimum)),
        leanings=_leanings(estimator),
        effects=_effects(changes, slots, now),
    )


def _changes(estimator: Estimator, wanted: Sequence[tuple[int, int]]) -> list[_Change]:
    """The estimate for each wanted change that stays on its scale."""
    seen = estimator.seen
    possible = [(at, by) for at, by in wanted if 0 <= seen.steps[at] + by <= seen.highest[at]]
    if not possible:
        return []
    sets = np.repeat(seen.steps[None, :], len(possible), axis=0)
    for row, (at, by) in zip(sets, possible, strict=True):
        row[at] += by
    found = estimator.whole.at_least(sets)
    return [_Change(at, by, chances) for (at, by), chances in zip(possible, found, strict=True)]


def _furthest(estimator: Estimator, level: str, directions: Sequence[int]) -> list[_Change]:
    """Changes of one answer to the very end of its scale that lead to another level."""
    seen = estimator.seen
    ends = {1: seen.highest - seen.steps, -1: -seen.steps}
    wanted = [(at, int(by)) for direction in directions for at, by in enumerate(ends[direction]) if abs(by) > 1]
    return [item for item in _changes(estimator, wanted) if estimator.level(item.at_least) != level]


def _further(estimator: Estimator, level: str, furthest: Sequence[_Change], direction: int) -> list[_Change]:
    """Changes of one answer by more than one step, the fewest steps in this direction that lead to another level."""
    reachable = [(item.at, abs(item.steps)) for item in furthest if item.steps * direction > 0]
    for size in range(2, max((steps for _, steps in reachable), default=0) + 1):
        tried = _changes(estimator, [(at, direction * size) for at, steps in reachable if steps >= size])
        moved = [item for item in tried if estimator.level(item.at_least) != level]
        if moved:
            return moved
    return []


def _smallest(estimator: Estimator, moved: Sequence[_Change]) -> _Change | None:
    """Of changes that lead elsewhere, the one after which the new level is likeliest; the first of equals."""
    return max(moved, key=lambda item: (_probability(estimator, item), -item.at), default=None)


def _probability(estimator: Estimator, change: _Change) -> float:
    found = estimator.estimate(change.at_least)
    return found.chance(found.level).probability


def _flip(change: _Change | None, estimator: Estimator, playbook: Playbook) -> Flip | None:
    if change is None:
        return None
    step = int(estimator.seen.steps[change.at])
    slot = estimator.seen.slots[change.at]
    name = _names(slot, playbook)
    found = estimator.estimate(change.at_least)
    return Flip(slot, name[step], name[step + change.steps], found.level, found.chance(found.level).probability)


def _names(slot: Slot, playbook: Playbook) -> list[str]:
    """What the steps of an answer are called, from the worst or lowest."""
    if slot.kind == "area":
        return [str(point.value) for point in reversed(playbook.scale.points)]
    ladder = playbook.ladder
    return sorted((item.level for item in ladder.signal(slot.key).statements), key=ladder.rank)


def _without(estimator: Estimator, cards: Sequence[Card], playbook: Playbook, minimum: Minimum) -> Iterator[Without]:
    ordered = in_order(cards)
    for number, person in enumerate(estimator.seen.people):
        rest = [card for card in ordered if card.who != person]
        left = estimator.without(estimator.seen.person == number)
        found = estimator.estimate(left.at_least(estimator.seen.steps[None, :])[0])
        level = found.level if has_enough(rest, playbook.ladder, minimum) else INSUFFICIENT
        yield Without(person, level, found.chances)


def _leanings(estimator: Estimator) -> tuple[Leaning, ...]:
    """Each interviewer's share of all weight; a weight counts as much as its answer usually varies."""
    seen = estimator.seen
    spread = np.sqrt(np.diag(seen.latent))
    weight = (estimator.whole.weights[: estimator.frame.size] * spread).sum(axis=0)
    total = float(weight.sum()) or 1.0
    return tuple(
        Leaning(person, round(float(weight[seen.person == number].sum()) / total, 4))
        for number, person in enumerate(seen.people)
    )


def _effects(changes: Sequence[_Change], slots: Sequence[Slot], now: Floats) -> tuple[Effect, ...]:
    """How far each answer swings the chances, between one step down and one step up."""
    reach: dict[int, list[Floats]] = {}
    for item in changes:
        reach.setdefault(item.at, [now]).append(item.at_least)
    swings = {at: max(np.ptp(np.array(values), axis=0)) for at, values in reach.items()}
    found = [Effect(slots[at], round(float(swing), 4)) for at, swing in swings.items()]
    return tuple(sorted(found, key=lambda item: (-item.swing, item.slot.stage, item.slot.rater, item.slot.key)))
