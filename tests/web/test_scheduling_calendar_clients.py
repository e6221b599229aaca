"""Calendar programs of today, run for real: vdirsyncer fetches the private feed, khal lists it at the right hours."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app.models.scheduling import Interview
from app.queries.scheduling.calendars import feed_address
from tests.architecture.source import ROOT
from tests.factories.panels import Panel, make_panel
from tests.ports import free_port
from tests.web.link_scene import change

# Two in the afternoon in Tokyo, six in the morning in Berlin, where the clocks were put back that night.
BEGIN = datetime(2026, 10, 25, 5, 0, tzinfo=UTC)
Run = Callable[..., str]

VDIRSYNCER = """
[general]
status_path = "{home}/status"
[pair rung]
a = "feed"
b = "kept"
collections = null
partial_sync = "ignore"
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{address}"
[storage kept]
type = "filesystem"
path = "{home}/kept"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[rung]]
path = {home}/kept
[locale]
local_timezone = Asia/Tokyo
default_timezone = Asia/Tokyo
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""


@pytest.fixture
def panel(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Panel:
    monkeypatch.setattr("app.gateways.clock.now", lambda: BEGIN - timedelta(days=7))
    made = make_panel(starts_at=BEGIN)
    change(Interview, zone="Europe/Berlin")
    return made


@pytest.fixture
def address(app: Flask, panel: Panel) -> Iterator[str]:
    """The feed of one interviewer, served at a port of this machine."""
    port = free_port()
    server = make_server("127.0.0.1", port, app, threaded=True)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    with app.app_context():
        path = feed_address(panel.team.panel[0]).removeprefix("http://localhost")
    yield f"http://127.0.0.1:{port}{path}"
    server.shutdown()
    running.join(5)
    server.server_close()


@pytest.fixture
def run(address: str, tmp_path: Path) -> Run:
    """Runs one of the programs, as somebody who subscribed to the feed."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "vdirsyncer.conf").write_text(VDIRSYNCER.format(home=tmp_path, address=address))
    (tmp_path / "khal.conf").write_text(KHAL.format(home=tmp_path))
    known = {"HOME": str(tmp_path), "VDIRSYNCER_CONFIG": str(tmp_path / "vdirsyncer.conf"), "LC_ALL": "C.UTF-8"}

    def program(name: str, *rest: str) -> str:
        command = [str(ROOT / ".venv" / "bin" / name), *rest]
        done = subprocess.run(command, env=os.environ | known, capture_output=True, text=True, check=False, timeout=15)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    program("vdirsyncer", "discover")
    return program


def listed(run: Run, home: Path) -> str:
    """What khal shows of the day."""
    return run(
        "khal", "-c", str(home / "khal.conf"), "list", "2026-10-25", "1d", "--format", "{start-time}-{end-time} {title}"
    )


def test_a_calendar_program_shows_the_interview_at_its_hour_of_another_zone(run: Run, tmp_path: Path):
    run("vdirsyncer", "sync")

    assert "14:00-15:00 Mock Presentation: " in listed(run, tmp_path)


def test_a_cancelled_interview_is_gone_after_the_next_sync(run: Run, tmp_path: Path):
    run("vdirsyncer", "sync")
    had = len(list((tmp_path / "kept").iterdir()))
    change(Interview, state="cancelled", version=2)

    run("vdirsyncer", "sync", "--force-delete")

    assert (had, "Mock Presentation" in listed(run, tmp_path)) == (1, False)
