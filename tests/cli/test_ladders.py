"""The commands that show and check the ladder data: they need no database, no secret and no running application."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli.ladders import ladder_commands
from app.gateways import ladder_files
from app.gateways.ladder_files import shipped_directory


def run(*arguments: str) -> Result:
    return CliRunner().invoke(ladder_commands, list(arguments))


@pytest.fixture(scope="module")
def shown() -> Any:
    """What `show --json` prints."""
    return json.loads(run("show", "--json").output)


def test_everything_is_shown_under_five_names(shown):
    assert list(shown) == ["ladder", "family", "competencies", "scales", "crosswalk"]


def test_levels_and_rows_of_the_ladder_are_shown(shown):
    ladder = shown["ladder"]

    assert [(level["code"], level["in_use"]) for level in ladder["levels"]] == [
        ("P2", False),
        ("P3", True),
        ("P4", True),
        ("P5", True),
        ("P6", True),
    ]
    assert len(ladder["rows"]) == 5
    cells = [cell for row in ladder["rows"] for cell in row["cells"].values()]
    assert len(cells) == 25
    assert {"state", "text"} <= set(cells[0])
    assert sum(1 for row in ladder["rows"] if row["cells"]["P2"]["state"] == "not_applicable") == 4


def test_signals_are_shown_with_their_statements(shown):
    signals = shown["ladder"]["signals"]

    assert [(signal["key"], signal["counts"]) for signal in signals] == [
        ("assistance", True),
        ("complexity", True),
        ("techniques", True),
        ("orchestration", True),
        ("mentoring", True),
    ]
    assert signals[1]["statements"][-1]["levels"] == ["P5", "P6"]
    assert all(statement["text"] for signal in signals for statement in signal["statements"])


def test_titles_are_shown_with_what_is_their_own(shown):
    titles = [(t["key"], t["grade"], t["track"], t["extends"]) for t in shown["family"]["titles"]]
    counts = [(len(t["responsibilities"]), len(t["requirements"])) for t in shown["family"]["titles"]]

    assert titles[2] == ("senior_strategic", 8, "strategic", "strategic")
    assert counts == [(17, 8), (14, 10), (8, 0), (12, 8), (4, 4)]


def test_specialties_and_locations_are_shown_with_their_requirements(shown):
    specialties = [(item["key"], item["parent"], len(item["requirements"])) for item in shown["family"]["specialties"]]

    assert specialties[2] == ("intel", "federal", 2)
    assert sum(count for _, _, count in specialties) == 7
    assert {item["key"]: len(item["requirements"]) for item in shown["family"]["locations"]} == {
        "australia": 2,
        "japan": 3,
    }


def test_stages_name_their_areas_and_signals_by_key(shown):
    stages = shown["family"]["stages"]

    assert [(s["key"], s["role"], s["interviewers"], len(s["focus_areas"])) for s in stages] == [
        ("screen", "recruiter", 1, 2),
        ("manager", "hiring_manager", 1, 6),
        ("panel", "interviewer", 3, 6),
        ("final", "senior_leader", 1, 7),
    ]
    assert stages[3]["signals"] == ["orchestration", "mentoring", "complexity"]


def test_competencies_are_shown_with_anchors_and_questions(shown):
    competencies = shown["competencies"]

    assert len(competencies) == 18
    assert {len(item["anchors"]) for item in competencies} == {5}
    assert sum(len(item["questions"]) for item in competencies) >= 72
    assert {"key", "name", "group"} <= set(competencies[0])


def test_scales_and_crosswalk_are_shown(shown):
    assert [scale["key"] for scale in shown["scales"]] == ["competency", "impact_review", "vote"]
    assert shown["crosswalk"]["basis"] == "house judgement"
    assert len(shown["crosswalk"]["titles"]) == 5


def test_without_json_an_outline_is_shown():
    answer = run("show")

    assert answer.exit_code == 0
    assert "  P2  Commercial (not in use)" in answer.output
    assert (
        "  Senior Major Account Executive: grade 8, 16 responsibilities, 12 requirements in effect, near P6 (house"
        in (answer.output)
    )
    assert "3. Mock Presentation, Panel of three: 3 interviewers, 60 min" in answer.output


def test_broken_shipped_data_is_an_error_and_no_traceback(tmp_path, monkeypatch):
    monkeypatch.setattr(ladder_files, "shipped_directory", lambda: tmp_path)

    answer = run("show")

    assert answer.exit_code == 1
    assert "no ladder file" in answer.output


def test_the_shipped_directory_has_nothing_to_put_right():
    answer = run("check", str(shipped_directory()))

    assert (answer.exit_code, answer.output) == (0, f"Nothing to put right in {shipped_directory()}.\n")


def test_a_single_file_is_checked_by_itself():
    answer = run("check", str(shipped_directory() / "scales" / "vote.yaml"))

    assert answer.exit_code == 0


def test_findings_are_printed_one_a_line_and_answered_with_one(tmp_path):
    (tmp_path / "x.yaml").write_text("kind: scale\nkey: A\ncolour: red\n")

    answer = run("check", str(tmp_path / "x.yaml"))

    assert answer.exit_code == 1
    assert [line.split(": ")[0] for line in answer.output.splitlines()] == [
        f"{tmp_path}/x.yaml:1:1",
        f"{tmp_path}/x.yaml:2:6",
        f"{tmp_path}/x.yaml:3:1",
    ]


def test_a_path_that_does_not_exist_is_refused():
    assert run("check", "/nowhere/at/all").exit_code == 2
