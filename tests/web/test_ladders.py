"""The pages of the catalogue: reading, editing without losing a word, publishing, and what running kits keep."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db
from app.domain.opening import OpeningTerms
from app.domain.policy import Role, Viewer
from app.models.audit import AuditEntry
from app.queries import ladders as queries
from app.services import openings
from forms.base import AGAIN
from tests.factories.accounts import make_account
from tests.factories.applications import make_application
from tests.factories.ladders import publish_shipped, shipped_playbook
from tests.factories.openings import make_opening
from tests.factories.scheduling import make_interview
from tests.journeys.browsing import form_on
from tests.page import Page, check
from tests.statements import counted

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
AREA = "/questions/results"
OWN_WORDS = "Which promise to a customer cost you most to keep?"
HOSTILE = "\"'><script>steal()</script>"


@pytest.fixture
def recruiter(app: Flask, client_for: ClientFor) -> FlaskClient:
    publish_shipped()
    return client_for(make_account("recruiter", name="Ayumi Nakagawa"))


def sent_by(html: str) -> dict[str, str]:
    """Everything that the form of the area would send as it stands."""
    form = form_on(html, AREA)
    assert form is not None
    return {name: values[0] for name, values in form.values.items()}


def filled(page: Read, client: FlaskClient) -> dict[str, str]:
    return sent_by(page(client, AREA).html)


def send(client: FlaskClient, sent: dict[str, str], act: str, **changes: str) -> TestResponse:
    """Press a button of the form; `text_0="..."` is what was typed into the field text-0."""
    typed = {key.replace("_", "-"): text for key, text in changes.items()}
    return client.post(AREA, data=sent | typed | {"act": act})


def told(answer: TestResponse, status: int) -> Page:
    assert answer.status_code == status
    return check(AREA, answer.get_data(as_text=True), answer.status_code)


def numbers(app: Flask) -> list[int]:
    with app.app_context():
        return [version.number for version in queries.published("competencies")]


def kit_of(page: Read, client_for: ClientFor, opening: int, panelist: int) -> str:
    """The page of kit and scorecard of a screen in this opening."""
    interview = make_interview(make_application(opening, stage="screen"), stage="screen", interviewers=[panelist])
    return page(client_for(panelist), f"/interviews/{interview}/scorecard").html


def test_the_catalogue_names_every_area_with_its_questions_and_stages(page: Read, recruiter: FlaskClient):
    shown = page(recruiter, "/questions")

    assert "Version 1 of" in shown.text
    assert "90 questions in 18 focus areas" in shown.text
    assert shown.html.count('href="/questions/') == 18
    assert "Results" in shown.text
    assert "Initial Screen, Initial Interview" in shown.text


def test_before_there_is_a_ladder_the_catalogue_says_whom_to_ask(app: Flask, client_for: ClientFor):
    answer = client_for(make_account("recruiter")).get("/questions")

    assert answer.status_code == 422
    assert "Ask an admin to load one" in answer.get_data(as_text=True)


def test_an_area_that_the_catalogue_does_not_have_is_not_there(recruiter: FlaskClient):
    assert recruiter.get("/questions/charisma").status_code == 404
    assert recruiter.get("/questions/Results%00").status_code == 404


def test_only_recruiters_and_admins_find_the_catalogue_in_the_menu(app: Flask, page: Read, client_for: ClientFor):
    publish_shipped()

    shows = {
        role: 'href="/questions"' in page(client_for(make_account(role)), "/openings").html
        for role in ("admin", "recruiter", "hiring_manager", "interviewer", "senior_leader")
    }

    assert [role for role, is_shown in shows.items() if is_shown] == ["admin", "recruiter"]


def test_a_published_edit_stands_in_the_history_with_name_and_note(app: Flask, page: Read, recruiter: FlaskClient):
    answer = send(recruiter, filled(page, recruiter), "publish", text_0=OWN_WORDS, note="Asks for the cost.")

    assert answer.status_code == 302
    shown = page(recruiter, AREA)
    assert "Version 2 is published." in shown.text
    assert OWN_WORDS in sent_by(shown.html)["text-0"]
    history = page(recruiter, "/questions").text
    assert "Ayumi Nakagawa" in history
    assert "Results: Asks for the cost." in history
    with app.app_context():
        data = db.session.execute(select(AuditEntry.data).order_by(AuditEntry.id.desc()).limit(1)).scalar_one()
    assert (data["kind"], data["area"], data["note"]) == ("competencies", "results", "Asks for the cost.")


def test_a_preview_shows_each_change_and_how_many_openings_keep_theirs(app: Flask, page: Read, recruiter: FlaskClient):
    make_opening()

    shown = told(send(recruiter, filled(page, recruiter), "preview", text_0=OWN_WORDS, anchor_5="It failed."), 200)

    assert "one open opening on version 1 keeps it" in shown.text
    assert "What would change" in shown.text
    assert "Anchor: Unsuccessful" in shown.text
    assert shown.html.count(OWN_WORDS) == 2
    assert sent_by(shown.html)["text-0"] == OWN_WORDS
    assert numbers(app) == [1]


def test_questions_move_come_and_go_without_losing_what_was_typed(app: Flask, page: Read, recruiter: FlaskClient):
    sent = filled(page, recruiter)

    down = sent_by(told(send(recruiter, sent, "down-0", text_0=OWN_WORDS, note="Why"), 200).html)
    up = sent_by(told(send(recruiter, down, "up-1"), 200).html)
    more = sent_by(told(send(recruiter, up, "add"), 200).html)
    fewer = sent_by(told(send(recruiter, more, "remove-2"), 200).html)

    assert (down["text-0"], down["text-1"], down["key-1"]) == (sent["text-1"], OWN_WORDS, sent["key-0"])
    assert up == {**sent, "text-0": OWN_WORDS, "note": "Why", "csrf_token": up["csrf_token"]}
    assert (more["count"], more["text-5"], more["key-5"]) == ("6", "", "")
    assert [fewer[f"key-{place}"] for place in range(5)] == [sent[f"key-{place}"] for place in (0, 1, 3, 4)] + [""]
    assert numbers(app) == [1]


@pytest.mark.parametrize("act", ["up-0", "down-4", "up-99", "remove-999", "down-x", "nothing", "up-٣"])
def test_a_button_that_belongs_to_no_question_changes_nothing(page: Read, recruiter: FlaskClient, act: str):
    sent = filled(page, recruiter)

    after = sent_by(told(send(recruiter, sent, act), 200).html)

    assert after | {"csrf_token": ""} == sent | {"csrf_token": ""}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text_0": " "}, "Write the question, or remove it."),
        ({"weak_3": "x" * 2001}, "This text has 2,001 characters; up to 2,000 are kept."),
        ({"anchor_2": ""}, "Write what “Superior” looks like here."),
        ({"avoid": ""}, "Write at least one thing not to ask or weigh here."),
        ({"note": ""}, "Say in a few words what changed and why."),
        ({"boundary_0": "P3|P6"}, "Choose two neighbouring levels of the list, or none."),
        ({"key_0": "collaboration-1"}, "One of these questions is not of this area"),
        ({"count": "1"}, "An area needs two questions or more"),
    ],
)
def test_a_refused_edit_comes_back_whole_with_a_sentence_beside_the_field(
    app: Flask, page: Read, recruiter: FlaskClient, changes: dict[str, str], sentence: str
):
    sent = filled(page, recruiter) | {"text-1": OWN_WORDS, "note": "Why."}

    shown = told(send(recruiter, sent, "publish", **changes), 422)

    assert sentence in shown.text
    after = sent_by(shown.html)
    typed = sent | {key.replace("_", "-"): text.strip() for key, text in changes.items()}
    kept = {name for name in after if name not in {"csrf_token", "boundary-0", "count"}}
    assert {name: after[name] for name in kept} == {name: typed[name] for name in kept}
    assert "text-1" in kept or changes.get("count")
    assert numbers(app) == [1]


def test_publishing_what_is_published_already_is_refused_in_words(app: Flask, page: Read, recruiter: FlaskClient):
    shown = told(send(recruiter, filled(page, recruiter), "publish", note="Nothing."), 422)

    assert "Nothing differs from what is published." in shown.text
    assert numbers(app) == [1]


def test_sending_the_same_edit_twice_makes_one_version(app: Flask, page: Read, recruiter: FlaskClient):
    sent = filled(page, recruiter) | {"text-0": OWN_WORDS, "note": "Clearer."}
    send(recruiter, sent, "publish")

    send(recruiter, sent, "publish")

    assert "This is version 2 already; nothing was published twice." in page(recruiter, AREA).text
    assert numbers(app) == [2, 1]


def test_whoever_comes_second_sees_both_texts_and_goes_on_without_typing_again(
    app: Flask, page: Read, recruiter: FlaskClient, client_for: ClientFor
):
    other = client_for(make_account("admin"))
    mine = filled(page, other) | {"text-0": OWN_WORDS, "note": "Mine."}
    send(recruiter, filled(page, recruiter), "publish", text_0="Theirs?", anchor_5="Theirs.", note="Theirs.")

    answer = send(other, mine, "publish")

    shown = told(answer, 409)
    assert "Ayumi Nakagawa published version 2" in shown.text
    assert "Theirs?" in shown.text
    assert OWN_WORDS in shown.text
    assert sent_by(shown.html)["anchor-5"] == "Theirs."
    again = told(send(other, sent_by(shown.html), "preview"), 200)
    assert "What would change" in again.text
    assert (sent_by(again.html)["text-0"], sent_by(again.html)["note"]) == (OWN_WORDS, "Mine.")
    assert send(other, sent_by(again.html), "publish").status_code == 302
    assert numbers(app) == [3, 2, 1]


def test_a_preview_of_an_overtaken_edit_shows_both_texts_too(page: Read, recruiter: FlaskClient):
    sent = filled(page, recruiter)
    send(recruiter, sent, "publish", text_0="Theirs?", note="Theirs.")

    assert "Theirs?" in told(send(recruiter, sent, "preview", text_0=OWN_WORDS), 409).text


def test_a_question_that_was_removed_meanwhile_comes_back_as_a_new_one(page: Read, recruiter: FlaskClient):
    sent = filled(page, recruiter)
    fewer = sent_by(told(send(recruiter, sent, "remove-0"), 200).html)
    send(recruiter, fewer, "publish", note="One less.")

    shown = told(send(recruiter, sent, "publish", text_0=OWN_WORDS, note="Mine."), 409)
    going_on = sent_by(shown.html)

    assert (going_on["key-4"], going_on["text-4"]) == ("", OWN_WORDS)
    assert send(recruiter, going_on, "publish").status_code == 302


@pytest.mark.parametrize("seen", ["", "0" * 64, "\x00", "' or 1=1", "z" * 64])
def test_an_edit_of_a_version_that_never_was_is_refused(app: Flask, page: Read, recruiter: FlaskClient, seen: str):
    assert send(recruiter, filled(page, recruiter), "publish", seen=seen, note="x").status_code == 422
    assert numbers(app) == [1]


def test_what_met_an_ended_session_comes_back_into_the_form_and_is_not_published(
    app: Flask, page: Read, recruiter: FlaskClient
):
    sent = filled(page, recruiter) | {"text-0": OWN_WORDS, "note": "Mine.", AGAIN: "yes"}

    shown = told(send(recruiter, sent, "publish"), 200)

    assert (sent_by(shown.html)["text-0"], sent_by(shown.html)["note"]) == (OWN_WORDS, "Mine.")
    assert numbers(app) == [1]


def test_an_edit_can_not_be_taken_back_to_the_letter_and_the_page_says_so(page: Read, recruiter: FlaskClient):
    first = filled(page, recruiter)["text-0"]
    send(recruiter, filled(page, recruiter), "publish", text_0=OWN_WORDS, note="Clearer.")

    shown = told(send(recruiter, filled(page, recruiter), "publish", text_0=first, note="Back."), 422)

    assert "This makes version 1 again, word for word" in shown.text


def test_text_that_would_be_markup_stays_text(page: Read, recruiter: FlaskClient):
    words = {"text_0": f"What of {HOSTILE}", "anchor_1": f"Seen {HOSTILE}", "avoid": HOSTILE, "note": HOSTILE}

    send(recruiter, filled(page, recruiter), "publish", **words)

    shown = page(recruiter, AREA).html + page(recruiter, "/questions").html
    assert "<script>steal" not in shown
    assert shown.count("&lt;script&gt;steal()") == 4


def test_a_question_that_asks_what_is_not_to_be_asked_is_published_and_stays_named(page: Read, recruiter: FlaskClient):
    asked = "How old is your largest account, and do you have children?"

    answer = send(recruiter, filled(page, recruiter), "publish", text_0=asked, note="Try.")

    assert answer.status_code == 302
    shown = page(recruiter, AREA).text
    assert "Look again" in shown
    assert "“children”" in shown


def test_an_opening_from_before_keeps_its_question_and_a_new_one_asks_the_new(
    app: Flask, page: Read, recruiter: FlaskClient, client_for: ClientFor
):
    before = make_opening()
    old = shipped_playbook().competencies.competency("results").questions[0].text
    send(recruiter, filled(page, recruiter), "publish", text_0=OWN_WORDS, note="Clearer.")
    with app.app_context():
        creator = Viewer(before.recruiter, "Recruiter", Role.RECRUITER, "UTC", "")
        later = openings.create(creator, OpeningTerms("strategic", "P4", "P5", "Berlin", None, None))

    kits = [kit_of(page, client_for, opening, before.panel[0]) for opening in (before.opening, later)]

    assert [old in kit for kit in kits] == [True, False]
    assert [OWN_WORDS in kit for kit in kits] == [False, True]
    assert not any("|P" in kit or "P4 and P5" in kit for kit in kits)
    shown = page(client_for(before.recruiter), f"/openings/{before.opening}").text
    assert "Questions and anchors: version 1; version 2 is for openings from" in shown
    assert "Questions and anchors: version" not in page(client_for(before.recruiter), f"/openings/{later}").text


def test_publishing_an_edit_costs_thirteen_statements_at_most(app: Flask, page: Read, recruiter: FlaskClient):
    sent = filled(page, recruiter) | {"text-0": OWN_WORDS, "note": "Clearer."}

    with counted(app) as statements:
        send(recruiter, sent, "publish")

    assert numbers(app) == [2, 1]
    assert len(statements) <= 13
