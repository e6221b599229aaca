"""One use case, all or nothing; one writer at a time on SQLite; nobody waits for longer than anybody should."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from app.database import BUSY_SECONDS, db, transaction
from app.domain.errors import Conflict
from app.models.accounts import Account
from app.models.candidates import Candidate
from tests import factories
from tests.factories.accounts import START

SENTENCE = "The database was busy for too long and nothing was saved. Try again in a moment."


@pytest.fixture
def someone(app) -> int:
    return factories.accounts.make_account(name="Ines")


def name_of(account_id: int) -> str:
    db.session.rollback()
    return db.session.execute(select(Account.name).where(Account.id == account_id)).scalar_one()


@contextmanager
def held_elsewhere(app, account_id: int) -> Iterator[threading.Event]:
    """Somebody else keeps a row locked until the event is set, or the block ends."""
    is_held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with app.app_context(), transaction() as session:
            session.execute(select(Account.id).where(Account.id == account_id).with_for_update())
            is_held.set()
            let_go.wait(15)

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert is_held.wait(5)
        yield let_go
    finally:
        let_go.set()
        other.join()


def rename(account_id: int, name: str) -> None:
    with transaction() as session:
        account = session.get(Account, account_id, with_for_update=True)
        assert account is not None
        account.name = name


def test_what_is_written_is_there_afterwards(context, someone):
    rename(someone, "Ines Duarte")

    assert name_of(someone) == "Ines Duarte"


def test_an_exception_takes_everything_back(context, someone):
    with pytest.raises(KeyError):
        _act_and_fail(someone, KeyError())

    assert name_of(someone) == "Ines"
    assert db.session.execute(select(Candidate.id)).all() == []


def test_a_refusal_after_a_flush_takes_everything_back(context, someone):
    with pytest.raises(Conflict):
        _act_and_fail(someone, Conflict("Somebody was faster."))

    assert name_of(someone) == "Ines"
    assert db.session.execute(select(Candidate.id)).all() == []


def _act_and_fail(someone: int, failure: Exception) -> None:
    with transaction() as session:
        session.get_one(Account, someone).name = "Lost"
        session.add(Candidate(name="X", search_name="x", email="x@example.net", zone="UTC", created_at=START))
        session.flush()
        raise failure


def test_a_transaction_begins_after_a_read_that_went_before(context, someone):
    assert name_of(someone) == "Ines"
    db.session.execute(select(Account)).all()

    rename(someone, "Read first")

    assert name_of(someone) == "Read first"


def test_a_second_writer_waits_for_the_first(app, context, someone):
    with held_elsewhere(app, someone) as let_go:
        threading.Timer(0.5, let_go.set).start()
        rename(someone, "Waited")

    assert name_of(someone) == "Waited"


@pytest.fixture
def impatient(context) -> Iterator[Callable[[], None]]:
    """Lets the next writer wait 0.3 s instead of five; to be called while somebody else holds the lock."""

    def wait_shorter() -> None:
        is_sqlite = db.engine.dialect.name == "sqlite"
        db.session.execute(text("PRAGMA busy_timeout=300" if is_sqlite else "SET lock_timeout = '300ms'"))
        db.session.commit()

    yield wait_shorter
    db.session.rollback()
    db.engine.dispose()


def test_who_waits_too_long_is_told_so_and_nothing_is_saved(app, impatient, someone):
    with held_elsewhere(app, someone):
        impatient()
        with pytest.raises(Conflict) as refused:
            rename(someone, "Too late")

    assert refused.value.message == SENTENCE
    assert name_of(someone) == "Ines"


def test_after_a_lock_wait_the_same_session_works_again(app, impatient, someone):
    with held_elsewhere(app, someone):
        impatient()
        with pytest.raises(Conflict):
            rename(someone, "Too late")

    rename(someone, "In time")

    assert name_of(someone) == "In time"


def test_readers_read_while_somebody_writes(app, context, someone):
    with held_elsewhere(app, someone):
        assert name_of(someone) == "Ines"


def test_an_error_that_is_no_lock_stays_what_it_is(context):
    with pytest.raises(OperationalError), transaction():
        raise OperationalError("statement", {}, Exception("disk I/O error"))
    assert db.session.execute(select(Account.id)).all() == []


def test_waiting_ends_after_five_seconds(context):
    if db.engine.dialect.name == "sqlite":
        found = db.session.execute(text("PRAGMA busy_timeout")).scalar()
        assert found == BUSY_SECONDS * 1000
    else:
        assert db.session.execute(text("SHOW lock_timeout")).scalar() == f"{BUSY_SECONDS}s"


def test_what_breaks_is_told_without_the_texts_that_were_to_be_written(context):
    written = "Cannot hear on the left."

    with pytest.raises(DBAPIError) as broken, transaction() as session:
        session.execute(text("insert into no_such_table values (:words)"), {"words": written})

    assert "no_such_table" in str(broken.value)
    assert written not in str(broken.value)
