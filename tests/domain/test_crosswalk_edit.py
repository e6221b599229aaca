"""Editing a crosswalk: what an edit makes, what is refused, and what to think of first."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.crosswalk_edit import (
    NOTE_LIMIT,
    CrosswalkEdit,
    cautions,
    check_crosswalk_edit,
    crosswalk_with,
    edit_of,
)
from app.domain.versions import canonical_json, from_json
from tests.domain.shipped import playbook

SHIPPED = edit_of(playbook())


def mapped(title: str, **values: str) -> CrosswalkEdit:
    """The shipped crosswalk with one title mapped otherwise."""
    lines = tuple(replace(line, **values) if line.title == title else line for line in SHIPPED.titles)
    return replace(SHIPPED, titles=lines)


def test_an_edit_that_changes_nothing_makes_the_same_crosswalk():
    assert crosswalk_with(playbook(), SHIPPED) == playbook().crosswalk
    assert check_crosswalk_edit(SHIPPED, playbook()) == ()


def test_a_family_without_a_crosswalk_begins_with_one_that_is_off_and_maps_nothing():
    bare = replace(playbook(), crosswalk=None)

    edit = edit_of(bare)

    assert not edit.enabled
    assert {line.level for line in edit.titles} == {""}
    assert crosswalk_with(bare, edit).titles == ()


def test_a_basis_and_a_note_of_one_title_survive_being_stored():
    crosswalk = crosswalk_with(playbook(), mapped("major", basis="public", note="As others do."))

    stored = from_json("crosswalk", canonical_json(crosswalk))

    assert stored == crosswalk
    assert '"basis":"public"' in canonical_json(crosswalk)


def test_two_titles_of_one_track_can_not_have_one_level():
    faults = check_crosswalk_edit(mapped("strategic", level="P5"), playbook())

    assert [fault.field for fault in faults] == ["level-senior_strategic"]


def test_two_titles_of_different_tracks_may_have_one_level():
    assert {line.level for line in SHIPPED.titles if line.title in ("senior_strategic", "major")} == {"P5"}


@pytest.mark.parametrize("level", ["P2", "P9", "Strategic"])
def test_a_level_that_is_not_in_use_can_not_be_mapped(level: str):
    assert [fault.field for fault in check_crosswalk_edit(mapped("major", level=level), playbook())] == ["level-major"]


def test_a_title_mapped_below_one_that_it_extends_is_a_caution():
    edit = mapped("senior_major", level="P3")

    thoughts = cautions(replace(playbook(), crosswalk=crosswalk_with(playbook(), edit)))

    assert any("Senior Major Account Executive stands above Major Account Executive" in each for each in thoughts)
    assert check_crosswalk_edit(edit, playbook()) == ()


def test_the_shipped_mapping_needs_no_caution():
    assert cautions(playbook()) == ()


def test_a_mapping_of_a_title_that_is_gone_is_left_out():
    fewer = replace(SHIPPED, titles=tuple(line for line in SHIPPED.titles if line.title != "major"))

    assert "major" not in {mapping.title for mapping in crosswalk_with(playbook(), fewer).titles}


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"basis": "hearsay"}, "basis", "Choose from the list"),
        ({"note": ""}, "note", "Say in a sentence"),
        ({"note": "x" * (NOTE_LIMIT + 1)}, "note", "up to 2,000 characters"),
    ],
)
def test_a_crosswalk_has_to_say_what_it_rests_on(values: dict[str, Any], field: str, says: str):
    (fault,) = check_crosswalk_edit(replace(SHIPPED, **values), playbook())

    assert fault.field == field
    assert says in fault.sentence


@pytest.mark.parametrize(
    ("values", "field"),
    [({"basis": "hearsay"}, "basis-major"), ({"note": "x" * (NOTE_LIMIT + 1)}, "note-major")],
)
def test_what_is_wrong_with_one_title_is_said_at_that_title(values: dict[str, str], field: str):
    assert [fault.field for fault in check_crosswalk_edit(mapped("major", **values), playbook())] == [field]


def test_a_note_of_the_longest_kind_is_kept_whole():
    edit = replace(mapped("major", note="x" * NOTE_LIMIT), note="y" * NOTE_LIMIT)

    assert check_crosswalk_edit(edit, playbook()) == ()
    assert edit_of(replace(playbook(), crosswalk=crosswalk_with(playbook(), edit))) == edit
