"""What stands in the database, for tests that look behind the pages."""

from typing import Any

from sqlalchemy import func, select

from app.database import db, transaction
from app.models.accounts import Account
from app.models.applications import ApplicationEvent
from app.models.scheduling import Interview, StaffCell


def interview_of(interview_id: int) -> Interview:
    """The interview as it stands now."""
    db.session.rollback()
    return db.session.execute(select(Interview).where(Interview.id == interview_id)).scalar_one()


def cells_of(account_id: int) -> int:
    """How many five-minute cells somebody holds."""
    statement = select(func.count()).select_from(StaffCell).where(StaffCell.account_id == account_id)
    return db.session.execute(statement).scalar_one()


def count_of(table: Any) -> int:
    """How many rows a table has."""
    counted: int = db.session.execute(select(func.count()).select_from(table)).scalar_one()
    return counted


def name_of(account_id: int) -> str:
    """What somebody is called."""
    return db.session.execute(select(Account.name).where(Account.id == account_id)).scalar_one()


def last_event() -> ApplicationEvent:
    """The latest thing that happened to any application."""
    statement = select(ApplicationEvent).order_by(ApplicationEvent.id.desc()).limit(1)
    return db.session.execute(statement).scalar_one()


def change(statement: Any) -> None:
    """Change rows behind the product's back."""
    with transaction() as session:
        session.execute(statement)
