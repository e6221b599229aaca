"""The sentences of a change of content: each kind of change is told in words that fit it."""

from typing import Any

import pytest

from app.domain.content_diff import Change, content_changes, names_in
from app.domain.content_diff.labels import LONGEST, label_of
from app.domain.crosswalk import Crosswalk
from app.domain.family import CompensationSheet
from app.domain.shapes import Shape
from tests.domain import shipped
from tests.domain.shipped import changed

BOOK = shipped.playbook()
FAMILY, LADDER, COMPETENCIES = BOOK.family, BOOK.ladder, BOOK.competencies
NAMES = names_in(BOOK)
P5 = next(number for number, rule in enumerate(LADDER.rules) if rule.level == "P5")


def _changes(before: Shape, after: Shape) -> tuple[Change, ...]:
    return content_changes(before, after, names=NAMES)


def _says(before: Shape, after: Shape) -> list[str]:
    return [change.says for change in _changes(before, after)]


def _crosswalk() -> Crosswalk:
    assert BOOK.crosswalk is not None
    return BOOK.crosswalk


def _plain(items: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [item.model_dump() for item in items]


def test_a_stage_that_is_gone_is_named() -> None:
    after = changed(FAMILY, ("stages",), _plain(FAMILY.stages[:-1]))

    assert _says(FAMILY, after) == ["Stage Final Interview is gone."]


def test_a_new_stage_says_how_long_it_is_who_holds_it_and_what_it_looks_at() -> None:
    new = FAMILY.stages[0].model_dump() | {"key": "lunch", "name": "Lunch", "focus_areas": ("results",)}

    after = changed(FAMILY, ("stages",), [*_plain(FAMILY.stages), new])

    area = COMPETENCIES.competency("results").name
    assert _says(FAMILY, after) == [f"New stage Lunch: 30 minutes, interviewers: 1, {area}."]


def test_a_new_stage_that_looks_at_nothing_says_so() -> None:
    new = FAMILY.stages[0].model_dump() | {"key": "lunch", "name": "Lunch", "focus_areas": ()}

    after = changed(FAMILY, ("stages",), [*_plain(FAMILY.stages), new])

    assert _says(FAMILY, after)[0].endswith("interviewers: 1, no focus area.")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (None, "major", "Strategic Account Executive extends Major Account Executive."),
        ("major", None, "Strategic Account Executive extends no title any more; before it extended Major Account"),
        ("major", "associate_strategic", "Strategic Account Executive extends Associate Strategic Account Executive i"),
    ],
)
def test_what_a_title_extends_is_told_with_what_it_extended(before: str | None, after: str | None, sentence: str):
    was, now = (FAMILY.model_copy(update={"titles": _extending(base)}) for base in (before, after))

    (says,) = _says(was, now)

    assert says.startswith(sentence)


def _extending(base: str | None) -> tuple[Any, ...]:
    """The titles, the second of which extends this one."""
    first, second, *rest = FAMILY.titles
    return (first, second.model_copy(update={"extends": base}), *rest)


@pytest.mark.parametrize(("is_in_use", "words"), [(True, "in use now"), (False, "not in use any more")])
def test_a_level_that_comes_into_use_or_goes_out_of_it_is_told_so(is_in_use: bool, words: str) -> None:
    was, now = (_with_first_level(in_use=state) for state in (not is_in_use, is_in_use))

    assert _says(was, now) == [f"P2 Commercial is {words}."]


def _with_first_level(**values: object) -> Shape:
    first, *rest = LADDER.levels
    return LADDER.model_copy(update={"levels": (first.model_copy(update=values), *rest)})


def test_another_share_is_told_with_the_bar_that_it_is_asked_of() -> None:
    after = changed(LADDER, ("rules", P5, "clauses", 0, "share"), "all")

    bar = NAMES["expert"]
    assert _says(LADDER, after) == [f"P5: {bar} is now asked of every one instead of the majority."]


def test_another_share_of_scope_signals_speaks_of_their_own_level() -> None:
    after = changed(LADDER, ("rules", P5, "clauses", 2, "share"), "all")

    assert _says(LADDER, after) == ["P5: its own level is now asked of every one instead of the majority."]


def test_a_condition_that_a_level_no_longer_asks_is_told_in_its_own_words() -> None:
    fewer = changed(LADDER, ("rules", P5, "clauses"), _plain(LADDER.rules[P5].clauses[:-1]))

    assert _says(LADDER, fewer) == ["P5 no longer asks: A majority of scope signals stands at P5 or above."]
    assert _says(fewer, LADDER) == ["P5 asks for more: A majority of scope signals stands at P5 or above."]


def test_a_title_mapped_to_another_level_is_told_with_both() -> None:
    after = changed(_crosswalk(), ("titles", 3, "level"), "P4")

    assert _says(_crosswalk(), after) == ["Major Account Executive is now mapped to P4 instead of P5."]


def test_a_title_that_is_no_longer_mapped_is_told_with_its_last_level() -> None:
    fewer = changed(_crosswalk(), ("titles",), _plain(_crosswalk().titles[:-1]))

    name = "Senior Major Account Executive"
    assert _says(_crosswalk(), fewer) == [f"{name} is mapped to no level any more; it was P6."]
    assert _says(fewer, _crosswalk()) == [f"{name} is now mapped to P6."]


def test_a_mapping_that_is_switched_on_again_says_so() -> None:
    off = changed(_crosswalk(), ("enabled",), False)

    assert _says(off, _crosswalk()) == ["The mapping is in use again."]


def test_a_value_where_nothing_was_set_is_not_compared_with_nothing() -> None:
    graded, ungraded = (changed(FAMILY, ("titles", 0, "grade"), grade) for grade in (8, None))
    name = FAMILY.titles[0].name

    assert _says(ungraded, graded) == [f"{name}: grade: 8, where nothing was set."]
    assert _says(graded, ungraded) == [f"{name}: grade: nothing is set any more, where it was 8."]


def test_a_long_text_is_told_as_worded_anew_and_stays_whole_in_the_table() -> None:
    text = "Sells to everybody who has been waiting for it, " * 3

    (change,) = _changes(FAMILY, changed(FAMILY, ("titles", 0, "summary"), text))

    assert change.says == f"{FAMILY.titles[0].name}: summary: worded anew."
    assert (change.before, change.after.strip()) == (FAMILY.titles[0].summary, text.strip())


def test_a_short_text_is_told_with_both_wordings() -> None:
    after = changed(FAMILY, ("titles", 0, "short"), "Beginner")

    (says,) = _says(FAMILY, after)

    assert says == f"{FAMILY.titles[0].name}: short name: “Beginner” instead of “{FAMILY.titles[0].short}”."


def test_a_long_text_where_nothing_was_set_is_told_by_its_beginning() -> None:
    noted = changed(_crosswalk(), ("titles", 0, "note"), "x" * 100)

    assert _says(_crosswalk(), noted)[0].endswith(f"note: “{'x' * 60}…”, where nothing was set.")


def test_a_yes_that_becomes_a_no_is_told_as_such() -> None:
    title = FAMILY.titles[0]
    said = "yes" if title.states_confidence_gap else "no"

    (change,) = _changes(FAMILY, changed(FAMILY, ("titles", 0, "states_confidence_gap"), said == "no"))

    assert {change.before, change.after} == {"yes", "no"}
    assert change.before == said


def test_requirements_in_another_order_are_told_with_the_title_that_asks_them() -> None:
    turned = [item.model_dump() for item in reversed(FAMILY.titles[0].requirements)]

    (change,) = _changes(FAMILY, changed(FAMILY, ("titles", 0, "requirements"), turned))

    assert change.says.startswith(f"{FAMILY.titles[0].name}: requirements in another order: ")
    assert change.after.split(", ")[0] != change.before.split(", ")[0]


def test_a_requirement_that_a_title_no_longer_has_is_quoted_under_it() -> None:
    title = FAMILY.titles[0]
    gone = title.requirements[-1]

    after = changed(FAMILY, ("titles", 0, "requirements"), _plain(title.requirements[:-1]))

    (change,) = _changes(FAMILY, after)
    assert change.says.startswith(f"{title.name}: requirement “{gone.text[:40]}")
    assert change.says.endswith("is gone.")
    assert (change.place, change.after) == (f"{title.name} / requirements", "")


def test_a_change_of_an_anchor_names_the_point_that_it_describes() -> None:
    number, item = next((n, item) for n, item in enumerate(COMPETENCIES.competencies) if item.anchors)
    point = item.anchors[0].point

    after = changed(COMPETENCIES, ("competencies", number, "anchors", 0, "text"), "Wins.")

    assert f"anchor of point {point}" in _says(COMPETENCIES, after)[0]


def test_a_mark_of_a_scale_that_moves_is_told_by_its_own_name() -> None:
    after = changed(BOOK.scale, ("marks", "expert"), 1)

    assert _says(BOOK.scale, after) == ["Expert: 1 instead of 2."]


def test_a_plain_word_in_a_list_is_called_by_itself_and_one_without_a_name_by_its_own_text() -> None:
    assert label_of("Sales Lead") == "Sales Lead"
    assert label_of(None) == "null"
    assert label_of({"minutes": 5}, "fifth") == "fifth"
    assert label_of({"minutes": 5}) == '{"minutes": 5}'


def test_a_label_that_is_too_long_is_cut_at_its_end() -> None:
    label = label_of({"text": "word " * 40})

    assert len(label) <= LONGEST
    assert label.endswith("word…")


def test_figures_that_are_alike_can_only_be_told_as_a_whole_list() -> None:
    sheet = CompensationSheet(terms="As agreed.", seasonality=(0.5, 0.5), at="Pay")
    was = FAMILY.model_copy(update={"compensation": sheet})
    now = FAMILY.model_copy(update={"compensation": sheet.model_copy(update={"seasonality": (0.25, 0.25, 0.5)})})

    (change,) = _changes(was, now)

    assert (change.before, change.after) == ("0.5, 0.5", "0.25, 0.25, 0.5")
    assert change.says.startswith("Compensation, seasonality: ")
