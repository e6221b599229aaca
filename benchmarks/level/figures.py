"""The figures of one world and seed: the recommendation beside the limit and the simple readers."""

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.level.baselines import fixed_mean, rule_alone, tuned_mean
from benchmarks.level.changes import Anew, careless_panelist, other_panelists
from benchmarks.level.keeping import Keep
from benchmarks.level.loop import Integers
from benchmarks.level.metrics import (
    Verdicts,
    absolute_error,
    brier_score,
    calibration_error,
    exact_share,
    median_levels,
    share_closed,
    within_one_share,
)
from benchmarks.level.recommender import Recommender, product
from benchmarks.level.truth import UNDECIDED
from benchmarks.level.worlds import WORLDS, scene

Figures = dict[str, float]
LONG_HISTORY = 100


@dataclass(frozen=True)
class Task:
    """What one process works out: one world with one seed."""

    world: str
    seed: int
    finalists: int
    keep: Keep
    without_product: bool = False


def measured(task: Task) -> Figures:
    """All figures of one world and seed."""
    setting = scene(WORLDS[task.world], task.seed, finalists=task.finalists)
    people = setting.finalists
    chances = task.keep.limit(setting, task.seed)
    readers = {
        "fixed mean": Verdicts(fixed_mean(people.observed)),
        "tuned mean": Verdicts(tuned_mean(people.observed, people.levels)),
        "rule alone": Verdicts(rule_alone(people.observed)),
        "limit": Verdicts(median_levels(chances), chances),
    }
    if task.without_product:
        return compared(readers, people.levels)
    recommender = product()
    readers["recommendation"] = recommender.read(people, recommender.learn(setting.history))
    figures = compared(readers, people.levels)
    if task.world == "default":
        figures |= _moved(task, recommender)
    return figures


def compared(readers: dict[str, Verdicts], truth: Integers) -> Figures:
    """Figures of each reader, and how much of the gap between simple readers and the limit is closed.

    All readers are compared on the candidates of whom the recommendation names a level; the others are counted.
    """
    judge = readers.get("recommendation", readers["limit"])
    named = np.flatnonzero(judge.levels != UNDECIDED)
    figures = {"insufficient evidence": 1 - len(named) / len(truth)}
    for name, verdicts in readers.items():
        figures |= {f"{name}: {key}": value for key, value in _of(verdicts.only(named), truth[named]).items()}
    if "recommendation" in readers:
        figures |= _gaps(figures)
    return figures


def _of(verdicts: Verdicts, truth: Integers) -> Figures:
    decided = verdicts.levels != UNDECIDED
    levels, true = verdicts.levels[decided], truth[decided]
    figures = {
        "error": absolute_error(levels, true),
        "exact": exact_share(levels, true),
        "within one": within_one_share(levels, true),
    }
    if verdicts.chances is not None:
        figures["calibration error"] = calibration_error(verdicts.chances, truth)
        figures["Brier"] = brier_score(verdicts.chances, truth)
    return figures


def _gaps(figures: Figures) -> Figures:
    def closed(baseline: str, key: str) -> float:
        return share_closed(*(figures[f"{reader}: {key}"] for reader in (baseline, "limit", "recommendation")))

    return {
        "closed of fixed mean, error": closed("fixed mean", "error"),
        "closed of fixed mean, exact": closed("fixed mean", "exact"),
        "closed of tuned mean, error": closed("tuned mean", "error"),
        "closed of tuned mean, exact": closed("tuned mean", "exact"),
        "Brier above the limit": figures["recommendation: Brier"] - figures["limit: Brier"],
    }


def _moved(task: Task, recommender: Recommender) -> Figures:
    """How often the level moves with the identity of the panelists, and with one careless panelist."""
    figures = {}
    for interviews in (WORLDS["default"].interviews, LONG_HISTORY):
        setting = scene(replace(WORLDS["default"], interviews=interviews), task.seed, finalists=task.finalists)
        calibration = recommender.learn(setting.history)
        before = recommender.read(setting.finalists, calibration).levels
        for anew in Anew:
            after = recommender.read(other_panelists(setting, task.seed, anew), calibration).levels
            figures[f"luck at history {interviews}, {anew.value}"] = float(np.mean(before != after))
        if interviews != LONG_HISTORY:
            after = recommender.read(careless_panelist(setting, task.seed), calibration).levels
            figures["moved by a careless panelist"] = float(np.mean(before != after))
    return figures
