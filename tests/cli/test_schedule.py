"""flask schedule fill-holidays, and recheck-clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from app.domain.errors import Conflict
from app.gateways import clock
from app.gateways.holidays import public_holidays
from app.models.scheduling import Interview
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.hours import make_pattern
from tests.factories.panels import make_panel

TODAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def fill(app: Flask):
    def run() -> Result:
        with clock.pretending(TODAY):
            return app.test_cli_runner().invoke(args=["schedule", "fill-holidays"])

    return run


def test_it_says_how_many_holidays_were_added(fill):
    make_pattern(make_account(), country="JP")

    said = fill()

    wanted = sum(len(public_holidays("JP", year)) for year in (2026, 2027, 2028))
    assert (said.exit_code, said.output) == (0, f"{wanted} holidays added.\n")


def test_run_again_it_adds_none(fill):
    make_pattern(make_account(), country="JP")
    fill()

    assert fill().output == "0 holidays added.\n"


def test_a_busy_database_is_a_sentence_and_not_a_trace(fill, monkeypatch):
    def busy(_now: datetime) -> int:
        raise Conflict("The database was busy for too long and nothing was saved. Try again in a moment.")

    monkeypatch.setattr("app.services.scheduling.holidays.fill_holidays", busy)

    said = fill()

    assert said.exit_code == 1
    assert said.output == "Error: The database was busy for too long and nothing was saved. Try again in a moment.\n"


def test_it_says_how_many_interviews_moved_with_their_clocks(app):
    panel = make_panel(starts_at=TODAY + timedelta(days=1))
    with factories.writing() as session:
        session.execute(update(Interview).where(Interview.id == panel.interview).values(wall_time="2026-03-03T10:00"))

    with clock.pretending(TODAY):
        said = [app.test_cli_runner().invoke(args=["schedule", "recheck-clocks"]).output for _ in range(2)]

    assert said == ["1 interview moved.\n", "0 interviews moved.\n"]


def test_a_busy_database_leaves_clocks_as_they_were_and_says_so(app, monkeypatch):
    def busy(_now: datetime) -> int:
        raise Conflict("The database was busy for too long and nothing was saved. Try again in a moment.")

    monkeypatch.setattr("app.services.scheduling.recheck_clocks", busy)

    said = app.test_cli_runner().invoke(args=["schedule", "recheck-clocks"])

    assert said.exit_code == 1
    assert said.output.startswith("Error: The database was busy")
