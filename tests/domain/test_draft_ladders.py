"""Editing the draft of a ladder: its levels, its rows and its rules."""

import json
from typing import Any

import pytest

from app.domain.drafts.editing import edited, groups_of, parts_of
from app.domain.drafts.review import lacking
from app.domain.drafts.slots import Known, Values
from app.domain.errors import BadData
from app.domain.versions import canonical_json
from tests.domain.nursing import nursing_playbook
from tests.domain.shipped import playbook

KNOWN = Known({}, {"ward": "Ward scale"}, {"ward": "Ward ladder", "clinic": "Clinic ladder"}, {"good": "Good"})


def ladder() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(canonical_json(nursing_playbook().ladder))
    return content | {"territories": [], "quotas": []}


def after(part: str, values: Values, content: dict[str, Any] | None = None) -> tuple[dict[str, Any], list[str]]:
    """Content after an edit, and the texts without a place."""
    content, report = edited("ladder", content or ladder(), {}, part, values, KNOWN)
    return content, [each["text"] for each in report.get("unplaced") or ()]


def refused_at(part: str, values: Values) -> str | None:
    with pytest.raises(BadData) as refused:
        after(part, values)
    return refused.value.field


def cells(content: dict[str, Any]) -> dict[str, str]:
    return {code: cell["text"] for code, cell in content["rows"][0]["cells"].items()}


def test_a_level_that_is_taken_out_leaves_the_texts_of_its_cells():
    content, loose = after("overview", {"gone-0": "y"})

    assert [level["code"] for level in content["levels"]] == ["N2", "N3"]
    assert ([set(row["cells"]) for row in content["rows"]], loose) == (
        [{"N2", "N3"}, {"N2", "N3"}],
        ["Work of N1.", "Span of N1.", "Runs 4 beds."],
    )


@pytest.mark.parametrize("index", [0, 4])
def test_a_ladder_without_its_lowest_or_highest_level_is_still_whole(index: int):
    content = json.loads(canonical_json(playbook().ladder))

    content, _ = after("overview", {f"gone-{index}": "y"}, content)

    assert lacking("ladder", content, ()) == ()


def test_a_level_that_is_taken_out_takes_its_rule_along():
    content, _ = after("overview", {"gone-2": "y"})

    assert [rule["level"] for rule in content["rules"]] == ["N2"]


def test_a_row_without_a_cell_for_a_level_loses_nothing_when_it_is_taken_out():
    content = ladder()
    del content["rows"][0]["cells"]["N1"]

    _, loose = after("overview", {"gone-0": "y"}, content)

    assert loose == ["Span of N1.", "Runs 4 beds."]


def test_levels_that_exchange_their_codes_keep_their_own_texts():
    content, _ = after("overview", {"code-0": "N2", "code-1": "N1"})

    assert cells(content) == {"N2": "Work of N1.", "N1": "Work of N2.", "N3": "Work of N3."}
    assert [rule["level"] for rule in content["rules"]] == ["N1", "N3"]


def test_another_code_stands_in_statements_too():
    content, _ = after("overview", {"code-2": "N7"})

    assert content["signals"][0]["statements"][2]["levels"] == ["N7"]


def test_an_added_level_has_an_empty_cell_in_each_row():
    content, _ = after("overview", {"more-levels": "N4 Head of wards\n\nN5 Matron"})

    assert (content["levels"][3]["code"], content["levels"][3]["name"]) == ("N4", "Head of wards")
    assert {row["cells"]["N4"]["state"] for row in content["rows"]} == {"missing"}


def test_an_added_level_without_a_name_is_refused():
    assert refused_at("overview", {"more-levels": "N4"}) == "more-levels"


def test_two_levels_can_not_have_one_code():
    assert refused_at("overview", {"code-1": "N1"}) == "code-1"


def test_a_ladder_needs_a_name():
    assert refused_at("overview", {"name": " "}) == "name"


def test_a_text_of_endless_length_is_refused():
    assert refused_at("overview", {"name": "a" * 4001}) == "name"


@pytest.mark.parametrize(("chosen", "key"), [("clinic", "clinic"), ("harbour", "ward")])
def test_a_draft_becomes_a_version_only_of_what_is_published(chosen: str, key: str):
    content, _ = after("overview", {"published_as": chosen})

    assert content["key"] == key


def test_a_row_that_is_taken_out_leaves_its_name_and_texts():
    content, loose = after("row-work", {"remove": "y"})

    assert ([row["key"] for row in content["rows"]], loose) == (
        ["span"],
        ["Work", "Work of N1.", "Work of N2.", "Work of N3."],
    )


def test_a_cell_that_shall_say_nothing_leaves_its_text():
    content, loose = after("row-work", {"state-N2": "not_applicable"})

    assert (content["rows"][0]["cells"]["N2"]["text"], loose) == ("", ["Work of N2."])


def test_what_is_typed_into_a_cell_that_shall_say_nothing_stays_among_the_texts_without_a_place():
    _, loose = after("row-work", {"state-N2": "not_applicable", "cell-N2": "Typed just now."})

    assert loose == ["Typed just now."]


def test_a_cell_that_shall_say_something_needs_a_text():
    assert refused_at("row-work", {"cell-N2": ""}) == "cell-N2"


def test_a_row_that_is_gone_can_not_be_edited():
    with pytest.raises(BadData, match="not there any more"):
        after("row-colour", {})


def test_each_row_tells_how_many_of_its_cells_say_something():
    content, _ = after("row-work", {"state-N2": "missing"})

    assert [part.note for part in parts_of("ladder", content, {}) if part.heading == "Rows"] == [
        "2 of 3 cells",
        "3 of 3 cells",
    ]


def test_a_chosen_sentence_is_a_clause_of_house_judgement():
    content, _ = after("rules", {"clause-N2-1": "signals.all."})

    clause = content["rules"][0]["clauses"][1]
    assert (clause["key"], clause["bar"], clause["row"]) == ("signals_all", None, "work")
    assert (clause["says"], clause["basis"]) == ("All scope signals reach the level.", "house judgement")


def test_a_clause_that_is_emptied_is_gone_and_the_others_stay_as_written():
    before = ladder()["rules"][1]["clauses"]

    content, _ = after("rules", {"clause-N3-0": ""})

    assert content["rules"][1]["clauses"] == before[1:]


def test_a_ladder_without_rows_takes_no_new_clause():
    content, _ = after("rules", {"clause-N2-1": "areas.all.good"}, ladder() | {"rows": []})

    assert len(content["rules"][0]["clauses"]) == 1


def test_a_level_comes_into_use_with_a_rule_of_no_clause():
    content = ladder()
    content["levels"][0]["in_use"] = True

    content, _ = after("rules", {}, content)

    assert content["rules"][0] == {"allows": [], "level": "N1", "clauses": []}


def test_a_text_goes_beside_the_name_of_a_row():
    report = {"unplaced": [{"line": 4, "text": "By day.", "is_boilerplate": False}]}

    content, told = edited("ladder", ladder(), report, "unplaced", {"unplaced-0": "work@rows"}, KNOWN)

    assert (content["rows"][0]["name"], told["unplaced"]) == ("Work. By day.", [])


def test_a_text_can_be_put_beside_each_row():
    report = {"unplaced": [{"line": 4, "text": "By day.", "is_boilerplate": False}]}

    (group,) = groups_of("ladder", ladder(), report, "unplaced", KNOWN)

    assert {"work@rows", "span@rows"} <= set(group.slots[0].choices)
