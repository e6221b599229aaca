"""What candidates prepare with: one brief for all, slides until the interview begins, nothing of anybody else's."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models.applications import StageFile
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_brief, make_opening
from tests.factories.portal import candidate_of
from tests.factories.scheduling import make_interview
from tests.gateways import office_made

NOW = datetime.now(UTC).replace(microsecond=0, second=0, minute=0)
DECK = office_made.written_pdf(b"The port")
JAPANESE = "港についての発表をご準備ください。"


@pytest.fixture
def team(app: Flask) -> Team:
    made = make_opening()
    make_brief(made.opening, made.recruiter, folder=app.config["RUNG"].files_directory, text_ja=JAPANESE)
    return made


@pytest.fixture
def application(team: Team) -> int:
    return make_application(team.opening, stage="panel")


@pytest.fixture
def candidate(application: int, portal_client) -> FlaskClient:
    client: FlaskClient = portal_client(candidate_of(application))
    return client


def interview_of(application: int, team: Team, *, hours: int) -> int:
    begin = NOW + timedelta(hours=hours)
    return make_interview(application, stage="panel", interviewers=team.panel, starts_at=begin)


def materials(application: int, rest: str = "") -> str:
    return f"/portal/applications/{application}/materials{rest}"


@pytest.fixture
def hand_in(page, candidate: FlaskClient, application: int):
    """Send slides as the form of the page does."""

    def send(content: bytes = DECK, name: str = "Port.key"):
        fields = page(candidate, materials(application)).form(materials(application, "/panel"))
        fields["deck"] = (BytesIO(content), name)
        path = materials(application, "/panel")
        return candidate.post(path, data=fields, content_type="multipart/form-data", follow_redirects=True)

    return send


def test_a_candidate_reads_the_brief_of_the_stage_and_saves_its_file(page, candidate, application):
    shown = page(candidate, materials(application))
    file = candidate.get(materials(application, "/panel/file"))

    assert "Prepare ten minutes on the port." in shown.text
    assert file.headers["Content-Disposition"] == "attachment; filename=Port.pdf"
    assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_the_brief_is_read_in_japanese_where_it_was_written(page, candidate, application):
    assert JAPANESE in page(candidate, materials(application) + "?lang=ja").text


def test_the_brief_of_a_stage_to_come_is_not_there_yet(page, team, portal_client):
    early = make_application(team.opening, stage="screen")
    client = portal_client(candidate_of(early))

    assert "There is nothing to prepare so far" in page(client, materials(early)).text
    assert client.get(materials(early, "/panel/file")).status_code == 404


def test_slides_handed_in_are_what_interviewers_save(hand_in, team, application, client_for):
    interview = interview_of(application, team, hours=30)

    html = hand_in().get_data(as_text=True)
    answer = client_for(team.panel[0]).get(f"/interviews/{interview}/slides")

    assert "Your slides are handed in" in html
    assert answer.data == DECK
    assert answer.headers["Content-Disposition"] == "attachment; filename=Port.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_the_newest_slides_count_and_those_before_are_kept(app, hand_in, team, application, client_for):
    interview = interview_of(application, team, hours=30)
    newest = office_made.written_pdf(b"The port, once more")
    hand_in()
    hand_in(newest)

    answer = client_for(team.panel[0]).get(f"/interviews/{interview}/slides")

    assert answer.data == newest
    with app.app_context():
        assert len(db.session.scalars(select(StageFile)).all()) == 2


def test_kit_and_interview_lead_to_the_slides_once_there_are_some(page, hand_in, team, application, client_for):
    interview, panelist = interview_of(application, team, hours=30), client_for(team.panel[0])
    address, pages = (
        f"/interviews/{interview}/slides",
        (f"/interviews/{interview}/scorecard", f"/interviews/{interview}"),
    )
    before = [address in page(panelist, path).html for path in pages]
    hand_in()

    assert before == [False, False]
    assert [address in page(panelist, path).html for path in pages] == [True, True]


def test_once_the_interview_has_begun_nothing_is_taken_any_more(app, candidate, team, application):
    app.config["WTF_CSRF_ENABLED"] = False
    interview_of(application, team, hours=-1)
    fields = {"deck": (BytesIO(DECK), "Port.pdf")}

    answer = candidate.post(materials(application, "/panel"), data=fields, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "The interview has begun" in answer.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalars(select(StageFile)).all() == []


def test_what_are_no_slides_is_refused_beside_the_form(hand_in):
    answer = hand_in(b"<svg onload='steal()'/>")

    assert answer.status_code == 422
    assert "not a whole PDF or PowerPoint file" in answer.get_data(as_text=True)


def test_a_form_without_a_file_says_what_to_do(hand_in):
    assert "Choose the file with your slides." in hand_in(name="").get_data(as_text=True)


def test_nobody_reaches_the_materials_of_another_candidate(hand_in, app, team, application, portal_client):
    hand_in()
    with app.app_context():
        file_id = db.session.scalars(select(StageFile.id)).one()
    other = make_application(team.opening, stage="panel")
    stranger = portal_client(candidate_of(other))

    answers = [
        stranger.get(materials(application)),
        stranger.get(materials(application, "/panel/file")),
        stranger.get(materials(application, f"/slides/{file_id}")),
        stranger.get(materials(other, f"/slides/{file_id}")),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_the_candidate_saves_their_own_slides(hand_in, app, candidate, application):
    hand_in()
    with app.app_context():
        file_id = db.session.scalars(select(StageFile.id)).one()

    assert candidate.get(materials(application, f"/slides/{file_id}")).data == DECK
