"""A lock wait ends within five seconds, in success or in a sentence that says to try again: 32 writers at once."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models.scorecards import Scorecard
from tests.factories.panels import card_fields, make_panel, sheet_for

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
ROOT = Path(__file__).parents[2]
WRITERS = 32
SECONDS = 60.0 if os.environ.get("CHECK_LONG") else 5.0
SLOWEST_OF_99_PERCENT = 2.0
PATIENCE_SECONDS = 15


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """The application as `./run` serves it, on the database of the test; the port that answers."""
    settings = app.config["RUNG"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    given = {"RUNG_DATABASE_URL": settings.database_url, "RUNG_SECRET_KEY": settings.secret_key}
    server = subprocess.Popen(
        [*command, "--no-control-socket", "--log-level", "warning", "wsgi:app"], cwd=ROOT, env=os.environ | given
    )
    try:
        yield port
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def wait_for(port: int) -> None:
    """Go on when the server answers; it starts while the test gets ready."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not _answers(port) and time.monotonic() < until:
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Writer:
    """Somebody who saves one scorecard over and over; `kept` is the last text that was acknowledged."""

    path: str
    fields: dict[str, object]
    cookie: str
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    kept: str = ""
    version: int = 0

    def save_all_the_time(self, port: int, together: Barrier) -> None:
        self._save(port)  # the first answer of a process that has just started says nothing of locks
        together.wait()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            begun = time.monotonic()
            self._save(port)
            self.seconds.append(time.monotonic() - begun)

    def _save(self, port: int) -> None:
        text = f"Said so {self.statuses.total()} times."
        body = urlencode(self.fields | {"summary": text, "version": self.version}, doseq=True)
        status, answer = self._post(port, body)
        self.statuses[status] += 1
        if status == 200:
            self.kept, self.version = text, json.loads(answer)["version"]

    def _post(self, port: int, body: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        head = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        connection.request("POST", f"{self.path}/draft", body, head)
        answer = connection.getresponse()
        said = answer.status, answer.read()
        connection.close()
        return said


def make_writers(client_for) -> list[Writer]:
    """Everybody of as many panels of three as it takes."""
    panels = [make_panel() for _ in range(-(-WRITERS // 3))]
    seats = [(panel.interview, who) for panel in panels for who in panel.team.panel]
    return [make_writer(client_for, *seat) for seat in seats[:WRITERS]]


def make_writer(client_for, interview: int, who: int) -> Writer:
    path = f"/interviews/{interview}/scorecard"
    client, sheet = client_for(who), card_fields(sheet_for(interview, who))
    token = TOKEN.findall(client.get("/me").text)[0]
    return Writer(path, sheet | {"csrf_token": token}, f"rung={client.get_cookie('rung').value}")


@pytest.mark.timeout(150 if os.environ.get("CHECK_LONG") else 20)
def test_32_people_who_save_all_the_time_wait_for_no_more_than_two_seconds(app, client_for):
    together = Barrier(WRITERS)

    with served(app) as port, ThreadPoolExecutor(WRITERS) as pool:
        writers = make_writers(client_for)
        wait_for(port)
        for done in [pool.submit(writer.save_all_the_time, port, together) for writer in writers]:
            done.result()

    statuses: Counter[int] = sum((writer.statuses for writer in writers), Counter())
    seconds = sorted(each for writer in writers for each in writer.seconds)
    assert set(statuses) <= {200, 409}, statuses
    assert seconds[int(len(seconds) * 0.99) - 1] < SLOWEST_OF_99_PERCENT, (len(seconds), seconds[-5:])
    with app.app_context():
        stored = set(db.session.scalars(select(Scorecard.summary)))
    assert {writer.kept for writer in writers} <= stored
