"""Times the recommendation, per candidate and on import: python -m benchmarks.level.speed."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.level.cards import Cards, all_cards
from benchmarks.level.recommender import CONTRACT, product
from benchmarks.level.worlds import DEFAULT, scene

FINALISTS = 500
SEED = 101
STARTS = 5
IMPORTS = {"the domain": "app.domain", "the contract": CONTRACT, "numpy alone": "numpy"}


def main() -> None:
    """Print a Markdown table of times in milliseconds."""
    setting = scene(DEFAULT, SEED, finalists=FINALISTS)
    calibration = product().learn(setting.history)
    recommend = import_module(CONTRACT).recommend
    cards = all_cards(setting.finalists)
    recommend(cards[0], calibration)  # the first call reads the shipped data
    print(f"| time in ms, {FINALISTS} finalists | median | p99 | median of the processor's own time |")
    print("| --- | --- | --- | --- |")
    for name, explain in (("without explanation", False), ("with explanation", True)):
        times, own = _timed(partial(recommend, calibration=calibration, explain=explain), cards)
        print(f"| {name} | {np.median(times):.2f} | {np.quantile(times, 0.99):.2f} | {np.median(own):.2f} |")
    print(f"\n| import in a fresh interpreter, ms | median of {STARTS} |\n| --- | --- |")
    for name, module in IMPORTS.items():
        print(f"| {name} | {statistics.median(_import_time(module) for _ in range(STARTS)):.0f} |")


def _timed(read: Callable[[Cards], Any], cards: list[Cards]) -> tuple[list[float], list[float]]:
    """Time that passed, and time that this process worked, which a busy machine changes little."""
    passed, worked = [], []
    for one in cards:
        begun, begun_work = time.perf_counter(), time.process_time()
        read(one)
        passed.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - begun_work))
    return passed, worked


def _import_time(module: str) -> float:
    """What importing alone takes, measured inside a new interpreter."""
    program = f"import time; t = time.perf_counter(); import {module}; print(1000 * (time.perf_counter() - t))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return float(answer.stdout)


if __name__ == "__main__":
    main()
