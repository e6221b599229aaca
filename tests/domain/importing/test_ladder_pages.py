"""Pages with ladders, in the shapes that companies give them."""

from pathlib import Path

import pytest

from app.domain.importing.areas import AreaNames
from app.domain.importing.pages import imported
from app.domain.importing.report import Imported, characters

PAGES = Path(__file__).parent / "pages"


def page(name: str) -> Imported:
    return imported((PAGES / f"{name}.md").read_text(encoding="utf-8"), page=f"{name}.md", areas=AreaNames.empty())


def read(text: str) -> Imported:
    return imported(text, page="page.md", areas=AreaNames.empty())


def levels(content) -> list[tuple[str, str, bool]]:
    return [(level["code"], level["name"], level["in_use"]) for level in content["levels"]]


def states(content) -> dict[str, str]:
    """Each row's states by its key: v for a value, n for not applicable, m for missing."""
    return {row["key"]: "".join(cell["state"][0] for cell in row["cells"].values()) for row in content["rows"]}


def cell(content, row: str, code: str):
    return next(one for one in content["rows"] if one["key"] == row)["cells"][code]


def left(found: Imported) -> list[str]:
    return [one.text for one in found.report.unplaced]


def test_levels_across_are_read_with_their_names_codes_and_use():
    found = page("ladder-levels-across")

    assert (found.kind, found.content["key"], found.content["name"]) == (
        "ladder",
        "boatbuilder",
        "Boatbuilder Career Levels",
    )
    assert found.content["version"] == "V3"
    assert levels(found.content) == [("B1", "Dinghy", False), ("B2", "Sloop", True), ("B3", "Sr. Schooner", True)]


def test_each_cell_is_a_value_not_applicable_or_missing():
    assert states(page("ladder-levels-across").content) == {
        "craft": "vvv",
        "harbour_territory": "nvv",
        "promotion_eligibility_to_the_next_level": "nvm",
        "quota_target": "nvv",
        "yearly_review": "nvv",
    }


def test_a_cell_keeps_the_words_of_the_page_a_paragraph_a_line():
    text = cell(page("ladder-levels-across").content, "craft", "B2")["text"]

    assert text.split("\n")[0] == "Bends ribs without a drawing; asks about the keel."
    assert text.split("\n")[2] == "Helps B1s."


def test_a_mark_without_a_note_is_kept_and_flagged():
    found = page("ladder-levels-across")

    odd = cell(found.content, "harbour_territory", "B3")
    assert (odd["footnote"], odd["as_written"]) == ("missing", "exceptions.*")
    assert [flag.line for flag in found.report.flags if flag.code == "footnote_missing"] == [37]
    assert [(one["kind"], one["levels"]) for one in found.content["oddities"]] == [("footnote_missing", ["B3"])]


def test_targets_and_conditions_are_read_from_the_words_of_cells():
    content = page("ladder-levels-across").content

    quotas = [(one["level"], one["amount"], one["new_logos"], one["renewal_percent"]) for one in content["quotas"]]
    assert quotas == [("B2", 650_000, 4, 92), ("B3", 1_205_000, 6, 93)]
    rule = content["promotion"]
    assert (rule["levels"], rule["combined_years"], rule["combined_above_percent"]) == (["B2"], 3, 90)
    assert (rule["full_year_at_least_percent"], rule["review_mark"]) == (115, "meets")


def test_territories_are_read_with_the_edges_that_the_cell_itself_gives():
    first, second = page("ladder-levels-across").content["territories"]

    assert [(one["profile"], one["share"]) for one in first["accounts"]] == [("village", "most"), ("town", "none")]
    assert (first["accounts"][0]["employees_from"], first["accounts"][0]["employees_to"]) == (1500, 4000)
    assert (second["accounts_rank"], second["accounts"][0]["employees_from"]) == (2, 4000)


def test_levels_down_and_headings_about_them_make_one_ladder():
    found = page("ladder-levels-down")

    assert levels(found.content) == [("K1", "Keeper", True), ("K2", "Senior Keeper", True), ("K3", "Head Keeper", True)]
    assert states(found.content) == {"title": "vvv", "reach": "vvv", "mentors": "nvm", "care": "vvm"}
    assert cell(found.content, "reach", "K1")["text"] == "One hive\nLooks into one hive at a time."
    assert cell(found.content, "care", "K2")["text"] == "Finds the queen\nKnows varroa | mites"


def test_what_belongs_to_no_level_is_left_over_and_named():
    found = page("ladder-levels-down")

    assert left(found) == ["Other pages", "Honey"]
    assert found.content["summary"] == "What we expect of somebody who keeps bees."
    assert [flag.place for flag in found.report.flags if flag.code == "section_not_read"] == ["Other pages"]


def test_labels_that_levels_share_become_rows():
    found = page("ladder-labels")

    assert [code for code, _name, _used in levels(found.content)] == ["W1", "W2", "W3"]
    assert states(found.content) == {"reach": "vvv", "care": "vvv"}
    assert left(found) == ["Road to W3", "Ask the guild."]


def test_several_ladders_on_a_page_are_all_there():
    found = page("ladder-several")

    assert [levels(one) for one in found.content["ladders"]] == [
        [("P1", "Lighter", True), ("P2", "Senior Lighter", True)],
        [("P1", "Trimmer", True)],
    ]
    assert found.content["name"] == "Lamplighter Career Levels"
    assert "several_ladders" in {flag.code for flag in found.report.flags}
    assert left(found) == []


def test_groups_of_rows_and_tables_below_headings_stay_groups():
    found = page("ladder-without-codes")

    groups = {row["key"]: row["group"] for row in found.content["rows"]}
    assert groups == {"sowing": "Plants", "pruning": "Plants", "teaching": "People", "picking": "Harvest"}
    assert [code for code, _name, _used in levels(found.content)] == ["L1", "L2", "L3"]
    assert sum(flag.code == "level_without_code" for flag in found.report.flags) == 3


def test_a_table_of_competencies_is_a_ladder_without_levels():
    found = page("competencies")

    assert found.kind == "ladder"
    assert levels(found.content) == []
    assert [(one["name"], one["group"], len(one["behaviours"])) for one in found.content["competencies"]] == [
        ("Ripening & Care", "Foundations", 2),
        ("Cutting", "Foundations", 1),
        ("Advice", "Counter", 2),
    ]
    assert found.content["groups"] == [{"name": "Foundations", "text": "(Asked of everybody)"}]


def test_numbers_in_a_column_called_level_count_the_levels():
    found = read("<table><tr><th>Level/Skill<th>Reach<tr><td>1<td>A street<tr><td>2<td>A town<tr><td>3<td></table>")

    assert [code for code, _name, _used in levels(found.content)] == ["L1", "L2", "L3"]
    assert states(found.content) == {"reach": "vvm"}


def test_levels_under_each_dimension_make_a_row_of_every_dimension():
    found = read(
        "# Smith levels\n## Forging\n### S1\nHits.\n### S2\nShapes.\n## Selling\n### S1\nNone.\n### S2\nMuch.\n"
    )

    assert [code for code, _name, _used in levels(found.content)] == ["S1", "S2"]
    assert {row["name"]: row["cells"]["S2"]["text"] for row in found.content["rows"]} == {
        "Forging": "Shapes.",
        "Selling": "Much.",
    }


def test_tables_with_the_same_rows_below_different_headings_are_different_ladders():
    table = "| Level | Title | Reach |\n|-|-|-|\n| T1 | {0} | near |\n| T2 | Senior {0} | far |\n"
    found = read(f"# Levels\n\n## Baking\n\n{table.format('Baker')}\n## Milling\n\n{table.format('Miller')}")

    names = [(one["name"], [level["name"] for level in one["levels"]]) for one in found.content["ladders"]]
    assert names == [("Baking", ["Baker", "Senior Baker"]), ("Milling", ["Miller", "Senior Miller"])]


def test_a_level_that_spans_rows_says_all_that_stands_in_them():
    found = read(
        "<table><tr><th>Level<th>Plan<th>Do<tr><th rowspan=2><abbr title='Craft'>C</abbr>1<td colspan=2>Starts."
        "<tr><td>Asks<td>Tries<tr><th rowspan=2>C2<td colspan=2>Goes on.<tr><td>Tells<td>Does</table>"
    )

    assert [code for code, _name, _used in levels(found.content)] == ["C1", "C2"]
    assert cell(found.content, "plan", "C2")["text"] == "Goes on.\nTells"


def test_the_highest_level_first_is_turned_round():
    found = read("| | P3 | P2 | P1 |\n|-|-|-|-|\n| Reach | far | near | here |\n")

    assert [code for code, _name, _used in levels(found.content)] == ["P1", "P2", "P3"]


def test_a_second_column_with_the_same_row_name_goes_on_with_the_row():
    found = read("| | P1 | P2 |\n|-|-|-|\n| Reach | a | b |\n| | c | d |\n")

    assert cell(found.content, "reach", "P2")["text"] == "b\nd"


def test_a_page_without_levels_says_so_and_keeps_every_text():
    found = read("# Career framework\n\n| a | b |\n|-|-|\n| c | d |\n")

    assert "no_levels" in {flag.code for flag in found.report.flags} or found.kind == "family"
    assert (
        sum(characters(text) for text in left(found)) + found.report.placed_characters == found.report.page_characters
    )


@pytest.mark.parametrize("name", sorted(file.stem for file in PAGES.glob("*.md")))
def test_no_character_of_a_page_is_lost(name):
    found = page(name)

    lost = found.report.page_characters - found.report.placed_characters
    assert lost == sum(characters(one.text) for one in found.report.unplaced)
