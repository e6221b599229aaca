"""A process that sends mail until it is killed, as tests start it beside others: python -m tests.mail_worker.

What it is told comes as JSON in its only argument. With `jobs_url` it is a whole worker on that queue; else so many
`processes` send message by message, on a clock that runs `speed` times as fast as the real one since `since`.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import sleep, time
from typing import Any

from flask import Flask

from app.config import Settings
from app.factory import create_app
from app.gateways.mail import Letter
from app.jobs import Jobs
from app.services.notifications.sending import send_due


def letter(message_id: int, _now: datetime) -> Letter:
    """A short letter that names its row."""
    return Letter("Somebody", f"row{message_id}@example.com", f"Message {message_id}", "Hello.\n", "", "")


def settings_of(told: dict[str, Any]) -> Settings:
    """Settings of a test installation."""
    return Settings(
        database_url=told["database_url"],
        secret_key="a secret of the tests",
        base_url="http://localhost",
        files_directory=Path(told["directory"]),
        smtp_url=told["smtp_url"],
        jobs_url=told.get("jobs_url", ""),
        jobs_file=Path(told["directory"], "jobs.sqlite"),
    )


def send_on_and_on(app: Flask, told: dict[str, Any]) -> None:
    """Send message by message until somebody kills this process, or the one that it came from."""
    parent = os.getppid()
    while os.getppid() == parent:
        now = datetime.fromtimestamp(told["since"] + (time() - told["since"]) * told["speed"], UTC)
        with app.app_context():
            done = send_due(now, worker=f"worker {os.getpid()}", compose=letter, limit=10)
        if not done.sent:
            sleep(0.1)


def main(told: dict[str, Any]) -> None:
    """Become as many senders as were asked for, and name their numbers; or be one worker on a queue."""
    app = create_app(settings_of(told))
    if told.get("jobs_url"):
        Jobs(app, letter).work()
        return
    children = []
    for _ in range(told["processes"]):
        child = os.fork()
        if child == 0:
            send_on_and_on(app, told)
            return
        children.append(child)
    sys.stdout.write(json.dumps(children) + "\n")
    sys.stdout.flush()
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
