"""Several decisions at once calibrate at once: what stands at the end rests on all of them, and stands there once."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models.accounts import Organisation
from app.models.reports import StoredCalibration
from app.services.reports import keep_calibrated
from tests import factories
from tests.factories.accounts import START
from tests.factories.openings import Team, make_opening
from tests.factories.reports import make_history, make_judged, move

AT_ONCE = 3
ROUNDS = 25 if os.environ.get("CHECK_LONG") else 2


@pytest.fixture
def team(app: Flask) -> Team:
    with factories.writing() as session:
        session.add(Organisation(name="Rung", created_at=START))
    return make_opening()


def stored(app: Flask) -> list[tuple[str, list[int]]]:
    with app.app_context():
        rows = db.session.execute(select(StoredCalibration).order_by(StoredCalibration.id)).scalars()
        return [(row.version, json.loads(row.body)["applications"]) for row in rows]


def calibrate_at_once(app: Flask, applications: list[int]) -> None:
    """Judge each application and calibrate, all at the same moment."""
    barrier = Barrier(len(applications))

    def judge(application_id: int) -> None:
        barrier.wait()
        move(application_id, "declined")
        with app.app_context():
            keep_calibrated(application_id)

    with ThreadPoolExecutor(len(applications)) as pool:
        list(pool.map(judge, applications))


@pytest.mark.timeout(20 * ROUNDS)
def test_the_last_calibration_rests_on_everybody_who_was_judged_at_once(app: Flask, team: Team):
    judged = make_history(team, 1)

    for _round in range(ROUNDS):
        new = [make_judged(team, state="active", stages=("panel",)) for _number in range(AT_ONCE)]
        calibrate_at_once(app, new)
        judged += new

        versions, rests = zip(*stored(app), strict=True)
        assert rests[-1] == sorted(judged)
        assert all(one != other for one, other in pairwise(versions))
