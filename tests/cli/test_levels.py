"""The level recommendation on plain data: what the commands print, and how they refuse what they can't read.

Outside the feature grid, as the commands are.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli.levels import level_commands
from app.domain.contract import shipped

DIGITS = "9" * 5000


@pytest.fixture
def run(tmp_path: Path):
    """Run a command on a file with this text."""

    def _run(command: str, text: str, *arguments: str) -> Result:
        file = tmp_path / "plain.json"
        file.write_bytes(text.encode("utf-8"))
        return CliRunner().invoke(level_commands, [command, str(file), *arguments])

    return _run


def card(**changes: Any) -> dict[str, Any]:
    return {"stage": "manager", "rater": "r1", "ratings": [{"competency": "results", "rating": 2}], **changes}


def full_loop(point: int = 2, level: str = "P4", transparency: int | None = None) -> str:
    """Everybody rates everything that their stage asks the same and picks one level wherever they place a signal."""
    cards = []
    for stage in shipped().family.stages:
        points = dict.fromkeys(stage.focus_areas, point) | ({"transparency": transparency} if transparency else {})
        ratings = [{"competency": key, "rating": points[key]} for key in stage.focus_areas]
        anchors = [{"dimension": key, "level": level} for key in stage.signals]
        cards += [
            {"stage": stage.key, "rater": f"{stage.key} {number}", "ratings": ratings, "anchors": anchors}
            for number in range(stage.interviewers)
        ]
    return json.dumps(cards)


def test_the_level_is_printed_with_how_sure_it_is_and_all_chances(run):
    level, how_sure, chances = run("recommend", full_loop()).output.splitlines()

    assert level == "P4"
    assert how_sure.startswith("The estimate gives P4 ")
    assert [part.split()[0] for part in chances.split(", ")] == ["below_bar", "P3", "P4", "P5", "P6"]


def test_of_too_little_no_chance_is_printed(run):
    said = run("recommend", json.dumps([card()]))

    assert said.output == "insufficient_evidence\nToo little was assessed to name a level.\n"


def test_all_of_it_is_printed_as_json(run):
    said = run("recommend", full_loop(), "--json")

    found = json.loads(said.output)
    assert found["level"] == "P4"
    assert sum(found["probabilities"].values()) == pytest.approx(1, abs=0.001)


def test_the_proof_is_printed_as_text(run):
    said = run("explain", full_loop())

    assert said.exit_code == 0
    assert said.output.startswith("Recommended: P4.")


def test_where_proof_and_estimate_differ_both_are_told_apart(run):
    lines = run("explain", full_loop(1, "P5", transparency=4)).output.splitlines()

    assert lines[0] == "Recommended: P5. The ladder’s own sentence comes to P4."
    assert lines[1].startswith("17 of 18 areas reach Meets expectations")
    assert lines[2] == "Not P5: Transparency was rated Partially successful by its one rater."
    assert lines[3].startswith("The estimate gives P5 ")
    assert any(line.startswith("P5 ") and line.endswith(": does not hold") for line in lines)
    assert "Look at first" in lines


def test_the_proof_of_too_little_says_what_is_missing_and_gives_no_chance(run):
    said = run("explain", json.dumps([card()])).output

    assert said.startswith("Not enough was assessed to name a level: ")
    assert "The estimate gives" not in said


def test_scorecards_come_from_input_and_in_a_mapping_as_well():
    text = json.dumps({"scorecards": json.loads(full_loop())})

    said = CliRunner().invoke(level_commands, ["recommend", "-"], input=text)

    assert (said.exit_code, said.output.splitlines()[0]) == (0, "P4")


@pytest.mark.parametrize("command", ["recommend", "explain", "calibrate"])
def test_a_file_that_is_not_there_is_refused_by_every_command(command):
    said = CliRunner().invoke(level_commands, [command, "nowhere.json"])

    assert (said.exit_code, said.output) == (
        1,
        "Error: nowhere.json can't be read: No such file or directory. Name a file that is there.\n",
    )


def test_a_calibration_that_is_not_there_is_refused_by_name(run):
    said = run("explain", full_loop(), "--calibration", "nowhere.json")

    assert (said.exit_code, "nowhere.json can't be read" in said.output) == (1, True)


def test_a_folder_is_no_file(tmp_path):
    assert CliRunner().invoke(level_commands, ["recommend", str(tmp_path)]).exit_code == 2


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    file = tmp_path / "latin.json"
    file.write_bytes('[{"stage": "Vorgespräch"}]'.encode("latin-1"))

    said = CliRunner().invoke(level_commands, ["recommend", str(file)])

    assert (said.exit_code, said.output) == (1, f"Error: {file} is not UTF-8 text. Save it as UTF-8 and try again.\n")


def test_broken_json_is_refused_with_line_and_column(run):
    said = run("recommend", '[\n  {"stage": "panel",\n   "rater" "r1"}\n]')

    assert said.exit_code == 1
    assert "plain.json:3:12: this is no JSON (Expecting ':' delimiter). Mend it there" in said.output


@pytest.mark.parametrize(
    ("command", "text", "place"),
    [
        ("recommend", json.dumps([card(), card(ratings=[{"competency": "charm"}])]), "scorecards[1].ratings[0].compet"),
        ("explain", json.dumps([card(stage="lunch")]), "scorecards[0].stage: 'lunch'"),
        ("calibrate", json.dumps([{"scorecards": [card(), card()]}]), "history[0].scorecards[1]: r1 has two"),
    ],
)
def test_a_broken_scorecard_is_refused_with_its_place(run, command, text, place):
    said = run(command, text)

    assert (said.exit_code, said.output.startswith(f"Error: {place}")) == (1, True), said.output


def test_what_calibrate_prints_can_be_used(run, tmp_path):
    strict, mild = [{"competency": "results", "rating": 4}], [{"competency": "results", "rating": 2}]
    pair = [card(ratings=strict), card(stage="panel", rater="r2", ratings=mild)]
    known = tmp_path / "known.json"
    known.write_text(run("calibrate", json.dumps([{"scorecards": pair}] * 6)).output, encoding="utf-8")

    said = run("recommend", full_loop(), "--calibration", str(known))

    assert json.loads(known.read_text(encoding="utf-8"))["raters"]["r1"]["severity"] > 0
    assert said.exit_code == 0


def test_a_file_with_a_byte_order_mark_is_read(run):
    assert run("recommend", "\ufeff" + full_loop()).exit_code == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", ":1:1: this is no JSON"),
        ("null", "scorecards: nothing where a list is needed"),
        ("[NaN]", "NaN is no JSON"),
        ("[-Infinity]", "-Infinity is no JSON"),
        (f"[{DIGITS}]", "too many digits"),
        ("[" * 100_000, "nested too deeply"),
        ('[{"stage": "manager", "stage": "panel", "rater": "r1", "ratings": []}]', "The key 'stage' stands twice"),
        (json.dumps([card(ratings=[{"competency": "results", "rating": True}])]), "True is no point of the scale"),
        (json.dumps([card(ratings=[{"competency": "results", "rating": 2.0}])]), "2.0 is no point of the scale"),
        (json.dumps([card(rater="\ud800")]), "is no name"),
    ],
    ids=["nothing", "null", "nan", "infinity", "digits", "deep", "twice", "true", "fraction", "half a sign"],
)
def test_what_can_not_be_read_is_refused_with_a_sentence(run, text, why):
    said = run("recommend", text)

    assert (said.exit_code, why in said.output) == (1, True), said.output


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"severity": 10**400}, "severity: 1000"),
        ({"error": 10**400}, "error: 1000"),
        ({"interviews": 10**400}, "interviews: 1000"),
        ({"interviews": 2.5}, "2.5 is no count"),
        ({"interviews": -1}, "-1 is no count"),
        ({"severity": True}, "True is no number"),
    ],
)
def test_a_calibration_that_calibrate_never_gives_is_refused(run, tmp_path, changes, why):
    known, offset = tmp_path / "known.json", {"severity": 0.2, "error": 0.1, "interviews": 9} | changes
    known.write_text(json.dumps({"raters": {"r1": offset}, "version": ""}), encoding="utf-8")

    said = run("recommend", full_loop(), "--calibration", str(known))

    assert (said.exit_code, why in said.output) == (1, True), said.output


def test_a_refusal_does_not_repeat_what_is_too_long_to_read(run):
    said = run("recommend", json.dumps([card(ratings=[{"competency": "results", "rating": 10**400}])]))

    assert said.exit_code == 1
    assert len(said.output) < 250
