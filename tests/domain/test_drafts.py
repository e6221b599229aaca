"""Editing a draft part by part: what moves, what is taken out and kept, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.drafts.editing import edited, groups_of, parts_of
from app.domain.drafts.finished import finished
from app.domain.drafts.flags import open_flags
from app.domain.drafts.page_text import piece_from
from app.domain.drafts.review import lacking, typed_over
from app.domain.drafts.slots import Known
from app.domain.errors import BadData
from app.domain.importing.areas import AreaNames
from app.domain.importing.pages import imported
from app.domain.versions import canonical_json, digest
from tests.factories.ladders import shipped_playbook

PAGE = (Path(__file__).parent / "drafted_page.md").read_text(encoding="utf-8")
BOOK = shipped_playbook()
KNOWN = Known(
    {item.key: item.name for item in BOOK.competencies.competencies},
    {"competency": "Competency rating"},
    {},
    {"meets": "Meets expectations"},
)


@pytest.fixture(scope="module")
def read() -> Any:
    return imported(PAGE, page="pilot.md", areas=AreaNames.of(BOOK.competencies))


def draft_of(read: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    report: dict[str, Any] = json.loads(json.dumps(read.report.to_data()))
    return json.loads(json.dumps(dict(read.content))), report


def title(content: dict[str, Any], index: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = content["titles"][index]
    return found


def texts(items: list[dict[str, Any]]) -> list[str]:
    return [item["text"] for item in items]


def first(read: Any) -> str:
    return f"title-{title(draft_of(read)[0])['key']}"


def test_an_item_that_is_taken_out_stands_among_the_texts_without_a_place(read: Any):
    content, report = draft_of(read)
    gone = title(content)["responsibilities"][0]

    after, told = edited("family", content, report, first(read), {"to-responsibilities-0": "out"}, KNOWN)

    assert gone["text"] not in texts(title(after)["responsibilities"])
    assert (gone["line"], gone["text"]) in [(each["line"], each["text"]) for each in told["unplaced"]]


def test_an_item_moves_to_the_other_list_with_its_line(read: Any):
    content, report = draft_of(read)
    moved = title(content)["responsibilities"][1]

    after, _ = edited("family", content, report, first(read), {"to-responsibilities-1": "preferred"}, KNOWN)

    found = next(item for item in title(after)["requirements"] if item["text"] == moved["text"])
    assert (found["strength"], found["line"], found["key"]) == ("preferred", moved["line"], moved["key"])


def test_a_text_without_a_place_is_put_where_somebody_says(read: Any):
    content, report = draft_of(read)
    report["unplaced"] = [{"line": 9, "text": "Answers the harbour's telephone.", "is_boilerplate": False}]
    to = f"responsibilities@titles.{title(content)['key']}"

    after, told = edited("family", content, report, "unplaced", {"unplaced-0": to}, KNOWN)

    assert "Answers the harbour's telephone." in texts(title(after)["responsibilities"])
    assert told["unplaced"] == []


def test_a_text_that_says_nothing_of_the_role_is_kept_and_asked_for_no_more(read: Any):
    content, report = draft_of(read)
    report["unplaced"] = [{"line": 9, "text": "Return to the top.", "is_boilerplate": False}]

    _, told = edited("family", content, report, "unplaced", {"unplaced-0": "nothing"}, KNOWN)

    assert told["unplaced"] == [{"line": 9, "text": "Return to the top.", "is_boilerplate": True}]


def test_a_removed_title_leaves_all_its_texts(read: Any):
    content, report = draft_of(read)
    gone = title(content)

    after, told = edited("family", content, report, first(read), {"remove": "y"}, KNOWN)

    kept = [each["text"] for each in told["unplaced"]]
    assert gone["key"] not in [each["key"] for each in after["titles"]]
    assert set(texts(gone["responsibilities"] + gone["requirements"])) <= set(kept)


def test_a_grade_that_is_no_number_is_refused_at_its_field(read: Any):
    content, report = draft_of(read)

    with pytest.raises(BadData) as refused:
        edited("family", content, report, first(read), {"grade": "six"}, KNOWN)

    assert (refused.value.field, refused.value.message) == ("grade", "Write a whole number from 1 to 99.")


def test_an_unknown_area_is_told_before_publishing_and_mended_by_a_choice(read: Any):
    content, report = draft_of(read)
    content["stages"][0]["focus_areas"] = ["knots"]
    part = f"stage-{content['stages'][0]['key']}"

    missing = lacking("family", content, KNOWN.areas)
    after, _ = edited("family", content, report, part, {"area-0": "results"}, KNOWN)

    assert [(each.part, "knots" in each.says) for each in missing] == [(part, True)]
    assert lacking("family", after, KNOWN.areas) == ()


def test_a_guess_leads_to_the_title_and_field_that_mend_it(read: Any):
    content, report = draft_of(read)
    name = title(content, 1)["name"]
    report["flags"] = [{"code": "no_grade", "line": 12, "place": f"{name}, grade", "says": "No grade stands there."}]

    (flag,) = open_flags(report, parts_of("family", content, report))

    assert (flag.part, flag.slot) == (f"title-{title(content, 1)['key']}", "grade")


def test_a_settled_guess_is_not_told_again(read: Any):
    content, report = draft_of(read)
    report["flags"] = [{"code": "x", "line": 1, "place": "the page", "says": "Look."}]

    content, report = edited("family", content, report, "overview", {"flag-0": "y"}, KNOWN)

    assert open_flags(report, parts_of("family", content, report)) == ()


@pytest.mark.parametrize("shape", [BOOK.family, BOOK.ladder], ids=["family", "ladder"])
def test_a_version_that_nobody_changes_stays_the_same_whatever_part_is_saved(shape: Any):
    content: dict[str, Any] = json.loads(canonical_json(shape))
    report: dict[str, Any] = {}

    for part in parts_of(shape.kind, content, report):
        slots = [slot for group in groups_of(shape.kind, content, report, part.key, KNOWN) for slot in group.slots]
        sent = {slot.name: slot.value for slot in slots}
        content, report = edited(shape.kind, content, report, part.key, sent, KNOWN)

    assert digest(finished(shape.kind, content)) == digest(shape)


def test_another_code_of_a_level_is_another_code_wherever_it_stands():
    content = json.loads(canonical_json(BOOK.ladder))

    after, _ = edited("ladder", content, {}, "overview", {"code-0": "P1"}, KNOWN)

    assert finished("ladder", after).levels[0].code == "P1"  # type: ignore[attr-defined]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_no_text_of_an_item_is_ever_lost(data: st.DataObject):
    read = imported(PAGE, page="pilot.md", areas=AreaNames.empty())
    content, report = draft_of(read)
    before = set(texts(title(content)["responsibilities"] + title(content)["requirements"]))
    choice = st.sampled_from(["responsibilities", "requirements", "preferred", "out"])
    sent = {
        f"to-{name}-{index}": data.draw(choice) for name in ("responsibilities", "requirements") for index in (0, 1)
    }

    after, told = edited("family", content, report, first(read), sent, KNOWN)

    found = texts(title(after)["responsibilities"] + title(after)["requirements"])
    assert before <= {*found, *(each["text"] for each in told["unplaced"])}


def test_two_edits_of_one_part_are_told_side_by_side(read: Any):
    content, report = draft_of(read)
    groups = groups_of("family", content, report, first(read), KNOWN)
    slots = [slot for group in groups for slot in group.slots]
    typed = {slot.name: slot.value for slot in slots} | {"grade": "9"}

    (unlike,) = typed_over(groups, slots, typed)

    assert (unlike.label, unlike.before, unlike.after) == ("Grade", "6", "9")


@given(st.text(alphabet="a\n", max_size=3000), st.integers(-5, 4000))
def test_every_line_of_a_page_stands_in_the_piece_that_it_leads_to(text: str, line: int):
    count = len(text.splitlines())

    shown = [number for number, _ in piece_from(text, line).lines]

    assert not count or min(max(line, 1), count) in shown
