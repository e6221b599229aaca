"""Rows for tests, one module per models file. Each function makes one thing with sensible defaults and returns ids."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy.orm import Session

from app.database import transaction

_current: list[Flask | None] = [None]


def use(app: Flask | None) -> None:
    """Let the factories write to this application's database, beginning with the first day."""
    _current[0] = app
    scheduling.start_again()


def app() -> Flask:
    """The application whose database is written to."""
    found = _current[0]
    assert found is not None, "this test needs the `app` fixture"
    return found


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction in an application context of its own."""
    with app().app_context(), transaction() as session:
        yield session


from tests.factories import (  # noqa: E402
    accounts,
    applications,
    decisions,
    ladders,
    openings,
    panels,
    pools,
    reports,
    scheduling,
    scorecards,
)

__all__ = [
    "accounts",
    "applications",
    "decisions",
    "ladders",
    "openings",
    "panels",
    "pools",
    "reports",
    "scheduling",
    "scorecards",
    "use",
    "writing",
]
