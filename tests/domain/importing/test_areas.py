"""Focus areas as pages write them: with their group, in any case, with an ampersand, misspelt, or unknown."""

import pytest

from app.domain.importing.areas import AreaNames
from tests.domain.shipped import playbook

NAMES = AreaNames.of(playbook().competencies)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Results", "results"),
        ("Values: Results", "results"),
        ("Operational Excellence - Account Planning & Management", "account_planning"),
        ("Operational excellence – Account Planning and Management", "account_planning"),
        ("Solutions Focus — Building Trust", "building_trust"),
        ("SOLUTION FOCUS: DevOps and technical leadership", "technical_leadership"),
        ("Solutions Focus - Leading with Vision", "leading_with_vision"),
        ("Customer Focus - Understanding Customer's Needs", "understanding_needs"),
        ("Customer Focus - Understanding Customers’ Needs", "understanding_needs"),
        ("Diversity inclusion and belonging", "inclusion"),
        ("Diversity, Inclusion, & Belonging (value)", "inclusion"),
        ("growth mindset", "growth_mindset"),
    ],
)
def test_a_name_leads_to_its_area_however_it_is_written(written, key):
    area = NAMES.area(written, line=3, place="Screen")

    assert (area.key, area.is_known, area.flag) == (key, True, None)


def test_every_name_and_alias_of_the_catalogue_is_known():
    for competency in playbook().competencies.competencies:
        for name in (competency.name, *competency.aliases):
            assert NAMES.known(name) == competency.key


def test_a_slip_of_the_pen_is_read_and_flagged():
    area = NAMES.area("Operational Excellence - Resource Orchestraton", line=7, place="Final")

    assert area.key == "resource_orchestration"
    assert area.flag is not None
    assert (area.flag.code, area.flag.line) == ("guessed_area", 7)


def test_an_unknown_area_keeps_a_key_of_its_words_and_names_the_nearest():
    area = NAMES.area("Technical Wizardry Leadership", line=9, place="Final")

    assert (area.key, area.is_known) == ("technical_wizardry_leadership", False)
    assert area.flag is not None
    assert area.flag.code == "unknown_area"
    assert "DevOps & Technical Leadership" in area.flag.says


def test_without_a_catalogue_every_area_is_unknown():
    area = AreaNames.empty().area("Values: Results", line=1, place="Screen")

    assert (area.key, area.is_known) == ("values_results", False)
