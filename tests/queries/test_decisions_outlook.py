"""What the estimate says on the page: names beside figures, turns that a single answer makes, and strictness."""

from dataclasses import replace

import pytest

from app.domain.agreement import Agreement
from app.domain.calibration import Calibration, Offset
from app.domain.chances import Chance, Estimate, Flip, Leaning, Sensitivity, Slot, Without
from app.domain.columns import NamedCard
from app.domain.rule import BELOW_BAR, INSUFFICIENT
from app.domain.scorecard import Card
from app.queries.decisions.outlook import NO_LEVEL, TOO_LITTLE, adjusted_of, agreement_words, outlook_of
from tests.factories.ladders import shipped_playbook

PLAYBOOK = shipped_playbook()
MODEL = PLAYBOOK.model
assert MODEL is not None
LEVELS = (BELOW_BAR, "P3", "P4", "P5", "P6")
PEOPLE = {"screen": ("1", "Nakagawa"), "manager": ("2", "Fujimura"), "panel": ("3", "Endo"), "final": ("4", "Adeyemi")}
NBSP = "\N{NO-BREAK SPACE}"
CARDS = [
    NamedCard(Card(stage, f"{person}-9", {}, {}, person=person), f"Somebody {name}", name)
    for stage, (person, name) in reversed(PEOPLE.items())
]
STEP_UP = Flip(Slot("panel", "3-9", "area", "facilitating"), "3", "2", "P5", 0.52)
STEP_DOWN = Flip(Slot("final", "4-9", "signal", "orchestration"), "P4", "P3", "P3", 0.51)


def chances(*probabilities: float) -> tuple[Chance, ...]:
    return tuple(
        Chance(level, probability, round(sum(probabilities[index:]), 4))
        for index, (level, probability) in enumerate(zip(LEVELS, probabilities, strict=True))
    )


P4 = Estimate("P4", chances(0.04, 0.17, 0.56, 0.22, 0.01))
BELOW = Estimate(BELOW_BAR, chances(0.8, 0.15, 0.05, 0.0, 0.0))


def firmness(**changes) -> Sensitivity:
    without = tuple(Without(person, "P4", P4.chances) for person, _ in reversed(PEOPLE.values()))
    leanings = tuple(Leaning(person, 0.25) for person, _ in PEOPLE.values())
    return replace(Sensitivity((), None, None, without, leanings, ()), **changes)


def seen(estimate: Estimate = P4, *, own: str | None = "P5", **changes):
    assert MODEL is not None
    return outlook_of(estimate, firmness(**changes), model=MODEL, playbook=PLAYBOOK, cards=CARDS, own=own)


def test_the_answer_that_turns_the_level_is_told_with_who_gave_it():
    outlook = seen(up=STEP_UP, down=STEP_DOWN)

    assert (outlook.up.heading, outlook.up.row) == ("Up to P5", "area-facilitating")
    assert "Facilitating rated Superior instead of Meets expectations by Endo" in outlook.up.text
    assert (outlook.down.heading, outlook.down.row) == ("Down to P3", "signal-orchestration")
    assert "by Adeyemi" in outlook.down.text


def test_where_no_single_answer_does_it_the_next_levels_are_named():
    outlook = seen()

    assert (outlook.up.heading, outlook.up.text, outlook.up.row) == ("Up to P5", "No single answer does it.", "")
    assert (outlook.down.heading, outlook.down.text) == ("Down to P3", "No single answer does it.")


def test_above_the_highest_level_and_below_the_bar_there_is_nothing():
    highest = seen(Estimate("P6", chances(0.0, 0.0, 0.1, 0.2, 0.7)))
    lowest = seen(BELOW)

    assert (highest.up.heading, highest.down.heading) == ("Up", "Down to P5")
    assert (lowest.up.heading, lowest.down.heading) == ("Up to P3", "Down")
    assert lowest.down.text == "Nothing lies below the bar."


def test_interviewers_stand_in_the_order_of_the_stages_under_their_names():
    assert [share.name for share in seen().shares] == ["Nakagawa", "Fujimura", "Endo", "Adeyemi"]


def test_a_level_that_changes_without_somebody_is_marked():
    lower = chances(0.1, 0.5, 0.3, 0.1, 0.0)
    without = (Without("1", "P4", P4.chances), Without("2", "P3", lower), Without("3", INSUFFICIENT, lower))

    same, changed, nothing = seen(without=without).shares

    assert (same.level, same.changes, same.at_least) == ("P4", False, f"79{NBSP}%")
    assert (changed.level, changed.changes, changed.at_least) == ("P3", True, f"40{NBSP}%")
    assert (nothing.level, nothing.at_least, nothing.bar) == (TOO_LITTLE, "", None)


def test_weight_that_lies_on_one_person_is_told_in_words():
    outlook = seen(leanings=(Leaning("1", 0.1), Leaning("2", 0.15), Leaning("3", 0.15), Leaning("4", 0.6)))

    assert outlook.heavy == ("Adeyemi",)
    assert [share.weight for share in outlook.shares] == [f"{share}{NBSP}%" for share in ("10", "15", "15", "60")]


def test_half_of_the_weight_is_not_more_than_half():
    assert seen(leanings=(Leaning("4", 0.5),)).heavy == ()


def test_deciding_answers_are_found_by_scorecard_and_key():
    slots = (Slot("panel", "3-9", "area", "facilitating"), Slot("final", "4-9", "signal", "orchestration"))

    assert seen(deciding=slots).deciding == {("3-9", "facilitating"), ("4-9", "orchestration")}


def test_the_line_beside_the_level_says_nothing_twice():
    assert seen().lede == "Enterprise, more likely than not."
    assert seen(Estimate("P4", chances(0.05, 0.07, 0.8, 0.05, 0.03))).lede == "Enterprise."
    assert seen(BELOW).lede == NO_LEVEL


def test_without_a_likely_level_none_is_clear():
    unclear = seen(Estimate("P4", chances(0.1, 0.31, 0.24, 0.3, 0.05)))

    assert not unclear.is_clear
    assert unclear.lede.startswith("No clear level")
    assert seen().is_clear


def test_chances_of_the_named_level_or_above_are_compared_and_below_the_bar_of_the_lowest():
    assert (seen().from_level, seen().at_least) == ("P4 or above", f"79{NBSP}%")
    assert (seen(BELOW).from_level, seen(BELOW).at_least) == ("P3 or above", f"20{NBSP}%")


def test_an_estimate_that_was_not_tried_out_has_no_part_about_change():
    assert MODEL is not None
    outlook = outlook_of(P4, None, model=MODEL, playbook=PLAYBOOK, cards=CARDS, own=None)

    assert (outlook.shares, outlook.deciding, outlook.up.text) == ((), frozenset(), "")
    assert outlook.bar.own_at is None


def test_strictness_is_told_of_the_interviewers_who_are_known_well_enough():
    assert MODEL is not None
    offsets = {"2": Offset(0.4, 0.1, 12), "3": Offset(-0.3, 0.2, 4), "77": Offset(2.0, 0.1, 30)}

    manager, panelist = adjusted_of(CARDS, Calibration("c", offsets), model=MODEL, playbook=PLAYBOOK)

    assert (manager.name, manager.interviews) == ("Fujimura", 12)
    assert manager.strictness is not None
    assert manager.strictness.words == "0.4 points stricter"
    assert (panelist.name, panelist.interviews, panelist.strictness) == ("Endo", 4, None)


def test_a_model_that_uses_no_offsets_adjusts_nobody():
    assert MODEL is not None
    calibration = Calibration("c", {"2": Offset(0.4, 0.1, 12)})
    plain = MODEL.model_copy(update={"uses_offsets": False})

    assert adjusted_of(CARDS, calibration, model=plain, playbook=PLAYBOOK) == ()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            Agreement(8, 20, 0.45, 0.95, None, None, "Alpha and AC2 need ten areas."),
            (
                "Eight areas rated by two or more, 20 pairs of ratings: 45 % the same point, 95 % within one. "
                "Alpha and AC2 need ten areas."
            ),
        ),
        (
            Agreement(1, 1, 1.0, 1.0, None, None, ""),
            "One area rated by two or more, one pair of ratings: 100 % the same point, 100 % within one.",
        ),
        (
            Agreement(12, 36, 0.5, 0.9, 0.431, 0.712, ""),
            (
                "Twelve areas rated by two or more, 36 pairs of ratings: 50 % the same point, 90 % within one; "
                "alpha 0.43, AC2 0.71."
            ),
        ),
    ],
)
def test_agreement_is_told_in_one_line(found, said):
    assert agreement_words(found) == said
