"""Pinned content: one spelling per content, a digest of it, and the way back."""

import pytest

from app.domain.errors import BadData
from app.domain.versions import KINDS, canonical_json, digest, from_json, points_at
from tests.domain.shipped import changed, library, playbook


def parts():
    pinned = playbook()
    return {
        "ladder": pinned.ladder,
        "family": pinned.family,
        "competencies": pinned.competencies,
        "scale": pinned.scale,
        "crosswalk": pinned.crosswalk,
        "model": pinned.model,
        "deck": library().decks["first"],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_content_comes_back_as_it_was(kind):
    part = parts()[kind]

    again = from_json(kind, canonical_json(part))

    assert again == part
    assert digest(again) == digest(part)


def test_the_order_of_a_mappings_keys_changes_nothing():
    row = playbook().ladder.rows[0]
    turned = row.model_copy(update={"cells": dict(reversed(row.cells.items()))})

    assert canonical_json(turned) == canonical_json(row)


def test_a_changed_word_changes_the_digest():
    other = changed(playbook().ladder, ("name",), "Another ladder")

    assert digest(other) != digest(playbook().ladder)
    assert len(digest(other)) == 64


def test_no_two_parts_share_a_digest():
    assert len({digest(part) for part in parts().values()}) == len(KINDS)


def test_an_unknown_kind_is_refused_with_the_kinds_there_are():
    with pytest.raises(BadData) as refusal:
        from_json("ladders", "{}")

    assert refusal.value.message.endswith("The kinds are: ladder, family, competencies, scale, crosswalk, model, deck.")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"kind": "ladder"}'])
def test_text_that_is_no_content_of_its_kind_is_refused(text):
    with pytest.raises(BadData) as refusal:
        from_json("ladder", text)

    assert refusal.value.message == "This is not the content of a ladder. Load the shipped ladder again."


def test_a_ladder_names_its_scale_and_a_crosswalk_its_ladder_and_its_family():
    named = parts()

    assert points_at(named["ladder"]) == {"scale": named["scale"].key}
    assert points_at(named["crosswalk"]) == {"ladder": named["ladder"].key, "family": named["family"].key}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"ladder", "crosswalk"}))
def test_all_other_content_stands_by_itself(kind):
    assert points_at(parts()[kind]) == {}
