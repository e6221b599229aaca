"""flask reminders queue."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask

from app.domain.errors import Conflict
from app.gateways import clock
from tests.factories.panels import make_panel

TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def sweep(app: Flask):
    def run() -> Result:
        with clock.pretending(TUESDAY + timedelta(hours=2)):
            return app.test_cli_runner().invoke(args=["reminders", "queue"])

    return run


def test_it_says_how_many_messages_were_queued(sweep):
    make_panel(starts_at=TUESDAY)

    said = sweep()

    assert (said.exit_code, said.output) == (0, "3 messages queued.\n")


def test_run_again_it_queues_nothing(sweep):
    make_panel(starts_at=TUESDAY)
    sweep()

    assert sweep().output == "0 messages queued.\n"


def test_a_busy_database_is_a_sentence_and_not_a_trace(sweep, monkeypatch):
    def busy(_now: datetime) -> int:
        raise Conflict("The database was busy for too long and nothing was saved. Try again in a moment.")

    monkeypatch.setattr("app.services.notifications.queue_all_due", busy)

    said = sweep()

    assert said.exit_code == 1
    assert said.output == "Error: The database was busy for too long and nothing was saved. Try again in a moment.\n"
