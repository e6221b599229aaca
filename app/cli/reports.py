"""flask reports calibrate: what is computed over many candidates, on demand."""

import click
from flask.cli import AppGroup, with_appcontext

reports_commands = AppGroup("reports", help="What is computed over many candidates.")


@reports_commands.command("calibrate")
@with_appcontext
def calibrate_command() -> None:
    """Calibrate the interviewers on everybody who is judged already."""
    from app.domain.errors import DomainError
    from app.services.reports import recompute_calibration

    try:
        done = recompute_calibration(None)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    if done is None:
        raise click.ClickException("No level model is published yet. Load the shipped ladder first.")
    rests = f"{done.interviewers} interviewers, {done.applications} candidates"
    told = "Stored" if done.is_new else "Nothing new; what is stored stays:"
    click.echo(f"{told} {done.version[:10]}: {rests}.")
