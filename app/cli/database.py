"""flask database upgrade. Outside the feature grid, since it keeps the tables of all features."""

import click
from flask.cli import AppGroup, with_appcontext

from app.services.database import migrate_to

database_commands = AppGroup("database", help="The tables of the database.")


@database_commands.command("upgrade")
@with_appcontext
def upgrade_command() -> None:
    """Make or migrate the tables."""
    migrate_to()
    click.echo("The database is up to date.")
