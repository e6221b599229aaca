"""flask database upgrade, backup, restore. Outside the feature grid, since it keeps the tables of all features."""

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from app.domain.errors import DomainError
from app.gateways import clock
from app.services import backups
from app.services.database import migrate_to

database_commands = AppGroup("database", help="The tables of the database.")


@database_commands.command("upgrade")
@with_appcontext
def upgrade_command() -> None:
    """Make or migrate the tables."""
    migrate_to()
    click.echo("The database is up to date.")


@database_commands.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
def backup_command(folder: Path) -> None:
    """Copy database, files and the journal of erasures into FOLDER, while people go on working."""
    try:
        made = backups.back_up(folder, clock.now())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"The database and {made.files} files are in {made.folder}. The secret key is not: keep it elsewhere.")


@database_commands.command("restore")
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.confirmation_option(prompt="This replaces everything that is there now. Is the server stopped? Go on?")
@with_appcontext
def restore_command(folder: Path) -> None:
    """Put back what FOLDER holds, and erase again whoever was erased since. Stop the server first."""
    try:
        done = backups.restore(folder, clock.now())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"The backup of {done.made_at} is back, with {done.files} files.")
    click.echo(
        f"Erased again: {done.erasures.erased}. Lines of the journal about nobody here: {done.erasures.unknown}."
    )
