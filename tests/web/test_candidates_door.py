"""The way in to a candidate's own pages: asked for by anybody, opened by one mail, once."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.portal import LINK_LASTS, SESSION_LASTS
from app.gateways import rate_limits
from app.gateways.passwords import token_hash
from app.models.applications import Application
from app.models.audit import AuditEntry
from app.models.candidates import Candidate, PortalLink, PortalSession
from app.models.notifications import OutboxMessage
from app.queries.scheduling.invitations import invitation_link
from app.services.notifications.composing import Dropped, compose
from app.web.candidates.visiting import OWN
from tests import factories
from tests.factories.applications import make_application
from tests.factories.invitations import make_invitation
from tests.factories.openings import make_opening
from tests.factories.portal import COOKIE, candidate_of, letter_with, link_in, make_portal_session, newest
from tests.page import Page
from tests.statements import counted
from tests.web.permission_world import NAMES

Read = Callable[..., Page]
ADDRESS = "aiko@example.net"
ASK = "/portal/sign-in"


@pytest.fixture
def case(app: Flask) -> int:
    """An application that came from a known address."""
    return make_application(make_opening().opening, name="Aiko Tanaka", email=ADDRESS)


def ask(client: FlaskClient, page: Read, email: str = ADDRESS) -> str:
    """Ask for a link; what the page says."""
    answer = client.post(ASK, data=page(client, ASK).form(ASK) | {"email": email})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def link_for(client: FlaskClient, page: Read) -> str:
    ask(client, page)
    return link_in(letter_with("portal_link"))


def go_on(client: FlaskClient, page: Read, link: str) -> int:
    """Press the button behind a link; the answer's status."""
    return client.post(link, data=page(client, link).form(link)).status_code


def test_the_link_in_the_mail_opens_ones_applications(client: FlaskClient, page: Read, case: int):
    link = link_for(client, page)

    status = go_on(client, page, link)

    assert status == 302
    assert "Strategic Account Executive" in page(client, "/portal").text


def test_a_link_goes_to_the_address_on_record_however_it_was_typed(client: FlaskClient, page: Read, case: int):
    ask(client, page, "  AIKO@example.net ")

    assert letter_with("portal_link").to_address == ADDRESS


def test_whoever_has_two_applications_finds_both(client: FlaskClient, page: Read, case: int):
    other, whose = make_opening(), candidate_of(case)
    with factories.writing() as session:
        row = Application(candidate_id=whose, opening_id=other.opening, stage="screen")
        row.stage_entered_at = row.applied_at = datetime.now(UTC)
        session.add(row)
    client.set_cookie(COOKIE, make_portal_session(whose))

    text = page(client, "/portal").text

    assert text.count("You applied on") == 2


def test_looking_at_a_link_does_not_use_it_up(client: FlaskClient, page: Read, case: int):
    link = link_for(client, page)

    looks = [client.open(link, method=method).status_code for method in ("GET", "HEAD") * 5]

    assert set(looks) == {200}
    assert go_on(client, page, link) == 302


def test_a_link_works_once(client: FlaskClient, page: Read, case: int):
    link = link_for(client, page)
    form = page(client, link).form(link)
    client.post(link, data=form)

    again = client.post(link, data=form)

    assert again.status_code == 404
    assert "Send me a link" in again.get_data(as_text=True)


def test_a_link_ends_a_quarter_of_an_hour_after_the_mail_was_written(client: FlaskClient, page: Read, case: int):
    now = datetime.now(UTC)
    with time_machine.travel(now, tick=False):
        link = link_for(client, page)
        form = page(client, link).form(link)

    with time_machine.travel(now + LINK_LASTS + timedelta(seconds=1), tick=False):
        late = client.post(link, data=form).status_code
    with time_machine.travel(now + LINK_LASTS - timedelta(seconds=1), tick=False):
        in_time = client.post(link, data=form).status_code

    assert (late, in_time) == (404, 302)


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=366)], ids=["a day back", "a year on"])
def test_a_used_link_stays_used_whatever_the_clock_says(
    app: Flask, client: FlaskClient, page: Read, case: int, jump: timedelta
):
    link = link_for(client, page)
    go_on(client, page, link)
    app.config["WTF_CSRF_ENABLED"] = False

    with time_machine.travel(datetime.now(UTC) + jump):
        again = client.post(link)

    assert again.status_code == 404


def test_not_one_sign_of_a_link_can_be_another(client: FlaskClient, page: Read, case: int):
    link = link_for(client, page)
    form = page(client, link).form(link)
    start = link.rindex("/") + 1
    bits = [(place, bit) for place in range(start, len(link)) for bit in (0, 1, 4)]
    bent = {link[:place] + chr(ord(link[place]) ^ (1 << bit)) + link[place + 1 :] for place, bit in bits}

    answers = {client.post(other, data=form).status_code for other in bent if other[start:].isalnum()}
    answers |= {client.post(link[:cut], data=form).status_code for cut in (-1, -5, start + 1)}

    assert answers <= {404}
    assert go_on(client, page, link) == 302


def test_a_link_of_another_purpose_opens_nothing(app: Flask, client: FlaskClient, page: Read, case: int):
    team = make_opening()
    with app.app_context():
        booking = invitation_link(make_invitation(case, team.recruiter, people=team.panel)).rsplit("/", 1)[1]
        link = link_for(client, page)
    form = page(client, link).form(link)

    found = client.post(f"/portal-links/{booking}", data=form).status_code
    elsewhere = [client.get(f"/{kind}/{link.rsplit('/', 1)[1]}").status_code for kind in ("password", "booking-links")]

    assert found == 404
    assert elsewhere == [404, 404]


def test_known_and_unknown_addresses_are_answered_alike(app: Flask, client: FlaskClient, page: Read, case: int):
    with counted(app) as known:
        first = ask(client, page)
    with counted(app) as unknown:
        second = ask(client, page, "nobody@example.net")

    assert first == second
    assert known == unknown


def test_known_and_unknown_addresses_are_answered_as_fast(app: Flask, client: FlaskClient, case: int):
    app.config["WTF_CSRF_ENABLED"] = False
    took: dict[str, list[float]] = {ADDRESS: [], "nobody@example.net": []}
    for _ in range(15):
        rate_limits.forget_all()
        for email, times in took.items():
            began = perf_counter()
            client.post(ASK, data={"email": email})
            times.append(perf_counter() - began)

    known, unknown = (median(times) for times in took.values())
    assert abs(known - unknown) < max(0.5 * min(known, unknown), 0.01)


def test_an_address_that_nobody_has_is_told_nothing_and_forgotten(client: FlaskClient, page: Read, app: Flask):
    ask(client, page, "nobody@example.net")
    number = newest("portal_link")

    with app.app_context():
        found = compose(number, datetime.now(UTC))
        kept = db.session.get_one(OutboxMessage, number).data

    assert isinstance(found, Dropped)
    assert kept == {}


def test_no_token_is_kept_or_logged(
    app: Flask, client: FlaskClient, page: Read, case: int, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    link = link_for(client, page)
    go_on(client, page, link)
    token = link.rsplit("/", 1)[1]

    app.logger.warning("GET %s", link)

    with app.app_context():
        trail = json.dumps([[row.action, row.data] for row in db.session.scalars(select(AuditEntry))])
        outbox = json.dumps([row.data for row in db.session.scalars(select(OutboxMessage))])
        kept = [row.token_hash for row in db.session.scalars(select(PortalLink))]
    assert token not in trail + outbox + "".join(kept)
    assert not any(token in record.getMessage() for record in caplog.records if record.name == app.logger.name)
    assert client.get(link).headers["Referrer-Policy"] == "no-referrer"


def test_a_tenth_try_is_the_last_for_a_while(client: FlaskClient, app: Flask):
    app.config["WTF_CSRF_ENABLED"] = False

    answers = [client.post(ASK, data={"email": f"a{number}@example.net"}).status_code for number in range(11)]

    assert answers == [200] * 10 + [429]


def test_an_address_gets_five_links_an_hour_known_or_not(client: FlaskClient, app: Flask, case: int):
    app.config["WTF_CSRF_ENABLED"] = False

    known = [client.post(ASK, data={"email": ADDRESS}).status_code for _ in range(6)]

    assert known == [200] * 5 + [429]


def test_a_session_ends_by_itself(client: FlaskClient, case: int):
    client.set_cookie(COOKIE, make_portal_session(candidate_of(case)))

    with time_machine.travel(datetime.now(UTC) + SESSION_LASTS + timedelta(seconds=1)):
        answer = client.get("/portal")

    assert answer.headers["Location"] == ASK


def test_a_session_ends_with_signing_out(client: FlaskClient, page: Read, case: int):
    token = make_portal_session(candidate_of(case))
    client.set_cookie(COOKIE, token)

    client.post("/portal/sign-out", data=page(client, "/portal").form("/sign-out"))

    client.set_cookie(COOKIE, token)
    assert client.get("/portal").headers["Location"] == ASK


def test_a_session_and_a_link_end_with_the_person(client: FlaskClient, page: Read, case: int):
    link = link_for(client, page)
    form = page(client, link).form(link)
    whose = candidate_of(case)
    client.set_cookie(COOKIE, make_portal_session(whose))
    with factories.writing() as session:
        session.get_one(Candidate, whose).erased_at = datetime.now(UTC)

    answers = (client.get("/portal").headers.get("Location"), client.post(link, data=form).status_code)

    assert answers == (ASK, 404)


def test_records_of_one_person_under_two_addresses_share_nothing(client: FlaskClient, page: Read, case: int):
    other = make_application(make_opening().opening, name="Aiko Tanaka", email="aiko+2@example.net")
    whose, same = candidate_of(case), candidate_of(other)
    with factories.writing() as session:
        session.get_one(Candidate, same).same_as_id = whose
    client.set_cookie(COOKIE, make_portal_session(whose))

    answer = client.get(f"/portal/applications/{other}/messages")

    assert answer.status_code == 404
    assert page(client, "/portal").text.count("You applied on") == 1


def test_a_session_is_kept_as_a_hash_alone(client: FlaskClient, page: Read, case: int, app: Flask):
    go_on(client, page, link_for(client, page))
    cookie = client.get_cookie(COOKIE)

    with app.app_context():
        kept = db.session.scalars(select(PortalSession.token_hash)).all()

    assert cookie is not None
    assert kept == [token_hash(cookie.value)]
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def _paths(app: Flask, case: int) -> dict[str, str]:
    """A path for every route that is no file: numbers are those of the application."""
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static" and "GET" in (rule.methods or ()):
            values = {name: case if name.endswith("_id") else NAMES.get(name, "x") for name in rule.arguments}
            with app.test_request_context():
                found[rule.endpoint] = rule.build(values)[1]  # type: ignore[index]
    return found


def test_a_candidates_session_opens_no_page_of_staff(app: Flask, client: FlaskClient, case: int):
    client.set_cookie(COOKIE, make_portal_session(candidate_of(case)))
    staff = {
        endpoint: path
        for endpoint, path in _paths(app, case).items()
        if not str(getattr(app.view_functions[endpoint], "guard", "")).startswith("public")
    }

    entered = {
        endpoint: answer.status_code
        for endpoint, path in staff.items()
        if not (answer := client.get(path)).headers.get("Location", "").startswith("/sign-in")
    }

    assert entered == {}


def test_a_session_of_staff_opens_no_page_of_a_candidate(
    app: Flask, client_for: Callable[[int], FlaskClient], case: int
):
    recruiter = client_for(make_opening().recruiter)
    guards = {name: str(getattr(view, "guard", "")) for name, view in app.view_functions.items()}
    own = {name: path for name, path in _paths(app, case).items() if guards[name] == f"public: {OWN}"}

    entered = {name for name, path in own.items() if recruiter.get(path).headers.get("Location") != ASK}

    assert "portal.show" in own
    assert entered == set()
