"""Sentences about the estimate: each in a case that deserves it, and the other one that stands one step away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest

from app.domain.chances import Estimate, Flip, Sensitivity, Slot, Without
from app.domain.level_wording import (
    beside,
    down_text,
    flip_text,
    how_sure,
    lede,
    most_likely_first,
    open_levels,
    up_text,
    whole_percent,
    without_text,
)
from app.domain.playbook import Playbook
from app.domain.rule import BELOW_BAR, INSUFFICIENT
from app.domain.wording import Wording
from tests.domain import shipped
from tests.domain.level_cases import estimate_of, model_of
from tests.domain.nursing import nursing_playbook
from tests.domain.shipped import changed

Chances = Mapping[str, float]
SHIPPED = shipped.playbook
OTHERS = {"P6": 0.01, BELOW_BAR: 0.04}


@dataclass(frozen=True)
class Step:
    """Two sets of chances one step apart, and what is said of each."""

    one: Chances
    says: str
    other: Chances
    says_instead: str
    playbook: Callable[[], Playbook] = SHIPPED


def said(sentence: Callable[..., str], chances: Chances, playbook: Playbook) -> str:
    return sentence(estimate_of(chances, playbook), model_of(playbook), Wording(playbook))


HOW_SURE = {
    "the level and its neighbour are open": Step(
        {"P4": 0.56, "P5": 0.22, "P3": 0.17, **OTHERS},
        "The estimate gives P4 56 %, P5 22 %, P3 17 %: treat P4 and P5 as open.",
        {"P4": 0.59, "P5": 0.19, "P3": 0.17, **OTHERS},
        "The estimate gives P4 59 %, P5 19 %, P3 17 %: P4 is more likely than not.",
    ),
    "both neighbours are open": Step(
        {"P4": 0.55, "P5": 0.2, "P3": 0.2, **OTHERS},
        "The estimate gives P4 55 %, P3 20 %, P5 20 %: treat P3, P4 and P5 as open.",
        {"P4": 0.56, "P5": 0.2, "P3": 0.19, **OTHERS},
        "The estimate gives P4 56 %, P5 20 %, P3 19 %: treat P4 and P5 as open.",
    ),
    "half of the most likely level is near enough": Step(
        {"P4": 0.36, "P3": 0.29, "P5": 0.18, "P6": 0.17},
        "The estimate gives P4 36 %, P3 29 %, P5 18 %, P6 17 %: treat P3, P4 and P5 as open.",
        {"P4": 0.37, "P3": 0.29, "P5": 0.18, "P6": 0.16},
        "The estimate gives P4 37 %, P3 29 %, P5 18 %, P6 16 %: treat P3 and P4 as open.",
    ),
    "a chance below 15 % is not listed": Step(
        {"P4": 0.8, "P5": 0.15, **OTHERS},
        "The estimate gives P4 80 %, P5 15 %: P4 is likely but not certain.",
        {"P4": 0.81, "P5": 0.14, **OTHERS},
        "The estimate gives P4 81 %: P4 is likely but not certain.",
    ),
    "likely, from three in four on": Step(
        {"P4": 0.75, "P5": 0.19, "P3": 0.06},
        "The estimate gives P4 75 %, P5 19 %: P4 is likely but not certain.",
        {"P4": 0.74, "P5": 0.19, "P3": 0.07},
        "The estimate gives P4 74 %, P5 19 %: P4 is more likely than not.",
    ),
    "nearly every draw is not every draw": Step(
        {"P4": 0.998, "P5": 0.002},
        "The estimate gives P4 over 99 %: P4 is likely but not certain.",
        {"P4": 1.0},
        "The estimate gives P4 over 99 %: P4 is likely but not certain.",
    ),
    "below the bar is said in words": Step(
        {BELOW_BAR: 0.51, "P3": 0.49},
        "The estimate gives below the bar 51 %, P3 49 %: treat below the bar and P3 as open.",
        {BELOW_BAR: 0.5, "P3": 0.5},
        "The estimate gives below the bar 50 %, P3 50 %: treat below the bar and P3 as open. "
        "P3 is the highest level that is reached with 50 % or more: P3 or above has 50 %.",
    ),
    "the named level is not the most likely": Step(
        {"P3": 0.4, "P4": 0.25, "P5": 0.35},
        "The estimate gives P3 40 %, P5 35 %, P4 25 %: treat P3, P4 and P5 as open. "
        "P4 is the highest level that is reached with 50 % or more: P4 or above has 60 %.",
        {"P3": 0.25, "P4": 0.4, "P5": 0.35},
        "The estimate gives P4 40 %, P5 35 %, P3 25 %: treat P3, P4 and P5 as open.",
    ),
    "two levels and below the bar on a ward": Step(
        {"N2": 0.8, "N3": 0.2},
        "The estimate gives N2 80 %, N3 20 %: treat N2 and N3 as open.",
        {"N2": 0.81, "N3": 0.19},
        "The estimate gives N2 81 %, N3 19 %: N2 is likely but not certain.",
        nursing_playbook,
    ),
    "no level of the ward is reached though one is the most likely": Step(
        {BELOW_BAR: 0.41, "N2": 0.49, "N3": 0.1},
        "The estimate gives N2 49 %, below the bar 41 %: treat below the bar and N2 as open. "
        "No level is reached with 60 % or more: N2 or above has 59 %.",
        {BELOW_BAR: 0.4, "N2": 0.5, "N3": 0.1},
        "The estimate gives N2 50 %, below the bar 40 %: treat below the bar and N2 as open.",
        nursing_playbook,
    ),
}
LEDES = {
    "more likely than not": Step(
        {"P4": 0.51, "P5": 0.49},
        "Enterprise, more likely than not.",
        {"P4": 0.5, "P5": 0.5},
        "Sr. Enterprise is named, but Enterprise alone is more likely.",
    ),
    "likely": Step(
        {"P4": 0.75, "P5": 0.25},
        "Enterprise, likely but not certain.",
        {"P4": 0.74, "P5": 0.26},
        "Enterprise, more likely than not.",
    ),
    "clear at exactly half": Step(
        {"P4": 0.5, "P5": 0.49, "P6": 0.01, "P3": 0.0},
        "Sr. Enterprise is named, but Enterprise alone is more likely.",
        {"P4": 0.5, "P5": 0.48, "P3": 0.02},
        "Enterprise, the most likely level.",
    ),
    "not clear": Step(
        {"P4": 0.49, "P5": 0.3, "P3": 0.21},
        "No clear level: Enterprise is the most likely.",
        {"P4": 0.5, "P5": 0.3, "P3": 0.2},
        "Enterprise, the most likely level.",
    ),
    "not clear, and another is more likely": Step(
        {"P3": 0.4, "P4": 0.25, "P5": 0.35},
        "No clear level: Enterprise is named, but Mid-market alone is more likely.",
        {"P3": 0.25, "P4": 0.4, "P5": 0.35},
        "No clear level: Enterprise is the most likely.",
    ),
    "below the bar": Step(
        {BELOW_BAR: 0.6, "P3": 0.4},
        "Below the bar, more likely than not.",
        {BELOW_BAR: 0.4, "P3": 0.6},
        "Mid-market, more likely than not.",
    ),
    "a ward that asks for more": Step(
        {BELOW_BAR: 0.41, "N2": 0.59},
        "No clear level: below the bar is named, but Staff nurse alone is more likely.",
        {BELOW_BAR: 0.4, "N2": 0.6},
        "Staff nurse, more likely than not.",
        nursing_playbook,
    ),
}


@pytest.mark.parametrize("name", HOW_SURE)
def test_how_sure_the_estimate_is(name):
    step = HOW_SURE[name]

    assert said(how_sure, step.one, step.playbook()) == step.says
    assert said(how_sure, step.other, step.playbook()) == step.says_instead


@pytest.mark.parametrize("name", LEDES)
def test_the_level_in_a_line(name):
    step = LEDES[name]

    assert said(lede, step.one, step.playbook()) == step.says
    assert said(lede, step.other, step.playbook()) == step.says_instead


def test_a_second_level_is_open_wherever_none_is_clear_however_far_it_lies():
    ward = changed(model_of(nursing_playbook()), ("warnings", "top_probability"), 0.9)
    estimate = estimate_of({"N2": 0.85, "N3": 0.15}, nursing_playbook())

    assert open_levels(estimate, ward) == ("N2", "N3")
    assert open_levels(estimate, model_of(nursing_playbook())) == ("N2",)


def test_of_two_equal_chances_the_lower_level_comes_first():
    estimate = estimate_of({"P5": 0.4, "P4": 0.4, "P6": 0.2}, SHIPPED())

    assert [item.level for item in most_likely_first(estimate)][:3] == ["P4", "P5", "P6"]
    assert estimate.top.level == "P4"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "100 %"), (0.9999, "over 99 %"), (0.994, "99 %"), (0.005, "under 1 %"), (0.006, "1 %"),
        (0.0001, "under 1 %"), (0.0, "0 %"), (0.5, "50 %"),
    ],
)  # fmt: skip
def test_only_what_is_certain_is_called_so(share, said):
    assert whole_percent(share) == said


@pytest.mark.parametrize(
    ("share", "bar", "said"),
    [
        (0.5, 0.5, "50 %"),
        (0.4999, 0.5, "just under 50 %"),
        (0.5001, 0.5, "just over 50 %"),
        (0.494, 0.5, "49 %"),
        (0.62, 0.625, "62 %"),
        (0.6249, 0.625, "62 %"),
        (0.6251, 0.625, "63 %"),
        (0.6241, 0.624, "just over 62.4 %"),
        (0.6259, 0.626, "just under 62.6 %"),
    ],
)
def test_rounding_never_carries_a_share_onto_a_bound_or_past_it(share, bar, said):
    assert beside(share, bar) == said


AREA = Slot("panel", "panel-2", "area", "facilitating")
SIGNAL = Slot("final", "final-1", "signal", "complexity")
RISE = Flip(AREA, "3", "2", "P5", 0.52)
FALL = Flip(SIGNAL, "P6", "P4", "P3", 0.51)
P4, P6, BELOW = ({"P4": 0.9, "P3": 0.1}, {"P6": 0.9, "P5": 0.1}, {BELOW_BAR: 0.9, "P3": 0.1})


TO_P5 = (
    "One answer does it: with Facilitating rated Superior instead of Meets expectations by one interviewer of "
    "Mock Presentation, the level would be P5."
)
TO_P3 = (
    "One answer does it: with deal complexity placed at P4 instead of P5 and P6 by one interviewer of "
    "Final Interview, the level would be P3."
)
TO_BELOW = TO_P3.replace("the level would be P3", "it would be below the bar")


def firmness(up: Flip | None = None, down: Flip | None = None) -> Sensitivity:
    return Sensitivity((), up, down, (), (), ())


@pytest.mark.parametrize(
    ("direction", "chances", "flips", "says"),
    [
        (up_text, P4, firmness(up=RISE), TO_P5),
        (up_text, P4, firmness(down=FALL), "No single answer does it."),
        (up_text, P6, firmness(down=FALL), "P6 is the highest level of this ladder."),
        (down_text, P4, firmness(down=FALL), TO_P3),
        (down_text, P4, firmness(up=RISE), "No single answer does it."),
        (down_text, P4, firmness(down=replace(FALL, level=BELOW_BAR)), TO_BELOW),
        (down_text, BELOW, firmness(up=RISE), "Nothing lies below the bar."),
    ],
)
def test_what_a_single_answer_would_change(direction, chances, flips, says):
    assert direction(estimate_of(chances, SHIPPED()), flips, Wording(SHIPPED())) == says


def test_a_flip_names_whoever_gave_the_answer_where_names_may_stand():
    flip = Flip(Slot("ward_day", "ward_day-1", "area", "care"), "3", "4", "N3", 0.7)

    named, plain = (flip_text(flip, Wording(nursing_playbook()), who=who) for who in ("Ingrid Solheim", ""))

    assert named == (
        "One answer does it: with Care rated Outstanding instead of Good by Ingrid Solheim, the level would be N3."
    )
    assert "by one interviewer of Ward day" in plain


@pytest.mark.parametrize(
    ("chances", "left", "says"),
    [
        (P4, "P3", "Without one interviewer the level would be P3."),
        (P4, "P4", "Without one interviewer the level stays P4."),
        (P4, BELOW_BAR, "Without one interviewer it would be below the bar."),
        (BELOW, BELOW_BAR, "Without one interviewer it stays below the bar."),
        (P4, INSUFFICIENT, "Without one interviewer too little would be left to name a level."),
    ],
)
def test_what_is_left_without_one_interviewer(chances, left, says):
    estimate, without = estimate_of(chances, SHIPPED()), Without("panel-2", left, ())

    assert without_text(without, estimate) == says
    assert without_text(without, estimate, who="Ingrid Solheim") == says.replace("one interviewer", "Ingrid Solheim")


def test_no_sentence_about_an_estimate_ever_calls_it_certain():
    for chances in ({"P4": 1.0}, {"P6": 1.0}, {BELOW_BAR: 1.0}):
        estimate: Estimate = estimate_of(chances, SHIPPED())

        assert how_sure(estimate, model_of(SHIPPED()), Wording(SHIPPED())).endswith("is likely but not certain.")
        assert lede(estimate, model_of(SHIPPED()), Wording(SHIPPED())).endswith(", likely but not certain.")
