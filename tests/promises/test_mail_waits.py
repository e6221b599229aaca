"""Nobody's click waits for mail or fails because of it, and nothing is told that did not happen."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from time import perf_counter

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.database import db
from app.domain.excuses import Excuse
from app.models.notifications import OutboxMessage
from app.queries import ladders
from app.services import scheduling
from app.services.notifications.sending import send_due
from tests.factories.mail import make_messages, plain_letter, set_up, standing
from tests.factories.panels import make_panel, viewer_of
from tests.mail_server import hanging, running

CLICKS = 40
SLOWEST_MS = 500.0
FAILURES = 100
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
WHY = "Missed the connecting flight in Osaka."


@contextmanager
def sending_all_the_time(app: Flask) -> Iterator[Event]:
    """A worker that sends while the block runs; the event says that it has met the server."""
    stop, met = Event(), Event()

    def work() -> None:
        while not stop.is_set():
            with app.app_context():
                done = send_due(datetime.now(UTC), worker="one", compose=plain_letter)
            if done.down:
                met.set()

    thread = Thread(target=work)
    thread.start()
    try:
        yield met
    finally:
        stop.set()
        thread.join()


def test_a_click_that_queues_mail_is_answered_at_once_while_the_mail_server_hangs(app, monkeypatch, client_for, page):
    panel = make_panel(starts_at=datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1))
    with app.app_context():
        ladders.playbook_of(panel.team.opening)
    client, path = client_for(panel.team.panel[0]), f"/interviews/{panel.interview}/excuse"
    fields = page(client, path).form("/excuse")
    monkeypatch.setattr("app.services.notifications.sending.SECONDS", 0.5)
    make_messages(1, due_at=NOW)
    times = []

    with hanging() as url:
        set_up(app, monkeypatch, smtp_url=url)
        with sending_all_the_time(app) as met:
            assert met.wait(10)
            for number in range(CLICKS):
                make_messages(1, due_at=NOW)
                begun = perf_counter()
                answer = client.post(path, data=fields | {"reason": f"{WHY} {number}"})
                times.append(1000 * (perf_counter() - begun))
                assert answer.status_code == 302, answer.text

    assert sorted(times)[int(0.95 * CLICKS) - 1] < SLOWEST_MS, times
    with app.app_context():
        queued = select(OutboxMessage.id).where(OutboxMessage.kind == "interviewer_excused")
        assert db.session.scalars(queued).all() != []


def test_nothing_is_sent_of_a_change_that_failed_after_its_messages_were_written(app, context, monkeypatch):
    panel = make_panel(starts_at=datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1))
    ladders.playbook_of(panel.team.opening)
    who, written = viewer_of(panel.team.panel[0]), []

    def fail(session) -> None:
        session.flush()
        written.append(len(session.scalars(select(OutboxMessage)).all()))
        raise OSError("the disk is full")

    event.listen(db.session, "before_commit", fail)
    try:
        for _ in range(FAILURES):
            with pytest.raises(OSError, match="the disk is full"):
                scheduling.excuse(who, panel.interview, kind=Excuse.CANNOT, reason=WHY)
    finally:
        event.remove(db.session, "before_commit", fail)
    with running() as server:
        set_up(app, monkeypatch, smtp_url=server.url)
        send_due(datetime.now(UTC) + timedelta(hours=1), worker="one", compose=plain_letter)

    assert len(written) == FAILURES
    assert min(written) >= 1
    assert (standing("id"), server.taken) == ([], [])
