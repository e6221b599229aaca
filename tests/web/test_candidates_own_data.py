"""A candidate takes along everything that is theirs, and has it erased."""

import json
import zipfile
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.places import SelfIdSet
from app.domain.self_identification import Told
from app.models.applications import Application
from app.services.candidates import identifying
from tests import factories
from tests.factories.portal import COOKIE, make_portal_session
from tests.factories.traces import CV, DECK, Traces, make_traces

# Written by others about them, or about others: a person goes through it with whoever asks.
WITHHELD = {
    "amendment", "application", "card_file", "competency_rating", "debrief_note", "decision", "interview", "mail",
    "own_level", "requirement_check", "scorecard", "seat", "signal_rating", "application_event", "candidate", "erasure",
    "growth_letter",  # the decline that it speaks of is one that they have not heard of yet
}  # fmt: skip
TOLD = ("candidate.name", "candidate.email", "candidate.phone", "candidate_file_text.text", "application.source")


@pytest.fixture
def traces(app: Flask) -> Traces:
    app.config["WTF_CSRF_ENABLED"] = False
    return make_traces(app.config["RUNG"].files_directory)


@pytest.fixture
def visitor(traces: Traces, app: Flask) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, make_portal_session(traces.candidate))
    return client


def archive_of(client: FlaskClient) -> zipfile.ZipFile:
    answer = client.get("/portal/data/everything.zip")
    assert answer.mimetype == "application/zip"
    return zipfile.ZipFile(BytesIO(answer.data))


def test_the_archive_has_everything_that_is_theirs(visitor, traces):
    archive = archive_of(visitor)

    text = archive.read("data.json").decode()
    own = {field: word for field, word in traces.words.items() if field.partition(".")[0] not in WITHHELD}
    own |= {field: traces.words[field] for field in TOLD}
    files_in_it = {archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    assert [field for field, word in own.items() if word not in text and field not in {"cv", "deck"}] == []
    assert files_in_it == {CV, DECK}


def test_what_others_wrote_in_confidence_is_not_in_the_archive(visitor, traces):
    archive = archive_of(visitor)

    everything = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    secret = {
        field: word
        for field, word in traces.words.items()
        if field.startswith(("competency", "signal", "scorecard", "decision", "debrief", "own_level", "amendment"))
        or field in {"requirement_check.evidence", "seat.excuse_reason", "interview.quorum_reason"}
    }
    assert len(secret) >= 10
    assert [field for field, word in secret.items() if word in everything] == []


def test_the_archive_says_in_two_languages_what_it_holds(visitor):
    archive = archive_of(visitor)

    assert "data.json" in archive.read("README.txt").decode()
    assert "保管" in archive.read("README.ja.txt").decode()


def test_the_archive_does_not_tell_of_a_decline_before_its_candidate_heard(visitor, traces):
    data = json.loads(archive_of(visitor).read("data.json"))

    assert [row["state"] for row in data["application"]] == ["active"]
    assert "declined" not in {row["what"] for row in data["application_event"]}


def test_a_tick_and_a_button_on_the_page_of_my_data_erase_everything(visitor, traces, page):
    shown = visitor.get("/portal/data").text

    answer = visitor.post("/portal/data", data={"is_sure": "y"})

    assert 'name="is_sure"' in shown
    assert answer.headers["Location"] == "/portal/erased"
    assert visitor.get("/portal/data").headers["Location"] == "/portal/sign-in"
    assert visitor.get("/portal/erased").status_code == 200


def test_without_the_tick_nothing_is_erased(visitor):
    answer = visitor.post("/portal/data", data={})

    assert answer.status_code == 422
    assert "Tick the box" in answer.text
    assert visitor.get("/portal/data").status_code == 200


def test_what_they_said_of_themselves_is_in_the_archive_for_nobody_else_can_give_it_to_them(visitor, monkeypatch):
    given = identifying.AboutMe(None, SelfIdSet.US, (Told("Sex", "Canary answer"),), None)  # type: ignore[arg-type]
    monkeypatch.setattr(identifying, "about_me", lambda *_: given)

    data = json.loads(archive_of(visitor).read("data.json"))

    assert [row["answer"] for row in data["about_you"]] == ["Canary answer"]


def test_staff_erase_with_a_reason_and_typed_words_and_read_the_report(traces, client_for):
    client = client_for(traces.team.recruiter)
    path = f"/applications/{traces.application}/erase"

    client.post(path, data={"reason": "Asked by mail.", "typed": f"erase {traces.candidate}"})

    report = client.get(path).text
    assert "Asked by mail." in report
    assert "Erased candidate" in report


def test_under_a_hold_staff_read_why_and_the_candidate_reads_whom_to_write_to(traces, visitor, client_for):
    client = client_for(traces.team.recruiter)
    client.post(f"/applications/{traces.application}/legal-hold", data={"reason": "A claim is pending."})

    staff, own = client.get(f"/applications/{traces.application}/erase").text, visitor.get("/portal/data").text

    assert "A claim is pending." in staff
    assert "must be kept for now" in own
    assert "A claim is pending." not in own
    assert "is_sure" not in own


def test_an_erased_candidate_can_be_neither_moved_nor_renamed(traces, client_for):
    client = client_for(traces.team.recruiter)
    client.post(
        f"/applications/{traces.application}/erase",
        data={"reason": "Asked by mail.", "typed": f"erase {traces.candidate}"},
    )

    with factories.writing() as session:
        version = session.get_one(Application, traces.application).version
    answer = client.post(
        f"/applications/{traces.application}/reopen", data={"version": str(version), "reason": "Again."}
    )

    with factories.writing() as session:
        assert session.get_one(Application, traces.application).state == "withdrawn"
    assert "was erased" in answer.text
