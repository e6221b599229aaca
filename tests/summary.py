"""A pytest plugin for ./check: hands over how many tests passed, failed and were skipped.

It writes "passed failed skipped" to the file that CHECK_COUNTS names. With CHECK_STRICT=1 a skip is a failure: a
machine that is meant to have every tool must not pass by testing less.
"""

import os
from pathlib import Path
from typing import Any

import pytest

PASSED = ("passed", "xpassed", "xfailed")
FAILED = ("failed", "error")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Count once every report is in; under pytest-xdist only the process that prints has a terminal reporter."""
    stats = terminalreporter.stats
    passed = sum(len(stats.get(outcome, ())) for outcome in PASSED)
    failed = sum(len(stats.get(outcome, ())) for outcome in FAILED)
    skipped = len(stats.get("skipped", ()))

    if skipped and os.environ.get("CHECK_STRICT") == "1":
        terminalreporter.line(f"CHECK_STRICT=1: {skipped} skipped counts as failed.")
        failed, skipped = failed + skipped, 0
    if target := os.environ.get("CHECK_COUNTS"):
        Path(target).write_text(f"{passed} {failed} {skipped}\n", encoding="utf-8")
