"""A second reading of the ladder's sentences, written from their words and sharing no code with the rule."""

from collections.abc import Sequence

from app.domain.scorecard import Card

# Twice the sum of the ratings is compared with a multiple of their number, so that no fraction ever arises:
# a mean of 3.5 or better is 2 * sum <= 7 * n, one of 2.5 or better is 2 * sum <= 5 * n.
MEETS, EXPERT = 7, 5
STEP = {"P2": 2, "P3": 3, "P4": 4, "P5": 5, "P6": 6}


def _by_area(cards: Sequence[Card]) -> list[list[int]]:
    areas = {area for card in cards for area in card.ratings}
    lists = [[card.ratings[a] for card in cards if card.ratings.get(a) is not None] for a in areas]
    return [[point for point in points if point] for points in lists if points]


def _by_signal(cards: Sequence[Card]) -> list[list[int]]:
    signals = {signal for card in cards for signal in card.signals}
    found = []
    for signal in signals:
        steps = []
        for card in cards:
            code = card.signals.get(signal)
            if code:
                # One statement on deal complexity serves P5 and P6; it counts as P6.
                steps.append(6 if signal == "complexity" and code == "P5" else STEP[code])
        if steps:
            found.append(steps)
    return found


def _most(yes: Sequence[bool]) -> bool | None:
    return None if not yes else 2 * sum(yes) > len(yes)


def read(cards: Sequence[Card]) -> str:
    """The level that the ladder's sentences name for these scorecards."""
    areas, signals = _by_area(cards), _by_signal(cards)
    stages = {c.stage for c in cards if any(c.ratings.values()) or any(c.signals.values())}
    if sum(len(points) for points in areas) < 8 or len(stages) < 2 or not signals:
        return "insufficient_evidence"
    most_meet = _most([2 * sum(points) <= MEETS * len(points) for points in areas])
    all_meet = all(2 * sum(points) <= MEETS * len(points) for points in areas)
    most_expert = _most([2 * sum(points) <= EXPERT * len(points) for points in areas])

    def most_at(step: int) -> bool | None:
        return _most([2 * sum(steps) >= (2 * step - 1) * len(steps) for steps in signals])

    if not (most_meet and most_at(3)):
        return "below_bar"
    if not most_at(4):
        return "P3"
    if not (most_expert and all_meet and most_at(5)):
        return "P4"
    return "P6" if most_at(6) else "P5"
