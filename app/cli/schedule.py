"""flask schedule fill-holidays: look up public holidays. Outside the feature grid: jobs of scheduling by hand."""

import click
from flask.cli import AppGroup, with_appcontext

schedule_commands = AppGroup("schedule", help="What scheduling does in the background.")


@schedule_commands.command("fill-holidays")
@with_appcontext
def fill_holidays_command() -> None:
    """Look up the holidays of every place that somebody named; running it again adds none twice."""
    from app.domain.errors import DomainError
    from app.gateways import clock
    from app.services.scheduling.holidays import fill_holidays

    try:
        added = fill_holidays(clock.now())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{added} holiday{'' if added == 1 else 's'} added.")
