"""flask mail receive: take in one mail from standard input, as a mail server's alias hands it over.

Outside the feature grid: mail comes in for several features.
"""

import sys

import click
from flask.cli import AppGroup, with_appcontext

mail_commands = AppGroup("mail", help="Mail that comes in: answers of calendars, messages that came back.")
TRY_AGAIN = 75  # what mail servers take for "not now": the message is kept and handed over again


@mail_commands.command("receive")
@with_appcontext
def receive_command() -> None:
    """Read one mail from standard input. Whatever concerns nobody is left alone, with one line on standard error."""
    from app.domain.errors import DomainError
    from app.gateways import clock
    from app.gateways.inbound import MOST_BYTES
    from app.services.scheduling.receiving import receive

    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        said = receive(raw, clock.now())
    except DomainError as error:
        click.echo(error.message, err=True)
        raise SystemExit(TRY_AGAIN) from error
    click.echo(said, err=True)
