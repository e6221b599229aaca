"""Runs over the clocks at once, and one while somebody moves an interview: each moves once, and no time is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from app.database import db
from app.domain import clock_rules
from app.domain.errors import Conflict, NotReady
from app.domain.policy import Role
from app.domain.seating import Seating
from app.domain.slots import WallTime, cells_of
from app.gateways import clock
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, StaffCell
from app.services import scheduling
from app.services.scheduling import recheck_clocks
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
AT_ONCE = 6


@pytest.fixture
def team(app) -> Team:
    return make_opening()


def booked(app, team: Team) -> list[int]:
    """Five panels in a row of the same three people, by the clocks of Berlin in summer."""
    recruiter = viewer_of(team.recruiter, Role.RECRUITER)
    found = []
    for number in range(5):
        application = make_application(team.opening, stage="panel")
        wanted = WallTime(datetime(2026, 7, 1, tzinfo=UTC).date(), time(9 + number), "Europe/Berlin", 60)
        with app.app_context(), clock.pretending(NOW):
            found.append(
                scheduling.book(recruiter, application, wanted, seating=Seating(team.panel), video_link="", seen=1)
            )
    return found


def give_up_summer_time(monkeypatch) -> None:
    monkeypatch.setattr(
        clock_rules, "ZoneInfo", lambda name: ZoneInfo("Etc/GMT-1" if name == "Europe/Berlin" else name)
    )


def test_runs_at_once_move_each_interview_once(app, team, monkeypatch):
    interviews = booked(app, team)
    give_up_summer_time(monkeypatch)
    barrier = Barrier(AT_ONCE)

    def one(_number: int) -> int:
        barrier.wait()
        with app.app_context():
            try:
                return recheck_clocks(NOW)
            except Conflict:
                return 0

    with ThreadPoolExecutor(AT_ONCE) as pool:
        moved = sum(pool.map(one, range(AT_ONCE)))

    with app.app_context():
        rows = list(db.session.scalars(select(Interview)))
        told = db.session.scalar(select(func.count()).where(OutboxMessage.kind == "clock_changed"))
        held = set(db.session.execute(select(StaffCell.interview_id, StaffCell.account_id, StaffCell.cell)).all())
    assert moved == len(interviews)
    assert {row.version for row in rows} == {2}
    assert told == 4 * len(interviews)
    assert held == {
        (row.id, who, cell) for row in rows for who in team.panel for cell in cells_of(row.starts_at, row.ends_at)
    }


def test_whoever_moves_an_interview_meanwhile_is_not_overruled(app, team, monkeypatch):
    interview = booked(app, team)[0]
    give_up_summer_time(monkeypatch)
    barrier = Barrier(2)
    recruiter = viewer_of(team.recruiter, Role.RECRUITER)
    wanted = WallTime(datetime(2026, 7, 8, tzinfo=UTC).date(), time(9), "Asia/Tokyo", 60)

    def move() -> None:
        barrier.wait()
        with app.app_context(), clock.pretending(NOW):
            for _ in range(2):
                seen = db.session.scalar(select(Interview.version).where(Interview.id == interview)) or 0
                try:
                    scheduling.move(recruiter, interview, wanted, seen=seen)
                except (Conflict, NotReady):
                    db.session.rollback()
                else:
                    break

    def recheck() -> None:
        barrier.wait()
        with app.app_context():
            recheck_clocks(NOW)

    with ThreadPoolExecutor(2) as pool:
        for job in (pool.submit(move), pool.submit(recheck)):
            job.result()

    with app.app_context():
        row = db.session.get_one(Interview, interview)
    assert (row.zone, row.starts_at) == ("Asia/Tokyo", datetime(2026, 7, 8, 0, 0, tzinfo=UTC))
    assert row.starts_at + timedelta(hours=1) == row.ends_at
