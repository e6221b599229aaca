"""Which messages an application's page and the admin's page name: late or failed, to whom, why, and what follows."""

from datetime import UTC, datetime, timedelta

import pytest

from app.queries.notifications import mail_standing, troubles_of
from tests.factories.accounts import make_account
from tests.factories.applications import make_application
from tests.factories.mail import make_messages
from tests.factories.openings import make_opening

pytestmark = pytest.mark.usefixtures("context")

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def application():
    return make_application(make_opening().opening)


def test_what_was_sent_taken_back_dropped_or_is_hardly_due_is_no_trouble(application):
    early = NOW - 10 * MINUTE
    make_messages(1, due_at=early, application_id=application, sent_at=NOW)
    make_messages(1, due_at=early, application_id=application, cancelled_at=NOW)
    make_messages(1, due_at=early, application_id=application, dropped="inactive")
    make_messages(1, due_at=NOW - MINUTE, application_id=application)

    assert troubles_of(application, NOW) == ()


def test_a_late_message_says_to_whom_since_when_why_and_when_it_is_tried_again(application):
    who = make_account(name="Ines Duarte")
    due_at, next_at = NOW - 10 * MINUTE, NOW + MINUTE
    make_messages(
        1, due_at=due_at, application_id=application, account_id=who, problem="The server is away.", next_at=next_at
    )

    [trouble] = troubles_of(application, NOW)

    assert (trouble.kind, trouble.to, trouble.since) == ("interview_booked", "Ines Duarte", due_at)
    assert (trouble.sentence, trouble.next_at, trouble.is_over) == ("The server is away.", next_at, False)


def test_a_late_message_that_nobody_tried_sends_to_somebody_who_can_look(application):
    make_messages(1, due_at=NOW - 10 * MINUTE, application_id=application)

    [trouble] = troubles_of(application, NOW)

    assert trouble.sentence == "It waits to be sent. If that lasts, ask an admin whether a worker runs."


def test_a_message_that_failed_or_came_back_is_over_and_named_first(application):
    make_messages(1, due_at=NOW - timedelta(hours=3), application_id=application)
    [came_back] = make_messages(
        1, due_at=NOW - MINUTE, application_id=application, sent_at=NOW, failed_at=NOW, problem="Nobody there."
    )

    first, second = troubles_of(application, NOW)

    assert (first.message_id, first.is_over, first.sentence) == (came_back, True, "Nobody there.")
    assert not second.is_over


def test_messages_about_another_application_are_not_named(application):
    other = make_application(make_opening().opening)
    make_messages(1, due_at=NOW - 10 * MINUTE, application_id=other)

    assert troubles_of(application, NOW) == ()


def test_what_failed_long_ago_is_not_named_any_more(application):
    past = NOW - timedelta(days=15)
    make_messages(1, due_at=past, application_id=application, failed_at=past, problem="Nobody there.")

    assert troubles_of(application, NOW) == ()


def test_an_admin_reads_how_much_is_late_since_when_and_why():
    make_messages(2, due_at=NOW - 5 * MINUTE)
    make_messages(1, due_at=NOW - 10 * MINUTE, problem="The server is away.")
    make_messages(1, due_at=NOW - 10 * MINUTE, failed_at=NOW)

    standing = mail_standing(NOW)

    assert (standing.late, standing.since, standing.why) == (3, NOW - 10 * MINUTE, "The server is away.")
    assert standing.failed == 1


def test_where_everything_leaves_in_time_there_is_nothing_to_say():
    make_messages(1, due_at=NOW - 5 * MINUTE, sent_at=NOW)

    standing = mail_standing(NOW)

    assert (standing.late, standing.since, standing.why, standing.failed) == (0, None, "", 0)
