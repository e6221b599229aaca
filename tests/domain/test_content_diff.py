"""What differs between two versions of content, in words: nothing is silent, and what matters is said plainly."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.content_diff import content_changes, names_in
from app.domain.content_diff.walking import differences, spelled
from app.domain.shapes import Shape
from tests.domain import shipped
from tests.domain.shipped import changed

SHAPES: dict[str, Shape] = {
    "ladder": shipped.playbook().ladder,
    "family": shipped.playbook().family,
    "competencies": shipped.playbook().competencies,
    "scale": shipped.playbook().scale,
    "crosswalk": shipped.playbook().crosswalk or shipped.playbook().scale,
    "model": shipped.playbook().model or shipped.playbook().scale,
}
SMALL = st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.sampled_from(["", "a", "b"]))
DATA = st.recursive(
    SMALL,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["key", "name", "cells", "x"]), inner, max_size=3),
    ),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.sampled_from(["key", "list", "cells", "x"]), DATA, max_size=3)


def _says(before: Shape, after: Shape) -> list[str]:
    return [change.says for change in content_changes(before, after, names=names_in(shipped.playbook()))]


def _leaves(content: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(content, list | tuple):
        for index, value in enumerate(content):
            yield from _leaves(value, (*path, index))
    else:
        yield path


def _at(content: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        content = content[step]
    return content


def _another(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return f"{value} more" if isinstance(value, str) else "something"


@given(MAPPINGS, MAPPINGS)
def test_there_is_a_difference_exactly_where_the_canonical_texts_differ(before: Any, after: Any) -> None:
    found = differences(before, after)

    assert bool(found) == (spelled(before) != spelled(after))


@pytest.mark.parametrize("kind", SHAPES)
def test_nothing_differs_from_itself(kind: str) -> None:
    assert content_changes(SHAPES[kind], SHAPES[kind]) == ()


@pytest.mark.parametrize("kind", SHAPES)
def test_a_change_of_any_single_field_of_the_shipped_content_is_told_once_in_a_sentence(kind: str) -> None:
    shape = SHAPES[kind]
    plain = shape.model_dump(mode="json")
    paths = sorted(_leaves(plain), key=str)
    tried = 0

    for path in random.Random(7).sample(paths, min(len(paths), 60)):
        try:
            after = changed(shape, path, _another(_at(plain, path)))
        except (ValidationError, TypeError):
            continue
        tried += 1
        found = content_changes(shape, after)
        assert found
        assert all(change.says.endswith(".") and change.place for change in found)

    assert tried


def test_a_lower_bar_is_told_in_the_words_of_the_scale() -> None:
    ladder = shipped.playbook().ladder
    number = next(i for i, rule in enumerate(ladder.rules) if rule.level == "P4")
    place = next(i for i, item in enumerate(ladder.rules[number].clauses) if item.share == "majority" and item.bar)
    bar = ladder.rules[number].clauses[place].bar
    other = next(mark for mark in shipped.playbook().scale.marks if mark != bar)
    words = names_in(shipped.playbook())

    after = changed(ladder, ("rules", number, "clauses", place, "bar"), other)

    assert _says(ladder, after) == [f"P4: the majority now needs {words[other]} instead of {words[str(bar)]}."]


def test_minutes_are_told_from_and_to() -> None:
    family = shipped.playbook().family
    index = next(i for i, stage in enumerate(family.stages) if stage.interviewers == 3)
    stage = family.stages[index]

    after = changed(family, ("stages", index, "minutes"), 35)

    assert _says(family, after) == [f"{stage.name}: {stage.minutes} to 35 minutes."]


def test_an_area_that_a_stage_leaves_out_is_named() -> None:
    family = shipped.playbook().family
    stage = family.stages[-1]
    gone = shipped.playbook().competencies.competency(stage.focus_areas[1]).name
    left = [area for area in stage.focus_areas if area != stage.focus_areas[1]]

    after = changed(family, ("stages", len(family.stages) - 1, "focus_areas"), left)

    assert _says(family, after) == [f"Stage {stage.name} no longer looks at {gone}."]


def test_a_new_title_says_what_it_extends() -> None:
    family = shipped.playbook().family
    last = family.titles[-1]
    new = last.model_dump() | {"key": "principal", "name": "Principal Seller", "extends": last.key}

    after = changed(family, ("titles",), [*[title.model_dump() for title in family.titles], new])

    assert _says(family, after) == [f"New title Principal Seller, extends {last.name}."]


def test_a_renamed_level_says_both_names() -> None:
    ladder = shipped.playbook().ladder
    level = ladder.levels[2]

    after = changed(ladder, ("levels", 2, "name"), "Seller Three")

    assert _says(ladder, after) == [f"Level “{level.name}” is called “Seller Three” now."]


def test_stages_in_another_order_are_told_in_that_order() -> None:
    family = shipped.playbook().family
    turned = [stage.model_dump() for stage in reversed(family.stages)]

    after = changed(family, ("stages",), turned)

    names = ", ".join(stage.name for stage in reversed(family.stages))
    assert _says(family, after) == [f"Stages in another order: {names}."]


def test_a_mapping_that_is_switched_off_says_so() -> None:
    crosswalk = SHAPES["crosswalk"]

    after = changed(crosswalk, ("enabled",), False)

    assert _says(crosswalk, after) == ["The mapping is switched off."]


def test_what_is_new_altogether_is_told_by_its_size() -> None:
    (change,) = content_changes(None, shipped.playbook().family)

    assert change.says.startswith(f"{shipped.playbook().family.name} is new: ")
    assert f"{len(shipped.playbook().family.stages)} stages" in change.after
