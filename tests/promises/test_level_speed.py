"""A recommendation is there at once: a few milliseconds of one processor, with the explanation some more.

Outside the feature grid: what is timed is the recommendation by itself. Times are of the processor, not of the clock,
so that other work on the machine counts little; bounds leave a slow machine room. benchmarks/level/speed.py measures.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from app.domain.contract import calibrate, recommend
from benchmarks.level.cards import all_cards, history_of
from benchmarks.level.worlds import DEFAULT, scene

MOST = {"without explanation": 20.0, "with explanation": 50.0}  # milliseconds in the median
CALLS = 200
RATIO = 10.0


def median_time(read: Callable[[Any], Any], inputs: list[Any], clock: Callable[[], float]) -> float:
    """Milliseconds of one call."""
    times = []
    for one in inputs:
        begun = clock()
        read(one)
        times.append(1000 * (clock() - begun))
    return statistics.median(times)


def test_a_level_is_recommended_and_explained_in_a_few_milliseconds():
    setting = scene(DEFAULT, 801, finalists=CALLS)
    known, cards = calibrate(history_of(setting.history)), all_cards(setting.finalists)
    recommend(cards[0], known, explain=True)  # reads what ships

    found = {
        "without explanation": median_time(lambda one: recommend(one, known), cards, time.thread_time),
        "with explanation": median_time(
            lambda one: recommend(one, known, explain=True), cards[: CALLS // 2], time.thread_time
        ),
    }

    assert {name: value for name, value in found.items() if value > MOST[name]} == {}, found
    assert found["with explanation"] <= RATIO * found["without explanation"], found


def test_no_second_thread_is_kept_busy():
    """Arrays are too small for it to help, and in a worker it would only be in the way of others."""
    cards = all_cards(scene(DEFAULT, 802, finalists=40).finalists)
    recommend(cards[0], explain=True)
    process, thread = time.process_time(), time.thread_time()

    for one in cards:
        recommend(one, explain=True)

    assert time.process_time() - process <= 1.2 * (time.thread_time() - thread)
