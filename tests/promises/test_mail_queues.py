"""Two workers on one queue in Redis send each message once."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from time import monotonic, sleep

import pytest

from tests.architecture.source import ROOT
from tests.factories.mail import address_of, make_messages, standing
from tests.mail_server import running

MESSAGES = 500 if os.environ.get("CHECK_LONG") else 60
PATIENCE = 300.0 if os.environ.get("CHECK_LONG") else 40.0


def end_of(worker: subprocess.Popen[bytes]) -> int:
    try:
        return worker.wait(5)
    finally:
        worker.kill()
        worker.wait()


@pytest.mark.timeout(2 * PATIENCE)  # it takes five seconds, and more where its processes have to share a processor
def test_two_workers_on_one_queue_send_each_message_once(app, context, redis_url, tmp_path):
    numbers = make_messages(MESSAGES, due_at=datetime.now(UTC))
    with running() as server:
        told = {
            "database_url": app.config["SQLALCHEMY_DATABASE_URI"],
            "smtp_url": server.url,
            "jobs_url": redis_url,
            "directory": str(tmp_path),
        }
        command = [sys.executable, "-m", "tests.mail_worker", json.dumps(told)]
        workers = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
        try:
            until = monotonic() + PATIENCE
            while any(sent_at is None for (sent_at,) in standing("sent_at")):
                assert monotonic() < until, "the queue was not emptied in time"
                sleep(0.1)
        finally:
            for worker in workers:
                worker.terminate()
            ended = [end_of(worker) for worker in workers]

    assert Counter(server.to) == Counter(address_of(number) for number in numbers)
    assert ended == [0, 0]
