"""Items of lists: how strong a demand is, of which kind, which figures show it, and keys made of its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.importing.asked import asks_of, kinds_of, requirement, strength_of
from app.domain.importing.keys import LONGEST_KEY, Keys, OwnKeys, key_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Must have security clearance", ["clearance"]),
        ("Reside in Japan with the ability to travel", ["residence", "travel"]),
        ("Fluent in Japanese and English", ["language"]),
        ("You share our values, and work by them", ["value"]),
        ("Ability to use the oven", ["tool"]),
        ("Preferred experience with baking software", ["tool"]),
        ("Excellent negotiation", ["skill"]),
        ("Serves travellers", ["skill"]),
    ],
)
def test_the_kind_of_a_demand_is_told_from_its_words(text, kinds):
    assert kinds_of(text) == kinds


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Experience of rye preferred", "preferred"),
        ("Nice to Have: a lamp", "preferred"),
        ("A second oven is a plus", "preferred"),
        ("Remote baking would be an added advantage", "preferred"),
        ("BONUS: a passion for bread", "preferred"),
        ("Bakes bread", "must"),
    ],
)
def test_the_strength_of_a_demand_is_told_from_its_words(text, strength):
    assert strength_of(text) == strength


def test_what_stands_below_a_preferred_item_is_preferred():
    item = requirement("Rye", at="Baker", line=1, keys=Keys(), under="Bonus points if")

    assert (item["strength"], item["under"]) == ("preferred", "Bonus points if")


def test_figures_are_asked_for_where_the_words_speak_of_them():
    assert asks_of("Repeatedly exceeding $1M quotas") == ["amount", "currency", "year", "count"]
    assert asks_of("5+ years of baking") == ["year"]
    assert asks_of("Bakes bread") == []


def test_keys_are_made_of_words():
    assert key_of("Baker’s Account & Oven") == "bakers_account_and_oven"
    assert key_of("3 ovens") == "item_3_ovens"
    assert key_of("パン") == "item"
    assert key_of("Crème brûlée") == "creme_brulee"


def test_a_sentence_keeps_its_key_and_another_one_gets_another():
    keys, own = Keys(), OwnKeys()

    assert [keys.key(text) for text in ("Bakes.", "bakes", "Bakes!")] == ["bakes", "bakes", "bakes_2"]
    assert [own.key(text) for text in ("Bakes", "Bakes", "Bakes 2", "Bakes")] == [
        "bakes",
        "bakes_2",
        "bakes_2_2",
        "bakes_3",
    ]


@given(st.lists(st.text(max_size=90), max_size=8))
def test_keys_are_always_keys_and_own_ones_never_the_same(texts):
    own = OwnKeys()
    keys = [own.key(text) for text in texts]

    assert len(set(keys)) == len(keys)
    assert all(key[0].isalpha() and key.replace("_", "").isalnum() and len(key) < LONGEST_KEY + 15 for key in keys)
