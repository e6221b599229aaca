"""flask reminders queue: who is to be told of what waits. Meant to be run every few minutes."""

import click
from flask.cli import AppGroup, with_appcontext

reminders_commands = AppGroup("reminders", help="Reminders of what waits: scorecards, interviews, invitations, holds.")


@reminders_commands.command("queue")
@with_appcontext
def queue_command() -> None:
    """Queue the reminders that are due by now; running it again queues none twice."""
    from app.domain.errors import DomainError
    from app.gateways import clock
    from app.services.notifications import queue_all_due

    try:
        queued = queue_all_due(clock.now())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{queued} message{'' if queued == 1 else 's'} queued.")
