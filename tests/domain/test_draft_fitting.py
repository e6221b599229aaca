"""Whether content fits what it names, and what becomes of a draft that is not whole."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app.domain.drafts.editing import edited, groups_of, parts_of
from app.domain.drafts.finished import finished
from app.domain.drafts.fitting import check_fit
from app.domain.drafts.review import TypedOver, lacking, typed_over
from app.domain.drafts.slots import Group, Known, Row, Slot
from app.domain.errors import BadData, NotFound
from app.domain.shapes import Shape
from app.domain.versions import canonical_json
from tests.domain.shipped import changed, playbook

NOTHING = Known({}, {}, {})
LADDERS, SCALES = (playbook().ladder.key,), (playbook().scale.key,)


def crosswalk() -> Shape:
    found = playbook().crosswalk
    assert found is not None
    return found


def refusal(shape: Shape, *, is_read: bool = True, ladders: Any = LADDERS, scales: Any = SCALES) -> BadData:
    with pytest.raises(BadData) as refused:
        check_fit(shape, [playbook()] if is_read else [], ladders=ladders, scales=scales)
    return refused.value


@pytest.mark.parametrize("kind", ["ladder", "family", "crosswalk", "scale"])
def test_what_ships_fits_what_it_names(kind: str):
    shape: Shape = getattr(playbook(), kind)

    assert check_fit(shape, [playbook()], ladders=LADDERS, scales=SCALES) is None  # type: ignore[func-returns-value]


def test_a_ladder_on_an_unknown_scale_is_told_which_scales_there_are():
    refused = refusal(playbook().ladder, scales=("ward", "harbour"))

    assert (refused.field, refused.message.endswith("Choose one of: harbour, ward.")) == ("scale", True)


@pytest.mark.parametrize(("is_read", "ladders"), [(False, LADDERS), (True, ())])
def test_a_crosswalk_of_what_is_not_read_together_is_refused(is_read: bool, ladders: tuple[str, ...]):
    assert "not read together" in refusal(crosswalk(), is_read=is_read, ladders=ladders).message


def test_a_crosswalk_of_a_title_that_is_gone_is_refused():
    shape = changed(crosswalk(), ("titles", 0), {"title": "harbour_pilot", "level": "P3"})

    assert "has no title 'harbour_pilot' any more" in refusal(shape).message


def test_a_crosswalk_to_a_level_that_is_gone_is_refused():
    shape = changed(crosswalk(), ("titles", 0), {"title": "strategic", "level": "P9"})

    assert "has no level P9 any more" in refusal(shape).message


def test_a_playbook_that_would_point_at_nothing_is_refused():
    broken = replace(playbook(), family=changed(playbook().family, ("stages", 0, "focus_areas"), ["knots"]))

    with pytest.raises(BadData, match="no competency of the catalogue"):
        check_fit(broken.family, [broken], ladders=LADDERS, scales=SCALES)


def test_an_unknown_kind_of_draft_is_refused_with_the_kinds_there_are():
    with pytest.raises(BadData, match="The kinds are: ladder, family"):
        finished("poem", {})


@pytest.mark.parametrize("kind", ["family", "ladder"])
def test_an_empty_draft_of_a_page_is_refused_with_all_that_it_lacks(kind: str):
    with pytest.raises(BadData, match="things are missing"):
        finished(kind, {})


def test_half_a_scale_is_refused_as_no_whole_one():
    with pytest.raises(BadData, match="This is no whole scale"):
        finished("scale", {"key": "ward"})


def test_a_kind_that_is_edited_elsewhere_has_no_parts_and_lacks_nothing_here():
    content = json.loads(canonical_json(playbook().scale))

    assert (parts_of("scale", content, {}), lacking("scale", content, ())) == ((), ())


def test_a_part_that_the_draft_does_not_have_is_not_found():
    with pytest.raises(NotFound):
        groups_of("ladder", json.loads(canonical_json(playbook().ladder)), {}, "title-pilot", NOTHING)


def test_nothing_can_be_kept_in_a_part_that_the_draft_does_not_have():
    with pytest.raises(BadData, match="no such part"):
        edited("ladder", json.loads(canonical_json(playbook().ladder)), {}, "colour", {}, NOTHING)


def test_a_lacking_rule_leads_to_the_rules_and_anything_else_to_the_overview():
    content = json.loads(canonical_json(playbook().ladder)) | {"rules": [], "name": ""}

    assert {each.part for each in lacking("ladder", content, ())} == {"rules", "overview"}


def test_what_no_part_of_a_family_is_named_in_leads_to_the_overview():
    assert {each.part for each in lacking("family", {}, ())} == {"overview"}


def test_what_was_typed_is_told_in_words_when_its_part_is_gone():
    box, choice = Slot("used", "In use", "", "check"), Slot("role", "Held by", "", "choice", {"a": "A recruiter"})

    told = typed_over((), (box, choice), {"used": "y", "role": "a"})

    assert told == (TypedOver("In use", "", "Yes"), TypedOver("Held by", "", "A recruiter"))


def test_a_box_that_two_people_set_differently_is_told_as_yes_and_no():
    box = Slot("used", "In use", "y", "check")

    assert typed_over((Group("", "", (Row((box,)),)),), (box,), {"used": ""}) == (TypedOver("In use", "Yes", "No"),)


@pytest.mark.parametrize(
    ("kinds", "says", "expected"),
    [("choice choice", "", True), ("choice", "", False), ("choice line", "", False), ("choice choice", "Look.", False)],
)
def test_only_several_short_choices_without_a_text_stand_beside_each_other(kinds: str, says: str, expected: bool):
    rows = tuple(Row((Slot("a", "A", "", kind),), says=says) for kind in kinds.split())  # type: ignore[arg-type]

    assert Group("", "", rows).is_choices is expected
