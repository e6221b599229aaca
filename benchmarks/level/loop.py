"""The full interview loop as slots: which card asks which focus area and which scope signal, in one fixed order."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

LEVELS = ("below_bar", "P3", "P4", "P5", "P6")


@dataclass(frozen=True)
class Stage:
    """A stage, how many interviewers fill in a card, and what each of them is asked."""

    key: str
    interviewers: int
    areas: tuple[str, ...]
    signals: tuple[str, ...]


STAGES = (
    Stage("screen", 1, ("results", "collaboration"), ()),
    Stage(
        "manager",
        1,
        (
            "results",
            "account_planning",
            "effective_communication",
            "growth_mindset",
            "process_discipline",
            "iteration",
        ),
        ("assistance", "complexity"),
    ),
    Stage(
        "panel",
        3,
        (
            "consultative_approach",
            "technical_leadership",
            "building_trust",
            "facilitating",
            "understanding_needs",
            "efficiency",
        ),
        ("techniques",),
    ),
    Stage(
        "final",
        1,
        (
            "resource_orchestration",
            "collaboration",
            "growth_mindset",
            "business_acumen",
            "leading_with_vision",
            "transparency",
            "inclusion",
        ),
        ("orchestration", "mentoring", "complexity"),
    ),
)
AREAS = tuple(dict.fromkeys(area for stage in STAGES for area in stage.areas))
SIGNALS = ("assistance", "complexity", "techniques", "orchestration", "mentoring")
COMPLEXITY = SIGNALS.index("complexity")
PANEL = 2

# One entry per card of the loop.
CARD_STAGE: Integers = np.repeat(np.arange(len(STAGES)), [stage.interviewers for stage in STAGES])
CARDS = len(CARD_STAGE)
PANEL_CARDS: Integers = np.flatnonzero(CARD_STAGE == PANEL)

_RATINGS = [(card, AREAS.index(area)) for card, stage in enumerate(CARD_STAGE) for area in STAGES[stage].areas]
_ANCHORS = [(card, SIGNALS.index(key)) for card, stage in enumerate(CARD_STAGE) for key in STAGES[stage].signals]

# One entry per slot: first the ratings, then the observations of scope signals.
RATINGS = len(_RATINGS)
SLOTS = RATINGS + len(_ANCHORS)
SLOT_CARD: Integers = np.array([card for card, _ in _RATINGS + _ANCHORS])
SLOT_STAGE: Integers = CARD_STAGE[SLOT_CARD]
RATING_AREA: Integers = np.array([area for _, area in _RATINGS])
ANCHOR_SIGNAL: Integers = np.array([signal for _, signal in _ANCHORS])
IS_RATING: Truths = np.arange(SLOTS) < RATINGS
IS_COMPLEXITY: Truths = np.concatenate([np.zeros(RATINGS, dtype=bool), ANCHOR_SIGNAL == COMPLEXITY])


def slots_of(card: int) -> Integers:
    """The slots that one card fills, in order."""
    return np.flatnonzero(card == SLOT_CARD)


def first_rater(pools: tuple[int, ...]) -> tuple[int, ...]:
    """Where each stage's interviewers begin when all pools are numbered through."""
    return (0, *accumulate(pools))[: len(pools)]
