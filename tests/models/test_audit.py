"""The audit trail is kept by the database itself: rows are added, never changed or taken away."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app.database import db, transaction
from app.models.accounts import Account
from app.models.audit import AuditEntry
from app.services import audit
from tests import factories
from tests.factories.accounts import START

REFUSAL = "audit rows are never changed or deleted"


@pytest.fixture
def entry(context) -> int:
    with transaction() as session:
        audit.record(session, None, action="opening.opened", about=("opening", 7), at=START)
    return db.session.execute(select(AuditEntry.id)).scalar_one()


def actions() -> list[str]:
    return list(db.session.execute(select(AuditEntry.action).order_by(AuditEntry.id)).scalars())


def test_an_entry_cannot_be_changed(entry):
    with pytest.raises(DBAPIError) as refused, transaction() as session:
        session.execute(update(AuditEntry).values(action="opening.never_was"))

    assert REFUSAL in str(refused.value)
    assert actions() == ["opening.opened"]


def test_an_entry_cannot_be_taken_away(entry):
    with pytest.raises(DBAPIError) as refused, transaction() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.id == entry))

    assert REFUSAL in str(refused.value)
    assert actions() == ["opening.opened"]


def test_a_refused_change_takes_the_whole_act_back(entry):
    who = factories.accounts.make_account()

    with pytest.raises(DBAPIError):
        _add_and_delete(who)

    assert actions() == ["opening.opened"]


def test_a_person_whom_the_trail_names_cannot_be_deleted(context):
    who = factories.accounts.make_account()
    with transaction() as session:
        session.add(AuditEntry(at=START, actor_id=who, action="x", object_kind="account", object_id=who, data={}))

    with pytest.raises(DBAPIError), transaction() as session:
        session.execute(delete(Account))


def _add_and_delete(who: int) -> None:
    with transaction() as session:
        audit.record(session, None, action="account.changed", about=("account", who), at=START)
        session.flush()
        session.execute(delete(AuditEntry))
