"""What holds for every answer and every form: headers, cookies, tokens, links, and the refusal to start unsafe."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.config import DEVELOPMENT_SECRET, read_settings
from app.database import db
from app.domain.errors import BadData
from app.factory import create_app
from app.gateways.passwords import hash_password, token_hash
from app.models.accounts import Account, Organisation
from app.models.applications import Application
from app.models.scorecards import Scorecard
from app.web.security import refuse_unguarded
from tests import factories
from tests.databases import settings_for
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_cv
from tests.factories.decisions import make_finalist
from tests.factories.openings import Team, make_opening
from tests.factories.panels import card_fields, make_panel, sheet_for
from tests.page import Page

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
PASSWORD = "correct horse battery"


@pytest.fixture
def team(app: Flask) -> Team:
    with factories.writing() as session:
        session.add(Organisation(name="Northwind", created_at=START))
    return make_opening()


@pytest.fixture
def recruiter(team: Team, client_for: ClientFor) -> FlaskClient:
    return client_for(team.recruiter)


# --- Headers


@pytest.fixture
def answers(app: Flask, team: Team, recruiter: FlaskClient) -> dict[str, TestResponse]:
    """One answer of every kind."""
    application = make_finalist(team)
    make_cv(application, app.config["RUNG"].files_directory)
    profile, signed_out = f"/applications/{application}", app.test_client()
    return {
        "page": recruiter.get(profile),
        "signed-out page": signed_out.get("/sign-in"),
        "redirect to signing in": signed_out.get(profile),
        "file": recruiter.get(f"{profile}/cv"),
        "not allowed": recruiter.get("/staff"),
        "not found": recruiter.get("/applications/99999"),
        "no such address": recruiter.get("/nowhere"),
        "wrong method": recruiter.get(f"{profile}/advance"),
        "without token": recruiter.post(f"{profile}/advance"),
        "HEAD": recruiter.head(profile),
        "OPTIONS": recruiter.options(profile),
    }


KINDS = (
    *("page", "signed-out page", "redirect to signing in", "file", "not allowed", "not found", "no such address"),
    *("wrong method", "without token", "HEAD", "OPTIONS"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_carries_the_headers(answers: dict[str, TestResponse], kind: str):
    headers = answers[kind].headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "unsafe" not in headers["Content-Security-Policy"]
    answers[kind].close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "file"])
def test_pages_run_only_what_we_serve_and_stand_in_no_frame(answers: dict[str, TestResponse], kind: str):
    policy = answers[kind].headers["Content-Security-Policy"]

    for rule in ("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
        assert rule in policy


def test_a_file_of_a_candidate_may_do_nothing_at_all(answers: dict[str, TestResponse]):
    answer = answers["file"]

    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    answer.close()


def test_what_we_serve_to_everybody_may_be_kept_by_the_browser(app: Flask):
    answer = app.test_client().get("/static/app.css")

    assert "no-store" not in answer.headers.get("Cache-Control", "")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


# --- Cookies


def _cookie(answer: TestResponse) -> str:
    return next(value for value in answer.headers.getlist("Set-Cookie") if value.split("=")[0].endswith("rung"))


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask, team: Team):
    cookie = _cookie(app.test_client().get("/sign-in"))

    assert cookie.startswith("rung=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_belongs_to_this_host_alone(app: Flask, team: Team, tmp_path: Path):
    own = replace(settings_for(app.config["RUNG"].database_url, tmp_path), base_url="https://rung.example")
    secure = create_app(own)

    cookie = _cookie(secure.test_client().get("/sign-in", base_url="https://rung.example"))

    assert cookie.startswith("__Host-rung=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    with secure.app_context():
        db.engine.dispose()


def test_reading_a_page_writes_no_cookie(team: Team, recruiter: FlaskClient):
    recruiter.get("/openings")

    assert recruiter.get("/openings").headers.getlist("Set-Cookie") == []


# --- Forms of other sites


def _posts(app: Flask) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    values = {"part": "vote", "key": "sfdc", "token": "x", "content_kind": "family"}
    with app.test_request_context():
        built = [rule.build({name: values.get(name, 1) for name in rule.arguments}) for rule in rules]
    return sorted(path[1] for path in built if path)


# Mail programs press this button themselves, without a page of ours; the signed address says whose it is.
# The form to apply with looks at its token itself, and gives back what was typed: 422 in place of 400.
PRESSED_FROM_OUTSIDE = {"/unsubscribe/x", "/jobs/1/apply"}


@pytest.mark.parametrize("token", [None, "", "nonsense"], ids=["missing", "empty", "wrong"])
def test_no_form_is_taken_without_its_token(app: Flask, recruiter: FlaskClient, token: str | None):
    data = {} if token is None else {"csrf_token": token}

    statuses = {
        path: recruiter.post(path, data=data).status_code for path in _posts(app) if path not in PRESSED_FROM_OUTSIDE
    }

    assert len(statuses) > 30
    assert {path for path, status in statuses.items() if status != 400} == set()


def test_the_token_of_another_session_is_refused_with_a_page_that_says_what_to_do(
    team: Team, recruiter: FlaskClient, client_for: ClientFor, page: Read
):
    foreign = page(client_for(team.manager), "/me").form("/sign-out")["csrf_token"]

    answer = recruiter.post("/me", data={"csrf_token": foreign, "name": "Taken over"})

    assert answer.status_code == 400
    assert "reload the page and send it again" in answer.text
    assert "Taken over" not in recruiter.get("/me").text


# --- Where signing in leads, and what links say


@pytest.mark.parametrize(
    "target",
    [
        *("https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "evil.example"),
        *("/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", " //evil.example", "/\x0b/evil.example"),
        *("javascript:alert(1)", "/\\/evil.example", "///evil.example"),
    ],
)
def test_signing_in_leads_to_pages_of_ours_only(app: Flask, team: Team, page: Read, target: str):
    _give_password(team.recruiter)
    client = app.test_client()
    form = page(client, "/sign-in").form("/sign-in")
    with app.app_context():
        email = db.session.execute(select(Account.email).where(Account.id == team.recruiter)).scalar_one()

    answer = client.post("/sign-in", data=form | {"email": email, "password": PASSWORD, "next": target})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def _give_password(account_id: int) -> None:
    with factories.writing() as session:
        session.get_one(Account, account_id).password_hash = hash_password(PASSWORD, time_cost=1)


def test_a_password_link_names_this_installation_whatever_the_request_claims(app: Flask, team: Team, page: Read):
    admin = _signed_in_admin(app)
    path = f"/staff/{team.leader}"
    form = page(admin, path).form("/password-link")

    answer = admin.post(f"{path}/password-link", data=form, headers={"X-Forwarded-Host": "evil.example"})
    spoofed = admin.post(f"{path}/password-link", data=form, headers={"Host": "evil.example"})

    for shown in (answer, spoofed):
        assert "evil.example" not in shown.text
    assert f"{app.config['RUNG'].base_url}/password/" in answer.text


def _signed_in_admin(app: Flask) -> FlaskClient:
    admin = make_account("admin")
    factories.accounts.make_sign_in(admin, token_hash("admin's token"))
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "admin's token"
    with client.session_transaction(base_url="http://evil.example") as session:
        session["_user_id"] = "admin's token"
    return client


@pytest.mark.parametrize(
    "address", ["javascript://example.com/%0aalert(1)", "data:text/html,x", "//evil.example", "ftp://x.example/"]
)
def test_a_team_page_is_an_address_that_runs_nothing(team: Team, recruiter: FlaskClient, page: Read, address: str):
    fields = {"name": "Mei", "job_title": "Recruiter", "zone": "UTC", "team_page": address}

    answer = recruiter.post("/me", data=page(recruiter, "/me").form("/me") | fields)

    assert answer.status_code == 422
    assert "Enter a full address" in answer.text


# --- Fields that nobody asked for


def test_what_a_form_does_not_ask_is_not_taken(app: Flask, team: Team, recruiter: FlaskClient, page: Read):
    fields = {"name": "Mei", "job_title": "Recruiter", "zone": "UTC", "team_page": ""}
    extra = {
        "role": "admin",
        "grants": "override",
        "is_active": "",
        "id": "1",
        "email": "x@example.org",
        "version": "9",
    }

    recruiter.post("/me", data=page(recruiter, "/me").form("/me") | fields | extra)

    with app.app_context():
        row = db.session.get_one(Account, team.recruiter)
        assert (row.name, row.role, row.is_active) == ("Mei", "recruiter", True)
        assert row.email != "x@example.org"
    assert recruiter.get("/staff").status_code == 403


def test_an_application_belongs_to_the_opening_of_the_address(
    app: Flask, team: Team, recruiter: FlaskClient, page: Read
):
    other = make_opening()
    path = f"/openings/{team.opening}/candidates/new"
    fields = {"name": "Yuki", "email": "yuki@example.net", "zone": "UTC", "place": "", "source": ""}
    extra = {
        "opening_id": str(other.opening),
        "candidate_id": "1",
        "state": "hired",
        "stage": "decision",
        "level": "P6",
    }

    recruiter.post(path, data=page(recruiter, path).form(path) | fields | extra)

    with app.app_context():
        row = db.session.execute(select(Application)).scalar_one()
        assert (row.opening_id, row.state, row.stage, row.level) == (team.opening, "active", "screen", None)


def test_a_card_belongs_to_whoever_sends_it(app: Flask, client_for: ClientFor, page: Read):
    panel = make_panel()
    author, victim = panel.team.panel[:2]
    path = f"/interviews/{panel.interview}/scorecard"
    client = client_for(author)
    extra = {"account_id": str(victim), "interview_id": "999", "is_late": "", "submitted_at": "2020-01-01"}

    client.post(
        path, data=page(client, path).form("/scorecard") | card_fields(sheet_for(panel.interview, author)) | extra
    )

    with app.app_context():
        row = db.session.execute(select(Scorecard)).scalar_one()
        assert (row.account_id, row.interview_id, row.submitted_at) == (author, panel.interview, None)


# --- Refusing to start


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"RUNG_SECRET_KEY": ""}, "Set RUNG_SECRET_KEY"),
        ({"RUNG_SECRET_KEY": DEVELOPMENT_SECRET}, "Set RUNG_SECRET_KEY"),
        ({"RUNG_SECRET_KEY": "too short"}, "Set RUNG_SECRET_KEY"),
        ({"RUNG_BASE_URL": "http://rung.example"}, "Set RUNG_BASE_URL to the https address"),
        ({"RUNG_BASE_URL": ""}, "Set RUNG_BASE_URL to the https address"),
    ],
)
def test_production_does_not_start_unsafe(tmp_path: Path, changes: dict[str, str], sentence: str):
    safe = {"RUNG_PRODUCTION": "1", "RUNG_SECRET_KEY": "s" * 40, "RUNG_BASE_URL": "https://rung.example"}

    with pytest.raises(BadData) as refused:
        read_settings({"RUNG_INSTANCE": str(tmp_path)} | safe | changes)

    assert sentence in refused.value.message


def test_production_starts_when_it_is_safe(tmp_path: Path):
    environment = {"RUNG_PRODUCTION": "1", "RUNG_SECRET_KEY": "s" * 40, "RUNG_BASE_URL": "https://rung.example/"}

    settings = read_settings({"RUNG_INSTANCE": str(tmp_path)} | environment)

    assert (settings.production, settings.is_https, settings.base_url) == (True, True, "https://rung.example")


def test_a_route_that_names_no_permission_keeps_the_application_from_starting(app: Flask):
    bare = Flask("bare", static_folder=None)
    bare.add_url_rule("/salaries", endpoint="salaries", view_func=lambda: "all of them")

    with pytest.raises(RuntimeError) as refused:
        refuse_unguarded(bare)

    assert "The route salaries names no action" in str(refused.value)


def test_starting_asks_whether_every_route_is_guarded(monkeypatch: pytest.MonkeyPatch, app: Flask, tmp_path: Path):
    bare = Blueprint("bare", __name__)
    bare.add_url_rule("/salaries", endpoint="salaries", view_func=lambda: "all of them")
    monkeypatch.setattr("app.factory.BLUEPRINTS", (bare,))

    with pytest.raises(RuntimeError):
        create_app(settings_for(app.config["RUNG"].database_url, tmp_path))
