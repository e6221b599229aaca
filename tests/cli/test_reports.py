"""flask reports calibrate, flask reports publish-decks."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models.reports import StoredCalibration
from tests.factories.openings import make_opening
from tests.factories.reports import make_history


@pytest.fixture
def calibrate(app: Flask):
    return lambda: app.test_cli_runner().invoke(args=["reports", "calibrate"])


def test_it_stores_a_calibration_and_says_what_it_rests_on(app: Flask, calibrate):
    make_history(make_opening(), 2)

    said: Result = calibrate()

    with app.app_context():
        version = db.session.execute(select(StoredCalibration.version)).scalar_one()
    assert (said.exit_code, said.output) == (0, f"Stored {version[:10]}: 3 interviewers, 2 candidates.\n")


def test_it_says_when_there_is_nothing_new(calibrate):
    make_history(make_opening(), 2)
    calibrate()

    assert calibrate().output.startswith("Nothing new; what is stored stays")


def test_without_a_ladder_it_says_what_to_do(calibrate):
    said: Result = calibrate()

    assert said.exit_code == 1
    assert "Load the shipped ladder first." in said.output


def test_decks_are_published_once_and_then_stay(app: Flask):
    said = [app.test_cli_runner().invoke(args=["reports", "publish-decks"]) for _time in range(2)]

    assert [answer.exit_code for answer in said] == [0, 0]
    assert said[0].output == said[1].output
    assert said[0].output.startswith("2 decks are published: ")
