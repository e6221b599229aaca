"""Stored recommendations: the same input gives the same bytes, and what was stored reads back as it was."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.calibration import Calibration, Offset
from app.domain.errors import BadData
from app.domain.marks import Marks
from app.domain.recommendation import Method, Recommendation, recommend
from app.domain.rule import Minimum
from app.domain.scorecard import Card, in_order
from app.domain.snapshot import Ground, cards_from_data, cards_to_data, recommendation_from_data, recompute
from app.domain.warnings import CardRef
from tests.domain.evidence import full_loop, random_cards, shipped_playbook


def recommended(cards: list[Card], title: str = "strategic", **options: object) -> Recommendation:
    return recommend(cards, playbook=shipped_playbook(), title=title, **options)  # type: ignore[arg-type]


def test_a_stored_input_gives_the_same_bytes_again():
    rng = random.Random(7)
    for number in range(60):
        cards = random_cards(rng)
        refs = [CardRef(card.stage, card.rater) for card in cards if rng.random() < 0.2]
        marks = Marks(amended=frozenset(refs), without_evidence=frozenset(refs[:1]))
        known = {card.who: Offset(rng.gauss(0, 0.5), 0.2, 12) for card in cards if rng.random() < 0.8}
        calibration = Calibration("c1", known, 3)
        method: Method = "A" if number % 5 == 0 else "A+B"
        ground = Ground(tuple(cards), shipped_playbook(), "major", marks, calibration, method=method)
        result = ground.recommend()
        shuffled = replace(ground, cards=rng.sample(cards, len(cards)))
        stored = json.dumps(shuffled.to_data())

        again = recompute(json.loads(stored), playbook=shipped_playbook())

        assert again == result
        assert again.to_json().encode() == result.to_json().encode()


def test_a_stored_recommendation_reads_back_as_it_was():
    for cards in (full_loop(3), [], full_loop(4)):
        result = recommended(cards)

        assert recommendation_from_data(json.loads(json.dumps(result.to_data()))) == result


def test_plain_data_has_its_keys_sorted():
    def check(value: object) -> None:
        if isinstance(value, dict):
            assert list(value) == sorted(value)
            for item in value.values():
                check(item)
        elif isinstance(value, list):
            for item in value:
                check(item)

    check(recommended(full_loop(3)).to_data())
    marks = Marks(amended=frozenset({CardRef("screen", "screen-1")}))
    check(Ground(full_loop(3), shipped_playbook(), "strategic", marks).to_data())


def test_cards_survive_being_stored():
    cards = [*full_loop(3), Card("screen", "late", {"results": None}, {}, late=True)]

    assert cards_from_data(json.loads(json.dumps(cards_to_data(cards)))) == in_order(cards)


@pytest.mark.parametrize("data", [[{"stage": "screen"}], [3], [{"stage": "a", "rater": "b", "ratings": 3}]])
def test_a_broken_stored_card_is_refused(data):
    with pytest.raises(BadData):
        cards_from_data(data)


@pytest.mark.parametrize("data", [{}, {"amended": [], "cards": [], "title": "strategic", "minimum": {"charm": 1}}])
def test_a_broken_stored_input_is_refused(data):
    with pytest.raises(BadData):
        recompute(data, playbook=shipped_playbook())


def test_a_broken_stored_recommendation_is_refused():
    with pytest.raises(BadData):
        recommendation_from_data({"outcome": "P4"})


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_cards_changes_no_byte(seed, rng):
    cards = random_cards(random.Random(seed))

    assert recommended(rng.sample(cards, len(cards))).to_json() == recommended(cards).to_json()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_other_raters_give_the_same_level_proof_and_words(seed):
    cards = random_cards(random.Random(seed))
    renamed = [replace(card, rater=f"x{number:03}") for number, card in enumerate(in_order(cards))]

    one, other = recommended(cards), recommended(renamed)

    assert replace(one, warnings=(), sensitivity=None) == replace(other, warnings=(), sensitivity=None)
    assert [note.title for note in one.warnings] == [note.title for note in other.warnings]


def test_a_stored_input_keeps_the_minimum_it_was_judged_by():
    cards = full_loop(3, stages=["manager"])
    lax = Minimum(ratings=1, stages=1, signals=1)
    stored = Ground(cards, shipped_playbook(), "major", minimum=lax).to_data()

    again = recompute(stored, playbook=shipped_playbook())

    assert again == recommended(cards, "major", minimum=lax)
    assert again.outcome == "P4"
