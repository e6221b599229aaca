"""The cards of invented candidates in the plain form that the recommendation reads."""

from typing import Any

from benchmarks.level.loop import (
    ANCHOR_SIGNAL,
    AREAS,
    CARD_STAGE,
    CARDS,
    RATING_AREA,
    RATINGS,
    SIGNALS,
    STAGES,
    Integers,
    slots_of,
)
from benchmarks.level.worlds import People

Card = dict[str, Any]
Cards = list[Card]


def all_cards(people: People) -> list[Cards]:
    """The cards of each candidate, stage by stage, up to where the candidate came."""
    return [
        _cards(observed, raters, stages)
        for observed, raters, stages in zip(people.observed, people.raters, people.stages, strict=True)
    ]


def history_of(people: People) -> list[dict[str, Cards]]:
    """Earlier candidates as the calibration reads them."""
    return [{"scorecards": cards} for cards in all_cards(people)]


def _cards(observed: Integers, raters: Integers, stages: int) -> Cards:
    return [
        {
            "stage": STAGES[CARD_STAGE[card]].key,
            "rater": f"r{raters[card]:03d}",
            "ratings": [_rating(slot, int(observed[slot])) for slot in slots_of(card) if slot < RATINGS],
            "anchors": [_anchor(slot, int(observed[slot])) for slot in slots_of(card) if slot >= RATINGS],
        }
        for card in range(CARDS)
        if CARD_STAGE[card] < stages
    ]


def _rating(slot: int, merit: int) -> Card:
    return {"competency": AREAS[RATING_AREA[slot]], "rating": 6 - merit if merit else None}


def _anchor(slot: int, level: int) -> Card:
    return {"dimension": SIGNALS[ANCHOR_SIGNAL[slot - RATINGS]], "level": f"P{level}" if level else None}
