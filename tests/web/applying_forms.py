"""An application as a candidate sends it: a published opening, the form's page, and everything typed into it."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.gateways import clock
from app.models.openings import Opening
from tests import factories
from tests.page import read

SOME_TIME = timedelta(minutes=5)
YUKI = {
    "name": "Yuki Hanzawa",
    "email": "yuki@example.net",
    "country": "JP",
    "zone": "Asia/Tokyo",
    "answer-why_this_role": "I like to help customers.",
    "answer-proud_of": "A railway that saves a day each week.",
    "consent": "y",
}


def make_public(opening_id: int, **values: Any) -> None:
    """Publish an opening; values change further columns."""
    with factories.writing() as session:
        row = session.get_one(Opening, opening_id)
        for name, value in ({"published_at": datetime(2025, 1, 1, tzinfo=UTC)} | values).items():
            setattr(row, name, value)


def apply_to(
    client: FlaskClient,
    opening_id: int,
    *,
    cv: bytes | None = b"Sold software to railways.",
    takes: timedelta = SOME_TIME,
    address: str = "127.0.0.1",
    language: str = "en",
    **typed: Any,
) -> TestResponse:
    """Open the form, fill it in for as long as it takes, and send it; typed names have _ where the form has -."""
    path = f"/jobs/{opening_id}/apply"
    found = read(client, f"{path}?lang={language}").form(path)
    sent: dict[str, Any] = found | YUKI | {name.replace("__", "-"): value for name, value in typed.items()}
    if cv is not None:
        sent["cv"] = (BytesIO(cv), "cv.txt")
    with clock.pretending(clock.now() + takes):
        return client.post(path, data=sent, environ_base={"REMOTE_ADDR": address})
