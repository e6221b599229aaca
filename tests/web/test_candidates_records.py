"""What is on record of a candidate and what is arranged: two pages, and who finds the reason of the second."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.database import db
from app.gateways import pdf
from app.models.accounts import AccountGrant
from app.models.applications import Adjustment
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.applications import make_adjustment
from tests.factories.decisions import make_own_level
from tests.factories.panels import Panel, make_panel
from tests.page import check

REASON = "canary-of-the-reason cannot hear on the left"
ARRANGED = "Sit on the right side."
NOW = datetime.now(UTC)
YUKI = {"name": "Yuki", "pronunciation": "YOO-kee", "pronouns": "she/her", "zone": "Asia/Tokyo"}
READERS = ("a lead", "an interviewer", "a leader", "an admin with the grant", "a recruiter with the grant")
everybody_else = pytest.mark.parametrize("reader", READERS)


@pytest.fixture
def panel(app) -> Panel:
    return make_panel(recruiter_grants=("adjustments",))


@pytest.fixture
def case(panel) -> str:
    return f"/applications/{panel.application}"


@pytest.fixture
def recruiter(panel, client_for) -> FlaskClient:
    return client_for(panel.team.recruiter)


@pytest.fixture
def send(page):
    """Sends the form of a page with some fields changed."""

    def post(client: FlaskClient, path: str, **changes: str):
        return client.post(path, data=page(client, path).form(path) | changes)

    return post


# --- On record


def test_a_changed_record_is_shown_on_the_application(page, recruiter, send, case):
    answer = send(recruiter, f"{case}/person", **YUKI)

    shown = page(recruiter, answer.location)
    assert (answer.status_code, answer.location) == (302, f"{case}#who")
    assert "Saved. It stands so in every application of this candidate." in shown.text
    assert "Said “YOO-kee”; she/her" in shown.text
    assert f'href="{case}/person"' in shown.html


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "Enter the candidate&#39;s name."),
        ({"pronunciation": "x" * 201}, "How the name is said: keep it to 200 characters."),
        ({"pronouns": "x" * 61}, "Pronouns: keep it to 60 characters."),
        ({"place": "x" * 121}, "Place: keep it to 120 characters."),
        ({"zone": "Mars/Base"}, "Choose one of the list for “Time zone”."),
    ],
)
def test_a_wrong_field_of_the_record_is_named_and_the_rest_stays(recruiter, send, case, changes, said):
    answer = send(recruiter, f"{case}/person", **(YUKI | changes))

    assert answer.status_code == 422
    assert said in check(case, answer.text, 422).html


def test_a_record_that_was_changed_meanwhile_comes_back_with_both_texts(page, recruiter, send, case):
    stale = page(recruiter, f"{case}/person").form("/person")
    send(recruiter, f"{case}/person", **YUKI)

    answer = recruiter.post(f"{case}/person", data=stale | YUKI | {"pronouns": "they/them"})

    shown = check(case, answer.text, answer.status_code).text
    assert answer.status_code == 409
    assert "Pronouns: she/her" in shown
    assert "Pronouns: they/them" in shown


def test_a_candidate_may_be_added_with_how_the_name_is_said(page, recruiter, send, panel):
    path = f"/openings/{panel.team.opening}/candidates/new"
    fields = {"name": "Aiko", "email": "aiko@example.net", "pronunciation": "eye-koh", "pronouns": "she/her"}

    answer = send(recruiter, path, **fields, zone="Asia/Tokyo")

    assert "Said “eye-koh”; she/her" in page(recruiter, answer.location).text


# --- Arranged


def test_what_is_arranged_is_kept_with_who_wrote_it(page, recruiter, send, case):
    answer = send(recruiter, f"{case}/adjustments", arrangement=ARRANGED, reason=REASON)

    shown = page(recruiter, answer.location)
    assert "Saved. Interviewers read what to arrange with their kit; the reason stays here." in shown.text
    assert "Last changed by Person" in shown.text
    assert ARRANGED in shown.html
    assert REASON in shown.html
    assert "changed what is arranged differently for the candidate" in page(recruiter, case).text


def test_words_of_the_reason_are_pointed_out_and_kept_once_they_are_meant(page, recruiter, send, case):
    telling = {"arrangement": "Sit on the right: they cannot hear on the left.", "reason": REASON}

    refused = send(recruiter, f"{case}/adjustments", **telling)
    answer = send(recruiter, f"{case}/adjustments", **telling, is_meant="y")

    shown = check(case, refused.text, 422).text
    assert "“cannot hear on the left” stands in the reason too, and interviewers read what is arranged." in shown
    assert "Interviewers may read these words" in shown
    assert answer.status_code == 302
    assert "“cannot hear on the left” stands in the reason too." in page(recruiter, f"{case}/adjustments").text


def test_nobody_is_asked_to_confirm_what_repeats_nothing(page, recruiter, send, case):
    send(recruiter, f"{case}/adjustments", arrangement=ARRANGED, reason=REASON)

    assert "Interviewers may read these words" not in page(recruiter, f"{case}/adjustments").text


def test_a_reason_alone_is_refused_and_stays_on_the_page(recruiter, send, case):
    answer = send(recruiter, f"{case}/adjustments", reason=REASON)

    assert answer.status_code == 422
    assert "A reason alone helps nobody, and need not be kept." in answer.text
    assert REASON in answer.text


def test_what_was_changed_meanwhile_comes_back_with_both_texts(page, recruiter, send, case):
    stale = page(recruiter, f"{case}/adjustments").form("/adjustments")
    send(recruiter, f"{case}/adjustments", arrangement=ARRANGED)

    answer = recruiter.post(f"{case}/adjustments", data=stale | {"arrangement": "A quiet room."})

    shown = check(case, answer.text, answer.status_code).text
    assert answer.status_code == 409
    assert f"To be arranged: {ARRANGED}" in shown
    assert "To be arranged: A quiet room." in shown


def test_the_way_to_it_is_shown_to_those_who_may_go(page, client_for, panel, recruiter, case):
    link = f'href="{case}/adjustments"'

    assert link in page(recruiter, case).html
    assert link not in page(client_for(panel.team.manager), case).html


# --- Who finds the reason


@pytest.fixture
def secret(app: Flask, panel: Panel, monkeypatch: pytest.MonkeyPatch) -> Panel:
    """A candidate for whom something is arranged, and documents whose words can be read."""
    make_adjustment(panel.application, panel.team.recruiter, arrangement=ARRANGED, reason=REASON)
    make_own_level(panel.application, panel.team.manager)
    monkeypatch.setattr(pdf, "is_possible", lambda: True)
    monkeypatch.setattr(pdf, "from_page", lambda html, **_: html.encode())
    return panel


def addresses(app: Flask, panel: Panel) -> Iterator[tuple[str, str]]:
    """Every address that has to do with the application, searches for the reason among them."""
    values: dict[str, list[int | str]] = {
        "application_id": [panel.application],
        "interview_id": [panel.interview],
        "opening_id": [panel.team.opening],
        "account_id": [panel.team.panel[0]],
        "part": ["vote"],
        "key": ["account_control"],
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or set()) or not rule.arguments <= set(values) or rule.endpoint == "static":
                continue
            names = sorted(rule.arguments)
            for chosen in product(*(values[name] for name in names)):
                built = rule.build(dict(zip(names, chosen, strict=True)))
                assert built is not None
                yield rule.endpoint, built[1]
                yield rule.endpoint, f"{built[1]}?q=canary-of-the-reason&view=columns&state=active"


def answers(app: Flask, panel: Panel, client: FlaskClient) -> dict[tuple[str, str], str]:
    """All that every page answers, headers included; what was searched for aside."""
    found = {}
    for endpoint, path in addresses(app, panel):
        answer = client.get(path)
        assert answer.status_code < 500, path
        found[endpoint, path] = f"{answer.status_code}\n{answer.headers}\n{answer.text}"
        answer.close()
    return found


def readers(panel: Panel) -> dict[str, int]:
    """Everybody around the application who does not have the grant, and some who have it elsewhere."""
    granted = (make_account(role, grants=("adjustments", "process_owner")) for role in ("admin", "recruiter"))
    return dict(zip(READERS, (panel.team.manager, panel.team.panel[0], panel.team.leader, *granted), strict=True))


@everybody_else
def test_whoever_has_no_grant_in_the_team_finds_the_reason_nowhere(app, client_for, secret, reader):
    found = answers(app, secret, client_for(readers(secret)[reader]))

    assert ("candidates.adjust", f"/applications/{secret.application}/adjustments") in found
    assert [path for (_, path), text in found.items() if "hear on the left" in text] == []


def test_an_interviewer_with_the_grant_finds_the_reason_nowhere(app, client_for, secret):
    with factories.writing() as session:
        session.add(AccountGrant(account_id=secret.team.panel[0], grant="adjustments"))

    found = answers(app, secret, client_for(secret.team.panel[0]))

    assert [path for (_, path), text in found.items() if "hear on the left" in text] == []


@pytest.mark.parametrize("who", ["recruiter", "manager"])
def test_whoever_may_read_the_reason_finds_it_on_its_page_alone(app, client_for, secret, who):
    with factories.writing() as session:
        if who == "manager":
            session.add(AccountGrant(account_id=secret.team.manager, grant="adjustments"))

    found = answers(app, secret, client_for(getattr(secret.team, who)))

    assert {endpoint for (endpoint, _), text in found.items() if "hear on the left" in text} == {"candidates.adjust"}


@time_machine.travel(NOW, tick=False)
@everybody_else
def test_whether_there_is_a_reason_changes_no_page_of_others(app, client_for, secret, reader):
    client = client_for(readers(secret)[reader])
    before = answers(app, secret, client)

    with factories.writing() as session:
        session.execute(update(Adjustment).values(reason="", version=7))
    after = answers(app, secret, client)

    assert [key for key, text in before.items() if _timeless(text) != _timeless(after[key])] == []


def _timeless(text: str) -> str:
    """Without form tokens and the cookie that carries them."""
    kept = [line for line in text.splitlines() if not line.startswith(("Set-Cookie:", "Content-Length:"))]
    return "\n".join(line for line in kept if "csrf_token" not in line)


def test_refusals_and_stored_traces_hold_no_word_of_the_reason(app, client_for, secret, send, recruiter, case):
    send(recruiter, f"{case}/adjustments", arrangement="Two breaks.", reason=f"{REASON}, since spring")
    refused = [
        client_for(who).post(f"{case}/adjustments", data={"arrangement": "x", "reason": "y", "version": "1"})
        for who in (secret.team.manager, secret.team.panel[0], make_account())
    ]

    assert [answer.status_code for answer in refused] == [400, 400, 400]
    assert not any("hear on the left" in answer.text for answer in refused)
    with app.app_context():
        tables = [table for table in db.metadata.sorted_tables if table is not Adjustment.__table__]
        rows = [[str(value) for value in row] for table in tables for row in db.session.execute(table.select())]
    assert "hear on the left" not in json.dumps(rows)
