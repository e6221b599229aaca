"""What candidates say about themselves of their own free will: its page, and that nobody else comes across it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from app.gateways import self_identification as store
from app.models.openings import LocationRules, Opening
from tests import factories
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.portal import COOKIE, candidate_of, make_portal_session

ANSWERS = {"sex": "female", "race": "pacific", "veteran": "protected", "disability": "yes"}


@pytest.fixture
def team(app) -> Team:
    made = make_opening()
    rules = LocationRules(country="US", self_id="us", changed_by=made.manager, changed_at=datetime.now(UTC))
    with factories.writing() as session:
        session.execute(update(Opening).where(Opening.id == made.opening).values(country="US"))
        session.add(rules)
    return made


@pytest.fixture
def application(team) -> int:
    return make_application(team.opening, name="Aiko Tanaka")


@pytest.fixture
def candidate(app, application):
    return visiting(app, application)


def visiting(app, application: int):
    client = app.test_client()
    client.set_cookie(COOKIE, make_portal_session(candidate_of(application)))
    return client


def place_of(app) -> store.Place:
    settings = app.config["RUNG"]
    return store.Place(settings.self_id_database, settings.secret_key)


def file_of(app) -> Path:
    return Path(app.config["RUNG"].self_id_database.removeprefix("sqlite:///"))


def send(app, client, application: int, **answers: str):
    app.config["WTF_CSRF_ENABLED"] = False
    return client.post(f"/portal/applications/{application}/about-me", data=answers)


def page_of(client, application: int, query: str = "") -> str:
    return client.get(f"/portal/applications/{application}/about-me{query}").get_data(as_text=True)


def test_nothing_is_chosen_beforehand_and_not_answering_is_the_last_answer_of_each(candidate, application):
    shown = page_of(candidate, application)

    assert "checked" not in shown
    lists = re.findall(r"<fieldset.*?</fieldset>", shown, re.S)
    assert len(lists) == 4
    assert all(re.findall(r'value="(\w+)"', each)[-1] == "declined" for each in lists)


def test_answering_and_not_answering_are_buttons_of_one_size(candidate, application):
    shown = page_of(candidate, application)

    buttons = re.findall(r'<button class="([^"]*)" type="submit" name="act"', shown)
    assert buttons == ["btn", "btn"]


@pytest.mark.parametrize("text", ["voluntary", "no influence", "fewer than five"])
def test_the_page_says_what_it_is_for(candidate, application, text):
    assert text in page_of(candidate, application)


def test_the_page_is_japanese_for_whoever_reads_japanese(app, candidate, application):
    app.extensions.pop("untranslated", None)

    shown = page_of(candidate, application, "?lang=ja")

    assert 'lang="ja"' in shown
    assert "任意" in shown


def test_where_nothing_is_asked_there_is_no_page_and_no_link(app, team, page):
    elsewhere = make_opening()
    application = make_application(elsewhere.opening)
    client = visiting(app, application)

    assert client.get(f"/portal/applications/{application}/about-me").status_code == 404
    assert "about-me" not in client.get("/portal").get_data(as_text=True)


def test_the_application_leads_to_it_where_something_is_asked(candidate, application):
    assert f"/portal/applications/{application}/about-me" in candidate.get("/portal").get_data(as_text=True)


def test_nobody_answers_for_somebody_else(app, team, candidate):
    other = make_application(team.opening)

    assert send(app, candidate, other, **ANSWERS).status_code == 404
    assert store.given(place_of(app), other) is None


def test_what_was_answered_is_kept_apart_under_a_key_that_names_nobody(app, candidate, application):
    answer = send(app, candidate, application, **ANSWERS)

    assert answer.status_code == 302
    kept = store.given(place_of(app), application)
    assert kept is not None
    assert kept.answers == ANSWERS
    assert b"Aiko" not in file_of(app).read_bytes()
    assert b":" not in re.search(rb"20\d\d-\d\d-\d\d.{0,9}", file_of(app).read_bytes()).group()  # type: ignore[union-attr]


def test_only_the_candidate_reads_it_again(app, candidate, application):
    send(app, candidate, application, **ANSWERS)

    shown = page_of(candidate, application)

    assert "I identify as one or more of the classifications of protected veteran</dd>" in shown
    assert "checked" not in shown


def test_a_later_answer_stands_instead_of_the_first(app, candidate, application):
    send(app, candidate, application, **ANSWERS)

    send(app, candidate, application, sex="male")

    kept = store.given(place_of(app), application)
    assert kept is not None
    assert kept.answers == {"sex": "male", "race": "declined", "veteran": "declined", "disability": "declined"}


def test_not_wanting_to_answer_is_kept_as_an_answer_to_all(app, candidate, application):
    send(app, candidate, application, **ANSWERS, act="nothing")

    kept = store.given(place_of(app), application)
    assert kept is not None
    assert set(kept.answers.values()) == {"declined"}


def test_what_is_taken_back_leaves_no_trace_in_the_file(app, candidate, application):
    send(app, candidate, application, **ANSWERS)

    candidate.post(f"/portal/applications/{application}/about-me/take-back")

    assert store.given(place_of(app), application) is None
    assert b"pacific" not in file_of(app).read_bytes()


def test_an_answer_that_there_is_not_is_refused(app, candidate, application):
    answer = send(app, candidate, application, sex="<script>")

    assert answer.status_code == 422
    assert not file_of(app).exists()


def test_the_file_is_read_by_its_owner_alone(app, candidate, application):
    send(app, candidate, application, **ANSWERS)

    assert file_of(app).stat().st_mode & 0o077 == 0
