"""flask reports calibrate, flask reports publish-decks: calibrating on demand, and decks for those who interview."""

import click
from flask.cli import AppGroup, with_appcontext

reports_commands = AppGroup("reports", help="What is computed over many candidates; calibration decks.")


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


@reports_commands.command("publish-decks")
@with_appcontext
def publish_decks_command() -> None:
    """Publish the calibration decks that come with the product. Doing so twice changes nothing."""
    from app.domain.errors import DomainError
    from app.services.ladders import publish_shipped_decks

    try:
        digests = publish_shipped_decks(None)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{len(digests)} decks are published: {', '.join(digest[:10] for digest in digests)}.")
