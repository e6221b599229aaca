"""The plan designer: its figures, what a change would do, and the draft that it becomes."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app.database import db
from app.models.ladders import ContentDraft, ContentVersion
from forms.base import AGAIN
from tests.factories.accounts import make_account
from tests.factories.ladders import publish_shipped
from tests.journeys.browsing import form_on
from tests.page import Page, check

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
PLAN = "/ladders/plan/enterprise_account_executive"
Sent = MultiDict[str, str]


@pytest.fixture
def admin(client_for: ClientFor) -> FlaskClient:
    publish_shipped()
    return client_for(make_account("admin", name="Mirjam de Vries"))


def sent_by(html: str) -> Sent:
    """Everything that the form of the plan would send as it stands."""
    form = form_on(html, PLAN)
    assert form is not None
    return MultiDict([(name, value) for name, values in form.values.items() for value in values if name != "act"])


def send(client: FlaskClient, sent: Sent, act: str, **changes: Any) -> TestResponse:
    """Press a button of the form; `minutes_0="..."` is what was typed into the field minutes-0."""
    data = sent.copy()
    for key, value in changes.items():
        data.setlist(key.replace("_", "-"), value if isinstance(value, list) else [value])
    return client.post(PLAN, data=data | {"act": act})


def told(answer: TestResponse, status: int) -> Page:
    assert answer.status_code == status
    return check(PLAN, answer.get_data(as_text=True), answer.status_code)


def drafts(app: Flask) -> list[ContentDraft]:
    with app.app_context():
        return list(db.session.scalars(select(ContentDraft).order_by(ContentDraft.id)))


def test_the_page_shows_the_whole_plan_and_what_it_adds_up_to(page: Read, admin: FlaskClient):
    shown = page(admin, PLAN).text

    assert "18 of 18 areas are looked at, with 33 ratings in a full loop." in shown
    assert "It takes a candidate 3 h 30 min and interviewers 5 h 30 min together." in shown
    assert "5 min hello, 45 min talk, 10 min for the candidate: 5 to 6 min for each of seven areas" in shown


def test_the_consequences_are_told_before_and_after_and_nothing_is_kept(app: Flask, page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, PLAN).html)

    shown = told(send(admin, sent, "see", interviewers_2="1", signals_2=[]), 200).text

    assert "Ratings in a full loop 33 21" in " ".join(shown.split())
    assert "no stage asks it" in shown
    assert drafts(app) == []


def test_a_plan_becomes_a_draft_that_leads_to_its_preview(app: Flask, page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, PLAN).html)

    answer = send(admin, sent, "save", minutes_3="75", areas_0=["results"])

    kept = drafts(app)[0]
    assert answer.location == f"/ladders/drafts/{kept.id}/preview"
    assert (kept.kind, kept.origin, kept.state) == ("family", "plan", "open")
    assert '"minutes":75' in kept.body.replace(" ", "")
    assert page(admin, answer.location).html


def test_a_stage_is_added_moved_and_removed_without_losing_what_was_typed(page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, PLAN).html)

    longer = sent_by(told(send(admin, sent, "add", name_0="First call"), 200).html)
    moved = sent_by(told(send(admin, longer, "up-4", name_4="Sample"), 200).html)
    fewer = sent_by(told(send(admin, moved, "remove-0"), 200).html)

    assert [longer[f"name-{place}"] for place in (0, 4)] == ["First call", ""]
    assert (moved["name-3"], moved["name-4"], moved["key-4"]) == ("Sample", "Final Interview", "final")
    assert (fewer["count"], fewer["name-0"]) == ("4", "Initial Interview")


def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(app: Flask, page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, PLAN).html)

    shown = told(send(admin, sent, "save", minutes_1="an hour", name_2=""), 422)

    assert "Enter how many minutes it takes, 5 to 480." in shown.text
    assert "Give stage 3 a name." in shown.text
    assert sent_by(shown.html)["minutes-1"] == "an hour"
    assert drafts(app) == []


def test_a_plan_that_changes_nothing_is_not_kept(app: Flask, page: Read, admin: FlaskClient):
    shown = told(send(admin, sent_by(page(admin, PLAN).html), "save"), 422)

    assert "Nothing differs from the plan that is published." in shown.text
    assert drafts(app) == []


def test_whoever_was_overtaken_keeps_what_they_entered_and_can_go_on(app: Flask, page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, PLAN).html)

    late = told(send(admin, sent, "save", seen="0" * 64, minutes_0="45"), 409)

    assert "A newer version of this family was published while your page was open." in late.text
    assert drafts(app) == []
    assert send(admin, sent_by(late.html), "save").status_code == 302


@pytest.mark.parametrize("key", ["panel", "no key", "\x00", "x" * 500])
def test_a_key_that_was_tampered_with_breaks_nothing(app: Flask, page: Read, admin: FlaskClient, key: str):
    sent = sent_by(page(admin, PLAN).html)

    assert send(admin, sent, "save", key_0=key).status_code == 302
    assert len(drafts(app)) == 1


def test_what_met_an_ended_session_comes_back_and_is_not_kept(app: Flask, page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, PLAN).html) | {AGAIN: "yes"}

    shown = told(send(admin, sent, "save", name_0="First call"), 200)

    assert sent_by(shown.html)["name-0"] == "First call"
    assert drafts(app) == []


def test_a_family_that_is_not_there_has_no_plan(admin: FlaskClient):
    assert admin.get("/ladders/plan/nothing").status_code == 404


def test_keeping_a_plan_publishes_nothing(app: Flask, page: Read, admin: FlaskClient):
    send(admin, sent_by(page(admin, PLAN).html), "save", minutes_0="45")

    with app.app_context():
        families = db.session.scalars(select(ContentVersion.number).where(ContentVersion.kind == "family")).all()
    assert list(families) == [1]
