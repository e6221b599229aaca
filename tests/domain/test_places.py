"""What may hold in a country."""

import pytest

from app.domain.errors import BadData
from app.domain.places import PlaceRules, SelfIdSet, Unlock


def test_without_anybody_saying_so_little_is_done():
    rules = PlaceRules()

    assert (rules.unlocks_pay, rules.sends_letters, rules.keeps_days, rules.self_id) == (
        Unlock.SELECTED,
        False,
        None,
        SelfIdSet.NONE,
    )


@pytest.mark.parametrize("days", [0, 29, 3651, -1])
def test_data_are_kept_neither_for_a_moment_nor_for_a_lifetime(days):
    with pytest.raises(BadData) as refusal:
        PlaceRules("DE", keeps_days=days).check()

    assert refusal.value.field == "keeps_days"


@pytest.mark.parametrize("days", [None, 30, 3650])
def test_data_are_kept_for_a_while_or_without_an_end(days):
    PlaceRules("DE", keeps_days=days).check()


def test_rules_are_for_countries_of_the_list():
    with pytest.raises(BadData):
        PlaceRules("XX").check()


@pytest.mark.parametrize(("country", "name"), [("", "Everywhere else"), ("JP", "Japan")])
def test_a_place_has_a_name(country, name):
    assert PlaceRules(country).name == name


@pytest.mark.parametrize(("unlock", "answer"), [(Unlock.POSTING, True), (Unlock.APPLIED, False)])
def test_pay_is_public_where_the_rules_say_so(unlock, answer):
    assert PlaceRules(unlocks_pay=unlock).publishes_pay is answer
