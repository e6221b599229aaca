"""flask database upgrade: outside the feature grid, since it keeps the tables of all features."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.config import ROOT
from app.database import db

database_commands = AppGroup("database", help="The tables of the database.")


def upgrade_to_head(revision: str = "head") -> None:
    """Bring the tables of the current application's database to a revision; a lower one than theirs goes down."""
    from flask_migrate import Migrate, downgrade, upgrade  # commands only: no web worker has to load Alembic

    settings = current_app.config["RUNG"]
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    Migrate(current_app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    if revision == "base":
        downgrade(revision=revision)
    else:
        upgrade(revision=revision)


@database_commands.command("upgrade")
@with_appcontext
def upgrade_command() -> None:
    """Make or migrate the tables."""
    upgrade_to_head()
    click.echo("The database is up to date.")
