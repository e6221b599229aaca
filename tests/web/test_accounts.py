"""Accounts through HTTP."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services import accounts
from tests.factories.accounts import make_account
from tests.page import Page
from tests.statements import counted

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
PASSWORD = "correct horse battery"


@pytest.fixture
def organisation(app: Flask) -> str:
    """An organisation, and the token that sets its admin's password."""
    with app.app_context():
        return accounts.first_run(organisation="Northwind", email="ada@example.org", load_ladder=False)


def post(client: FlaskClient, page: Page, path: str, **values: str) -> tuple[int, str, str]:
    answer = client.post(path, data=page.form(path) | values)
    return answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True)


def test_an_empty_installation_leads_to_the_first_run_page(client: FlaskClient, page: Read):
    assert client.get("/").headers["Location"].startswith("/sign-in")
    assert client.get("/sign-in").headers["Location"] == "/setup"

    setup = page(client, "/setup")

    status, location, _ = post(client, setup, "/setup", organisation="Northwind", email="ada@example.org")
    assert (status, location.split("/")[1]) == (302, "password")


def test_the_first_run_ends_signed_in(client: FlaskClient, page: Read, organisation: str):
    path = f"/password/{organisation}"

    answer = client.post(path, data=page(client, path).form() | {"password": PASSWORD, "again": PASSWORD})

    assert answer.headers["Location"] == "/me"
    assert "Your password is set" in page(client, "/me").text


def test_two_different_passwords_are_refused_and_the_link_stays_good(
    client: FlaskClient, page: Read, organisation: str
):
    path = f"/password/{organisation}"

    answer = client.post(path, data=page(client, path).form() | {"password": PASSWORD, "again": "something else"})

    assert answer.status_code == 422
    assert "Type the same one twice" in answer.get_data(as_text=True)
    page(client, path)


def test_an_unknown_link_says_what_to_do(client: FlaskClient, page: Read, organisation: str):
    assert "Ask an admin for a new one" in page(client, "/password/nonsense", status=404).text


def test_signing_in_leads_to_the_page_that_was_wanted(app: Flask, client: FlaskClient, page: Read, organisation: str):
    with app.app_context():
        accounts.set_password(organisation, PASSWORD)
    wanted = client.get("/staff").headers["Location"]

    status, location, _ = post(
        client, page(client, wanted), "/sign-in", email="ada@example.org", password=PASSWORD, next="/staff"
    )

    assert (status, location) == (302, "/staff")


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", ""])
def test_signing_in_never_leads_elsewhere(app: Flask, client: FlaskClient, page: Read, organisation: str, target: str):
    with app.app_context():
        accounts.set_password(organisation, PASSWORD)

    _, location, _ = post(
        client, page(client, "/sign-in"), "/sign-in", email="ada@example.org", password=PASSWORD, next=target
    )

    assert location == "/"


def test_a_wrong_password_is_refused_in_one_sentence(client: FlaskClient, page: Read, organisation: str):
    status, _, html = post(client, page(client, "/sign-in"), "/sign-in", email="ada@example.org", password="wrong")

    assert status == 422
    assert "is not right" in html


def test_signing_out_ends_the_session_on_the_server(client_for: ClientFor, page: Read, organisation: str):
    client = client_for(make_account("recruiter"))
    me = page(client, "/me")
    cookie = client.get_cookie("rung")

    client.post("/sign-out", data=me.form("/sign-out"))

    assert cookie is not None
    client.set_cookie("rung", cookie.value)
    assert client.get("/me").headers["Location"].startswith("/sign-in")


def test_an_admin_adds_somebody_and_sees_the_link_once(client_for: ClientFor, page: Read, organisation: str):
    client = client_for(make_account("admin"))
    values = {"name": "Mei Tanaka", "email": "mei@example.org", "job_title": "Recruiter", "role": "recruiter"}

    status, _, html = post(client, page(client, "/staff/new"), "/staff/new", **values, zone="Asia/Tokyo")

    assert (status, "/password/" in html) == (200, True)
    assert "Mei Tanaka" in page(client, "/staff").text
    assert "/password/" not in page(client, "/staff").html


def test_what_is_wrong_with_a_person_is_said_and_nothing_is_lost(client_for: ClientFor, page: Read, organisation: str):
    client = client_for(make_account("admin"))

    status, _, html = post(
        client, page(client, "/staff/new"), "/staff/new", name="Mei Tanaka", email="mei", role="recruiter", zone="UTC"
    )

    assert status == 422
    for sentence in ("Enter an e-mail address", "Enter a job title", 'value="Mei Tanaka"'):
        assert sentence in html


def test_an_admin_edits_deactivates_and_reactivates(client_for: ClientFor, page: Read, organisation: str):
    client = client_for(make_account("admin"))
    person = make_account("interviewer", name="Ben Okafor")
    path = f"/staff/{person}"

    client.post(f"{path}/deactivate", data=page(client, path).form("/deactivate"))
    assert "1 left" in page(client, "/staff").text
    client.post(f"{path}/reactivate", data=page(client, path).form("/reactivate"))

    assert "left" not in page(client, "/staff").text.split("People")[0]
    assert "/password/" in client.post(f"{path}/password-link", data=page(client, path).form("/password-link")).text


def test_a_stale_deactivation_is_refused(client_for: ClientFor, page: Read, organisation: str):
    client = client_for(make_account("admin"))
    person = make_account("interviewer", name="Ben Okafor")

    answer = client.post(
        f"/staff/{person}/deactivate", data=page(client, f"/staff/{person}").form("/deactivate") | {"version": "9"}
    )

    assert answer.status_code == 409
    assert "Ben Okafor" in answer.text


@pytest.mark.parametrize("role", ["recruiter", "hiring_manager", "interviewer", "senior_leader"])
def test_the_staff_pages_are_for_admins(client_for: ClientFor, page: Read, organisation: str, role: str):
    client = client_for(make_account(role))

    assert "kept by admins" in page(client, "/staff", status=403).text


def test_everybody_edits_their_own_account(client_for: ClientFor, page: Read, organisation: str):
    client = client_for(make_account("interviewer"))
    values = {"name": "Renata Moraes", "job_title": "Solutions Architect", "zone": "Australia/Sydney", "team_page": ""}

    client.post("/me", data=page(client, "/me").form("/me") | values)

    assert "Renata Moraes" in page(client, "/me").html


def test_a_page_for_somebody_signed_in_asks_the_database_twice(app: Flask, client_for: ClientFor, organisation: str):
    client = client_for(make_account("admin"))

    with counted(app) as statements:
        assert client.get("/staff").status_code == 200

    assert len(statements) == 2, statements


def test_a_number_that_no_row_can_have_is_not_found(client_for: ClientFor, page: Read, organisation: str):
    client = client_for(make_account("admin"))

    page(client, "/staff/99999999999999999999999999", status=404)


def test_an_admin_turns_a_switch_off_and_reads_what_holds_now(client_for: ClientFor, page: Read, organisation: str):
    client = client_for(make_account("admin", name="Ada Byron"))
    sent = page(client, "/settings").form("/settings") | {"adjusts_severity": "y"}

    answer = client.post("/settings", data=sent)

    after = page(client, "/settings")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/settings")
    assert "No level is computed" in after.text
    assert "The last one was made by Ada Byron" in after.text
    assert re.findall(r'<input [^>]*checked[^>]* name="(\w+)"', after.html) == ["adjusts_severity"]


def test_the_staff_page_leads_to_the_settings(client_for: ClientFor, page: Read, organisation: str):
    staff = page(client_for(make_account("admin")), "/staff")

    assert 'href="/settings"' in staff.html


def test_a_stale_page_of_settings_is_refused(client_for: ClientFor, page: Read, organisation: str):
    client = client_for(make_account("admin", name="Ada Byron"))
    stale = page(client, "/settings").form("/settings")
    client.post("/settings", data=stale | {"computes_levels": "y"})

    answer = client.post("/settings", data=stale)

    assert answer.status_code == 409
    assert "Ada Byron changed the settings" in answer.text


@pytest.mark.parametrize("role", ["recruiter", "hiring_manager", "interviewer", "senior_leader"])
def test_the_settings_are_for_admins(client_for: ClientFor, page: Read, organisation: str, role: str):
    client = client_for(make_account(role))

    assert "settings are kept by admins" in page(client, "/settings", status=403).text


def test_a_form_without_its_token_is_refused(client: FlaskClient, organisation: str):
    answer = client.post("/sign-in", data={"email": "ada@example.org", "password": PASSWORD})

    assert answer.status_code == 400
    assert "reload the page" in answer.text
