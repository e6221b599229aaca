"""Editing the draft of a job family: its titles, stages, lists, and the texts that find a place."""

import json
from typing import Any

import pytest

from app.domain.drafts.editing import edited, groups_of, parts_of
from app.domain.drafts.slots import Known, Values
from app.domain.errors import BadData
from app.domain.versions import canonical_json
from tests.domain.nursing import nursing_playbook

KNOWN = Known({"care": "Care", "safety": "Safety"}, {}, {})


def item(text: str, key: str) -> dict[str, Any]:
    return {"key": key, "text": text, "at": "page 3", "line": 8}


def family() -> dict[str, Any]:
    """Nurses, and a ward lead whose one duty the nurse has too; a specialty and a location."""
    content: dict[str, Any] = json.loads(canonical_json(nursing_playbook().family))
    (nurse,) = content["titles"]
    nurse |= {"responsibilities": [item("Dresses wounds.", "wounds"), item("Keeps records.", "records")], "line": 5}
    lead = nurse | {"key": "lead", "name": "Ward lead", "responsibilities": [item("Dresses wounds.", "wounds")]}
    at = {"at": "page 4", "line": 20}
    content["titles"] = [nurse, lead]
    content["specialties"] = [{"key": "children", "name": "Children", "parent": None, "requirements": []} | at]
    content["locations"] = [{"key": "coast", "name": "Coast", "zone": None, "requirements": []} | at]
    return content


def after(part: str, values: Values, content: dict[str, Any] | None = None) -> tuple[dict[str, Any], list[str]]:
    """Content after an edit, and the texts without a place."""
    content, report = edited("family", content or family(), {}, part, values, KNOWN)
    return content, [each["text"] for each in report.get("unplaced") or ()]


def refused_at(part: str, values: Values) -> str | None:
    with pytest.raises(BadData) as refused:
        after(part, values)
    return refused.value.field


def placed(to: str, text: str = "Speaks softly.") -> dict[str, Any]:
    """Content after a text found its place."""
    report = {"unplaced": [{"line": 30, "text": text, "is_boilerplate": False}]}
    content, told = edited("family", family(), report, "unplaced", {"unplaced-0": to}, KNOWN)
    assert told["unplaced"] == []
    return content


def texts(holder: dict[str, Any], name: str = "responsibilities") -> list[str]:
    return [each["text"] for each in holder[name]]


def test_added_titles_stages_and_specialties_become_parts_of_their_own():
    sent = {"more-titles": "Matron\n\nNurse", "more-stages": "Trial shift", "more-specialties": "Eyes"}

    content, _ = after("overview", sent)

    keys = [part.key for part in parts_of("family", content, {})]
    assert {"title-matron", "title-nurse_2", "stage-trial_shift", "specialty-eyes"} <= set(keys)


def test_an_added_stage_can_be_held_as_it_is():
    content, _ = after("overview", {"more-stages": "Trial shift"})

    stage = content["stages"][-1]
    assert (stage["role"], stage["interviewers"], stage["minutes"]) == ("interviewer", 1, 45)


def test_a_third_part_of_one_name_has_a_third_key():
    content, _ = after("overview", {"more-titles": "Nurse\nNurse"})

    assert [title["key"] for title in content["titles"][2:]] == ["nurse_2", "nurse_3"]


def test_a_next_step_that_is_emptied_leaves_its_text():
    content, loose = after("overview", {"next-family": ""})

    assert (content["next_step"], loose) == (None, ["Lead a ward."])


@pytest.mark.parametrize(("part", "where"), [("specialty-children", "specialties"), ("location-coast", "locations")])
def test_a_specialty_or_location_that_is_taken_out_leaves_its_name(part: str, where: str):
    content, loose = after(part, {"remove": "y"})

    assert content[where] == []
    assert len(loose) == 1


def test_a_part_that_is_gone_can_not_be_edited():
    with pytest.raises(BadData, match="not there any more"):
        after("title-matron", {"name": "Matron"})


def test_a_location_has_a_time_zone_or_none():
    with_zone, _ = after("location-coast", {"zone": "Asia/Tokyo"})
    without, _ = after("location-coast", {"zone": ""}, with_zone)

    assert (with_zone["locations"][0]["zone"], without["locations"][0]["zone"]) == ("Asia/Tokyo", None)


def test_only_a_location_asks_for_a_time_zone():
    asked = {
        part: {slot.name for group in groups_of("family", family(), {}, part, KNOWN) for slot in group.slots}
        for part in ("specialty-children", "location-coast")
    }

    assert ("zone" in asked["specialty-children"], "zone" in asked["location-coast"]) == (False, True)


def test_a_title_of_a_published_family_extends_another_by_its_key():
    content, _ = after("title-lead", {"extends": "nurse"})

    assert content["titles"][1]["extends"] == "nurse"


def test_a_title_of_a_page_extends_another_by_its_name():
    read = family()
    read["titles"] = [title | {"track": None} for title in read["titles"]]

    content, _ = after("title-lead", {"extends": "nurse"}, read)

    assert content["titles"][1]["extends"] == "Nurse"


def test_a_title_can_stop_extending_another():
    before, _ = after("title-lead", {"extends": "nurse"})

    content, _ = after("title-lead", {"extends": ""}, before)

    assert content["titles"][1]["extends"] is None


def test_added_lines_become_items_once_each():
    content, _ = after("title-nurse", {"more-responsibilities": "Wakes early.\n\nWakes early."})

    assert texts(content["titles"][0]) == ["Dresses wounds.", "Keeps records.", "Wakes early."]


def test_a_sentence_that_another_title_has_keeps_its_key_when_it_is_added():
    content, _ = after("title-lead", {"more-responsibilities": "keeps  records"})

    assert content["titles"][1]["responsibilities"][1]["key"] == "records"


def test_a_reworded_item_keeps_its_key():
    content, _ = after("title-nurse", {"responsibilities-1": "Keeps good records."})

    reworded = content["titles"][0]["responsibilities"][1]
    assert (reworded["key"], reworded["text"]) == ("records", "Keeps good records.")


def test_a_sentence_of_two_titles_that_is_reworded_in_one_gets_a_key_of_its_own():
    content, _ = after("title-nurse", {"responsibilities-0": "Dresses every wound."})

    nurse, lead = content["titles"]
    assert nurse["responsibilities"][0]["key"] != lead["responsibilities"][0]["key"] == "wounds"


def test_an_item_without_words_is_taken_out_and_kept():
    content, loose = after("title-nurse", {"responsibilities-1": " "})

    assert (texts(content["titles"][0]), loose) == (["Dresses wounds."], ["Keeps records."])


def test_a_requirement_of_a_specialty_is_kept_even_when_it_becomes_a_responsibility():
    before, _ = after("specialty-children", {"more-requirements": "Likes games."})

    content, _ = after("specialty-children", {"to-requirements-0": "responsibilities"}, before)

    children = content["specialties"][0]
    assert (children["requirements"], texts(children)) == ([], ["Likes games."])


def test_a_stage_is_held_by_somebody_of_the_list():
    assert refused_at("stage-phone", {"role": "patient"}) == "role"


@pytest.mark.parametrize("figure", ["0", "21", "²", "9999999"])
def test_a_stage_has_a_panel_of_one_to_twenty(figure: str):
    assert refused_at("stage-phone", {"interviewers": figure}) == "interviewers"


def test_a_stage_without_figures_has_one_interviewer_for_the_usual_time():
    content, _ = after("stage-phone", {"interviewers": "", "minutes": ""})

    assert (content["stages"][0]["interviewers"], content["stages"][0]["minutes"]) == (1, 45)


def test_an_area_that_a_stage_looks_at_no_more_is_kept():
    content, loose = after("stage-phone", {"area-0": "", "area-2": "care"})

    assert (content["stages"][0]["focus_areas"], loose) == (["teamwork", "care"], ["safety"])


def test_a_stage_tells_how_many_hold_it_for_how_long_and_what_it_looks_at():
    content = family()
    content["stages"][0] |= {"minutes": None, "focus_areas": []}

    notes = {part.key: part.note for part in parts_of("family", content, {})}

    assert notes["stage-phone"] == "1 interviewer, no areas"
    assert notes["stage-ward_day"] == "2 interviewers, 30 minutes, 5 areas"


def test_a_text_follows_the_summary_of_a_title():
    assert placed("summary@titles.nurse")["titles"][0]["summary"] == "Nurses patients. Speaks softly."


def test_a_text_follows_what_happens_in_a_stage():
    assert placed("happens@stages.phone")["stages"][0]["happens"] == "A talk. Speaks softly."


def test_a_text_can_be_for_people_who_do_not_match_every_line():
    assert placed("confidence_statement@")["confidence_statement"] == "Apply anyway. Speaks softly."


def test_a_text_becomes_a_requirement_of_a_location():
    assert texts(placed("requirements@locations.coast")["locations"][0], "requirements") == ["Speaks softly."]


def test_a_text_becomes_nice_to_have_for_every_title():
    content = placed("preferred@")

    assert [(each["text"], each["line"]) for each in content["requirements"]] == [("Speaks softly.", 30)]


def test_a_text_that_nobody_decided_on_stays():
    report = {"unplaced": [{"line": 30, "text": "Speaks softly.", "is_boilerplate": False}]}

    _, told = edited("family", family(), report, "unplaced", {"unplaced-0": ""}, KNOWN)

    assert told == report


def test_the_overview_tells_how_many_texts_wait():
    waiting = [{"line": line, "text": "Look.", "is_boilerplate": False} for line in (1, 2)]

    notes = [parts_of("family", family(), {"unplaced": waiting[:count]})[1].note for count in (0, 1, 2)]

    assert notes == ["everything has its place", "1 text", "2 texts"]


def test_a_title_with_one_duty_is_told_in_the_singular():
    notes = {part.key: part.note for part in parts_of("family", family(), {})}

    assert (notes["title-lead"], notes["location-coast"]) == ("1 responsibility", "nothing of its own")
