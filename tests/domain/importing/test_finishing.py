"""Drafts made whole, and what they still lack."""

from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import BadData
from app.domain.importing.areas import AreaNames
from app.domain.importing.finishing import finished_family, finished_ladder, gaps_in, not_kept
from app.domain.importing.pages import imported
from app.domain.importing.whole_families import CONFIDENCE_STATEMENT, role_of

PAGES = Path(__file__).parent / "pages"


def ladder_draft(name: str = "ladder-levels-across") -> dict[str, Any]:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    return dict(imported(text, page=f"{name}.md", areas=AreaNames.empty()).content)


def family_draft(**changes: object) -> dict[str, Any]:
    """A family of two bakers as a page gives it, with some parts of it otherwise."""
    baker = {"key": "baker", "name": "Baker", "grade": 5, "extends": None, "at": "Baker"}
    senior = {"key": "senior", "name": "Senior Baker", "grade": None, "extends": "Baker", "at": "Senior Baker"}
    item: dict[str, Any] = {
        "key": "knead",
        "text": "Kneads dough",
        "areas": [],
        "asks": [],
        "figure": None,
        "at": "bullet 1",
        "line": 4,
    }
    stage = {"key": "tasting", "name": "Tasting", "who": "VP of Bread", "minutes": None, "focus_areas": ["taste"]}
    return {
        "key": "baker",
        "name": "Baker",
        "titles": [baker | {"responsibilities": [item, item | {"text": "kneads dough."}]}, senior],
        "stages": [stage],
    } | changes


def test_a_ladder_page_with_rules_in_its_words_becomes_a_whole_ladder():
    ladder = finished_ladder(ladder_draft())

    assert (ladder.version, ladder.scale, [level.code for level in ladder.levels_in_use()]) == (
        "V3",
        "competency",
        ["B2", "B3"],
    )
    clauses = {rule.level: [(clause.key, clause.basis) for clause in rule.clauses] for rule in ladder.rules}
    assert clauses["B2"] == [("areas_majority_meets", "stated")]
    assert clauses["B3"] == [("areas_majority_expert", "stated"), ("areas_all_meets", "stated")]


def test_a_level_without_a_rule_is_refused_by_name():
    with pytest.raises(BadData, match="what the areas have to reach at K1 Keeper"):
        finished_ladder(ladder_draft("ladder-levels-down"))


def test_a_page_of_competencies_is_no_ladder_yet():
    (gap,) = gaps_in("ladder", ladder_draft("competencies"))

    assert (gap.place, gap.says) == (
        ("levels",),
        "The page names no levels, so it can’t be a ladder. Add its levels, lowest first.",
    )


def test_what_needs_no_judgement_has_a_default():
    family = finished_family(family_draft())

    assert family.confidence_statement == CONFIDENCE_STATEMENT
    assert [(track.key, track.name) for track in family.tracks] == [("baker", "Baker")]
    assert [(title.track, title.extends, title.short) for title in family.titles] == [
        ("baker", None, "Baker"),
        ("baker", "baker", "Senior Baker"),
    ]
    (stage,) = family.stages
    assert (stage.role, stage.minutes, stage.planned_basis) == ("senior_leader", 45, "house judgement")
    assert family.next_step is None


def test_a_sentence_that_repeats_counts_once():
    family = finished_family(family_draft())

    assert [item.text for item in family.titles[0].responsibilities] == ["Kneads dough"]


def test_a_parent_further_down_is_put_above():
    draft = family_draft()
    draft["titles"].reverse()

    assert [title.key for title in finished_family(draft).titles] == ["baker", "senior"]


def test_a_parent_on_another_page_is_asked_for():
    draft = family_draft()
    draft["titles"][1]["extends"] = "Miller"

    (gap,) = gaps_in("family", draft)
    assert gap.place == ("titles", 1, "extends")
    assert gap.says.startswith("Senior Baker extends “Miller”, which is no title above it in this family.")


def test_an_unknown_focus_area_is_refused_by_name():
    with pytest.raises(BadData, match="The stage Tasting looks at “taste”, which is no focus area that is known"):
        finished_family(family_draft(), areas={"results"})


def test_everything_that_is_missing_is_said_at_once():
    location: dict[str, Any] = {"key": "sea", "name": "The Sea", "zone": None, "requirements": [], "at": "The Sea"}

    with pytest.raises(
        BadData, match=r"^2 things are missing\. The page has no hiring process.*The Sea has no time zone"
    ):
        finished_family(family_draft(stages=[], locations=[location]))


def test_what_does_not_fit_is_said_with_the_names_around_it():
    draft = family_draft()
    draft["titles"][0]["responsibilities"][0]["text"] = " "

    assert [gap.says for gap in gaps_in("family", draft)] == ["Baker: text is empty. Enter it."]


def test_texts_that_a_family_has_no_field_for_are_named():
    draft = family_draft(
        summary="Bread every day.", specialties=[{"name": "Cakes", "responsibilities": [{"text": "Ices"}]}]
    )

    assert not_kept("family", draft) == ("summary: Bread every day.", "Cakes: Ices")


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("our Global Recruiters", "recruiter"),
        ("the Hiring Manager", "hiring_manager"),
        ("Director, Bread or VP of Bread", "senior_leader"),
        ("two peers", "interviewer"),
    ],
)
def test_the_role_of_a_stage_follows_from_whom_candidates_meet(who, role):
    assert role_of(who) == role


def test_texts_beside_the_table_of_a_ladder_are_named():
    draft = {"summary": "Boats float.", "notes": [{"text": "See the harbour."}, " "]}

    assert not_kept("ladder", draft) == ("summary: Boats float.", "notes: See the harbour.")


def test_only_the_stages_of_a_second_hiring_process_have_no_field():
    first = {"steps": ["Bring an apron."], "notes": [], "stages": [{"name": "Tasting"}]}
    second = {"steps": [], "notes": [], "stages": [{"name": "Kneading"}]}

    found = not_kept("family", family_draft(processes=[first, second]))

    assert found == ("hiring process: Bring an apron.", "hiring process: Kneading")


def test_a_ladder_without_a_name_is_asked_for_one():
    gaps = gaps_in("ladder", ladder_draft() | {"name": ""})

    assert [(gap.place, gap.says) for gap in gaps] == [(("name",), "The ladder has no name. Enter one.")]


def test_a_ladder_of_which_no_level_is_in_use_is_asked_which_ones_are():
    draft = ladder_draft()
    draft["levels"] = [level | {"in_use": False} for level in draft["levels"]]

    gaps = gaps_in("ladder", draft)

    assert [gap.says for gap in gaps] == ["No level is in use. Say which ones are."]
