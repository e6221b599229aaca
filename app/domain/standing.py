"""What the evidence comes to: the exact mean of every focus area and scope signal, and how much was assessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.domain.errors import BadData
from app.domain.ladder import Ladder, ScopeSignal
from app.domain.scale import HALF, Scale, mean_of
from app.domain.scorecard import Card


@dataclass(frozen=True, slots=True)
class Assessed:
    """How much evidence there is: ratings, stages with any evidence, scope signals that count."""

    ratings: int
    stages: tuple[str, ...]
    signals: int


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """A focus area with evidence: its points, best first, and their exact mean."""

    key: str
    points: tuple[int, ...]
    mean: Fraction


@dataclass(frozen=True, slots=True)
class SignalStanding:
    """A scope signal with evidence: the levels it was placed at, lowest first, and the exact mean of their ranks."""

    key: str
    levels: tuple[str, ...]
    mean: Fraction


def area_standings(cards: Iterable[Card], scale: Scale) -> tuple[AreaStanding, ...]:
    """Mean of every focus area that has evidence, in order of the areas' keys.

    Raises:
        BadData: for a rating that is no point of the scale.
    """
    found: dict[str, list[int]] = {}
    for card in cards:
        for area, point in card.ratings.items():
            if point is None:
                continue
            try:
                found.setdefault(area, []).append(scale.point(point).value)
            except BadData as error:
                raise BadData(f"{place(card)}, {area}: {error.message}") from error
    return tuple(AreaStanding(key, tuple(scale.best_first(found[key])), mean_of(found[key])) for key in sorted(found))


def signal_standings(cards: Iterable[Card], ladder: Ladder) -> tuple[SignalStanding, ...]:
    """Mean rank of every scope signal that counts and has evidence, in the ladder's order.

    Raises:
        BadData: for a signal or a level that is not on the ladder.
    """
    found: dict[str, list[int]] = {}
    for card in cards:
        for key, code in card.signals.items():
            try:
                signal = ladder.signal(key)
                if code is not None and signal.counts:
                    found.setdefault(key, []).append(counted_rank(signal, code, ladder))
                elif code is not None:
                    ladder.rank(code)
            except BadData as error:
                raise BadData(f"{place(card)}, {key}: {error.message}") from error
    standings = []
    for signal in ladder.signals:
        if ranks := sorted(found.get(signal.key, ())):
            levels = tuple(ladder.levels[rank].code for rank in ranks)
            standings.append(SignalStanding(signal.key, levels, mean_of(ranks)))
    return tuple(standings)


def counted_rank(signal: ScopeSignal, code: str, ladder: Ladder) -> int:
    """The rank that an answer counts as: a statement shared by several levels counts as the highest of them.

    Raises:
        BadData: if the ladder has no such level.
    """
    rank = ladder.rank(code)
    shared = [ladder.rank(statement.level) for statement in signal.statements if code in statement.levels]
    return rank if rank in shared or not shared else min(shared)


def level_at(mean: Fraction, ladder: Ladder) -> str:
    """The highest level that a mean of ranks reaches, the half-point rule included; at least the ladder's lowest."""
    reached = [level.code for rank, level in enumerate(ladder.levels) if rank == 0 or signal_reaches(mean, rank)]
    return reached[-1]


def signal_reaches(mean: Fraction, rank: int) -> bool:
    """Whether a mean of ranks is at this rank or above. Half a level short still reaches it (house judgement)."""
    return mean >= rank - HALF


def assessed_of(cards: Iterable[Card], ladder: Ladder) -> Assessed:
    """How much was assessed, whatever the answers were. Only scope signals that count are counted."""
    counting = {signal.key for signal in ladder.signals if signal.counts}
    ratings = 0
    stages: set[str] = set()
    seen: set[str] = set()
    for card in cards:
        given = sum(1 for point in card.ratings.values() if point is not None)
        placed = {key for key, code in card.signals.items() if code is not None and key in counting}
        ratings += given
        seen |= placed
        if given or placed:
            stages.add(card.stage)
    return Assessed(ratings, tuple(sorted(stages)), len(seen))


def place(card: Card) -> str:
    """How a refusal names a scorecard."""
    return f"Scorecard of {card.rater} at stage {card.stage}"
