"""The databases that tests run on: a migrated template once per worker, a clean copy or truncation per test."""

import os
import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine, make_url, text

from app.config import Settings
from app.database import Base, db
from app.factory import create_app
from app.services.database import migrate_to

BOTH = ("models", "queries", "services", "concurrency", "journeys")
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def settings_for(url: str, directory: Path) -> Settings:
    """Settings of a test installation."""
    return Settings(
        database_url=url,
        secret_key="a secret of the tests",
        base_url="http://localhost",
        files_directory=directory / "files",
        argon2_time_cost=1,
    )


class SQLiteHouse:
    """One application on a SQLite file that is put back from a template before each test."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / "test.sqlite"
        self.template = directory / "template.sqlite"
        self.app = create_app(settings_for(f"sqlite:///{self.path}", directory))
        with self.app.app_context():
            migrate_to()
            db.engine.dispose()
        shutil.copy(self.path, self.template)

    def clean(self) -> Flask:
        """The application with empty tables."""
        with self.app.app_context():
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.template, self.path)
        _forget_answers(self.app)
        return self.app


class PostgreSQLHouse:
    """One application on a database of its own in the test cluster, truncated before each test."""

    def __init__(self, directory: Path, worker: str) -> None:
        url = os.environ.get("TEST_DATABASE_URL", "")
        if not url:
            pytest.skip("no PostgreSQL: set TEST_DATABASE_URL, or run ./check, which starts one")
        server = make_url(url).set(drivername="postgresql+psycopg")
        name = f"rung_{worker}_{os.getpid()}"
        with create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        own = server.set(database=name).render_as_string(hide_password=False)
        self.app = create_app(settings_for(own, directory))
        with self.app.app_context():
            migrate_to()
            db.engine.dispose()

    def clean(self) -> Flask:
        """The application with empty tables, which counts rows from 1 again.

        Deleting the few rows of a test takes a tenth of the time of truncating every table. Keys and triggers would
        refuse, and so are left out meanwhile; that asks for a superuser, as the owner of a test cluster is.
        """
        with self.app.app_context(), db.engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for name in connection.execute(text(_filled())).scalars().all():
                connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - a table of ours
            connection.execute(text(_counted_anew()))
        _forget_answers(self.app)
        return self.app


def _forget_answers(app: Flask) -> None:
    """Take away the file of what candidates said about themselves, which is no part of the database."""
    Path(make_url(app.config["RUNG"].self_id_database).database or "").unlink(missing_ok=True)


def _filled() -> str:
    """A question for the names of tables with rows."""
    names = [table.name for table in Base.metadata.sorted_tables]
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names)  # noqa: S608


def _counted_anew() -> str:
    """What lets every table that counts its rows begin with 1 again."""
    counters = [column for table in Base.metadata.sorted_tables if (column := table.autoincrement_column) is not None]
    each = (f"setval(pg_get_serial_sequence('{one.table.name}', '{one.name}'), 1, false)" for one in counters)
    return f"SELECT {', '.join(each)}"


def kinds_for(path: Path) -> tuple[str, ...]:
    """Which databases the tests of this file run on."""
    return (SQLITE, POSTGRESQL) if set(BOTH) & set(path.parts) else (SQLITE,)
