"""flask reminders queue: who is to be told of a scorecard that is owed. Meant to be run every few minutes."""

import click
from flask.cli import AppGroup, with_appcontext

reminders_commands = AppGroup("reminders", help="Reminders of scorecards that are owed.")


@reminders_commands.command("queue")
@with_appcontext
def queue_command() -> None:
    """Queue the reminders that are due by now; running it again queues none twice."""
    from app.domain.errors import DomainError
    from app.gateways import clock
    from app.services.notifications import queue_due

    try:
        queued = queue_due(clock.now())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{queued} message{'' if queued == 1 else 's'} queued.")
