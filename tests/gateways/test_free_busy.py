"""The calendar server (CalDAV): asked for real, it tells when somebody is busy; what goes wrong is told in words."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from caldav.davclient import DAVClient

from app.config import Settings
from app.domain.errors import BadData
from app.domain.spans import Span
from app.gateways import free_busy
from app.gateways.busy_calendar import busy_spans
from tests.databases import settings_for
from tests.ports import free_port

BEGIN = datetime(2026, 11, 24, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WINDOW = Span(BEGIN - DAY, BEGIN + 14 * DAY)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Radicale of its own with one user."""
    home, port = tmp_path_factory.mktemp("radicale"), free_port()
    (home / "users").write_text("rung:secret\n")
    lines = ["[server]", f"hosts = 127.0.0.1:{port}", "[auth]", "type = htpasswd", f"htpasswd_filename = {home}/users"]
    lines += ["htpasswd_encryption = plain", "delay = 0", "[storage]", f"filesystem_folder = {home}/store"]
    (home / "config").write_text("\n".join([*lines, ""]))
    command = [sys.executable, "-m", "radicale", "--config", str(home / "config")]
    with (home / "log").open("w") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/.web/")
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)


def _wait_for(address: str) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            urlopen(address, timeout=2).close()  # noqa: S310 - our own server
        except HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="module")
def calendar(server: str) -> Any:
    """Mei's calendar: an hour on three days in a row, and a walk that leaves her free."""
    with DAVClient(server, username="rung", password="secret") as client:
        owner: Any = client.principal()
        made = owner.make_calendar(name="Mei", cal_id="mei@example.org")
        made.add_event(dtstart=BEGIN, dtend=BEGIN + HOUR, summary="Dentist", rrule={"FREQ": "DAILY", "COUNT": 3})
        made.add_event(dtstart=BEGIN + 5 * HOUR, dtend=BEGIN + 6 * HOUR, summary="Walk", transp="TRANSPARENT")
        return made


@pytest.fixture
def settings(server: str, calendar: Any, tmp_path: Path) -> Settings:
    usual = settings_for("sqlite://", tmp_path)
    return replace(usual, caldav_url=f"{server}/rung/{{email}}/", caldav_user="rung", caldav_password="secret")


def test_the_server_tells_when_somebody_is_busy(settings: Settings):
    answer = free_busy.ask(settings, "mei@example.org", WINDOW)

    assert busy_spans(answer, WINDOW, "Europe/Berlin") == tuple(
        Span(BEGIN + days * DAY, BEGIN + days * DAY + HOUR) for days in range(3)
    )


def test_the_server_tells_nothing_of_what_it_is(settings: Settings):
    assert b"Dentist" not in free_busy.ask(settings, "mei@example.org", WINDOW)


@pytest.mark.parametrize(
    "given",
    [{"caldav_password": "wrong"}, {"caldav_url": "http://127.0.0.1:1/{email}/"}, {"caldav_url": "nonsense"}],
)
def test_a_server_that_does_not_answer_is_told_in_words(settings: Settings, given: Any):
    with pytest.raises(BadData) as refusal:
        free_busy.ask(replace(settings, **given), "mei@example.org", WINDOW)

    assert refusal.value.message == free_busy.NO_ANSWER


@pytest.mark.parametrize("email", ["nobody@example.org", "../mei@example.org", "x/../../../@example.org"])
def test_a_person_without_a_calendar_there_is_told_in_words(settings: Settings, email: str):
    with pytest.raises(BadData):
        free_busy.ask(settings, email, WINDOW)


def test_an_installation_without_a_server_says_so(settings: Settings):
    with pytest.raises(BadData, match="No calendar server"):
        free_busy.ask(replace(settings, caldav_url=""), "mei@example.org", WINDOW)


def test_an_installation_without_the_extra_says_so(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "caldav", None)

    with pytest.raises(BadData, match="lacks the extra"):
        free_busy.ask(settings, "mei@example.org", WINDOW)
