"""The commands that read handbook pages: what they print, what they write, and what they refuse."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.ladders import ladder_commands
from app.domain.shapes import Shape
from app.gateways.ladder_files import read_file
from tests.domain.shipped import playbook

PAGES = Path(__file__).parents[1] / "domain/importing/pages"
LADDER = PAGES / "ladder-levels-across.md"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ladder_commands, [str(argument) for argument in arguments])


def page_of_shipped_ladder(path: Path, *, first: str = "Commercial") -> Path:
    """A page with the names and states of the shipped ladder, and few of its words."""
    ladder = playbook().ladder
    used = {True: "", False: " (not in use)"}
    header = [
        f"{first if level.name == 'Commercial' else level.name} ({level.code}){used[level.in_use]}"
        for level in ladder.levels
    ]
    rows = [["Job Level", *header]]
    for row in ladder.rows:
        cells = {code: "N/A" if cell.state == "not_applicable" else "words" for code, cell in row.cells.items()}
        if row.key == "territory_profile":
            cells["P5"] = "exceptions.*"
        rows.append([row.name, *(cells[level.code] for level in ladder.levels)])
    lines = [f"# {ladder.name} {ladder.version}", "", *(f"| {' | '.join(cells)} |" for cells in rows)]
    path.write_text("\n".join([*lines[:3], "|-" * len(rows[0]), *lines[3:]]), encoding="utf-8")
    return path


def test_one_page_as_json_is_its_ladder_and_its_report() -> None:
    told = json.loads(run("import", LADDER, "--json").output)

    assert set(told) == {"ladder", "report"}
    assert set(told["report"]) == {"flags", "unplaced", "page_characters", "placed_characters", "counts"}
    assert {"key", "name", "version", "levels", "rows", "signals", "rules", "quotas", "promotion"} <= set(
        told["ladder"]
    )


def test_several_pages_as_json_are_a_list_with_their_names() -> None:
    told = json.loads(run("import", LADDER, PAGES / "competencies.md", "--json").output)

    assert [Path(one["page"]).stem for one in told] == ["ladder-levels-across", "competencies"]
    assert len(told[1]["competencies"]) == 3


def test_the_report_says_what_to_look_at_and_what_has_no_place() -> None:
    output = run("import", PAGES / "ladder-levels-down.md").output

    assert "a ladder, Beekeepers" in output
    assert "  K1 Keeper: value 3, not applicable 1" in output
    assert "15 of 329 characters have no place." in output
    assert "    line 34: Honey" in output


def test_what_is_whole_becomes_a_file_that_can_be_read(tmp_path: Path) -> None:
    answer = run("import", LADDER, "--out", tmp_path)

    file = tmp_path / "ladders/boatbuilder.yaml"
    assert f"Wrote {file}" in answer.output
    assert isinstance(read_file(file), Shape)


def test_what_is_not_whole_becomes_a_draft_that_says_what_is_missing(tmp_path: Path) -> None:
    answer = run("import", PAGES / "ladder-levels-down.md", "--out", tmp_path)

    draft = json.loads((tmp_path / "drafts/beekeepers.json").read_text(encoding="utf-8"))
    assert draft["kind"] == "ladder"
    assert len(draft["missing"]) == 3
    assert f"missing: {draft['missing'][0]}" in answer.output


def test_a_file_that_is_there_is_written_over_only_when_asked(tmp_path: Path) -> None:
    run("import", LADDER, "--out", tmp_path)

    refused = run("import", LADDER, "--out", tmp_path)
    assert (refused.exit_code, "is there already" in refused.output) == (1, True)
    assert run("import", LADDER, "--out", tmp_path, "--replace").exit_code == 0


def test_titles_extend_titles_of_the_other_pages_that_are_given(tmp_path: Path) -> None:
    lists = "#### Responsibilities\n\n- Bakes\n\n#### Requirements\n\n- Has hands\n"
    first, second = tmp_path / "baker.md", tmp_path / "cook.md"
    first.write_text(f"# Baker\n\n## Levels\n\n### Baker\n\n{lists}", encoding="utf-8")
    second.write_text(
        f"# Cook\n\n## Levels\n\n### Cook\n\nThe Cook role extends the Baker role.\n\n{lists}", encoding="utf-8"
    )

    _baker, cook = json.loads(run("import", first, second, "--json").output)

    assert [title["extends"] for title in cook["family"]["titles"]] == ["Baker"]


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.4 page", b"x" * 5_000_001])
def test_what_is_no_page_is_refused_in_a_sentence(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "page.md").write_bytes(raw)

    answer = run("import", tmp_path / "page.md")

    assert answer.exit_code == 1
    assert answer.output.startswith("Error: page.md is ")


def test_a_page_that_says_what_ships_compares_equal_but_for_its_figures(tmp_path: Path) -> None:
    answer = run("compare", page_of_shipped_ladder(tmp_path / "ladder.md"))

    different = [line.split("  ")[1] for line in answer.output.splitlines() if line.endswith("differs")]
    assert {what.split(" ")[0] for what in different} == {"quota", "territory", "promotion"}
    assert answer.exit_code == 1


def test_a_level_with_another_name_is_a_difference(tmp_path: Path) -> None:
    output = run("compare", page_of_shipped_ladder(tmp_path / "ladder.md", first="Corner shop")).output

    assert any(
        line.split() == ["P2,", "name", "Corner", "shop", "Commercial", "differs"] for line in output.splitlines()
    )


def test_a_page_of_nothing_that_ships_can_not_be_compared() -> None:
    answer = run("compare", LADDER)

    assert answer.exit_code == 1
    assert "no shipped ladder is called 'Boatbuilder Career Levels'" in answer.output
