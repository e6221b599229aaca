"""Mails taken in: answers kept, messages that came back noted, anything else left alone without a word of it."""

import pytest

from app.database import db, transaction
from app.domain.calendar_ids import Entry, uid_of
from app.gateways import clock, mail, signatures
from app.models.notifications import OutboxMessage
from app.models.scheduling import Seat
from app.queries.scheduling.calendar_entries import PURPOSE
from app.services.scheduling.receiving import receive
from tests import factories
from tests.factories.bookings import book_panel
from tests.factories.openings import Team
from tests.gateways import sent_mails


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def ahead(team) -> int:
    return book_panel(team, factories.applications.make_application(team.opening, stage="panel"))


@pytest.fixture
def uid(context, team, ahead) -> str:
    """The name of the first interviewer's entry."""
    values = Entry(ahead, team.panel[0]).values()
    return uid_of(signatures.sign(context.config["RUNG"].secret_key, PURPOSE, values))


@pytest.fixture
def sent(context, team) -> OutboxMessage:
    """A message that has left."""
    now = clock.now()
    row = OutboxMessage(kind="interview_booked", account_id=team.recruiter, data={}, created_at=now, due_at=now)
    row.sent_at = now
    with transaction() as session:
        session.add(row)
        session.flush()
    return row


def reply_of(interview_id: int, account_id: int) -> str | None:
    db.session.rollback()
    return db.session.get_one(Seat, (interview_id, account_id)).reply


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (sent_mails.from_google, "accepted"),
        (sent_mails.from_outlook, "declined"),
        (sent_mails.from_apple, "tentative"),
    ],
)
def test_an_answer_is_kept_once_however_often_it_comes(team, ahead, uid, made, said):
    first, again = receive(made(uid), clock.now()), receive(made(uid), clock.now())

    assert (first, again) == ("An answer was kept.", "An answer that changes nothing was read.")
    assert reply_of(ahead, team.panel[0]) == said


def test_a_forged_answer_is_left_alone(team, ahead, uid):
    other = uid.replace(uid[-12], "A" if uid[-12] != "A" else "B")

    said = receive(sent_mails.from_outlook(other), clock.now())

    assert said.startswith("Left alone")
    assert reply_of(ahead, team.panel[0]) is None


@pytest.mark.parametrize("made", [sent_mails.from_postfix, sent_mails.from_exchange])
def test_a_message_that_came_back_is_noted_once(context, sent, made):
    own = mail.message_id_of(context.config["RUNG"], sent.id, sent.created_at)

    first, again = receive(made(own), clock.now()), receive(made(own), clock.now())

    assert first == "Noted that a message came back."
    assert again.startswith("Left alone")
    row = db.session.get_one(OutboxMessage, sent.id, populate_existing=True)
    assert row.failed_at is not None
    assert row.problem.startswith("It came back: 550 5.1.1")


def test_a_report_about_a_message_of_somebody_else_is_left_alone(sent):
    said = receive(sent_mails.from_postfix("<1.65e0a1b2.forged@rung.example.org>"), clock.now())

    assert said.startswith("Left alone")
    assert db.session.get_one(OutboxMessage, sent.id, populate_existing=True).failed_at is None


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"From: a@example.org\n\nSECRET words", b"x" * 1_000_001])
def test_anything_else_is_left_alone_without_repeating_a_word_of_it(context, raw):
    said = receive(raw, clock.now())

    assert said.startswith("Left alone: ")
    assert "\n" not in said
    assert "SECRET" not in said
