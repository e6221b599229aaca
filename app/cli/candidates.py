"""flask candidates reapply-erasures: erase again whoever a restored backup brought back."""

import click
from flask.cli import AppGroup, with_appcontext

from app.gateways import clock
from app.services.candidates.settling import reapply_erasures

candidate_commands = AppGroup("candidates", help="What is kept of candidates.")


@candidate_commands.command("reapply-erasures")
@with_appcontext
def reapply_command() -> None:
    """Erase again whoever the journal names. A restore by `flask database restore` does it by itself."""
    done = reapply_erasures(clock.now())
    click.echo(f"Erased again: {done.erased}. Lines of the journal about nobody here: {done.unknown}.")
