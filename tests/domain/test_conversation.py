"""One more conversation before the decision: where it can be held, and what it can look at."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.conversation import StageChoice, Wish, ask, beside, stage_choices, thin
from app.domain.errors import BadData, NotReady
from app.domain.gaps import gaps_of
from app.domain.pipeline import DECISION, Plan, Position, State
from app.domain.scorecard import Card
from tests.domain.evidence import full_loop, shipped_playbook

AT_DECISION = Position(State.ACTIVE, DECISION)
STAGES = shipped_playbook().family.stages
PLAN = Plan(tuple(stage.key for stage in STAGES), {stage.key: stage.name for stage in STAGES})
POINTS = st.sampled_from([1, 2, 3, 4, 5])


def choices(cards: list[Card]) -> dict[str, StageChoice]:
    playbook = shipped_playbook()
    found = stage_choices(playbook, gaps_of(cards, playbook=playbook))
    return {choice.key: choice for choice in found}


def asked(cards: list[Card], wish: Wish, position: Position = AT_DECISION):
    return ask(position, PLAN, choices=choices(cards).values(), wish=wish)


def without(stage: str) -> list[Card]:
    return [card for card in full_loop(3) if card.stage != stage]


def test_what_nobody_assessed_comes_before_what_one_person_did():
    found = thin(gaps_of(without("final"), playbook=shipped_playbook()))

    hows = [item.how for item in found]
    assert hows == sorted(hows, key=["never assessed", "no evidence seen", "rests on one rater"].index)
    assert {"area:transparency", "signal:orchestration"} <= {item.key for item in found}


def test_a_stage_offers_what_it_looks_at_and_nothing_else():
    found = choices(full_loop(3))

    assert {item.key for item in found["final"].thin} == {
        "area:transparency",
        "area:inclusion",
        "area:resource_orchestration",
        "area:business_acumen",
        "area:leading_with_vision",
    }
    assert found["panel"].thin == ()
    assert found["panel"].note == "All that it looks at has evidence, each focus area from two people or more."


@pytest.mark.parametrize(("cards", "words"), [(full_loop(3), "Repeat"), (without("final"), "Hold")])
def test_a_stage_that_was_left_out_is_held_and_any_other_repeated(cards, words):
    assert choices(cards)["final"].words == f"{words} Final Interview"


def test_the_application_goes_back_with_what_to_look_at():
    wish = Wish("final", ("area:transparency", "area:inclusion"), " One rater alone. ")

    position, (asking, moving) = asked(full_loop(3), wish)

    assert position == Position(State.ACTIVE, "final")
    assert (asking.kind, moving.kind) == ("conversation_asked", "stage_repeated")
    assert asking.data == {
        "stage": "final",
        "look_at": "area:inclusion area:transparency",
        "names": "Diversity, inclusion and belonging and Transparency",
        "reason": "One rater alone.",
    }
    assert moving.data == {"from": "decision", "to": "final"}


def test_a_stage_in_which_nothing_is_thin_is_repeated_for_its_reason_alone():
    _, (asking, _) = asked(full_loop(3), Wish("panel", (), "They read one case in two ways."))

    assert asking.data == {"stage": "panel", "reason": "They read one case in two ways."}


@pytest.mark.parametrize(
    ("wish", "field", "says"),
    [
        (Wish("", (), "Why."), "stage", "Choose the stage"),
        (Wish("decision", (), "Why."), "stage", "Choose the stage"),
        (Wish("lunch", (), "Why."), "stage", "Choose the stage"),
        (Wish("final", (), "Why."), "look_at", "Choose what Final Interview shall look at first."),
        (Wish("final", ("area:account_planning",), "Why."), "look_at", "or choose another stage."),
        (Wish("final", ("area:collaboration",), "Why."), "look_at", "Leave out what is not among it"),
        (Wish("panel", ("area:efficiency",), "Why."), "look_at", "All that it looks at has evidence"),
        (Wish("final", ("area:transparency",), "  "), "reason", "needs a reason"),
        (Wish("final", ("area:transparency",), "x" * 4_001), "reason", "up to 4,000 are kept"),
    ],
)
def test_a_wish_names_the_part_that_it_lacks(wish, field, says):
    with pytest.raises(BadData, match=says) as refusal:
        asked(full_loop(3), wish)

    assert refusal.value.field == field


def test_an_application_that_rests_goes_nowhere():
    with pytest.raises(NotReady):
        asked(full_loop(3), Wish("panel", (), "Why."), Position(State.ON_HOLD, DECISION))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_can_be_chosen_depends_on_what_was_seen_and_never_on_how_it_was_rated(data):
    cards = [card for card in full_loop(3) if data.draw(st.booleans())]
    seen = [_partly_seen(card, data) for card in cards]

    turned = [
        replace(card, ratings={area: point and data.draw(POINTS) for area, point in card.ratings.items()})
        for card in seen
    ]

    assert choices(turned) == choices(seen)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_everything_that_is_offered_can_be_asked_for(data):
    cards = [_partly_seen(card, data) for card in full_loop(3) if data.draw(st.booleans())]
    stage = data.draw(st.sampled_from(sorted(choices(cards))))
    offered = [item.key for item in choices(cards)[stage].thin]
    look_at = data.draw(st.sets(st.sampled_from(offered), min_size=1)) if offered else set()

    position, (asking, _) = asked(cards, Wish(stage, tuple(look_at), "Why."))

    assert position == Position(State.ACTIVE, stage)
    assert set(asking.data.get("look_at", "").split()) == look_at


def _partly_seen(card: Card, data: st.DataObject) -> Card:
    return replace(
        card,
        ratings={area: point if data.draw(st.booleans()) else None for area, point in card.ratings.items()},
        signals={signal: level if data.draw(st.booleans()) else None for signal, level in card.signals.items()},
    )


def test_beside_each_thin_thing_stands_how_little_there_is_and_who_looks_at_it():
    found = beside(choices(full_loop(3, areas={"results": None})).values())

    assert found["area:transparency"] == "Rests on one rater. Final Interview"
    assert found["area:results"] == "Never assessed. Initial Screen and Initial Interview"
