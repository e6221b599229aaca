"""What insiders and clumsy people try: seeing a card too early by detours, leaving a panel stuck, odd values."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db
from app.models.accounts import Organisation
from app.models.applications import ApplicationEvent
from app.models.openings import OpeningMember
from app.models.scheduling import Interview
from tests import factories
from tests.factories.accounts import START
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.panels import make_panel
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.page import Page

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
SECRET = "Only the recruiter heard this in the first call."


@pytest.fixture
def organisation(app: Flask) -> None:
    with factories.writing() as session:
        session.add(Organisation(name="Northwind", created_at=START))


@pytest.fixture
def send(page: Read) -> Callable[..., TestResponse]:
    """Posts what the page at this address would, with some fields changed."""

    def post(client: FlaskClient, path: str, **changes: str) -> TestResponse:
        fields = page(client, path).form(path) | changes
        return client.post(path, data=fields)

    return post


def _ago(**much: int) -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(**much)


def _opened(app: Flask, interview: int) -> bool:
    with app.app_context():
        found = db.session.execute(select(Interview.panel_opened_at).where(Interview.id == interview)).scalar()
        return found is not None


# --- Reading first by a detour


@pytest.fixture
def owing(organisation: None) -> tuple[Team, int, int, int]:
    """The manager owes the card of the second stage, while that of the first is open: team, application, interviews."""
    team = make_opening()
    application = make_application(team.opening, stage="manager")
    screen = make_interview(application, stage="screen", interviewers=[team.recruiter], is_open=True)
    make_scorecard(screen, team.recruiter, point=4, text=SECRET)
    talk = make_interview(application, stage="manager", interviewers=[team.manager], starts_at=_ago(hours=2))
    return team, application, screen, talk


def test_declining_for_a_minute_does_not_show_the_cards_to_whoever_owes_one(owing, client_for: ClientFor, send):
    team, application, screen, _talk = owing
    manager = client_for(team.manager)
    decline = f"/applications/{application}/decline"
    assert manager.get(f"/interviews/{screen}/scorecards").status_code == 403

    done = send(manager, decline, about="area:collaboration", reason="Just to look.")

    assert done.status_code == 302
    assert SECRET not in manager.get(f"/interviews/{screen}/scorecards").text
    assert SECRET not in manager.get(f"/applications/{application}/decision").text


def test_the_reason_of_a_decline_is_not_shown_to_whoever_still_owes_a_card(organisation, client_for: ClientFor, send):
    team = make_opening()
    application = make_application(team.opening, stage="manager")
    soon = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
    make_interview(application, stage="manager", interviewers=[team.manager], starts_at=soon)
    recruiter, manager = client_for(team.recruiter), client_for(team.manager)

    send(recruiter, f"/applications/{application}/decline", about="area:collaboration", reason=SECRET, soon="keep")
    shown = manager.get(f"/applications/{application}").text

    assert "declined it" in shown
    assert SECRET not in shown
    assert SECRET in recruiter.get(f"/applications/{application}").text


def test_why_a_panel_opened_early_is_not_shown_to_whoever_still_owes_a_card(organisation, client_for: ClientFor, send):
    panel = make_panel(recruiter_grants=("override",))
    make_scorecard(panel.interview, panel.team.panel[0])
    path = f"/interviews/{panel.interview}"
    recruiter = client_for(panel.team.recruiter)

    assert send(recruiter, f"{path}/scorecards/open", reason=SECRET).status_code == 302

    assert SECRET not in client_for(panel.team.panel[2]).get(path).text
    assert SECRET in recruiter.get(path).text


# --- Panels that change


def test_a_panel_opens_when_a_shadow_whose_card_is_in_takes_the_last_open_place(
    app: Flask, organisation, client_for: ClientFor, send
):
    panel = make_panel(shadows=1)
    for person in (*panel.team.panel[:2], *panel.shadows):
        make_scorecard(panel.interview, person)
    with factories.writing() as session:
        session.add(OpeningMember(opening_id=panel.team.opening, account_id=panel.shadows[0], part="interviewer"))

    who = {"leaves": str(panel.team.panel[2]), "joins": str(panel.shadows[0])}
    answer = send(client_for(panel.team.recruiter), f"/interviews/{panel.interview}/replace", **who)

    assert answer.status_code == 302
    assert _opened(app, panel.interview)


def test_reopening_books_nobody_who_left_the_team(app: Flask, organisation, client_for: ClientFor, send):
    team = make_opening()
    application = make_application(team.opening, stage="panel")
    begin = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    interview = make_interview(application, stage="panel", interviewers=team.panel, starts_at=begin)
    recruiter = client_for(team.recruiter)
    send(recruiter, f"/applications/{application}/decline", about="area:collaboration", reason="Not now.")
    with factories.writing() as session:
        gone = session.get(OpeningMember, (team.opening, team.panel[0], "interviewer"))
        session.delete(gone)

    send(recruiter, f"/applications/{application}/reopen", reason="Another look.")

    with app.app_context():
        assert db.session.execute(select(Interview.state).where(Interview.id == interview)).scalar() == "cancelled"


# --- Odd values


def test_a_reason_keeps_no_character_that_a_database_refuses(app: Flask, organisation, client_for: ClientFor, send):
    panel = make_panel()
    recruiter = client_for(panel.team.recruiter)

    answer = send(recruiter, f"/interviews/{panel.interview}/cancel", reason="They fell ill.\x00")

    assert answer.status_code == 302
    with app.app_context():
        kind = ApplicationEvent.kind == "interview_cancelled"
        data = db.session.execute(select(ApplicationEvent.data).where(kind)).scalar_one()
    assert data["reason"] == "They fell ill."


@pytest.mark.parametrize(
    "path",
    [
        "/openings?after=1&name=%00",
        "/openings?after=99999999999999999999&name=x",
        "/interviews?after=99999999999~1",
        "/interviews?before=0~0",
        "/interviews?after=-1~-1",
        "/sign-in?next=%00",
        "/applications/2147483648",
        "/password/%00",
        "/static/../../etc/passwd",
        "/static/%00",
    ],
)
def test_an_odd_address_is_no_accident(organisation, client_for: ClientFor, path: str):
    team = make_opening()

    assert client_for(team.recruiter).get(path).status_code < 500
