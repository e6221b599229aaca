"""Two sweeps at once, and a sweep while cards come in: every reminder is queued once, none for a card that is in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event

import pytest
from sqlalchemy import func, select, update

from app.database import db
from app.domain.errors import Conflict
from app.gateways import clock
from app.models.applications import Application
from app.models.notifications import OutboxMessage
from app.models.scheduling import Invitation
from app.services import scorecards
from app.services.notifications import queue_all_due, queue_due, reminders
from tests import factories
from tests.factories.panels import Panel, make_answers, make_panel, sheet_for, viewer_of

AT_ONCE = 8
TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
NOW = TUESDAY + timedelta(hours=2)


@pytest.fixture
def panels(app) -> list[Panel]:
    return [make_panel(starts_at=TUESDAY) for _ in range(4)]


def sweep(app) -> int:
    with app.app_context():
        return queue_due(NOW)


def queued(app) -> list[tuple[str | None, int]]:
    with app.app_context():
        live = select(OutboxMessage.once, func.count()).where(
            OutboxMessage.kind == "scorecard_reminder", OutboxMessage.cancelled_at.is_(None)
        )
        return [(once, number) for once, number in db.session.execute(live.group_by(OutboxMessage.once))]


def test_sweeps_at_once_queue_each_reminder_once(app, panels):
    barrier = Barrier(AT_ONCE)

    def one(_number: int) -> int:
        barrier.wait()
        return sweep(app)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = list(pool.map(one, range(AT_ONCE)))

    assert sum(told) == len(queued(app)) == 3 * len(panels)
    assert {times for _name, times in queued(app)} == {1}


def test_a_card_that_comes_in_during_a_sweep_leaves_no_reminder(app, panels):
    barrier = Barrier(len(panels) + 2)

    def submit(panel: Panel) -> None:
        who = panel.team.panel[0]
        with app.app_context(), clock.pretending(NOW):
            answers = make_answers(sheet_for(panel.interview, who))
            barrier.wait()
            scorecards.submit(viewer_of(who), panel.interview, answers, seen=0)

    def one(_number: int) -> None:
        barrier.wait()
        sweep(app)

    with ThreadPoolExecutor(len(panels) + 2) as pool:
        jobs = [pool.submit(submit, panel) for panel in panels] + [pool.submit(one, number) for number in range(2)]
        for job in jobs:
            job.result()
    sweep(app)

    submitted = {f":{panel.interview}:{panel.team.panel[0]}:" for panel in panels}
    left = [name or "" for name, _times in queued(app)]
    assert len(left) == 2 * len(panels)
    assert not [name for name in left if any(part in name for part in submitted)]


def test_nobody_who_submits_during_a_sweep_waits_for_it_in_vain(app, panels, monkeypatch):
    reached, waited_for = Event(), Event()
    insert = reminders.insert_once

    def late(session, rows):
        reached.set()
        waited_for.wait(1)
        return insert(session, rows)

    def submit(panel: Panel) -> None:
        who = panel.team.panel[0]
        with app.app_context(), clock.pretending(NOW):
            answers = make_answers(sheet_for(panel.interview, who))
            reached.wait(10)
            scorecards.submit(viewer_of(who), panel.interview, answers, seen=0)

    monkeypatch.setattr(reminders, "insert_once", late)
    with ThreadPoolExecutor(2) as pool:
        queueing, submitting = pool.submit(sweep, app), pool.submit(submit, panels[0])

        assert queueing.result() == 3 * len(panels)
        submitting.result()


def test_a_sweep_that_can_not_write_refuses_and_the_next_one_makes_up_for_it(app, panels, monkeypatch):
    def busy(*_args: object, **_named: object) -> None:
        raise Conflict("The database was busy for too long and nothing was saved. Try again in a moment.")

    with monkeypatch.context() as patched, app.app_context():
        patched.setattr("app.services.notifications.reminders.transaction", busy)
        with pytest.raises(Conflict):
            queue_due(NOW)

    assert queued(app) == []
    assert sweep(app) == 3 * len(panels)


def test_sweeps_at_once_end_an_invitation_once_and_tell_of_everything_once(app, panels):
    team = panels[0].team
    with factories.writing() as session:
        session.execute(update(Application).values(state="on_hold", hold_until=NOW.date()))
        session.add_all(make_invitation_row(panel.application, team.recruiter) for panel in panels)
    barrier = Barrier(AT_ONCE)

    def one(_number: int) -> int:
        barrier.wait()
        with app.app_context():
            return queue_all_due(NOW)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(one, range(AT_ONCE)))

    with app.app_context():
        names = list(db.session.scalars(select(OutboxMessage.once)))
        ended = db.session.scalars(select(Invitation.version).where(Invitation.ended_because == "expired")).all()
    assert sum(done) == len(names) == len(set(names)) == (3 + 2) * len(panels)
    assert list(ended) == [2] * len(panels)


def make_invitation_row(application: int, by: int) -> Invitation:
    """An invitation that ran out an hour ago."""
    begin, end = NOW - timedelta(days=10), NOW - timedelta(hours=1)
    return Invitation(
        application_id=application,
        stage="panel",
        takes="all",
        minutes=60,
        step_minutes=30,
        from_at=begin,
        until_at=NOW + timedelta(days=9),
        notice_hours=24,
        most_moves=2,
        cutoff_hours=24,
        created_by=by,
        created_at=begin,
        expires_at=end,
    )
