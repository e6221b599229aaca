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


def full_loop() -> str:
    """Everybody rates everything that their stage asks a 2 and picks P4 wherever they place a signal."""
    cards = []
    for stage in shipped().family.stages:
        ratings = [{"competency": key, "rating": 2} for key in stage.focus_areas]
        anchors = [{"dimension": key, "level": "P4"} for key in stage.signals]
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
