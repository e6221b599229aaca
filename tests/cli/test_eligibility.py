"""The command that judges a promotion: figures in, verdict and arithmetic out, without a database."""

import json

from click.testing import CliRunner, Result

from app.cli.ladders import ladder_commands


def run(*arguments: str) -> Result:
    return CliRunner().invoke(ladder_commands, ["eligibility", *arguments])


def test_the_verdict_comes_with_the_arithmetic_of_each_clause():
    answer = run("--level", "P4", "--year", "2024:1154000:1200000", "--year", "2025:1154000:1110000", "--review", "2")

    assert answer.exit_code == 0
    assert answer.output.startswith("Eligible for promotion to P5 Sr. Enterprise.\n")
    assert "2024 and 2025: (1,200,000 + 1,110,000) / (1,154,000 + 1,154,000) = 100.1 %" in answer.output


def test_everything_can_be_read_by_another_program():
    answer = run("--level", "p4", "--year", "2025:1154000:", "--json")

    found = json.loads(answer.output)
    assert (found["verdict"], found["next_level"]) == ("undecided", "P5")
    assert [clause["truth"] for clause in found["clauses"]] == ["undecided"] * 3
    assert "the bookings of 2025" in found["missing"]


def test_a_partial_year_is_said_to_be_one():
    answer = run("--level", "P4", "--year", "2025:1:9:partial")

    assert "2025 is no full year and counts in no clause." in answer.output


def test_of_somebody_from_outside_there_is_nothing_to_judge():
    answer = run("--external", "--year", "2025:100:10")

    assert answer.output == "Not applicable: the promotion rule concerns colleagues alone.\n"


def test_a_year_that_nobody_can_read_is_refused_with_the_way_to_write_it():
    answer = run("--year", "last year")

    assert answer.exit_code == 1
    assert "Write YEAR:QUOTA:BOOKINGS[:partial]" in answer.output
