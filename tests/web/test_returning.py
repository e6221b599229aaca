"""What was typed while a session ended: it waits on the sign-in page for whoever wrote it, and for nobody else."""

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from app.database import db
from app.gateways.passwords import hash_password
from app.models.accounts import Account, Organisation, SignIn
from app.models.scheduling import Seat
from app.models.scorecards import Scorecard
from app.queries.scheduling import link_for
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist
from tests.factories.panels import make_panel
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

PASSWORD = "fifteen quiet herons"
LINE = "Ōtsuka 5 > 4 & “mehr” \U0001f680 e\u0301"
TEXT = f'{LINE}\n\u0627\u0644\u0633\u0637\u0631 <b>"zitiert"</b>; &amp;\n\n  eingerückt \U0001d4b3'
FORMS = {
    "scorecard": ("panelist", "/interviews/{talk}/scorecard"),
    "amendment": ("colleague", "/interviews/{talk}/scorecard/amend/summary"),
    "amended rating": ("colleague", "/interviews/{talk}/scorecard/amend/area-{area}"),
    "early opening": ("recruiter", "/interviews/{talk}/scorecards/open"),
    "cancelling": ("recruiter", "/interviews/{coming}/cancel"),
    "moving": ("recruiter", "/interviews/{coming}/move"),
    "booking": ("recruiter", "/applications/{waiting}/interviews/new"),
    "declining": ("recruiter", "/applications/{case}/decline"),
    "withdrawing": ("recruiter", "/applications/{case}/withdraw"),
    "holding": ("recruiter", "/applications/{case}/hold"),
    "another stage": ("recruiter", "/applications/{case}/stage"),
    "an override": ("recruiter", "/applications/{case}/override"),
    "re-opening": ("recruiter", "/applications/{declined}/reopen"),
    "a requirement": ("recruiter", "/applications/{case}/requirements/account_control"),
    "a candidate": ("recruiter", "/openings/{opening}/candidates/new"),
    "an opening": ("recruiter", "/openings/new"),
    "own level": ("manager", "/applications/{finalist}/decision/own-level"),
    "a question": ("manager", "/applications/{finalist}/debrief/questions"),
    "own account": ("recruiter", "/me"),
    "staff": ("admin", "/staff/new"),
    "a colleague": ("admin", "/staff/{panelist}"),
}
SHOWN_AT = {"own level": "/applications/{finalist}/decision", "a question": "/applications/{finalist}/debrief"}
# The machinery of a form, and what one line of it may hold.
HIDDEN = {"csrf_token", "version", "show-again"}
Ids = Mapping[str, int | str]


@pytest.fixture
def ids(app: Flask) -> Ids:
    """An organisation in which there is something to write on every page, and who and what stands in it."""
    panel = make_panel(recruiter_grants=("override",))
    team = panel.team
    make_scorecard(panel.interview, team.panel[1])
    admin = make_account("admin")
    declined = make_application(team.opening, state="declined")
    other = make_application(team.opening, stage="panel")
    waiting = make_application(team.opening, stage="final")
    begin = datetime(2030, 1, 7, 9, 0, tzinfo=UTC)
    coming = make_interview(other, stage="panel", interviewers=team.panel, starts_at=begin)
    with factories.writing() as session:
        session.add(Organisation(name="Quiet Herons", created_at=START))
        session.execute(update(Account).values(password_hash=hash_password(PASSWORD, time_cost=1)))
    people = {"panelist": team.panel[0], "colleague": team.panel[1], "recruiter": team.recruiter}
    things = {"talk": panel.interview, "case": panel.application, "opening": team.opening, "declined": declined}
    things |= {"finalist": make_finalist(team), "coming": coming, "waiting": waiting}
    return {"area": "efficiency", "manager": team.manager, "admin": admin, **people, **things}


def sign_in(app: Flask, client: FlaskClient, account_id: int, page: str = "") -> TestResponse:
    """Send the sign-in form of a page, or of the page for it."""
    with app.app_context():
        email = db.session.execute(select(Account.email).where(Account.id == account_id)).scalar_one()
    sent = fields_of(page or client.get("/sign-in").text, "/sign-in") | {"email": email, "password": PASSWORD}
    return client.post("/sign-in", data=sent)


def signed_in(app: Flask, account_id: int) -> FlaskClient:
    """A browser in which somebody has signed in."""
    client = app.test_client()
    assert sign_in(app, client, account_id).status_code == 302
    return client


def end_sessions() -> None:
    """Let every sign-in be too old."""
    with factories.writing() as session:
        session.execute(update(SignIn).values(expires_at=datetime(2020, 1, 1, tzinfo=UTC)))


def fields_of(page: str, action: str) -> dict[str, str]:
    """What a browser sends of the form that goes to an address, without what is chosen in lists and boxes."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'action="{action}"' in form)
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        said = {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if said.get("type") not in {"radio", "checkbox", "file"}:
            fields[said["name"]] = said.get("value", "")
    for tag, text in re.findall(r"<textarea([^>]*)>(.*?)</textarea>", form, re.DOTALL):
        name = re.search(r'name="([^"]*)"', tag)
        assert name
        # The first line end in a text area is markup.
        fields[name[1]] = html.unescape(re.sub(r"^\r?\n", "", text))
    return {name: text.replace("\r\n", "\n") for name, text in fields.items()}


def typed_into(page: str, action: str) -> dict[str, str]:
    """The same with something typed into every text field that is empty."""
    areas = set(re.findall(r'<textarea[^>]*name="([^"]*)"', page))
    typed = dict.fromkeys(areas, TEXT)
    lines = set(
        re.findall(r'<input[^>]*type="text"[^>]*name="([^"]*)"|<input[^>]*name="([^"]*)"[^>]*type="text"', page)
    )
    typed |= {name: LINE for pair in lines for name in pair if name}
    now = fields_of(page, action)
    return now | {name: text for name, text in typed.items() if name in now}


@pytest.mark.parametrize("name", FORMS)
def test_signing_in_again_leads_back_to_the_form_with_every_word_in_it(app: Flask, ids: Ids, name: str):
    who, address = FORMS[name]
    action, author = address.format(**ids), int(ids[who])
    client = signed_in(app, author)
    sent = typed_into(client.get(SHOWN_AT.get(name, address).format(**ids)).text, action)
    end_sessions()

    waiting = client.post(action, data=sent)
    again = sign_in(app, client, author, waiting.text)
    page = client.post(action, data=fields_of(again.text, action))

    assert (waiting.status_code, again.status_code, page.status_code) == (401, 200, 200)
    assert "Your sign-in had ended" in waiting.text
    kept = fields_of(page.text, action)
    assert {key: kept.get(key) for key in sent if key not in HIDDEN} == {
        key: text for key, text in sent.items() if key not in HIDDEN
    }


@pytest.mark.parametrize("name", FORMS)
def test_somebody_else_who_signs_in_neither_sees_nor_sends_it(app: Flask, ids: Ids, name: str):
    who, address = FORMS[name]
    action, author = address.format(**ids), int(ids[who])
    client = signed_in(app, author)
    sent = typed_into(client.get(SHOWN_AT.get(name, address).format(**ids)).text, action)
    end_sessions()
    waiting = client.post(action, data=sent)

    other = sign_in(app, client, int(ids["manager" if who != "manager" else "recruiter"]), waiting.text)
    home = client.get(other.headers["Location"])
    late = client.post(action, data=sent)

    assert (other.status_code, other.headers["Location"], late.status_code) == (302, "/", 400)
    assert "is somebody else’s: it is neither shown nor sent" in home.text
    assert all(TEXT not in html.unescape(page) for page in (waiting.text, other.text, home.text, late.text))
    with app.app_context():
        assert db.session.execute(select(func.count()).where(Scorecard.summary == TEXT)).scalar_one() == 0


def test_a_form_in_another_window_works_on_after_signing_in_again(app: Flask, ids: Ids):
    author, action = int(ids["panelist"]), f"/interviews/{ids['talk']}/scorecard"
    client = signed_in(app, author)
    sent = typed_into(client.get(action).text, action)
    end_sessions()
    sign_in(app, client, author)

    saved = client.post(action, data=sent | {"act": "save"})

    assert (saved.status_code, saved.headers["Location"]) == (302, action)


def test_a_form_from_before_signing_out_is_given_back(app: Flask, ids: Ids):
    author, action = int(ids["panelist"]), f"/interviews/{ids['talk']}/scorecard"
    client = signed_in(app, author)
    before = client.get(action).text
    sent = typed_into(before, action)
    client.post("/sign-out", data=fields_of(before, "/sign-out"))
    sign_in(app, client, author)

    refused = client.post(action, data=sent)
    page = client.post(action, data=fields_of(refused.text, action))

    assert (refused.status_code, page.status_code) == (400, 200)
    assert "Your text is still here" in refused.text
    assert fields_of(page.text, action)["summary"] == TEXT


def test_what_came_back_is_saved_by_its_own_button(app: Flask, ids: Ids):
    author, action = int(ids["panelist"]), f"/interviews/{ids['talk']}/scorecard"
    client = signed_in(app, author)
    sent = typed_into(client.get(action).text, action)
    end_sessions()
    again = sign_in(app, client, author, client.post(action, data=sent).text)
    page = client.post(action, data=fields_of(again.text, action))

    saved = client.post(action, data=fields_of(page.text, action) | {"act": "save"})

    assert saved.status_code == 302
    with app.app_context():
        assert db.session.execute(select(func.count()).where(Scorecard.summary == TEXT)).scalar_one() == 1


def test_what_a_link_let_somebody_write_waits_too_when_the_link_has_ended(app: Flask, ids: Ids):
    author, action, client = int(ids["panelist"]), f"/interviews/{ids['talk']}/scorecard", app.test_client()
    with app.app_context():
        link = link_for(int(ids["talk"]), author)
    assert link
    client.get(link.address.removeprefix("http://localhost"))
    sent = typed_into(client.get(action).text, action)
    with factories.writing() as session:
        session.execute(update(Seat).values(link_epoch=7))

    saving = client.post(f"{action}/draft", data=sent, headers={"Accept": "application/json"})
    client.get(link.address.removeprefix("http://localhost"))
    waiting = client.post(action, data=sent)
    again = sign_in(app, client, author, waiting.text)

    assert (saving.status_code, waiting.status_code, again.status_code) == (404, 401, 200)
    assert fields_of(again.text, action)["summary"] == TEXT


def test_a_wrong_password_loses_nothing(app: Flask, ids: Ids):
    author, action = int(ids["panelist"]), f"/interviews/{ids['talk']}/scorecard"
    client = signed_in(app, author)
    sent = typed_into(client.get(action).text, action)
    end_sessions()
    waiting = client.post(action, data=sent)

    refused = client.post(
        "/sign-in", data=fields_of(waiting.text, "/sign-in") | {"email": "a@b.example", "password": "x"}
    )
    again = sign_in(app, client, author, refused.text)

    assert refused.status_code == 422
    assert fields_of(again.text, action)["summary"] == TEXT


def test_a_button_alone_leaves_nothing_to_keep(app: Flask, ids: Ids):
    client = signed_in(app, int(ids["recruiter"]))
    path = f"/applications/{ids['case']}"
    sent = fields_of(client.get(path).text, "/sign-out") | {"version": "1"}
    end_sessions()

    answer = client.post(f"{path}/resume", data=sent)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in")


def test_a_candidate_is_not_advanced_by_going_back_to_a_form_that_was_only_a_button(app: Flask, ids: Ids):
    client = signed_in(app, int(ids["recruiter"]))
    page = client.get(f"/openings/{ids['opening']}/board").text
    token = fields_of(page, "/sign-out")
    end_sessions()

    answer = client.post(
        f"/applications/{ids['case']}/advance", data=token | {"version": "1", "board": str(ids["opening"])}
    )

    assert 'name="board"' in page
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in")


@pytest.mark.parametrize("kept", ["", "nonsense", "eyJhdXRob3IiOjF9.YQ.AAAA"], ids=["empty", "nonsense", "forged"])
def test_what_was_not_kept_here_is_not_given_back(app: Flask, ids: Ids, kept: str):
    client = app.test_client()
    page = re.sub(
        r'name="kept"[^>]*value="[^"]*"', f'name="kept" type="hidden" value="{kept}"', client.get("/sign-in").text
    )

    answer = sign_in(app, client, int(ids["panelist"]), page)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
