"""The application's page tells of mail that did not leave or did not arrive, and of nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.gateways import clock
from app.models.notifications import OutboxMessage
from tests import factories
from tests.factories.mail import make_message
from tests.factories.openings import make_opening
from tests.factories.pools import make_organisation
from tests.rows import change


@pytest.fixture
def team(app):
    return make_opening()


@pytest.fixture
def case(team) -> int:
    application = factories.applications.make_application(team.opening, stage="panel")
    interview = factories.scheduling.make_interview(application, stage="panel", interviewers=team.panel)
    make_message(interview, team.panel[0])
    return application


def test_a_message_that_came_back_is_told_of_with_the_reason(app, team, case, client_for, page):
    values = {"sent_at": clock.now(), "failed_at": clock.now(), "problem": "The address does not exist."}
    with app.app_context():
        change(update(OutboxMessage).values(**values))

    shown = page(client_for(team.recruiter), f"/applications/{case}")

    assert "did not arrive" in shown.text
    assert "The address does not exist." in shown.text
    assert "Tell them in another way." in shown.text


def test_a_message_that_waits_for_the_server_is_told_of(app, team, case, client_for, page):
    with app.app_context():
        change(update(OutboxMessage).values(due_at=clock.now() - timedelta(hours=2), problem="The server is away."))

    shown = page(client_for(team.recruiter), f"/applications/{case}")

    assert "is not sent yet" in shown.text


def test_a_message_in_its_minute_is_no_trouble(app, team, case, client_for, page):
    with app.app_context():
        change(update(OutboxMessage).values(due_at=clock.now() + timedelta(seconds=30)))

    shown = page(client_for(team.recruiter), f"/applications/{case}")

    assert "is not sent yet" not in shown.text


def test_admins_read_how_much_mail_waits(app, team, case, client_for, page):
    make_organisation()
    with app.app_context():
        change(update(OutboxMessage).values(due_at=clock.now() - timedelta(hours=2), problem="The server is away."))

    shown = page(client_for(factories.accounts.make_account("admin")), "/settings")

    assert "One message waits since" in shown.text
    assert "The server is away." in shown.text
