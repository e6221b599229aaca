"""Instants: aware when they go in, the same instant in UTC when they come out, on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from app.database import db, transaction
from app.models.accounts import Organisation

INSTANTS = [
    datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC),
    datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
    datetime(2026, 4, 5, 1, 45, tzinfo=ZoneInfo("Australia/Lord_Howe"), fold=1),
    datetime(1990, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
]


def store(at: datetime) -> datetime:
    with transaction() as session:
        session.add(Organisation(name="Rung", created_at=at))
    db.session.rollback()
    return db.session.execute(select(Organisation.created_at)).scalar_one()


@pytest.mark.parametrize("instant", INSTANTS, ids=str)
def test_an_instant_comes_back_as_itself_in_utc(context, instant):
    found = store(instant)

    assert found == instant.astimezone(UTC)
    assert found.tzinfo is UTC


def test_a_time_without_zone_is_refused(context):
    with pytest.raises(StatementError) as refused:
        store(datetime(2026, 3, 1, 9, 30))  # noqa: DTZ001 - a naive time is what the test is about

    assert "a time without zone can't be stored" in str(refused.value)
    assert db.session.execute(select(Organisation.id)).all() == []


def test_comparing_uses_instants_and_not_wall_times(context):
    store(datetime(2026, 3, 1, 1, 0, tzinfo=ZoneInfo("Asia/Tokyo")))

    before_it = datetime(2026, 2, 28, 15, 59, tzinfo=UTC)
    after_it = datetime(2026, 2, 28, 11, 1, tzinfo=ZoneInfo("America/New_York"))

    found = select(Organisation.id).where(Organisation.created_at > before_it, Organisation.created_at < after_it)
    assert db.session.execute(found).all() != []
