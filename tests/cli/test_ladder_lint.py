"""The command that lints ladder data: what it answers, what it shows, and when it fails."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.ladders import ladder_commands
from app.gateways.ladder_files import ACCEPTED, shipped_directory

ENTRY = "  - code: footnote-missing\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(ladder_commands, ["lint", *arguments])


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped data in a directory of its own."""
    return Path(shutil.copytree(shipped_directory(), tmp_path / "data", ignore=shutil.ignore_patterns("demo")))


def test_everything_found_in_the_shipped_data_is_accepted_with_a_note() -> None:
    answer = run("--json")

    told = json.loads(answer.output)
    assert (answer.exit_code, told["open"], told["stale"]) == (0, [], [])
    assert all(len(finding["note"]) > 30 for finding in told["accepted"])


def test_accepted_findings_are_counted_and_shown_only_on_request() -> None:
    assert run().output == "0 open, 46 accepted.\n"
    assert "    Accepted: " in run("--all").output


def test_a_finding_that_nobody_accepted_fails(copied: Path) -> None:
    (copied / ACCEPTED).unlink()

    answer = run(str(copied))

    assert answer.exit_code == 1
    assert "46 open, 0 accepted." in answer.output
    assert "family enterprise_account_executive: titles > major\n    confidence-missing " in answer.output


def test_a_finding_in_other_words_has_to_be_accepted_anew_and_the_old_line_is_told(copied: Path) -> None:
    ladder = copied / "ladders" / "account-executive.yaml"
    text = ladder.read_text()
    ladder.write_text(text.replace("employees_from: 10000\n        employees_to: 30000", "employees_from: 11000", 1))

    answer = run(str(copied))

    assert answer.exit_code == 1
    assert "At P5 9,000 to 11,000 employees lie in neither" in answer.output
    assert "accepted, and not found any more: band-gap in ladder account_executive" in answer.output


def test_a_file_of_accepted_findings_is_read_as_strictly_as_the_others(copied: Path) -> None:
    accepted = copied / ACCEPTED
    accepted.write_text(accepted.read_text().replace(ENTRY, "  - code: footnote-mising\n", 1))

    answer = run(str(copied))

    assert answer.exit_code == 1
    assert "accepted.yaml:27:11: 'footnote-mising'; allowed: one of the linter's codes" in answer.output


def test_data_that_cannot_be_read_is_told_first(copied: Path) -> None:
    (copied / "scales" / "vote.yaml").write_text("kind: scale\n")

    answer = run(str(copied))

    assert answer.exit_code == 1
    assert "vote.yaml:1:1" in answer.output
