"""The agenda of a debrief: what stands on it, in which order, who speaks first, and what a note must say."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.chances import Effect, Sensitivity, Slot
from app.domain.debrief import Item, Question, agenda, effects_of, topics_of
from app.domain.debrief_notes import NOTE_LIMIT, Outcome, check_note, check_open, check_question, is_open
from app.domain.errors import BadData, NotReady
from app.domain.scorecard import Card
from app.domain.states import State
from app.domain.warnings import CardRef
from tests.domain.evidence import full_loop, random_cards, shipped_playbook

TWO_APART = {("panel-1", "efficiency"): 2, ("panel-2", "efficiency"): 4}


def items(cards: list[Card], **given: object) -> tuple[Item, ...]:
    return agenda(cards, playbook=shipped_playbook(), **given)  # type: ignore[arg-type]


def keys(cards: list[Card], **given: object) -> list[str]:
    return [item.key for item in items(cards, **given)]


def only(cards: list[Card], **given: object) -> Item:
    found = items(cards, **given)
    assert len(found) == 1
    return found[0]


# --- What stands on it


def test_where_everybody_agrees_nothing_is_on_the_agenda():
    assert items(full_loop()) == ()


def test_an_area_on_which_two_people_differ_says_how_far_and_in_which_words():
    item = only(full_loop(changes=TWO_APART))

    assert (item.key, item.reasons, item.disagreement) == ("area:efficiency", ("differs",), 2)
    assert item.title == "Two points apart"
    assert item.text == "Rated Superior by one, Meets expectations by one and Partially successful by one."


def test_one_person_who_rates_an_area_differently_in_two_stages_is_no_disagreement():
    cards = full_loop(changes={("screen-1", "results"): 2})

    same = [replace(card, person="7") if card.stage in {"screen", "manager"} else card for card in cards]

    assert keys(cards) == ["area:results"]
    assert keys(same) == []


def test_an_answer_without_evidence_is_no_disagreement_and_is_named_beside_the_others():
    cards = full_loop(changes=TWO_APART | {("panel-3", "efficiency"): None})

    item = only(cards)

    assert item.answers == (CardRef("panel", "panel-1"), CardRef("panel", "panel-2"))
    assert item.silent == (CardRef("panel", "panel-3"),)


def test_an_area_rated_at_the_last_point_is_on_the_agenda_though_nobody_differs():
    item = only(full_loop(areas={"transparency": 5}))

    assert (item.reasons, item.disagreement) == (("worst",), 0)
    assert item.title == "The last point of the scale, Unsuccessful"
    assert item.text == "Rated Unsuccessful by one."


def test_an_area_with_both_reasons_names_the_distance_first():
    item = only(full_loop(changes={("panel-2", "efficiency"): 5}))

    assert item.reasons == ("differs", "worst")
    assert item.title == "Two points apart"


def test_an_area_that_nobody_could_assess_is_on_the_agenda_with_those_who_were_asked():
    item = only(full_loop(areas={"transparency": None}))

    assert (item.reasons, item.answers) == (("unassessed",), ())
    assert item.silent == (CardRef("final", "final-1"),)
    assert item.text == (
        "One scorecard asked about it, and no evidence was seen. Settle whether the decision can do without it."
    )


def test_what_a_stage_that_was_never_held_looks_at_is_on_the_agenda_until_that_stage_is_to_come():
    cards = full_loop(stages=("screen", "manager", "panel"))

    skipped, to_come = keys(cards), keys(cards, awaited=("final",))

    assert "area:inclusion" in skipped
    assert "signal:orchestration" in skipped
    assert "area:growth_mindset" not in skipped  # the manager's stage looked at it as well
    assert to_come == []


def test_different_statements_are_on_the_agenda_and_no_level_is_named():
    cards = [replace(card, signals={"techniques": level}) for card, level in panel(("P3", "P5", "P5"))]

    item = next(item for item in items(cards, awaited=("screen", "manager", "final")) if item.kind == "signal")

    assert item.disagreement == 2
    assert item.title == "Two different statements"
    assert item.text == "Picked on three scorecards."


def panel(levels: tuple[str, ...]) -> list[tuple[Card, str]]:
    return list(zip(full_loop(stages=("panel",)), levels, strict=True))


def test_a_statement_that_two_levels_share_is_one_statement():
    cards = full_loop()
    changed = [
        replace(card, signals=dict(card.signals) | {"complexity": level})
        for card in cards
        for level in [{"manager": "P5", "final": "P6"}.get(card.stage, "")]
        if level
    ]

    assert [item for item in items(changed) if item.key == "signal:complexity"] == []


def test_what_was_noted_stays_on_the_agenda_after_the_difference_is_gone():
    item = only(full_loop(), kept=("area:efficiency",))

    assert (item.reasons, item.disagreement) == (("kept",), 0)
    assert item.title == "No difference is left"
    assert item.text == "Rated Meets expectations by three."


def test_questions_of_people_stand_at_the_end_in_the_order_in_which_they_were_asked():
    asked = [Question(1, "Would she move to Osaka?"), Question(2, "Who knows the reference?")]

    found = items(full_loop(changes=TWO_APART), questions=asked)

    assert [item.key for item in found] == ["area:efficiency", "own:1", "own:2"]
    assert [item.text for item in found[1:]] == ["Would she move to Osaka?", "Who knows the reference?"]


# --- In which order


def test_without_effects_the_widest_disagreement_comes_first_then_the_catalogue():
    cards = full_loop(changes={("screen-1", "results"): 2, ("panel-1", "efficiency"): 1, ("final-1", "inclusion"): 5})

    assert keys(cards) == ["area:efficiency", "area:results", "area:inclusion"]


def test_with_effects_disagreement_times_effect_comes_first():
    cards = full_loop(changes={("screen-1", "results"): 2, ("panel-1", "efficiency"): 1})
    effects = {("area", "results"): 0.3, ("area", "efficiency"): 0.1}

    found = items(cards, effects=effects)

    assert [(item.key, item.disagreement, item.effect) for item in found] == [
        ("area:results", 1, 0.3),
        ("area:efficiency", 2, 0.1),
    ]


def test_of_equal_products_the_wider_disagreement_comes_first():
    cards = full_loop(changes={("screen-1", "results"): 2, ("panel-1", "efficiency"): 1})

    assert keys(cards, effects={("area", "results"): 0.25, ("area", "efficiency"): 0.125}) == [
        "area:efficiency",
        "area:results",
    ]


def test_the_effect_of_a_topic_is_its_largest_swing():
    swings = [("panel-1", "efficiency", 0.1), ("panel-2", "efficiency", 0.2), ("final-1", "inclusion", 0.05)]
    effects = tuple(Effect(Slot("any", rater, "area", area), swing) for rater, area, swing in swings)

    found = effects_of(Sensitivity((), None, None, (), (), effects))

    assert found == {("area", "efficiency"): 0.2, ("area", "inclusion"): 0.05}
    assert effects_of(None) == {}


@given(st.integers(0, 10_000))
def test_the_order_of_the_cards_changes_nothing(seed: int):
    rng = random.Random(seed)
    cards = random_cards(rng)
    effects = {("area", area): rng.random() for card in cards for area in card.ratings}

    shuffled = rng.sample(cards, len(cards))

    assert items(shuffled, effects=effects) == items(cards, effects=effects)


@given(st.integers(0, 10_000))
def test_products_never_rise_along_the_agenda_and_no_level_is_named(seed: int):
    rng = random.Random(seed)
    cards = random_cards(rng)
    effects = {("area", area): rng.random() for card in cards for area in card.ratings}

    found = items(cards, effects=effects, last=("manager-1",))

    products = [item.disagreement * item.effect for item in found]
    assert products == sorted(products, reverse=True)
    assert not [item.key for item in found if re.search(r"\bP[2-6]\b", item.title + item.text)]


@given(st.integers(0, 10_000))
def test_whoever_answered_speaks_and_whoever_decides_speaks_last(seed: int):
    cards = random_cards(random.Random(seed))

    for item in items(cards, last=("manager-1",)):
        told = {ref.rater for ref in item.answers or item.silent}
        assert set(item.speakers) == told
        assert "manager-1" not in item.speakers[:-1]


# --- Who speaks first


def test_interviewers_speak_first_then_recruiter_then_senior_leader():
    item = next(iter(items(full_loop(), questions=[Question(1, "Anything else?")], last=("manager-1",))))

    assert item.speakers == ("panel-1", "panel-2", "panel-3", "screen-1", "final-1", "manager-1")


def test_without_somebody_who_decides_the_hiring_manager_speaks_before_the_senior_leader():
    cards = full_loop(changes={("manager-1", "growth_mindset"): 2})

    assert only(cards).speakers == ("manager-1", "final-1")


def test_a_person_with_two_cards_speaks_once_by_the_more_senior_role():
    cards = [replace(card, person="7") if card.rater in {"panel-1", "final-1"} else card for card in full_loop()]

    item = items(cards, questions=[Question(1, "Anything else?")])[0]

    assert item.speakers == ("panel-2", "panel-3", "screen-1", "manager-1", "7")


# --- What can be noted


def test_a_note_can_be_about_everything_that_a_stage_looks_at():
    found = topics_of(shipped_playbook())

    assert len(found) == 18 + 5
    assert {"area:results", "signal:complexity"} <= found


@pytest.mark.parametrize("outcome", Outcome)
def test_a_note_is_kept_without_the_space_around_it(outcome: Outcome):
    assert check_note(outcome, "  Both texts speak of the same call. \n") == "Both texts speak of the same call."


@pytest.mark.parametrize(
    ("outcome", "text", "field", "sentence"),
    [
        ("", "Agreed.", "outcome", "Choose what came of it."),
        ("asked", "Agreed.", "outcome", "Choose what came of it."),
        ("settled", " \n", "text", "Write in a sentence what came of it. Others read it beside the scorecards."),
        ("settled", "x" * (NOTE_LIMIT + 1), "text", "This text has 4,001 characters; up to 4,000 are kept."),
        ("settled", "a\x00b", "text", "This text holds a character that can't be stored (NUL)."),
    ],
)
def test_a_note_without_its_parts_is_refused(outcome: str, text: str, field: str, sentence: str):
    with pytest.raises(BadData) as refused:
        check_note(outcome, text)

    assert refused.value.message.startswith(sentence)
    assert refused.value.field == field


def test_a_question_needs_words():
    with pytest.raises(BadData) as refused:
        check_question("  ")

    assert refused.value.message == "Write what shall be talked about."


@pytest.mark.parametrize("state", [State.ACTIVE, State.ON_HOLD])
def test_notes_are_taken_until_the_decision(state: State):
    assert is_open(state)
    check_open(state)


@pytest.mark.parametrize("state", [state for state in State if state not in {State.ACTIVE, State.ON_HOLD}])
def test_after_the_decision_nothing_is_added(state: State):
    with pytest.raises(NotReady) as refused:
        check_open(state)

    assert refused.value.message.startswith("The debrief is over: nothing is added once the application is decided")
    assert state.value not in {"declined", "hired"} or state.value not in refused.value.message
