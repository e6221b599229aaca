"""The competency catalogue: eighteen areas, five anchors each, questions that tell neighbouring levels apart."""

import re
from collections import Counter

import pytest

from app.domain.competency import CompetencySet
from app.domain.errors import BadData
from tests.domain.shipped import playbook, refusals

KEYS = {
    "values": {"results", "collaboration", "iteration", "efficiency", "transparency", "inclusion"},
    "operational_excellence": {"account_planning", "growth_mindset", "process_discipline", "resource_orchestration"},
    "customer_focus": {"effective_communication", "facilitating", "understanding_needs", "business_acumen"},
    "solution_focus": {"consultative_approach", "technical_leadership", "building_trust", "leading_with_vision"},
}


def catalogue() -> CompetencySet:
    return playbook().competencies


def shown() -> list[str]:
    """Everything of the catalogue that an interviewer reads."""
    texts: list[str] = []
    for item in catalogue().competencies:
        texts += [item.name, item.definition, *item.avoid, *(anchor.text for anchor in item.anchors)]
        texts += [text for question in item.questions for text in (question.text, question.strong, question.weak)]
    return texts


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def test_eighteen_areas_are_all_six_values_and_all_twelve_functional_competencies():
    groups: dict[str, set[str]] = {}
    for item in catalogue().competencies:
        groups.setdefault(item.group, set()).add(item.key)

    assert groups == KEYS


def test_areas_stand_in_the_order_of_their_groups():
    groups = [item.group for item in catalogue().competencies]

    assert list(dict.fromkeys(groups)) == ["values", "customer_focus", "solution_focus", "operational_excellence"]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)


def test_every_area_has_five_anchors_best_first():
    assert {tuple(anchor.point for anchor in item.anchors) for item in catalogue().competencies} == {(1, 2, 3, 4, 5)}


def test_no_two_anchors_say_the_same():
    anchors = [words(anchor.text) for item in catalogue().competencies for anchor in item.anchors]

    assert len(anchors) == 90
    runs = Counter(tuple(text[i : i + 7]) for text in anchors for i in range(len(text) - 6))
    assert [run for run, count in runs.items() if count > 1] == []


def test_anchors_are_long_enough_to_show_something_and_short_enough_to_compare():
    lengths = {f"{item.key} {a.point}": len(words(a.text)) for item in catalogue().competencies for a in item.anchors}

    assert {place: length for place, length in lengths.items() if not 15 <= length <= 50} == {}


def test_no_anchor_praises_where_it_should_describe():
    empty = re.compile(r"\b(excellent|outstanding|exceptional|very good|amazing|world-class|superb)\b", re.I)

    assert [a.text for item in catalogue().competencies for a in item.anchors if empty.search(a.text)] == []


def test_there_are_at_least_seventy_two_questions_and_at_least_four_an_area():
    counts = [len(item.questions) for item in catalogue().competencies]

    assert min(counts) >= 4
    assert sum(counts) >= 72


def test_no_two_questions_are_the_same():
    texts = [" ".join(words(question.text)) for item in catalogue().competencies for question in item.questions]

    assert len(set(texts)) == len(texts)


def test_every_area_has_two_or_three_questions_that_tell_neighbouring_levels_apart():
    for item in catalogue().competencies:
        boundaries = [question.boundary for question in item.questions if question.boundary]
        assert 2 <= len(boundaries) <= 3, item.key
        assert set(boundaries) <= {"P3|P4", "P4|P5", "P5|P6"}


def test_every_area_says_what_not_to_ask():
    assert all(2 <= len(item.avoid) <= 4 for item in catalogue().competencies)


def test_what_interviewers_read_names_no_level_and_no_step():
    telling = re.compile(r"\bP[2-6]\b|\bAE ?-?[0-9]|mid-?market|\bSr\.|account executive", re.I)

    assert [text for text in shown() if telling.search(text)] == []


def test_the_content_is_house_judgement_and_names_where_the_area_stands():
    assert {item.basis for item in catalogue().competencies} == {"house judgement"}
    positions = {item.key: item.source.at for item in catalogue().competencies}
    assert all(re.search(r"areas? of focus \d", at) for at in positions.values()), positions


def test_an_anchor_is_found_by_its_point():
    results = catalogue().competency("results")

    assert results.anchor(3) == results.anchors[2].text
    with pytest.raises(BadData) as refusal:
        results.anchor(6)
    assert refusal.value.message == "Results has no anchor for point 6."


def test_an_unknown_area_is_refused_with_those_there_are():
    with pytest.raises(BadData) as refusal:
        catalogue().competency("charisma")

    assert refusal.value.message.startswith("The catalogue has no competency called 'charisma'. It has: ")


def test_keys_of_areas_and_questions_are_unique():
    second = catalogue().competencies[1].questions[0].key

    assert (
        refusals(catalogue(), ("competencies", 1, "key"), catalogue().competencies[0].key)[0][0] == "competencies.1.key"
    )
    assert refusals(catalogue(), ("competencies", 0, "questions", 0, "key"), second)[0] == (
        "competencies.1.questions.0.key",
        f"a second question has the key {second!r}",
    )
