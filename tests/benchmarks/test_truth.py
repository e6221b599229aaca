"""The true level by the nested rule, edge by edge, and against the rule read one person at a time."""

import numpy as np
import pytest

from benchmarks.level.loop import AREAS, COMPLEXITY, SIGNALS
from benchmarks.level.truth import UNDECIDED, levels_of, true_levels


def one_by_one(merits: list[float], signals: list[float]) -> int:
    """The rule as a manager would follow it."""

    def signals_at(level: int) -> bool:
        bars = [min(level, 5) if place == COMPLEXITY else level for place in range(len(signals))]
        return sum(value >= bar - 0.5 for value, bar in zip(signals, bars, strict=True)) > len(signals) / 2

    meeting, expert = sum(merit >= 2.5 for merit in merits), sum(merit >= 3.5 for merit in merits)
    if meeting <= len(merits) / 2 or not signals_at(3):
        return 0
    if not signals_at(4):
        return 1
    if expert <= len(merits) / 2 or meeting < len(merits) or not signals_at(5):
        return 2
    return 4 if signals_at(6) else 3


def level(*, meeting: int = 18, expert: int = 0, signals: tuple[float, ...] = (4.0,) * 5) -> int:
    merits = [4.0] * expert + [3.0] * (meeting - expert) + [2.0] * (18 - meeting)
    return int(true_levels(np.array([merits]), np.array([signals]))[0])


@pytest.mark.parametrize(
    ("case", "found", "expected"),
    [
        ("ten of eighteen are a majority", level(meeting=10), 2),
        ("nine of eighteen are none", level(meeting=9), 0),
        ("three signals of five at P3", level(signals=(3, 2, 3, 2, 3)), 1),
        ("two signals of five at P3", level(signals=(3, 2, 3, 2, 2)), 0),
        ("half a level short is at the level", level(signals=(3.5, 3.5, 3.5, 2, 2)), 2),
        ("ten expert, all meet, P5 signals", level(expert=10, signals=(5,) * 5), 3),
        ("nine expert", level(expert=9, signals=(5,) * 5), 2),
        ("one area does not meet", level(meeting=17, expert=12, signals=(6,) * 5), 2),
        ("complexity at P5 counts for P6", level(expert=18, signals=(6, 4.5, 6, 4, 4)), 4),
        ("another signal at P5 does not", level(expert=18, signals=(6, 4.4, 6, 5, 5)), 3),
    ],
)
def test_the_true_level_follows_the_rule(case: str, found: int, expected: int):
    assert found == expected, case


def test_many_people_at_once_get_the_level_that_each_gets_alone():
    rng = np.random.default_rng(5)
    centre = rng.normal(3.3, 0.8, (2000, 1))
    merits, signals = centre + rng.normal(0, 0.4, (2000, len(AREAS))), centre + rng.normal(1, 0.7, (2000, len(SIGNALS)))

    levels = true_levels(merits, signals)

    assert levels.tolist() == [one_by_one(*person) for person in zip(merits.tolist(), signals.tolist(), strict=True)]
    assert set(levels.tolist()) == {0, 1, 2, 3, 4}


def test_without_any_area_or_any_signal_nothing_is_decided():
    at = np.ones((1, 5, 4), dtype=bool)

    assert levels_of(np.full((1, 18), np.nan), at).tolist() == [UNDECIDED]
    assert levels_of(np.full((1, 18), 4.0), at, seen=np.zeros((1, 5), dtype=bool)).tolist() == [UNDECIDED]
