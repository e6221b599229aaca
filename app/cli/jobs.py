"""flask jobs work: sends mail and does what is due beside the pages. Outside the feature grid: jobs of all features."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

jobs_commands = AppGroup("jobs", help="What is done beside the pages.")


@jobs_commands.command("work")
@click.option("--beside", type=int, help="A server's process number: end when it ends, and end it when ./run is gone.")
@with_appcontext
def work_command(beside: int | None) -> None:
    """Work until SIGTERM. Any number of workers may run; two of them never send the same message."""
    current_app.extensions["jobs"].work(_company(beside))


def _company(beside: int | None) -> Callable[[], bool]:
    """Whether there is still somebody to work for."""
    parent = os.getppid()

    def is_there() -> bool:
        if beside is None:
            return True
        if os.getppid() != parent:
            with suppress(ProcessLookupError):
                os.kill(beside, signal.SIGTERM)
            return False
        try:
            os.kill(beside, 0)
        except ProcessLookupError:
            return False
        return True

    return is_there
