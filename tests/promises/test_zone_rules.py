"""When the rules of zones change later, a booked local time stays the local time that the candidate was told."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from app.database import db
from app.domain import clock_rules, slots
from app.domain.slots import WALL_FORMAT, cells_of
from app.models.notifications import OutboxMessage
from app.models.scheduling import CandidateCell, Interview, Seat, StaffCell
from app.services.scheduling import recheck_clocks
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening

NOW = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
BOOKED = 150
HALF_HOUR = timedelta(minutes=30)
# What the clocks of a place showed until now, and what they show by new rules: half an hour, one hour, half a day.
NEW_RULES = {
    "Europe/Berlin": "Africa/Lagos",
    "America/New_York": "America/Panama",
    "Asia/Kolkata": "Asia/Karachi",
    "Australia/Lord_Howe": "Australia/Brisbane",
    "America/Sao_Paulo": "America/New_York",
    "Pacific/Apia": "Pacific/Pago_Pago",
    "Africa/Casablanca": "Europe/Lisbon",
    "Asia/Tokyo": "Asia/Tokyo",
}


@pytest.fixture
def interviews(context) -> list[int]:
    """Interviews of half an hour over a year, on random days of random zones, each with somebody of its own."""
    random, team = Random(20260110), make_opening()
    return [_booked(team, random) for _ in range(BOOKED)]


def _booked(team: Team, random: Random) -> int:
    zone = random.choice(sorted(NEW_RULES))
    begin = NOW + timedelta(days=2, minutes=30 * random.randrange(48 * 300))
    who, application = make_account(), make_application(team.opening, stage="panel")
    wall = begin.astimezone(ZoneInfo(zone)).strftime(WALL_FORMAT)
    row = Interview(application_id=application, stage="panel", starts_at=begin, ends_at=begin + HALF_HOUR, zone=zone)
    row.wall_time, row.booked_by, row.booked_at = wall, who, NOW
    with factories.writing() as session:
        session.add(row)
        session.flush()
        session.add(Seat(interview_id=row.id, account_id=who))
        cells = [{"interview_id": row.id, "account_id": who, "cell": cell} for cell in cells_of(begin, row.ends_at)]
        session.execute(insert(StaffCell), cells)
        return row.id


def test_every_local_time_stays_and_everybody_hears_of_it(interviews, monkeypatch):
    before = {row.id: row.starts_at for row in db.session.scalars(select(Interview))}
    for module in (clock_rules, slots):
        monkeypatch.setattr(module, "ZoneInfo", lambda name: ZoneInfo(NEW_RULES[name]))

    moved = recheck_clocks(NOW)

    rows = list(db.session.scalars(select(Interview).execution_options(populate_existing=True)))
    changed = [row for row in rows if row.starts_at != before[row.id]]
    off = [row.id for row in rows if shown(row) != row.wall_time and not leapt_over(row)]
    held = db.session.execute(select(StaffCell.interview_id, StaffCell.cell)).all()
    theirs = db.session.execute(select(CandidateCell.interview_id, CandidateCell.cell)).all()
    assert off == []
    assert moved == len(changed) > BOOKED // 3
    assert all(row.clock_changed_at == NOW and row.version == 2 for row in changed)
    assert all(row.ends_at - row.starts_at == HALF_HOUR for row in rows)
    assert set(held) == {(row.id, cell) for row in rows for cell in cells_of(row.starts_at, row.ends_at)}
    assert set(theirs) == {(row.id, cell) for row in changed for cell in cells_of(row.starts_at, row.ends_at)}
    assert len(list(db.session.scalars(select(OutboxMessage.id)))) == 2 * len(changed)


def shown(row: Interview) -> str:
    return row.starts_at.astimezone(ZoneInfo(NEW_RULES[row.zone])).strftime(WALL_FORMAT)


def leapt_over(row: Interview) -> bool:
    """Whether the new clocks never show the time that was promised: then it is the first time after it."""
    wall = datetime.strptime(row.wall_time, WALL_FORMAT)  # noqa: DTZ007 - a wall time has none
    there = wall.replace(tzinfo=ZoneInfo(NEW_RULES[row.zone])).astimezone(UTC)
    return there.astimezone(ZoneInfo(NEW_RULES[row.zone])).replace(tzinfo=None) != wall
