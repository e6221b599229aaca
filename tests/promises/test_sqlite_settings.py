"""What was acknowledged stays: SQLite keeps a log, waits for the disk, and lets one writer in at a time."""

import pytest
from sqlalchemy import event, select, text

from app.database import db, transaction
from app.models.accounts import Account
from tests import factories


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)]
)
def test_every_connection_is_set_to_lose_nothing(context, pragma, value):
    for _ in range(2):
        db.engine.dispose()
        with db.engine.connect() as connection:
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_write_takes_the_lock_at_once_and_a_read_takes_none(context):
    who = factories.accounts.make_account()
    begun: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement.startswith("BEGIN"):
            begun.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with transaction() as session:
            session.get_one(Account, who).name = "Ines Duarte"
        db.session.execute(select(Account.name)).all()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

    assert begun == ["BEGIN IMMEDIATE", "BEGIN"]
