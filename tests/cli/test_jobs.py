"""The worker's command: it sends what is due, ends when it is told to, and ends with the processes it belongs to."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from flask import Flask

from app.cli.jobs import _is_needed
from app.database import db
from app.domain.errors import BadData
from app.jobs import JOBS, Job, Jobs
from tests.architecture.source import ROOT
from tests.factories.applications import make_application
from tests.factories.mail import make_messages, plain_letter, set_up
from tests.factories.openings import make_opening
from tests.factories.scheduling import make_interview
from tests.mail_server import MailServer, running

PATIENCE = 30.0


@contextmanager
def working(app: Flask, server: MailServer, instance: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command on the database of the test, ended at the end of the block."""
    environment = os.environ | {
        "RUNG_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "RUNG_SMTP_URL": server.url,
        "RUNG_INSTANCE": str(instance),
        "RUNG_SECRET_KEY": "a secret of the tests",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work", *options]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(server: MailServer, number: int) -> None:
    until = monotonic() + PATIENCE
    while len(server.taken) < number:
        assert monotonic() < until, "nothing was sent in time"
        sleep(0.05)


@pytest.mark.timeout(2 * PATIENCE)  # it takes seconds, and more where its processes have to share a processor
def test_the_worker_sends_what_is_due_and_ends_cleanly_when_told_to(app, tmp_path):
    team = make_opening()
    application = make_application(team.opening)
    starts_at = (datetime.now(UTC) + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    interview = make_interview(application, stage="screen", interviewers=[team.panel[0]], starts_at=starts_at)
    told = {"account_id": team.panel[0], "application_id": application, "interview_id": interview}
    make_messages(1, due_at=datetime.now(UTC), **told)
    with app.app_context():
        db.engine.dispose()

    with running() as server, working(app, server, tmp_path) as process:
        wait_for(server, 1)
        process.terminate()
        ended = process.wait(PATIENCE)

    assert ended == 0
    assert len(server.taken) == 1


def test_a_worker_is_needed_while_its_starter_and_its_server_are_there():
    assert _is_needed(None, None)
    assert _is_needed(os.getppid(), os.getpid())


def test_a_worker_whose_server_is_gone_is_not_needed_any_more():
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()

    assert not _is_needed(os.getppid(), gone.pid)


def test_a_worker_whose_starter_is_gone_ends_the_server_too():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as server:
        needed = _is_needed(os.getppid() + 1, server.pid)
        ended = server.wait(PATIENCE)

    assert not needed
    assert ended == -signal.SIGTERM


def test_a_job_that_is_refused_or_breaks_ends_no_worker(app, caplog):
    def refuse(_now: datetime) -> None:
        raise BadData("There is no such place.")

    def break_down(_now: datetime) -> None:
        raise ZeroDivisionError

    jobs = Jobs(app, plain_letter)
    jobs.do("asking", refuse)
    jobs.do("counting", break_down)

    assert [record.getMessage() for record in caplog.records] == [
        "asking: There is no such place.",
        "counting went wrong",
    ]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_does_its_work_where_there_is_nothing_to_do(app, caplog, job):
    Jobs(app, plain_letter).do(job.name, job.do)

    assert caplog.records == []


def test_the_queue_is_a_file_of_this_machine_unless_redis_is_named(app, monkeypatch, tmp_path):
    set_up(app, monkeypatch, jobs_file=tmp_path / "kept" / "jobs.sqlite")

    queue = Jobs(app, plain_letter).queue()

    assert (tmp_path / "kept" / "jobs.sqlite").is_file()
    assert queue.pending_count() == len(JOBS)
    queue.storage.close()


def test_a_second_task_of_mail_in_one_process_comes_back_at_once(app):
    jobs = Jobs(app, plain_letter)
    jobs.stopping.set()
    jobs._draining.acquire()
    begun = monotonic()

    jobs.drain_mail()

    assert monotonic() - begun < 1


def test_a_job_that_still_waits_for_a_server_holds_one_worker_and_no_second(app):
    waits, goes_on, done = Event(), Event(), []

    def slow(now: datetime) -> None:
        done.append(now)
        waits.set()
        goes_on.wait(PATIENCE)

    task = Jobs(app, plain_letter)._task(Job("slow", slow, minute="*"))
    first = Thread(target=task)
    first.start()
    waits.wait(PATIENCE)

    task()

    goes_on.set()
    first.join(PATIENCE)
    assert len(done) == 1
