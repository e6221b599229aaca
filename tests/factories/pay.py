"""What titles pay."""

from datetime import date, datetime
from typing import Any

from app.models.applications import Application
from app.models.openings import PaySheet
from tests import factories
from tests.factories.accounts import START

FAMILY = "enterprise_account_executive"
USUAL: dict[str, Any] = {
    "currency": "EUR",
    "on_target": 120_000,
    "base_share": 60,
    "ramp": [25, 50, 75],
    "seasons": [20, 25, 25, 30],
    "source": "Pay plan of 2026",
    "as_of": date(2026, 1, 1),
}


def make_pay_sheet(by: int, *, title: str = "strategic", **given: Any) -> int:
    """A sheet for a title, everywhere unless `given` says otherwise; returns its number."""
    row = PaySheet(family=FAMILY, title=title, made_by=by, made_at=START, **USUAL | given)
    with factories.writing() as session:
        session.add(row)
        session.flush()
        return row.id


def open_pay(application_id: int, at: datetime = START) -> None:
    """Let the candidate read it."""
    with factories.writing() as session:
        session.get_one(Application, application_id).pay_unlocked_at = at
