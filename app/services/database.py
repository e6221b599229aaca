"""Bringing the tables up to date. Outside the feature grid, since it keeps the tables of all features."""

from pathlib import Path

from flask import current_app

from app.config import ROOT
from app.database import db


def migrate_to(revision: str = "head") -> None:
    """Bring the tables of the current application's database to a revision; "base" removes them all."""
    from flask_migrate import Migrate, downgrade, upgrade  # noqa: PLC0415 - no web worker has to load Alembic

    url = current_app.config["RUNG"].database_url
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    Migrate(current_app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    if revision == "base":
        downgrade(revision=revision)
    else:
        upgrade(revision=revision)
