"""Calibrations are kept by the database itself: rows are added, never changed or taken away."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app.database import db, transaction
from app.models.reports import StoredCalibration
from tests.factories.accounts import START

REFUSAL = "calibrations are never changed or deleted"


@pytest.fixture
def stored(context) -> int:
    row = StoredCalibration(version="one", made_at=START, body="{}", rests_on=" 1 2 ", figures="{}")
    with transaction() as session:
        session.add(row)
    return row.id


def versions() -> list[str]:
    return list(db.session.execute(select(StoredCalibration.version).order_by(StoredCalibration.id)).scalars())


def test_a_calibration_cannot_be_changed(stored):
    with pytest.raises(DBAPIError) as refused, transaction() as session:
        session.execute(update(StoredCalibration).values(version="another"))

    assert REFUSAL in str(refused.value)
    assert versions() == ["one"]


def test_a_calibration_cannot_be_taken_away(stored):
    with pytest.raises(DBAPIError) as refused, transaction() as session:
        session.execute(delete(StoredCalibration).where(StoredCalibration.id == stored))

    assert REFUSAL in str(refused.value)
    assert versions() == ["one"]
