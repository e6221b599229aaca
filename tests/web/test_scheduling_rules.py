"""The settings page of the rules of scheduling through HTTP."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models.scheduling import SchedulingRules
from app.services import accounts
from tests.factories.accounts import make_account
from tests.page import Page
from tests.web.sent_forms import send, shown

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
RULES = "/settings/scheduling"


@pytest.fixture
def admin(client_for: ClientFor, app: Flask) -> FlaskClient:
    return client_for(make_account("admin"))


def test_rules_are_changed_by_an_admin(app, admin, page: Read):
    status, _ = send(admin, at=RULES, notice_hours="24", step_minutes="15", language="ja")

    assert (status, page(admin, RULES).form(RULES)["notice_hours"]) == (302, "24")
    with app.app_context():
        kept = db.session.execute(select(SchedulingRules)).scalar_one()
        assert (kept.notice_hours, kept.step_minutes, kept.language, kept.window_days) == (24, 15, "ja", 21)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"notice_hours": "721"}, "notice_hours", "Choose from 0 to 720 hours of notice"),
        ({"window_days": "0"}, "window_days", "Choose from 1 to 92 days ahead"),
        ({"invitation_days": ""}, "invitation_days", "Enter a number for “Days for an answer”"),
        ({"most_moves": "many"}, "most_moves", "Enter a whole number"),
        ({"cutoff_hours": "-1"}, "cutoff_hours", "Choose from 0 to"),
        ({"full_week": "0"}, "full_week", "Choose from 1 to 40"),
        ({"shadows": "11"}, "shadows", "10"),
        ({"reverse_shadows": "-1"}, "reverse_shadows", "10"),
        ({"waits_days": "91"}, "waits_days", "Choose from 1 to 90"),
        ({"step_minutes": "7"}, "step_minutes", "Choose one of the list"),
        ({"language": "xx"}, "language", "Choose one of the list"),
    ],
)
def test_rules_that_make_no_sense_are_refused_at_their_field(admin, typed, field, sentence):
    status, read = send(admin, at=RULES, **typed)

    assert status == 422
    assert sentence in read.html.split(f'id="{field}-err"')[1].split("</p>")[0]


def test_the_second_of_two_admins_is_told_that_the_rules_changed(client_for, admin, app):
    other = client_for(make_account("admin"))
    old = shown(other, RULES, RULES)
    send(admin, at=RULES, notice_hours="24")

    answer = other.post(RULES, data=old | {"notice_hours": "12"})

    assert answer.status_code == 409
    assert "Another admin changed these rules" in answer.get_data(as_text=True)


def test_nobody_but_admins_changes_the_rules(client_for, app):
    assert client_for(make_account("recruiter")).get(RULES).status_code == 403


def test_the_settings_lead_to_the_rules(app, client_for, page: Read):
    with app.app_context():
        accounts.first_run(organisation="Northwind", email="ada@example.org", load_ladder=False)

    assert f'href="{RULES}"' in page(client_for(make_account("admin")), "/settings").html
