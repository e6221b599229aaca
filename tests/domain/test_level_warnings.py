"""Warnings about the level: each where it is deserved, and gone again one step away."""

from collections import Counter
from dataclasses import replace

import pytest

from app.domain.calibration import Offset
from app.domain.level_warnings import level_warnings
from app.domain.rule import INSUFFICIENT
from app.domain.warnings import CardRef
from tests.domain.evidence import full_loop
from tests.domain.level_cases import Case, case, ward
from tests.domain.level_pairs import PAIRS, loop


def kinds(item: Case) -> Counter[str]:
    return Counter(note.kind for note in item.notes)


@pytest.mark.parametrize("name", PAIRS)
def test_a_warning_stands_where_it_is_deserved_and_says_what_and_about_whom(name):
    pair = PAIRS[name]

    (note,) = [note for note in pair.deserved.notes if note.kind == name.split(",")[0]]

    assert (note.title, note.text) == (pair.title, pair.text)
    assert [ref.rater for ref in note.cards] == list(pair.cards)


@pytest.mark.parametrize("name", PAIRS)
def test_one_step_away_the_warning_is_gone_and_nothing_else_has_changed(name):
    pair = PAIRS[name]

    left = kinds(pair.deserved) - Counter([name.split(",")[0]])

    assert [kinds(neighbour) for neighbour in pair.not_in] == [left] * len(pair.not_in)


@pytest.mark.parametrize("name", PAIRS)
def test_a_warning_about_the_level_is_marked_as_one_and_names_nobody(name):
    pair = PAIRS[name]

    for note in pair.deserved.notes:
        assert note.is_about_level
        assert not [card.who for card in pair.deserved.cards if card.who in note.title + note.text]


@pytest.mark.parametrize("calm", [case(), ward()])
def test_a_firm_level_warns_of_nothing(calm):
    assert calm.notes == ()


def everything_at_once() -> Case:
    uniform = loop(panel_1=(3, 3, 3, 3, 3, 2), panel_2=(1, 5, 1, 5, 3, 4), panel_3=(5, 1, 5, 1, 3, 4))
    return case(
        cards=uniform,
        chances={"P5": 0.45, "P4": 0.4, "P6": 0.15},
        without={"screen-1": INSUFFICIENT, "panel-2": "P4"},
        leanings={"manager-1": 0.6},
        offsets={"panel-1": Offset(0.7, 0.1, 30), "panel-3": Offset(0.1, 0.4, 1), "final-1": None},
        days=200,
    )


def test_warnings_come_in_one_order_whatever_the_order_of_the_cards():
    found = everything_at_once()

    assert list(kinds(found)) == [
        "no_clear_level",
        "proof_differs",
        "one_card",
        "one_person",
        "without_one",
        "low_agreement",
        "halo",
        "large_offset",
        "calibration_old",
        "no_adjustment",
        "few_interviews",
    ]
    assert replace(found, cards=found.cards[::-1]).notes == found.notes


def test_every_kind_of_warning_about_the_level_has_its_pair():
    assert set(kinds(everything_at_once())) == {name.split(",")[0] for name in PAIRS}


def test_where_too_little_was_assessed_nothing_is_said_of_the_estimate():
    one_stage = everything_at_once()
    short = replace(one_stage, cards=[card for card in one_stage.cards if card.stage == "panel"])

    assert short.judgement.outcome == INSUFFICIENT
    assert set(kinds(short)) == {"low_agreement", "halo"}


def test_without_an_estimate_only_the_cards_are_spoken_of():
    assert set(kinds(replace(everything_at_once(), chances=None))) == {"low_agreement", "halo"}


def test_without_a_level_model_there_is_no_bound_to_warn_by():
    found = everything_at_once()
    playbook = replace(found.playbook, model=None)

    notes = level_warnings(found.cards, playbook=playbook, judgement=found.judgement, estimate=found.estimate)

    assert notes == ()


def test_a_level_without_its_sensitivity_is_warned_of_all_the_same():
    found = everything_at_once()

    notes = level_warnings(found.cards, playbook=found.playbook, judgement=found.judgement, estimate=found.estimate)

    assert [note.kind for note in notes] == ["no_clear_level", "proof_differs", "halo", "no_adjustment"]


def test_all_cards_of_one_person_are_told_and_nobody_without_an_answer():
    cards = full_loop(3, "P4")
    cards[0] = replace(cards[0], person="naoko")
    cards[1] = replace(cards[1], person="naoko")
    cards[5] = replace(cards[5], ratings=dict.fromkeys(cards[5].ratings), signals=dict.fromkeys(cards[5].signals))

    (note,) = case(cards=cards, offsets={"naoko": None, "final-1": None}).notes

    assert note.title == "No adjustment applied for one interviewer"
    assert note.cards == (CardRef("screen", "screen-1"), CardRef("manager", "manager-1"))
