"""The recommendation under measurement, spoken to through its plain-data contract only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.level.cards import Cards, all_cards, history_of
from benchmarks.level.loop import LEVELS
from benchmarks.level.metrics import Verdicts
from benchmarks.level.truth import UNDECIDED
from benchmarks.level.worlds import People

INSUFFICIENT = "insufficient_evidence"
CONTRACT = "app.domain.contract"

Calibrate = Callable[[list[dict[str, Cards]]], Any]
Recommend = Callable[[Cards, Any], Mapping[str, Any]]


@dataclass(frozen=True)
class Recommender:
    """A pair of functions: what a history tells, and a recommendation from one candidate's cards."""

    calibrate: Calibrate
    recommend: Recommend

    def learn(self, history: People) -> Any:
        """The calibration that this history gives."""
        return self.calibrate(history_of(history))

    def read(self, people: People, calibration: Any) -> Verdicts:
        """Its verdict on each of these candidates."""
        answers = [self.recommend(cards, calibration) for cards in all_cards(people)]
        return Verdicts(
            np.array([_index(str(answer["level"])) for answer in answers]),
            np.array([[float(answer["probabilities"][level]) for level in LEVELS] for answer in answers]),
        )


def product() -> Recommender:
    """The product's own recommendation."""
    contract = import_module(CONTRACT)
    return Recommender(contract.calibrate, contract.recommend)


def _index(level: str) -> int:
    return UNDECIDED if level == INSUFFICIENT else LEVELS.index(level)
