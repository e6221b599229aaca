"""Random candidates for the estimate, the answers one step better, and the level as a number."""

import random
from collections.abc import Iterator
from itertools import islice

import numpy as np

from app.domain.calibration import NO_CALIBRATION, Calibration
from app.domain.chances import Estimate
from app.domain.estimate import Estimator, estimator_of
from app.domain.observations import Ints, Observations
from app.domain.playbook import Playbook
from app.domain.points import Floats
from app.domain.scorecard import Card
from tests.domain.any_plan import cards_on, offsets_for, with_panels_of
from tests.domain.evidence import levelled_playbook

CHECKS = 1_500
PANELS = (2, 3, 4, 5)
PARTS = (1, 2, 3, 4, 5, 6)  # one long test, cut up so that several processes can share it

Case = tuple[Playbook, list[Card], Calibration]


def cases(seed: int, *, panel: int | None = None, playbook: Playbook | None = None) -> Iterator[Case]:
    """Random candidates with at least one answer and a random calibration, without end.

    Args:
        seed: of everything that is random.
        panel: how many interviewers a panel has; two to five when left out.
        playbook: whose plan they follow; the shipped one when left out.
    """
    rng = random.Random(seed)
    while True:
        plan = playbook or with_panels_of(levelled_playbook(), panel or rng.choice(PANELS))
        cards = cards_on(plan, rng)
        known = offsets_for(cards, rng) if rng.random() < 0.9 else NO_CALIBRATION
        if any(point is not None for card in cards for point in card.ratings.values()):
            yield plan, cards, known


def some(seed: int, count: int, *, playbook: Playbook | None = None) -> list[Case]:
    """The first of them."""
    return list(islice(cases(seed, playbook=playbook), count))


def estimator(case: Case) -> Estimator:
    """The estimator of a candidate's cards."""
    playbook, cards, known = case
    assert playbook.model is not None
    return estimator_of(cards, playbook=playbook, model=playbook.model, calibration=known)


def estimated(case: Case) -> Estimate:
    """The estimate of a candidate's cards."""
    return estimator(case).now()


def ranks(found: Estimator, chances: Floats) -> list[int]:
    """The level of each set of answers as a number, 0 below the bar."""
    codes = ["below_bar", *(code for code, _ in found.frame.levels)]
    return [codes.index(found.level(row)) for row in chances]


def rank_of(found: Estimate) -> int:
    """The same for one estimate."""
    return [item.level for item in found.chances].index(found.level)


def one_step_better(seen: Observations) -> Ints:
    """Every set of answers that is one step better in one answer, sets x answers."""
    able = np.flatnonzero(seen.steps < seen.highest)
    sets = np.repeat(seen.steps[None, :], len(able), axis=0)
    sets[np.arange(len(able)), able] += 1
    return sets


def a_climb(seen: Observations, rng: random.Random) -> Ints:
    """From the worst answers there are to the best, one step of one answer at a time, in random order."""
    order = [at for at, highest in enumerate(seen.highest.tolist()) for _ in range(highest)]
    rng.shuffle(order)
    sets = np.zeros((len(order) + 1, len(seen.steps)), dtype=np.intp)
    for row, at in enumerate(order):
        sets[row + 1 :, at] += 1
    return sets


def any_answers(seen: Observations, rng: random.Random, count: int) -> Ints:
    """Sets of answers at random on the same slots."""
    highest = seen.highest.tolist()
    return np.array([[rng.randint(0, last) for last in highest] for _ in range(count)], dtype=np.intp)
