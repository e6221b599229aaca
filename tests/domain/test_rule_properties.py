"""What holds of layer A for every set of scorecards: it equals a second reading, and better never lowers the level."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.rule import judge
from app.domain.scorecard import Card
from tests.domain.evidence import LEVELS, PLAN, random_cards, raters_of, shipped_ladder, shipped_scale
from tests.domain.ladder_reading import read

READINGS = 2_500  # for each of four seeds
IMPROVEMENTS = 2_500  # for each of two seeds
ORDER = {"below_bar": 0, "P3": 1, "P4": 2, "P5": 3, "P6": 4}
POINTS = st.sampled_from((None, 1, 2, 3, 4, 5))
PLACES = st.sampled_from((None, *LEVELS))


def outcome(cards: list[Card]) -> str:
    return judge(cards, ladder=shipped_ladder(), scale=shipped_scale()).outcome


def improved(rng: random.Random, cards: list[Card]) -> list[Card] | None:
    """The cards with one answer one step better, or None when nothing can get better."""
    steps = [(i, "ratings", key) for i, card in enumerate(cards) for key, p in card.ratings.items() if p and p > 1]
    steps += [(i, "signals", key) for i, card in enumerate(cards) for key, c in card.signals.items() if c and c != "P6"]
    if not steps:
        return None
    index, kind, key = rng.choice(steps)
    card = cards[index]
    ratings, signals = dict(card.ratings), dict(card.signals)
    if kind == "ratings":
        ratings[key] = (ratings[key] or 0) - 1
    else:
        signals[key] = LEVELS[LEVELS.index(signals[key] or "P2") + 1]
    return [*cards[:index], Card(card.stage, card.rater, ratings, signals), *cards[index + 1 :]]


@pytest.mark.parametrize("seed", [20251, 20253, 20254, 20255])
def test_the_rule_equals_a_second_reading_of_the_ladder(seed):
    rng = random.Random(seed)
    seen: Counter[str] = Counter()
    for _ in range(READINGS):
        cards = random_cards(rng)
        expected = read(cards)
        seen[expected] += 1

        assert outcome(cards) == expected, cards

    assert min(seen[level] for level in ("insufficient_evidence", *ORDER)) >= READINGS // 50, seen


@pytest.mark.parametrize("seed", [20252, 20256])
def test_a_better_answer_never_lowers_the_level(seed):
    rng = random.Random(seed)
    checked, raised = 0, 0
    while checked < IMPROVEMENTS:
        cards = random_cards(rng)
        before = outcome(cards)
        # Several steps in a row, so that every level is climbed through.
        for _ in range(8):
            better = improved(rng, cards)
            if before == "insufficient_evidence" or better is None:
                break
            after = outcome(better)

            assert ORDER[after] >= ORDER[before], (cards, better)

            checked, raised = checked + 1, raised + (after != before)
            cards, before = better, after

    assert raised >= 50


@st.composite
def any_cards(draw: st.DrawFn) -> list[Card]:
    cards = []
    for stage, (_, areas, signals) in PLAN.items():
        for rater in raters_of(stage):
            if draw(st.booleans()):
                ratings = {area: draw(POINTS) for area in areas}
                cards.append(Card(stage, rater, ratings, {signal: draw(PLACES) for signal in signals}))
    return cards


@settings(max_examples=60, deadline=None)
@given(any_cards(), st.randoms(use_true_random=False))
def test_the_order_of_the_cards_and_of_their_answers_does_not_matter(cards, rng):
    shuffled = [
        Card(
            card.stage,
            card.rater,
            dict(rng.sample(sorted(card.ratings.items()), len(card.ratings))),
            dict(rng.sample(sorted(card.signals.items()), len(card.signals))),
        )
        for card in rng.sample(cards, len(cards))
    ]

    assert judge(shuffled, ladder=shipped_ladder(), scale=shipped_scale()) == judge(
        cards, ladder=shipped_ladder(), scale=shipped_scale()
    )


@settings(max_examples=60, deadline=None)
@given(any_cards(), st.randoms(use_true_random=False))
def test_who_the_raters_are_does_not_matter(cards, rng):
    names = rng.sample(range(1000), len(cards))
    renamed = [
        Card(card.stage, f"somebody {name}", card.ratings, card.signals)
        for card, name in zip(cards, names, strict=True)
    ]

    assert judge(renamed, ladder=shipped_ladder(), scale=shipped_scale()) == judge(
        cards, ladder=shipped_ladder(), scale=shipped_scale()
    )


@settings(max_examples=60, deadline=None)
@given(any_cards())
def test_p2_is_never_an_outcome_and_a_level_needs_the_one_below(cards):
    result = judge(cards, ladder=shipped_ladder(), scale=shipped_scale())

    truths = [item.truth for item in result.levels]

    assert result.outcome in {"insufficient_evidence", *ORDER}
    assert "true" not in truths[truths.count("true") :]
