"""The page of findings: reading, accepting one with a reason, what happens without one, taking back."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.lint import LintFinding
from tests.factories.accounts import make_account
from tests.factories.findings import make_acceptance, publish_falling_ladder
from tests.factories.ladders import publish_shipped
from tests.page import Page, check
from tests.statements import counted

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
FINDINGS = "/ladders/findings"
WHY = "The year of this target was a short one."


@pytest.fixture
def finding(app: Flask) -> LintFinding:
    publish_shipped()
    return publish_falling_ladder()


@pytest.fixture
def admin(app: Flask, client_for: ClientFor) -> FlaskClient:
    return client_for(make_account("admin", name="Ines Ferraz"))


def form_of(page: Read, client: FlaskClient, finding: LintFinding) -> dict[str, str]:
    return page(client, f"{FINDINGS}?accept={finding.fingerprint}").form("/findings")


def test_an_open_finding_is_told_with_place_reason_and_advice(finding, admin, page):
    text = page(admin, FINDINGS).text

    assert "1 open, 46 accepted" in text
    assert "quotas > P6 · quota-falls" in text
    assert finding.says in text
    assert finding.advice in text


def test_a_finding_is_accepted_with_a_note(finding, admin, page):
    sent = form_of(page, admin, finding) | {"note": WHY}

    answer = admin.post(FINDINGS, data=sent, follow_redirects=True)

    told = check(FINDINGS, answer.get_data(as_text=True), answer.status_code).text
    assert "0 open, 47 accepted" in told
    assert WHY in told
    assert "Ines Ferraz" in told


def test_without_a_reason_nothing_is_accepted_and_the_form_says_why(finding, admin, page):
    sent = form_of(page, admin, finding) | {"note": " so "}

    answer = admin.post(FINDINGS, data=sent)

    told = check(FINDINGS, answer.get_data(as_text=True), answer.status_code)
    assert (told.status, "1 open" in told.text, "Say why this can stay" in told.text) == (422, True, True)
    assert told.form("/findings")["fingerprint"] == finding.fingerprint


def test_a_finding_that_somebody_else_accepted_is_a_conflict(finding, admin, page):
    sent = form_of(page, admin, finding) | {"note": WHY}
    make_acceptance(finding, make_account("admin"))

    answer = admin.post(FINDINGS, data=sent)

    assert answer.status_code == 409
    assert "not open any more" in answer.get_data(as_text=True)


def test_a_link_to_a_finding_that_is_gone_shows_the_list(finding, admin, page):
    shown = page(admin, f"{FINDINGS}?accept={'0' * 64}")

    assert [form for form in shown.forms if form.action.endswith("/findings")] == []


def test_an_acceptance_is_taken_back(finding, admin, page):
    acceptance = make_acceptance(finding, make_account("admin"))
    address = f"{FINDINGS}/{acceptance}/take-back"

    answer = admin.post(address, data=page(admin, FINDINGS).form("/take-back"), follow_redirects=True)

    assert "1 open, 46 accepted" in check(FINDINGS, answer.get_data(as_text=True), answer.status_code).text


def test_more_acceptances_cost_no_more_statements(app, finding, admin, page):
    page(admin, FINDINGS)
    with counted(app) as before:
        page(admin, FINDINGS)
    for _ in range(5):
        make_acceptance(finding, make_account("admin"))

    with counted(app) as after:
        page(admin, FINDINGS)

    assert len(after) == len(before) <= 4
