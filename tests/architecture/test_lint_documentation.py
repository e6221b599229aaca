"""The documentation of the linter says what the linter does: every code with its words, and the shipped list."""

import re
from collections import Counter
from pathlib import Path

from app.domain.lint import CODES
from app.gateways.ladder_linting import accepted_of_shipped

GUIDE = (Path(__file__).parents[2] / "docs" / "ladder-lint.md").read_text(encoding="utf-8")


def test_every_code_stands_in_the_guide_with_its_own_words():
    missing = [f"| `{key}` | {code.means} | {code.advice} |" for key, code in CODES.items()]

    assert [line for line in missing if line not in GUIDE] == []


def test_the_guide_names_no_code_that_there_is_not():
    named = set(re.findall(r"^\| `([a-z-]+)` \|", GUIDE, re.MULTILINE))

    assert named - set(CODES) == set()


def test_the_guide_counts_what_is_found_in_the_shipped_data():
    rows = re.findall(r"^\| `([a-z-]+)` \| ([0-9]+) \|", GUIDE, re.MULTILINE)
    counted: Counter[str] = Counter()
    for code, number in rows:
        counted[code] += int(number)

    assert counted == Counter(entry.code for entry in accepted_of_shipped())


def test_the_guide_gives_the_reason_of_every_accepted_finding():
    assert [entry.note for entry in accepted_of_shipped() if entry.note not in GUIDE] == []
