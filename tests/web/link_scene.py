"""What the tests of interviewers' links share: addresses, tokens, and what stands in the database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from app.database import Base, db
from app.domain.interview_links import Pass
from app.gateways import signatures
from app.queries import scheduling as queries
from app.queries.scheduling.links import PURPOSE
from tests import factories
from tests.factories.panels import Panel

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
BEGIN = datetime.now(UTC).replace(second=0, microsecond=0) - HOUR
COOKIE = "rung-interview-{}"


def token_for(app: Flask, found: Pass, *, purpose: str = PURPOSE) -> str:
    return signatures.sign(app.config["RUNG"].secret_key, purpose, found.values())


def path_of(app: Flask, interview: int, account: int) -> str:
    """The link, as somebody would open it."""
    with app.app_context():
        link = queries.link_for(interview, account)
    assert link is not None
    return link.address.removeprefix("http://localhost")


def card_page(panel: Panel) -> str:
    return f"/interviews/{panel.interview}/scorecard"


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table has."""
    with app.app_context():
        return {
            table.name: db.session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def is_sent_to_sign_in(client: FlaskClient, path: str) -> bool:
    answer = client.get(path)
    return answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in")


def change(table: Any, **values: Any) -> None:
    with factories.writing() as session:
        session.execute(update(table).values(**values))
