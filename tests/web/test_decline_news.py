"""Declining on the page: when the candidate hears of it, the mail as it reads, and what they see until then."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.portal import Visitor
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.queries.candidates.mine import my_application
from tests import factories
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.portal import candidate_of

ABOUT = f"area:{factories.ladders.shipped_playbook().planned_areas()[0]}"


@pytest.fixture
def team(app) -> Team:
    return make_opening()


@pytest.fixture
def application(team) -> int:
    return make_application(team.opening, name="Aiko Tanaka")


@pytest.fixture
def recruiter(app, team, client_for):
    app.config["WTF_CSRF_ENABLED"] = False
    return client_for(team.recruiter)


def decline(recruiter, application: int, **fields: str):
    data = {"version": "1", "about": ABOUT, "reason": "Never asked a question back"} | fields
    return recruiter.post(f"/applications/{application}/decline", data=data)


def quietly(recruiter, application: int) -> None:
    decline(recruiter, application, tells="never", because="Ruth calls them")


def due(application: int) -> list[datetime]:
    with factories.writing() as session:
        kind = OutboxMessage.kind == "application_declined"
        return list(
            session.scalars(select(OutboxMessage.due_at).where(OutboxMessage.application_id == application, kind))
        )


def known_to(app, application: int) -> str:
    """How the application stands as far as its candidate knows."""
    who = candidate_of(application)
    with app.app_context():
        email = db.session.execute(select(Candidate.email).where(Candidate.id == who)).scalar_one()
        return my_application(Visitor(who, email, "Aiko", "en", "UTC", ""), application).state.value


def test_the_page_shows_the_mail_in_the_candidates_language(team, application, client_for, page):
    reader = candidate_of(application)
    with factories.writing() as session:
        session.execute(update(Candidate).where(Candidate.id == reader).values(language="ja"))

    shown = page(client_for(team.recruiter), f"/applications/{application}/decline").text

    assert "Aiko Tanaka 様" in shown
    assert "選考結果のご連絡" in shown


def test_a_name_in_the_mail_is_text_and_no_markup(team, client_for):
    application = make_application(team.opening, name="<b>Aiko</b>")

    shown = client_for(team.recruiter).get(f"/applications/{application}/decline").get_data(as_text=True)

    assert "<b>Aiko</b>" not in shown


def test_telling_at_once_is_chosen_unless_somebody_says_otherwise(team, application, client_for):
    shown = client_for(team.recruiter).get(f"/applications/{application}/decline").get_data(as_text=True)

    assert re.search(r'name="tells" value="now"[^>]* checked', shown)


def test_a_decline_without_a_word_about_the_mail_is_told_in_a_minute(recruiter, application):
    decline(recruiter, application)

    assert due(application)[0] <= datetime.now(UTC) + timedelta(seconds=61)


def test_a_wrong_day_keeps_what_was_typed(recruiter, application):
    answer = decline(recruiter, application, tells="later", day="2020-01-01")

    assert answer.status_code == 422
    assert "Never asked a question back" in answer.get_data(as_text=True)
    assert due(application) == []


def test_the_candidate_knows_of_it_when_the_mail_is_due_and_not_before(app, recruiter, application):
    decline(recruiter, application, tells="morning")
    before = known_to(app, application)
    with factories.writing() as session:
        session.execute(update(OutboxMessage).values(due_at=datetime.now(UTC) - timedelta(seconds=1)))

    assert (before, known_to(app, application)) == ("active", "declined")


@pytest.mark.parametrize("act", ["mail", "known"])
def test_whoever_was_told_nothing_knows_nothing_until_somebody_tells_them(app, recruiter, application, act):
    quietly(recruiter, application)
    before = known_to(app, application)

    recruiter.post(f"/applications/{application}/tell", data={"version": "2", "act": act, "how": "By phone"})

    assert (before, known_to(app, application)) == ("active", "declined")


def test_the_page_that_tells_them_shows_the_mail_and_sends_it(recruiter, application):
    quietly(recruiter, application)

    shown = recruiter.get(f"/applications/{application}/tell").get_data(as_text=True)
    recruiter.post(f"/applications/{application}/tell", data={"version": "2", "act": "mail"})

    assert "We have decided not to go on" in shown
    assert due(application)[0] <= datetime.now(UTC)


def test_there_is_nothing_to_tell_while_it_is_under_way(recruiter, application):
    assert recruiter.get(f"/applications/{application}/tell").status_code == 422
