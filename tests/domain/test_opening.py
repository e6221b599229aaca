"""What an opening is opened with, and what its page says of the role."""

from dataclasses import replace

import pytest

from app.domain.errors import BadData
from app.domain.opening import OpeningTerms, role_sheet
from tests.factories.ladders import shipped_playbook

TERMS = OpeningTerms("strategic", "P4", "P5", "Tokyo", "japan", "intel")


@pytest.fixture
def playbook():
    return shipped_playbook()


def test_an_opening_is_called_by_its_title_and_place(playbook):
    assert TERMS.name(playbook) == "Strategic Account Executive, Tokyo"


def test_fitting_terms_pass(playbook):
    TERMS.check(playbook)


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"title": "emperor"}, "title", "Choose again"),
        ({"lowest_level": "P2"}, "lowest_level", "Choose again"),
        ({"highest_level": "P2"}, "highest_level", "Choose again"),
        ({"lowest_level": "P6"}, "highest_level", "from P6 down to P5"),
        ({"place": " "}, "place", "Say where the work is"),
        ({"place": "x" * 121}, "place", "at most 120 characters"),
        ({"location": "mars"}, "location", "Choose again"),
        ({"specialty": "magic"}, "specialty", "Choose again"),
    ],
)
def test_terms_that_do_not_fit_are_refused_at_their_field(playbook, change, field, says):
    with pytest.raises(BadData) as refusal:
        replace(TERMS, **change).check(playbook)

    assert refusal.value.field == field
    assert says in refusal.value.message


def test_one_level_is_a_range_too(playbook):
    replace(TERMS, lowest_level="P5").check(playbook)


def test_gates_stand_apart_and_everything_names_its_origin(playbook):
    sheet = role_sheet(replace(TERMS, title="senior_strategic"), playbook)

    gates = {(item.origin, item.requirement.kinds[0]) for item in sheet.gates}
    assert {origin for origin, _ in gates} == {"Japan", "Intel"}
    assert sheet.asked == 21
    assert not any(item.is_gate for group in sheet.requirements for item in group.requirements)


def test_a_title_brings_what_it_inherits(playbook):
    sheet = role_sheet(replace(TERMS, location=None, specialty=None), playbook)

    assert [group.origin for group in sheet.responsibilities] == [
        "Strategic Account Executive",
        "Associate Strategic Account Executive",
    ]
    assert sheet.done == 28


def test_the_coverage_is_said_in_a_sentence(playbook):
    sheet = role_sheet(TERMS, playbook)

    assert sheet.says == "Nine areas rest on one rater, three on two and six on three."
    assert sheet.coverage.ratings == 33


def test_the_plan_names_its_stages_areas_and_signals(playbook):
    panel = role_sheet(TERMS, playbook).plan[2]

    assert (panel.stage.interviewers, len(panel.areas), len(panel.signals)) == (3, 6, 1)
