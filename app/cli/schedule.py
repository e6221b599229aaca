"""flask schedule fill-holidays, recheck-clocks. Outside the feature grid: jobs of scheduling done by hand."""

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


@schedule_commands.command("recheck-clocks")
@with_appcontext
def recheck_clocks_command() -> None:
    """Move interviews whose zone has new rules, so that the local time that was promised stays."""
    from app.domain.errors import DomainError
    from app.gateways import clock
    from app.services.scheduling import recheck_clocks

    try:
        moved = recheck_clocks(clock.now())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{moved} interview{'' if moved == 1 else 's'} moved.")
