"""The mail of a growth letter: as it was sent, and not once the application is taken up again."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from app.gateways.mail import Letter
from app.models.applications import Application, GrowthLetter
from app.models.notifications import OutboxMessage
from app.services.notifications.composing import compose
from tests import factories
from tests.factories.accounts import START
from tests.factories.applications import make_application
from tests.factories.openings import make_opening
from tests.factories.portal import candidate_of

pytestmark = pytest.mark.usefixtures("context")

NOW = datetime(2026, 3, 4, 3, 30, tzinfo=UTC)
BODY = "What stood out:\n- You build trust."


@pytest.fixture
def application() -> int:
    made = make_application(make_opening().opening, state="declined")
    letter = GrowthLetter(application_id=made, state="sent", language="en", body=BODY, composed_at=START, sent_at=START)
    with factories.writing() as session:
        session.add(letter)
    return made


def make_mail(application: int) -> int:
    row = OutboxMessage(kind="growth_letter", application_id=application, data={}, created_at=START, due_at=START)
    row.candidate_id = candidate_of(application)
    with factories.writing() as session:
        session.add(row)
        session.flush()
        return row.id


def test_the_mail_holds_the_letter_as_it_was_sent(application: int):
    made = compose(make_mail(application), NOW)

    assert isinstance(made, Letter)
    assert BODY in made.text


def test_it_does_not_leave_once_the_application_is_taken_up_again(application: int):
    with factories.writing() as session:
        session.execute(update(Application).values(state="active"))

    made = compose(make_mail(application), NOW)

    assert not isinstance(made, Letter)
