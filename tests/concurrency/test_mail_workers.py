"""Several senders at once, killed at any moment, with a server in a bad temper: none is lost, hardly one doubled."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from threading import Barrier
from time import monotonic, sleep, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.models.notifications import OutboxMessage
from app.services.notifications.sending import send_due
from tests.architecture.source import ROOT
from tests.factories.mail import address_of, make_messages, plain_letter, set_up
from tests.mail_server import MailServer, running

LONG = bool(os.environ.get("CHECK_LONG"))
MESSAGES, KILLS, LOST_ANSWERS = (500, 3, 2) if LONG else (60, 2, 0)
BAD_DAYS = MESSAGES // 20  # so many recipients are refused at first, and as many connections break
AT_ONCE = 4
SPEED = 10.0  # a minute's pause takes six seconds; a worker that is alive never holds a message for so long
PATIENCE = 600.0 if LONG else 40.0
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@contextmanager
def senders(told: dict[str, Any]) -> Iterator[list[int]]:
    """The numbers of processes that send; none of them outlives the block."""
    command = [sys.executable, "-m", "tests.mail_worker", json.dumps(told)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as launcher:
        assert launcher.stdout is not None
        numbers: list[int] = json.loads(launcher.stdout.readline())
        try:
            yield numbers
        finally:
            launcher.kill()
            for number in numbers:
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)


def wait_for(is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
    until = monotonic() + seconds
    while not is_so():
        assert monotonic() < until, "it took too long"
        sleep(0.05)


def unsent(app: Flask) -> int:
    with app.app_context():
        waiting = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.sent_at.is_(None))
        found: int = db.session.execute(waiting).scalar_one()
        return found


def has_taken(server: MailServer, number: int) -> bool:
    return len(server.taken) >= number


def told_by(app: Flask, server: MailServer, directory: Path, *, since: float) -> dict[str, Any]:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    pace = {"processes": KILLS + 1, "since": since, "speed": SPEED}
    return {"database_url": url, "smtp_url": server.url, "directory": str(directory)} | pace


def test_threads_that_send_at_once_send_each_message_once(app, monkeypatch):
    numbers = make_messages(40, due_at=NOW)
    together = Barrier(AT_ONCE)

    def one(worker: int) -> int:
        with app.app_context():
            together.wait()
            return send_due(NOW, worker=f"worker {worker}", compose=plain_letter).sent

    with running() as server:
        set_up(app, monkeypatch, smtp_url=server.url)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            sent = list(pool.map(one, range(AT_ONCE)))

    assert sum(sent) == len(numbers)
    assert Counter(server.to) == Counter(address_of(number) for number in numbers)


@pytest.mark.timeout(2 * PATIENCE)  # it takes seconds, and more where its processes have to share a processor
def test_senders_that_are_killed_lose_no_message_and_double_at_most_the_one_in_hand(app, tmp_path):
    since = time()
    numbers = make_messages(MESSAGES, due_at=datetime.fromtimestamp(since, UTC))
    chosen = [address_of(number) for number in Random(7).sample(numbers, 2 * BAD_DAYS + LOST_ANSWERS)]
    tempers = ["temporary"] * BAD_DAYS + ["drop"] * BAD_DAYS + ["die"] * LOST_ANSWERS
    server = MailServer(temper="slow", seconds=0.01, at_first=dict(zip(chosen, tempers, strict=True)))

    with running(server), senders(told_by(app, server, tmp_path, since=since)) as processes:
        for kill, process in enumerate(processes[:KILLS], start=1):
            enough = MESSAGES * kill // (KILLS + 1)
            wait_for(partial(has_taken, server, enough))
            os.kill(process, signal.SIGKILL)
        wait_for(lambda: unsent(app) == 0)

    arrived = Counter(server.to)
    assert set(arrived) == {address_of(number) for number in numbers}
    doubled = sum(arrived.values()) - len(arrived)
    assert doubled <= KILLS + LOST_ANSWERS
    assert doubled <= MESSAGES // 100 or not LONG
    assert len(set(server.ids)) == len(numbers)
