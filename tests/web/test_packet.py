"""The packet as a page and as plain data: one document in two forms, each reading kept, nothing before its time."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.decision import Ruling
from app.domain.policy import Role, Viewer
from app.gateways import pdf
from app.models.audit import AuditEntry
from app.services import decisions
from app.web import packet as web
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.page import Page
from tests.statements import counted

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
FORMS = ("packet", "packet.json", "packet.pdf")
STATEMENTS = 12
SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF is the page that it would be drawn from; drawing is tested by itself."""
    monkeypatch.setattr(pdf, "is_possible", lambda: True)
    monkeypatch.setattr(pdf, "from_page", lambda html, **_: html.encode())


@pytest.fixture
def team(app: Flask) -> Team:
    return make_opening(location="japan")


@pytest.fixture
def manager(team: Team, client_for: ClientFor) -> FlaskClient:
    return client_for(team.manager)


@pytest.fixture
def finalist(team: Team) -> int:
    differing = {team.panel[0]: {"efficiency": 2}, team.panel[1]: {"efficiency": 4}, team.leader: {"inclusion": 5}}
    return make_finalist(team, by_person=differing, name="Kenji Morimoto")


@pytest.fixture
def judged(team: Team, finalist: int) -> int:
    make_own_level(finalist, team.manager, level="P5")
    return finalist


def address(application_id: int, form: str = "packet") -> str:
    return f"/applications/{application_id}/{form}"


def data_of(client: FlaskClient, application_id: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(address(application_id, "packet.json")).text)
    return found


def values_in(data: Any) -> Iterator[Any]:
    """Everything that stands at a leaf."""
    if isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from values_in(item)
    else:
        yield data


def plainly(text: str) -> str:
    """Without what differs in spelling alone: kinds of spaces and of quotation marks."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


# --- Who, and what is kept of it


@pytest.mark.parametrize("form", FORMS)
def test_whoever_owes_a_card_is_told_when_it_opens(manager, team, finalist, form):
    make_interview(finalist, stage="manager", interviewers=[team.manager])

    answer = manager.get(address(finalist, form))

    assert answer.status_code == 403
    assert "once your own scorecard for this candidate is in" in answer.text
    assert "Evidence of" not in answer.text


@pytest.mark.parametrize("form", FORMS)
def test_every_reading_is_kept_with_who_when_and_in_which_form(app, manager, team, finalist, form):
    with time_machine.travel(SOON, tick=False):
        manager.get(address(finalist, form))

    with app.app_context():
        row = db.session.execute(select(AuditEntry).where(AuditEntry.action == "packet.read")).scalar_one()
        assert (row.actor_id, row.at, row.object_kind, row.object_id) == (team.manager, SOON, "application", finalist)
        assert row.data == {"form": {"packet": "html", "packet.json": "json", "packet.pdf": "pdf"}[form]}


def test_whoever_is_refused_leaves_no_reading_behind(app, client_for, team, finalist):
    for form in FORMS:
        assert client_for(team.panel[0]).get(address(finalist, form)).status_code == 403

    with app.app_context():
        assert db.session.execute(select(AuditEntry.id).where(AuditEntry.action == "packet.read")).all() == []


@pytest.mark.parametrize("form", ["packet.json", "packet.pdf"])
def test_a_file_is_saved_under_a_name_that_tells_nobody_who_it_is_about(manager, judged, form):
    answer = manager.get(address(judged, form))

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{form.replace(".", f"-{judged}.")}"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_decision_page_and_profile_lead_to_it(page, manager, judged):
    for path in (f"/applications/{judged}", f"/applications/{judged}/decision"):
        assert f'href="{address(judged)}"' in page(manager, path).html


# --- Before the own level


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "word",
    [
        r"\bP[236]\b",
        r"\d needed",
        "Mid-market",
        "Enterprise(?! Account)",
        "Expert",
        "holds",
        "undecided",
        "Unsuccessful was",
        " %",
    ],
)
def test_before_the_own_level_no_form_has_a_computed_word(manager, finalist, form, word):
    assert not re.search(word, manager.get(address(finalist, form)).text)


def test_before_the_own_level_levels_stand_in_the_range_of_the_opening_alone(page, manager, finalist):
    text = page(manager, address(finalist)).text

    assert re.findall(r"\bP\d\b", text) == ["P4", "P5"]
    assert "The own level comes first" in text


# --- One document in two forms


def test_every_figure_of_the_page_stands_in_the_data(page, manager, judged):
    text = plainly(page(manager, address(judged)).text)

    told = plainly(" | ".join(value for value in values_in(data_of(manager, judged)) if isinstance(value, str)))
    figures = set(re.findall(r"[<>]?\d+ %|\d+ of \d+|\d+ needed", text))
    assert len(figures) > 15
    assert {figure for figure in figures if figure not in told} == set()


def test_every_text_of_the_data_that_people_read_stands_on_the_page(page, manager, judged):
    text = plainly(page(manager, address(judged)).text)
    data = data_of(manager, judged)

    estimate = data["recommendation"]["estimate"]
    drawn = [share.pop("chances") for share in estimate["without"]]
    parts = ("plan", "requirements", "coverage", "warnings", "scorecards", "debrief", "own_level", "history")
    said = [data[name] for name in parts] + [estimate[name] for name in ("lede", "how_sure", "up", "down", "without")]
    said += [item["figure"] for item in estimate["chances"]] + [data["recommendation"]["why"]]
    keys = re.compile(r"[a-z_]+|\d{4}-\d\d-\d\dT[\d:]+Z|")
    texts = {plainly(value).rstrip(".") for value in values_in(said) if isinstance(value, str)}
    assert len(drawn) == 6
    assert [value for value in sorted(texts) if value not in text and not keys.fullmatch(value)] == []


def test_the_chances_are_the_same_in_table_and_data(page, manager, judged):
    html = page(manager, address(judged)).html

    rows = re.findall(
        r'<th scope="row">([^<]+)</th><td class="num">([^<]+)</td><td class="num">([^<]+)</td></tr>', html
    )
    chances = data_of(manager, judged)["recommendation"]["estimate"]["chances"]
    assert [(item["name"], item["figure"], item["at_least_figure"]) for item in chances] == [
        tuple(plain.replace("&lt;", "<").replace("&gt;", ">") for plain in row) for row in rows
    ]
    assert sum(item["probability"] for item in chances) == pytest.approx(1)


def test_the_data_is_the_same_to_the_last_byte_for_the_same_moment(manager, judged):
    with time_machine.travel(SOON, tick=False):
        first, second = (manager.get(address(judged, "packet.json")).data for _ in range(2))

    assert first == second


def test_a_decision_is_told_with_its_reason_and_that_it_was_computed_again(app, page, manager, team, judged):
    reason = "Runs a region alone, and the panel saw how."
    with app.app_context():
        who = Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "Asia/Tokyo", "Director")
        decisions.record(who, judged, ruling=Ruling("hire", "P5", "", reason), seen=1)

    text = page(manager, address(judged)).text

    assert text.count(reason) == 1
    assert "Differs from the recommendation (P4)." in text
    assert "the same to the last byte" in text


# --- Without a PDF


def test_where_no_pdf_can_be_made_the_page_says_how_to_print_it(app, manager, judged, monkeypatch):
    monkeypatch.setattr(pdf, "is_possible", lambda: False)

    answer = manager.get(address(judged, "packet.pdf"))

    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert web.NO_LIBRARY in answer.text
    with app.app_context():
        assert db.session.execute(select(AuditEntry.data).where(AuditEntry.action == "packet.read")).scalar_one() == {
            "form": "html"
        }


def test_a_packet_that_would_take_too_long_to_draw_is_shown_instead(manager, judged, monkeypatch):
    monkeypatch.setattr(pdf, "LARGEST", 1_000)

    answer = manager.get(address(judged, "packet.pdf"))

    assert answer.mimetype == "text/html"
    assert web.TOO_LONG in answer.text


# --- What it costs


@pytest.mark.parametrize("form", FORMS)
def test_it_stays_within_its_statements(app, manager, judged, form):
    manager.get(address(judged, form))

    with counted(app) as seen:
        manager.get(address(judged, form))

    assert len(seen) <= STATEMENTS, seen
