"""The database: base class, times in UTC, SQLite's settings, and the one place where anything is committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.types import TypeDecorator

from app.config import Settings
from app.domain.errors import Conflict

BUSY_SECONDS = 5
# secure_delete: what is deleted is overwritten, so that nobody finds it in the file.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "secure_delete=ON")


class UTCDateTime(TypeDecorator[datetime]):
    """An aware instant. SQLite keeps it as naive UTC, PostgreSQL as timestamptz."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; hand the database UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone can't be stored")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: UTCDateTime},
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "autoflush": False})


def start_database(app: Flask, settings: Settings) -> None:
    """Bind the database to the application."""
    is_sqlite = settings.database_url.startswith("sqlite")
    # What breaks is logged with its statement, never with the texts that people wrote.
    options: dict[str, Any] = {"pool_pre_ping": not is_sqlite, "hide_parameters": True}
    if is_sqlite:
        options["connect_args"] = {"timeout": BUSY_SECONDS}
    else:
        options["connect_args"] = {"options": f"-c lock_timeout={BUSY_SECONDS}s"}
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    if is_sqlite:
        with app.app_context():
            _tune_sqlite(db.engine)


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: SQLiteConnection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, not where the driver guesses
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction() -> Iterator[Session]:
    """One use case, all or nothing.

    Ends the read transaction of the request first: a write lock can't be taken inside one on SQLite, and what was
    read before may be stale. Load rows again inside.

    Raises:
        Conflict: if the database stayed locked for longer than anybody should wait.
    """
    session = db.session()
    session.rollback()
    try:
        session.connection(execution_options={"writes": True})
        yield session
        session.commit()
    except OperationalError as error:
        session.rollback()
        if _is_busy(error):
            raise Conflict(
                "The database was busy for too long and nothing was saved. Try again in a moment."
            ) from error
        raise
    except BaseException:
        session.rollback()
        raise


def _is_busy(error: OperationalError) -> bool:
    text = str(error.orig).lower()
    return any(sign in text for sign in ("locked", "lock timeout", "deadlock"))
