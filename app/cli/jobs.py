"""flask jobs work: sends mail and does what is due beside the pages. Outside the feature grid: jobs of all features."""

import os
import signal
from contextlib import suppress

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

jobs_commands = AppGroup("jobs", help="What is done beside the pages.")


@jobs_commands.command("work")
@click.option("--for", "starter", type=int, help="Whose child this is: end, and end the server too, when it is gone.")
@click.option("--beside", "server", type=int, help="The server that this works beside: end when it ends.")
@with_appcontext
def work_command(starter: int | None, server: int | None) -> None:
    """Work until SIGTERM. Any number of workers may run; two of them never send the same message."""
    current_app.extensions["jobs"].work(lambda: _is_needed(starter, server))


def _is_needed(starter: int | None, server: int | None) -> bool:
    """Whether the processes that this one was started with are still there."""
    if starter is not None and os.getppid() != starter:
        if server is not None:
            with suppress(ProcessLookupError):
                os.kill(server, signal.SIGTERM)
        return False
    if server is None:
        return True
    try:
        os.kill(server, 0)
    except ProcessLookupError:
        return False
    return True
