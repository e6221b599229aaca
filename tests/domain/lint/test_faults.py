"""What the linter finds: nothing in a clean playbook, and every seeded fault at its place."""

from dataclasses import replace

import pytest

from app.domain.family import JobFamily
from app.domain.lint import CODES, lint, lint_ladder
from tests.domain.lint.clean import clean, found, need, with_fault
from tests.domain.lint.faults import FAULTS, Fault
from tests.domain.shipped import changed

# Faults that take a second family or a second track, and are seeded below.
SEEDED_BELOW = {"name-collides-family", "parent-off-track", "boundary-unprobed"}


def test_nothing_is_found_in_a_clean_playbook() -> None:
    assert lint(clean()) == ()


def test_nothing_is_found_in_a_clean_ladder_alone() -> None:
    assert lint_ladder(clean().ladder, clean().scale) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_seeded_fault_is_found_at_its_place(fault: Fault) -> None:
    book = fault.seeded()

    assert (fault.code, fault.found_at) in found(book)


def test_every_code_has_a_seeded_fault() -> None:
    assert {fault.code for fault in FAULTS} | SEEDED_BELOW == set(CODES)


def test_a_fault_makes_few_findings() -> None:
    counts = {str(fault): len(found(fault.seeded())) for fault in FAULTS}

    assert {fault: count for fault, count in counts.items() if count > 6} == {}


def test_a_title_that_another_family_has_too_is_found() -> None:
    other = changed(changed(clean().family, ("key",), "guards"), ("name",), "Guards")

    assert ("name-collides-family", "titles > host") in found(clean(), other)


def test_two_families_of_one_name_are_found() -> None:
    other = changed(clean().family, ("key",), "guards")

    assert ("name-collides-family", "name") in found(clean(), other)


def test_an_area_that_only_another_family_plans_is_in_use() -> None:
    family = clean().family
    stages = [stage.model_dump() | {"focus_areas": ["storytelling", "planning"]} for stage in family.stages]
    book = with_fault("family", ("stages",), stages)
    other = changed(family, ("key",), "guards")

    assert ("area-unplanned", "competencies > safety") in found(book)
    assert ("area-unplanned", "competencies > safety") not in found(book, other)


def test_a_title_that_extends_one_of_another_track_is_found() -> None:
    content = clean().family.model_dump()
    content["tracks"] = [*content["tracks"], {"key": "talks", "name": "Talks"}]
    content["titles"][2]["track"] = "talks"
    book = replace(clean(), family=JobFamily.model_validate(content))

    assert found(book) == {("parent-off-track", "titles > head_host > extends")}


def test_levels_that_no_question_tells_apart_are_found() -> None:
    areas = clean().competencies.model_dump()["competencies"]
    for area in areas:
        area["questions"][1]["boundary"] = None

    assert found(with_fault("competencies", ("competencies",), areas)) == {("boundary-unprobed", "questions > G3|G4")}


def test_what_is_found_with_every_title_is_told_once() -> None:
    titles = [title.model_dump() | {"states_confidence_gap": False} for title in clean().family.titles]

    assert found(with_fault("family", ("titles",), titles)) == {("confidence-missing", "titles")}


def test_where_nothing_is_rated_at_all_the_stages_tell_of_it_and_no_requirement_does() -> None:
    stages = [stage.model_dump() | {"focus_areas": ()} for stage in clean().family.stages]

    codes = {code for code, _ in found(with_fault("family", ("stages",), stages))}

    assert codes == {"stage-without-area", "responsibility-unseen", "area-unplanned", "boundary-unprobed"}


def test_an_item_that_several_titles_repeat_is_told_once() -> None:
    titles = clean().family.model_dump()["titles"]
    for title in titles:
        title["requirements"] = [*title["requirements"], need("diving", "Dives in cold rivers.")]

    assert found(with_fault("family", ("titles",), titles)) == {
        ("requirement-unassessed", "titles > host > requirements > diving")
    }


def test_a_crosswalk_that_is_turned_off_maps_nothing() -> None:
    book = with_fault("crosswalk", ("enabled",), False)

    assert lint(book) == ()


@pytest.mark.parametrize("word", ["T" + "ODO", "tbd", "Tbc", "FIX" + "ME", "X" * 3, "Lorem ipsum", "to be determined"])
def test_words_of_unfinished_writing_are_found(word: str) -> None:
    book = with_fault("family", ("titles", 0, "summary"), f"Hosts tours ({word}).")

    assert found(book) == {("text-unfinished", "titles > host > summary")}


@pytest.mark.parametrize("text", ["Has much to do.", "Rates 3* hotels at 5 < 6.", "Wears XXL and XL.", "Has [a] list."])
def test_ordinary_writing_is_left_alone(text: str) -> None:
    assert lint(with_fault("family", ("titles", 0, "summary"), text)) == ()
