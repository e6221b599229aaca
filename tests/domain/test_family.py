"""The shipped job family: its counts, what each title asks with every specialty and location, its stages."""

import re
from itertools import product

import pytest

from app.domain.errors import BadData
from app.domain.family import JobFamily
from tests.domain.shipped import playbook, refusals

TITLES = ["associate_strategic", "strategic", "senior_strategic", "major", "senior_major"]
TITLES_ALONE = dict(zip(TITLES, (8, 15, 15, 8, 12), strict=True))
# What each adds to a title: every title has the travel line already, so Federal's own two add one.
SPECIALTY_ADDS = {None: 0, "federal": 1, "dod": 2, "intel": 3, "civilian": 2, "state_and_local": 1}
LOCATION_ADDS = {None: 0, "australia": 2, "japan": 3}


def family() -> JobFamily:
    return playbook().family


def test_five_titles_of_one_grade_stand_on_two_tracks():
    titles = [(title.key, title.track, title.extends, title.grade) for title in family().titles]

    assert titles == [
        ("associate_strategic", "strategic", None, 8),
        ("strategic", "strategic", "associate_strategic", 8),
        ("senior_strategic", "strategic", "strategic", 8),
        ("major", "major", None, 8),
        ("senior_major", "major", "major", 8),
    ]
    assert [title.key for title in family().track_titles("major")] == ["major", "senior_major"]


def test_fifty_five_responsibilities_and_thirty_requirements_are_the_titles_own():
    responsibilities = [len(title.responsibilities) for title in family().titles]
    requirements = [len(title.requirements) for title in family().titles]

    assert (responsibilities, sum(responsibilities)) == ([17, 14, 8, 12, 4], 55)
    assert (requirements, sum(requirements)) == ([8, 10, 0, 8, 4], 30)


def test_repeats_count_once_in_the_responsibilities_in_effect():
    assert [len(family().responsibilities_of(key)) for key in TITLES] == [17, 28, 36, 12, 16]


@pytest.mark.parametrize(("title", "specialty", "location"), list(product(TITLES, SPECIALTY_ADDS, LOCATION_ADDS)))
def test_requirements_in_effect_of_every_title_specialty_and_location(title, specialty, location):
    effective = family().requirements_of(title, specialty=specialty, location=location)

    assert len(effective) == TITLES_ALONE[title] + SPECIALTY_ADDS[specialty] + LOCATION_ADDS[location]
    keys = [item.requirement.key for item in effective]
    assert len(set(keys)) == len(keys)


def test_a_senior_strategic_opening_for_intel_in_japan_asks_twenty_one_things():
    effective = family().requirements_of("senior_strategic", specialty="intel", location="japan")

    origins = [item.origin for item in effective]
    assert len(effective) == 21
    assert {origin: origins.count(origin) for origin in dict.fromkeys(origins)} == {
        "Strategic Account Executive": 10,
        "Associate Strategic Account Executive": 5,
        "Intel": 2,
        "Federal": 1,
        "Japan": 3,
    }


def test_own_responsibilities_come_first_and_each_names_its_title():
    origins = [item.origin for item in family().responsibilities_of("senior_strategic")]

    assert origins == [
        *["Senior Strategic Account Executive"] * 8,
        *["Strategic Account Executive"] * 14,
        *["Associate Strategic Account Executive"] * 14,
    ]


def test_the_lineage_runs_from_the_title_down_to_its_root():
    assert [title.key for title in family().lineage("senior_strategic")] == [
        "senior_strategic",
        "strategic",
        "associate_strategic",
    ]


def test_five_specialties_have_seven_requirements_and_three_of_them_are_under_federal():
    specialties = {item.key: (item.parent, len(item.requirements)) for item in family().specialties}

    assert specialties == {
        "federal": (None, 2),
        "dod": ("federal", 1),
        "intel": ("federal", 2),
        "civilian": ("federal", 1),
        "state_and_local": (None, 1),
    }
    assert {item.parent_basis for item in family().specialties if item.parent} == {"house judgement"}


def test_australia_has_two_needs_and_japan_three():
    assert {item.key: len(item.requirements) for item in family().locations} == {"australia": 2, "japan": 3}


def test_gates_are_clearance_residence_and_language():
    everything = [item for title in family().titles for item in title.requirements]
    everything += [item for specialty in family().specialties for item in specialty.requirements]
    everything += [item for location in family().locations for item in location.requirements]
    gates = {item.key: item.kinds for item in everything if item.is_gate}
    assert gates == {
        "security_clearance": ("clearance",),
        "lives_in_australia": ("residence", "travel"),
        "lives_in_japan": ("residence", "travel"),
        "japanese_and_english": ("language",),
    }


def test_one_requirement_is_preferred_and_all_others_are_musts():
    items = [item for title in family().titles for item in title.requirements]

    assert [item.key for item in items if item.strength == "preferred"] == ["development_tools_experience"]


def test_values_tool_and_travel_are_marked_as_what_they_are():
    kinds = {item.key: item.kinds for item in family().title("major").requirements}

    assert (kinds["shares_values"], kinds["uses_the_product"], kinds["travels"]) == (("value",), ("tool",), ("travel",))


def test_money_that_an_item_states_is_a_typed_figure():
    figures = {
        item.key: (item.figure.comparator, item.figure.amount, item.figure.currency, item.asks)
        for item in family().title("senior_strategic").responsibilities
        if item.figure
    }

    asked = ("amount", "currency", "year", "count")
    assert figures == {
        "accounts_above_one_million": ("above", 1_000_000, "USD", asked),
        "quotas_exceeded": ("at_least", 1_000_000, "USD", asked),
    }


def test_four_stages_stand_in_order_with_who_holds_them():
    stages = [(s.key, s.name, s.role, s.interviewers, s.minutes, s.planned_basis) for s in family().stages]

    assert stages == [
        ("screen", "Initial Screen", "recruiter", 1, 30, "house judgement"),
        ("manager", "Initial Interview", "hiring_manager", 1, 60, "house judgement"),
        ("panel", "Mock Presentation", "interviewer", 3, 60, "house judgement"),
        ("final", "Final Interview", "senior_leader", 1, 60, "house judgement"),
    ]


def test_twenty_one_slots_look_at_eighteen_areas_in_the_documents_order():
    slots = {stage.key: list(stage.focus_areas) for stage in family().stages}

    assert slots == {
        "screen": ["results", "collaboration"],
        "manager": [
            "results",
            "account_planning",
            "effective_communication",
            "growth_mindset",
            "process_discipline",
            "iteration",
        ],
        "panel": [
            "consultative_approach",
            "technical_leadership",
            "building_trust",
            "facilitating",
            "understanding_needs",
            "efficiency",
        ],
        "final": [
            "resource_orchestration",
            "collaboration",
            "growth_mindset",
            "business_acumen",
            "leading_with_vision",
            "transparency",
            "inclusion",
        ],
    }
    assert len({area for areas in slots.values() for area in areas}) == 18


def test_each_stage_asks_its_scope_signals():
    assert {stage.key: stage.signals for stage in family().stages} == {
        "screen": (),
        "manager": ("assistance", "complexity"),
        "panel": ("techniques",),
        "final": ("orchestration", "mentoring", "complexity"),
    }


def test_stages_follow_each_other_and_nothing_follows_the_last():
    after = [family().next_stage(stage.key) for stage in family().stages]

    assert [stage.key if stage else None for stage in after] == ["manager", "panel", "final", None]


def test_three_titles_state_the_confidence_gap_and_two_name_whom_they_report_to():
    assert [title.key for title in family().titles if title.states_confidence_gap] == [
        "strategic",
        "senior_strategic",
        "senior_major",
    ]
    assert {title.key: title.reports_to for title in family().titles if title.reports_to} == {
        "strategic": ("Area Sales Manager", "Regional Director"),
        "major": ("Area Sales Manager", "Regional Director"),
    }


def test_compensation_is_unset_until_the_organisation_enters_it():
    sheet = family().compensation

    assert sheet is not None
    assert (sheet.base_share, sheet.variable_share, sheet.on_target_earnings, sheet.currency, sheet.ramp_months) == (
        (None,) * 5
    )


def test_the_family_leads_to_sales_management():
    leads_to = family().next_step

    assert leads_to is not None
    assert leads_to.family == "Sales Management"


def test_no_sentence_stands_under_two_keys():
    by_text = {item.text: item.key for title in family().titles for item in title.responsibilities}
    by_key = {item.key: item.text for title in family().titles for item in title.responsibilities}

    assert len(by_text) == len(by_key) == len({*by_text.values()})


def test_every_item_names_its_position_once():
    positions = [item.at for title in family().titles for item in title.responsibilities]
    positions += [item.at for title in family().titles for item in title.requirements]
    positions += [item.at for specialty in family().specialties for item in specialty.requirements]
    positions += [item.at for location in family().locations for item in location.requirements]

    assert len(set(positions)) == len(positions) == 55 + 30 + 7 + 5
    assert all(re.search(r"bullet \d+$", position) for position in positions)


def test_the_oddities_of_the_document_are_reported_and_not_repaired():
    kinds = [oddity.kind for oddity in family().oddities]

    assert sorted(set(kinds)) == ["label", "link", "missing_list", "narrow", "spelling", "wrong_word"]
    written = [oddity.as_written for oddity in family().oddities]
    assert "Major Account Executive Leader" in written
    assert "Solutions Focus" in written


@pytest.mark.parametrize(
    "ask",
    [
        lambda: family().title("x"),
        lambda: family().stage("x"),
        lambda: family().requirements_of("major", specialty="x"),
        lambda: family().requirements_of("major", location="x"),
        lambda: family().responsibilities_of("x"),
    ],
)
def test_an_unknown_key_is_refused_with_the_keys_there_are(ask):
    with pytest.raises(BadData) as refusal:
        ask()

    assert "called 'x'. It has: " in refusal.value.message


@pytest.mark.parametrize(
    ("place", "value", "where", "words"),
    [
        (("titles", 1, "key"), "major", "titles.3.key", "a second title has the key 'major'"),
        (("stages", 1, "key"), "screen", "stages.1.key", "a second stage has the key"),
        (("tracks", 1, "key"), "strategic", "tracks.1.key", "a second track has the key"),
        (("titles", 0, "track"), "minor", "titles.0.track", "'minor' is no track"),
        (("titles", 1, "extends"), "senior_major", "titles.1.extends", "is no title above this one"),
        (("specialties", 0, "parent"), "intel", "specialties.0.parent", "is no specialty above this one"),
        (("stages", 0, "focus_areas"), ("results", "results"), "stages.0.focus_areas.1", "has 'results' twice"),
        (("stages", 1, "signals"), ("assistance",) * 2, "stages.1.signals.1", "has 'assistance' twice"),
        (("stages", 2, "interviewers"), 0, "stages.2.interviewers", "greater than or equal to 1"),
        (("titles", 1, "responsibilities", 1, "text"), "Another.", "titles.1.responsibilities.1.key", "something else"),
        (("titles", 0, "requirements", 1, "key"), "travels", "titles.0.requirements.7.key", "in this list twice"),
        (("titles", 0, "requirements", 1, "kinds"), (), "titles.0.requirements.1.kinds", "at least 1 item"),
    ],
)
def test_a_family_that_contradicts_itself_is_refused_where_it_does(place, value, where, words):
    found = refusals(family(), place, value)

    assert any(at == where and words in why for at, why in found), found


def test_what_a_family_says_of_everybody_holds_for_every_title_and_comes_last():
    asked = family().titles[0].requirements[0].model_copy(update={"key": "of_everybody"})
    done = family().titles[0].responsibilities[0].model_copy(update={"key": "by_everybody"})
    whole = family().model_copy(update={"requirements": (asked,), "responsibilities": (done,)})

    for title in whole.titles:
        assert whole.requirements_of(title.key)[-1].origin == whole.name
        assert whole.responsibilities_of(title.key)[-1].responsibility == done
