"""Colleagues who are considered for another level."""

from app.models.accounts import Account
from app.models.applications import Application, PromotionCase
from tests import factories
from tests.factories.accounts import START
from tests.factories.applications import make_application


def make_promotion(opening_id: int, account_id: int, opened_by: int, *, stage: str = "screen") -> int:
    """A case of a colleague with nothing on record but their level; returns the application's number."""
    with factories.writing() as session:
        account = session.get_one(Account, account_id)
        name, email = account.name, account.email
    made = make_application(opening_id, stage=stage, name=name, email=email)
    make_case(made, account_id, opened_by)
    return made


def make_case(application_id: int, account_id: int, opened_by: int) -> None:
    """Make an application the promotion case of an account."""
    row = PromotionCase(application_id=application_id, account_id=account_id, current_level="P4", currency="USD")
    row.years, row.opened_by, row.changed_by, row.opened_at, row.changed_at = [], opened_by, opened_by, START, START
    with factories.writing() as session:
        session.get_one(Application, application_id).came_by = "promotion"
        session.add(row)
