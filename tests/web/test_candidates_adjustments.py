"""Asking for something to be arranged and answering it: who reads what, what changes, and where no word of it goes."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.models.applications import Adjustment, AdjustmentRequest, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.applications import make_adjustment_request, make_application
from tests.factories.openings import Team, make_opening
from tests.factories.portal import candidate_of

ClientFor = Callable[[int], FlaskClient]
SECRET = "canary lipreading since the accident"


@pytest.fixture
def team(app: Flask) -> Team:
    app.config["WTF_CSRF_ENABLED"] = False
    return make_opening()


def ask(client: FlaskClient, application: int, **fields: object) -> int:
    data = {"wants": ["breaks"], "text": SECRET} | fields
    return client.post(f"/portal/applications/{application}/adjustments", data=data).status_code


def page_of(application: int, request: int | None = None) -> str:
    return f"/applications/{application}/adjustment-requests" + (f"/{request}" if request else "")


def rows(table: type) -> list[Any]:
    with factories.writing() as session:
        found: list[Any] = list(session.scalars(select(table)))
        session.expunge_all()
        return found


def test_a_candidate_asks_in_one_form_and_reads_it_again(team: Team, portal_client: ClientFor):
    application = make_application(team.opening)
    candidate = portal_client(candidate_of(application))

    assert ask(candidate, application) == 302
    page = candidate.get(f"/portal/applications/{application}/adjustments?lang=ja").text

    assert SECRET in page
    assert "休憩" in page


def test_the_same_request_sent_twice_is_kept_once(team: Team, portal_client: ClientFor):
    application = make_application(team.opening)
    candidate = portal_client(candidate_of(application))

    assert [ask(candidate, application), ask(candidate, application)] == [302, 302]

    assert len(rows(AdjustmentRequest)) == 1


def test_nobody_asks_for_another_candidate(team: Team, portal_client: ClientFor):
    application, other = make_application(team.opening), make_application(team.opening)

    assert ask(portal_client(candidate_of(other)), application) == 404

    assert rows(AdjustmentRequest) == []


def test_recruiters_are_told_that_something_is_asked_and_nothing_else_holds_a_word_of_it(
    team: Team, portal_client: ClientFor
):
    application = make_application(team.opening)

    ask(portal_client(candidate_of(application)), application)

    mails = rows(OutboxMessage)
    assert [(mail.kind, mail.account_id, mail.data) for mail in mails] == [("adjustment_asked", team.recruiter, {})]
    assert SECRET not in str([entry.data for entry in (*rows(AuditEntry), *rows(ApplicationEvent))])


def test_requests_are_read_by_the_recruiter_and_by_the_grant_within_the_team_alone(team: Team, client_for: ClientFor):
    application = make_application(team.opening)
    make_adjustment_request(application, text=SECRET)
    granted = make_account("admin", grants=("adjustments",))
    readers = {"manager": team.manager, "panelist": team.panel[0], "leader": team.leader, "outsider": granted}

    answers = {name: client_for(who).get(page_of(application)) for name, who in readers.items()}

    assert SECRET in client_for(team.recruiter).get(page_of(application)).text
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "manager": 403, "panelist": 403, "leader": 403, "outsider": 404
    }  # fmt: skip
    assert not any(SECRET in answer.text for answer in answers.values())


def test_a_yes_changes_what_interviewers_read_and_how_long_interviews_are(
    team: Team, client_for: ClientFor, portal_client: ClientFor
):
    application = make_application(team.opening)
    request = make_adjustment_request(application, text=SECRET)
    recruiter = client_for(team.recruiter)
    reply = {"verdict": "grant", "arrangement": "A break of ten minutes.", "extra_minutes": "20", "answer": "Gladly."}

    usual = recruiter.get(f"/applications/{application}/interviews/new").text
    sent = recruiter.post(page_of(application, request), data=reply | {"version": "0"})

    kept = rows(Adjustment)[0]
    assert sent.status_code == 302
    assert (kept.arrangement, kept.reason, kept.extra_minutes) == ("A break of ten minutes.", "", 20)
    assert usual.count('value="30"') == 1
    assert 'value="50"' in recruiter.get(f"/applications/{application}/interviews/new").text
    assert (
        "Gladly."
        in portal_client(candidate_of(application)).get(f"/portal/applications/{application}/adjustments").text
    )
    assert [mail.kind for mail in rows(OutboxMessage)] == ["adjustment_answered"]


def test_words_of_the_request_are_not_handed_on_by_accident(team: Team, client_for: ClientFor):
    application = make_application(team.opening)
    request = make_adjustment_request(application, text=SECRET)
    reply = {"verdict": "grant", "arrangement": f"Mind this: {SECRET}.", "extra_minutes": "0", "version": "0"}

    refused = client_for(team.recruiter).post(page_of(application, request), data=reply)

    assert refused.status_code == 422
    assert rows(Adjustment) == []


def test_a_request_is_answered_once(team: Team, client_for: ClientFor):
    application = make_application(team.opening)
    request = make_adjustment_request(application)
    recruiter, no = client_for(team.recruiter), {"verdict": "refuse", "answer": "The room has none.", "version": "0"}

    codes = [recruiter.post(page_of(application, request), data=no).status_code for _ in range(2)]

    assert codes == [302, 409]
    assert [row.state for row in rows(AdjustmentRequest)] == ["refused"]


def test_the_text_of_a_request_stands_on_no_other_page_of_staff(team: Team, client_for: ClientFor):
    application = make_application(team.opening)
    make_adjustment_request(application, text=SECRET)
    recruiter, opening = client_for(team.recruiter), f"/openings/{team.opening}"

    pages = ["/", f"/applications/{application}", f"{opening}/board", opening, "/schedule", "/outbox"]
    pages += [f"/applications/{application}/{name}" for name in ("sent", "person", "packet", "packet.json")]

    assert not [path for path in pages if SECRET in recruiter.get(path).text]
