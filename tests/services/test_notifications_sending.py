"""Sending what is due: once, in order, by one worker at a time; what is tried again, given up, or never sent."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.gateways.mail import message_id_of
from app.models.accounts import Account
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.services.notifications.composing import compose
from app.services.notifications.sending import Round, bounced, count_as_sent, send_due
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.applications import make_application
from tests.factories.mail import address_of, make_messages, plain_letter, set_up, standing
from tests.factories.openings import make_opening
from tests.mail_server import MailServer, free_port, hanging, running

pytestmark = pytest.mark.usefixtures("context")

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Left:
    reason: str


@pytest.fixture
def server(app, monkeypatch):
    with running() as made:
        set_up(app, monkeypatch, smtp_url=made.url)
        yield made


def send(now: datetime = NOW, **more: Any) -> Round:
    given: dict[str, Any] = {"worker": "one", "compose": plain_letter}
    return send_due(now, **given | more)


def change(**values) -> None:
    with factories.writing() as session:
        session.execute(update(OutboxMessage).values(**values))


def test_what_is_due_leaves_in_the_order_in_which_it_was_due(server):
    late = make_messages(1, due_at=NOW - MINUTE)
    early = make_messages(2, due_at=NOW - 2 * MINUTE)

    done = send()

    assert done == Round(sent=3)
    assert server.to == [address_of(number) for number in (*early, *late)]


def test_what_was_sent_is_not_sent_again(server):
    make_messages(2, due_at=NOW)
    send()

    done = send(NOW + MINUTE)

    assert done == Round()
    assert len(server.taken) == 2


def test_what_is_not_due_yet_or_was_taken_back_stays(server):
    make_messages(1, due_at=NOW + timedelta(seconds=30))
    make_messages(1, due_at=NOW, cancelled_at=NOW)

    send()

    assert server.taken == []


def test_a_message_that_left_says_when_and_that_it_took_one_try(server):
    make_messages(1, due_at=NOW)

    send()

    (sent_at, tries, problem, lease_by), *_ = standing("sent_at", "tries", "problem", "lease_by")
    assert NOW <= sent_at < NOW + MINUTE
    assert (tries, problem, lease_by) == (1, "", None)


def test_a_round_ends_after_as_many_messages_as_it_was_told(server):
    make_messages(5, due_at=NOW)

    done = send(limit=2)

    assert (done.sent, len(server.taken)) == (2, 2)


def test_a_worker_that_is_to_stop_begins_no_other_message(server):
    make_messages(3, due_at=NOW)

    done = send(is_stopping=lambda: len(server.taken) == 1)

    assert done.sent == 1


def test_what_is_refused_for_now_is_tried_again_at_growing_intervals_with_the_same_message_id(server, app):
    [number] = make_messages(1, due_at=NOW)
    server.temper = "temporary"
    pauses, now = [], NOW
    for _ in range(4):
        send(now)
        [(next_at, problem)] = standing("next_at", "problem")
        pauses.append(round((next_at - now) / MINUTE))
        assert "451 4.7.1" in problem
        now = next_at
    server.temper = "ok"

    send(now)

    assert pauses == [1, 2, 5, 10]
    assert server.ids == [message_id_of(app.config["RUNG"], number, NOW)]
    assert standing("tries", "problem") == [(5, "")]


def test_what_waits_for_its_next_try_is_left_alone_until_then(server):
    make_messages(1, due_at=NOW)
    server.temper = "temporary"
    send()
    server.temper = "ok"

    done = send(NOW + MINUTE / 2)

    assert done == Round()


def test_a_message_is_given_up_after_a_day_and_says_why(server):
    make_messages(1, due_at=NOW)
    server.temper = "temporary"

    done = send(NOW + timedelta(hours=23, minutes=59, seconds=30))

    assert done.failed == 1
    [(failed_at, problem)] = standing("failed_at", "problem")
    assert failed_at is not None
    assert "451 4.7.1" in problem


def test_what_is_refused_for_good_is_not_tried_again_and_holds_up_nothing_else(server):
    first, second = make_messages(2, due_at=NOW)
    server.for_address = {address_of(first): "permanent"}
    send()

    done = send(NOW + timedelta(hours=2))

    assert done == Round()
    assert server.to == [address_of(second)]
    [(failed_at, problem), _] = standing("failed_at", "problem")
    assert failed_at is not None
    assert problem == "The mail server answered: 550 5.1.1 Nobody of that name here."


def test_while_the_server_is_away_everything_waits_a_minute_and_says_why(app, monkeypatch):
    make_messages(3, due_at=NOW)
    set_up(app, monkeypatch, smtp_url=f"smtp://127.0.0.1:{free_port()}")

    done = send()

    assert "Connection refused" in done.down
    rows = standing("tries", "next_at", "problem")
    assert {tries for tries, _, _ in rows} == {0}
    assert all(NOW < next_at <= NOW + 2 * MINUTE for _, next_at, _ in rows)
    assert {problem for _, _, problem in rows} == {done.down}


def test_however_long_it_was_away_everything_leaves_within_two_minutes_of_its_return(app, monkeypatch):
    make_messages(5, due_at=NOW)
    port = free_port()
    set_up(app, monkeypatch, smtp_url=f"smtp://127.0.0.1:{port}")
    hours = 6
    for minute in range(0, 60 * hours, 20):
        send(NOW + minute * MINUTE)
    back = NOW + timedelta(hours=hours)
    with running(MailServer(port=port)) as server:
        send(back)
        send(back + MINUTE)

    assert len(server.taken) == 5


def test_what_is_a_day_late_when_the_server_is_still_away_is_given_up(app, monkeypatch):
    make_messages(1, due_at=NOW)
    make_messages(1, due_at=NOW + timedelta(hours=3))
    set_up(app, monkeypatch, smtp_url=f"smtp://127.0.0.1:{free_port()}")

    send(NOW + timedelta(hours=24))

    assert [failed_at is not None for (failed_at,) in standing("failed_at")] == [True, False]


def test_a_server_that_lets_us_in_and_says_nothing_counts_as_away(app, monkeypatch):
    monkeypatch.setattr("app.services.notifications.sending.SECONDS", 0.2)
    make_messages(2, due_at=NOW)
    with hanging() as url:
        set_up(app, monkeypatch, smtp_url=url)

        done = send()

    assert "did not answer in time" in done.down
    assert standing("tries") == [(0,), (0,)]


def test_a_connection_that_breaks_costs_only_the_message_that_was_on_it(server):
    first, second, third = make_messages(3, due_at=NOW)
    server.for_address = {address_of(second): "die"}

    done = send()

    assert (done.sent, done.put_off) == (2, 1)
    assert server.to == [address_of(number) for number in (first, second, third)]
    assert [sent_at is not None for (sent_at,) in standing("sent_at")] == [True, False, True]


def test_a_message_that_may_have_arrived_is_sent_again_under_the_same_message_id(server):
    make_messages(1, due_at=NOW)
    server.temper = "die"
    send()
    server.temper = "ok"

    send(NOW + 2 * MINUTE)

    assert len(server.ids) == 2
    assert len(set(server.ids)) == 1


def test_a_server_that_breaks_off_again_and_again_is_left_alone_for_a_minute(server):
    make_messages(8, due_at=NOW)
    server.temper = "die"

    done = send()

    assert "broke off" in done.down
    assert len(server.taken) == 3
    assert all(next_at is not None for (next_at,) in standing("next_at"))


def test_what_another_worker_holds_is_not_taken_before_its_time_is_over(server):
    make_messages(1, due_at=NOW, lease_by="another", lease_until=NOW + MINUTE)

    before, after = send(NOW + MINUTE / 2).sent, send(NOW + MINUTE).sent

    assert (before, after) == (0, 1)


def test_a_message_that_is_not_wanted_any_more_is_dropped_with_the_reason(server):
    make_messages(1, due_at=NOW)

    done = send(compose=lambda *_: Left("card is in"))

    assert done == Round(dropped=1)
    assert server.taken == []
    assert standing("dropped", "sent_at") == [("card is in", None)]


def test_a_message_that_can_t_be_written_keeps_no_other_from_leaving(server):
    first, second = make_messages(2, due_at=NOW)

    def compose(number, now):
        if number == first:
            raise LookupError("no text")
        return plain_letter(number, now)

    done = send(compose=compose)

    assert (done.sent, done.put_off) == (1, 1)
    assert server.to == [address_of(second)]


def test_somebody_who_left_hears_nothing(server):
    who = make_account(is_active=False)
    make_messages(1, due_at=NOW, account_id=who)

    done = send(compose=compose)

    assert (done.dropped, server.taken) == (1, [])
    assert standing("dropped") == [("inactive",)]


def test_somebody_who_applied_hears_nothing_of_their_own_application_but_of_others(server):
    team = make_opening()
    own, other = make_application(team.opening), make_application(team.opening)
    with factories.writing() as session:
        session.execute(update(Candidate).where(Candidate.id == 1).values(email="both@example.com"))
        session.execute(update(Account).where(Account.id == team.recruiter).values(email="both@example.com"))
    told = {"kind": "candidate_waits", "data": {"since": "2026-02-20T09:00:00Z"}, "account_id": team.recruiter}
    make_messages(1, due_at=NOW, application_id=own, **told)
    make_messages(1, due_at=NOW, application_id=other, **told)

    send(compose=compose)

    assert server.to == ["both@example.com"]
    assert standing("dropped") == [("own application",), (None,)]


def test_without_a_mail_server_a_message_counts_as_sent_while_the_product_is_developed(app, monkeypatch):
    set_up(app, monkeypatch, smtp_url="", production=False)
    make_messages(2, due_at=NOW)

    done = send()

    assert done == Round(sent=2)
    assert standing("dropped") == [(None,), (None,)]


def test_without_a_mail_server_messages_wait_in_production_and_say_what_is_missing(app, monkeypatch):
    set_up(app, monkeypatch, smtp_url="", production=True)
    make_messages(1, due_at=NOW)

    send()

    assert standing("sent_at", "tries", "problem") == [
        (None, 0, "No mail server is set for this installation: an admin has to set RUNG_SMTP_URL.")
    ]


def test_a_message_that_comes_back_counts_as_failed_from_then_on(server):
    make_messages(2, due_at=NOW)
    send()

    noted = bounced(server.ids[0], "Mailbox full.", NOW + MINUTE)

    assert noted
    assert standing("failed_at", "problem") == [(NOW + MINUTE, "Mailbox full."), (None, "")]


def test_a_message_id_that_nobody_here_gave_changes_nothing(server):
    make_messages(1, due_at=NOW)
    send()

    assert not bounced("<1@localhost>", "Mailbox full.", NOW)
    assert standing("failed_at") == [(None,)]


def test_what_an_invented_past_queued_is_never_sent(server):
    make_messages(1, due_at=NOW - MINUTE)
    make_messages(1, due_at=NOW + MINUTE)

    count_as_sent(NOW)
    send(NOW + 2 * MINUTE)

    assert server.taken == []
    assert standing("sent_at") == [(NOW - MINUTE,), (NOW,)]
