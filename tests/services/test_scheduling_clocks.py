"""When the rules of a zone change, interviews ahead keep the local time that was promised, for all or for nobody."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update

from app.database import db
from app.domain import clock_rules
from app.domain.slots import cells_of
from app.models.applications import ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.scheduling import CandidateCell, Interview, Seat, StaffCell
from app.services.scheduling import recheck_clocks
from tests import factories
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview

pytestmark = pytest.mark.usefixtures("context")

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
START = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)  # 10:00 in Berlin, in summer time
HOUR = timedelta(hours=1)


@pytest.fixture
def team() -> Team:
    return make_opening()


@pytest.fixture
def no_summer_time(monkeypatch):
    """Berlin keeps its winter clocks all year, as of now."""
    berlin, winter = "Europe/Berlin", "Etc/GMT-1"
    monkeypatch.setattr(clock_rules, "ZoneInfo", lambda name: ZoneInfo(winter if name == berlin else name))


def booked(
    team: Team, *, starts_at: datetime = START, zone: str = "Europe/Berlin", people: tuple[int, ...] = ()
) -> int:
    """An interview with its cells, as if it had been booked by hand."""
    attendees = people or team.panel
    application = make_application(team.opening, stage="panel")
    interview = make_interview(application, stage="panel", interviewers=attendees, starts_at=starts_at)
    wall = starts_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
    with factories.writing() as session:
        session.execute(update(Interview).where(Interview.id == interview).values(zone=zone, wall_time=wall))
        session.add_all(
            StaffCell(account_id=who, cell=cell, interview_id=interview)
            for who in attendees
            for cell in cells_of(starts_at, starts_at + HOUR)
        )
    return interview


def row_of(interview: int) -> Interview:
    db.session.rollback()
    found = db.session.get(Interview, interview, populate_existing=True)
    assert found is not None
    return found


def cells_held(interview: int, model: type[StaffCell] | type[CandidateCell] = StaffCell) -> set[int]:
    return set(db.session.scalars(select(model.cell).where(model.interview_id == interview)))


def test_as_long_as_the_rules_stay_nothing_happens(team):
    booked(team)

    assert recheck_clocks(NOW) == 0
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


def test_the_instant_moves_with_everybodys_time_and_the_wall_time_stays(team, no_summer_time):
    interview = booked(team)

    moved = recheck_clocks(NOW)

    row = row_of(interview)
    assert moved == 1
    assert (row.starts_at, row.ends_at, row.wall_time) == (START + HOUR, START + 2 * HOUR, "2026-07-01T10:00")
    assert (row.version, row.clock_changed_at) == (2, NOW)
    assert cells_held(interview) == set(cells_of(START + HOUR, START + 2 * HOUR))
    assert cells_held(interview, CandidateCell) == cells_held(interview)


def test_both_sides_are_told_what_it_was_and_the_trail_says_that_nobody_did_it(team, no_summer_time):
    booked(team)

    recheck_clocks(NOW)

    messages = list(db.session.scalars(select(OutboxMessage)))
    assert {message.kind for message in messages} == {"clock_changed"}
    assert {message.account_id for message in messages} == {None, *team.panel}
    assert {message.data["was"] for message in messages} == {"2026-07-01T08:00:00Z"}
    assert db.session.execute(select(ApplicationEvent.kind, ApplicationEvent.actor_id)).all() == [
        ("interview_clock_changed", None)
    ]
    assert db.session.execute(select(AuditEntry.action, AuditEntry.actor_id)).all() == [
        ("interview.clock_changed", None)
    ]


def test_running_it_again_moves_nothing(team, no_summer_time):
    booked(team)

    assert [recheck_clocks(NOW), recheck_clocks(NOW)] == [1, 0]


def test_two_in_a_row_make_room_for_each_other(team, no_summer_time):
    first, second = booked(team), booked(team, starts_at=START + HOUR)

    moved = recheck_clocks(NOW)

    assert moved == 2
    assert [row_of(one).starts_at for one in (first, second)] == [START + HOUR, START + 2 * HOUR]


def test_where_somebody_is_taken_then_the_old_instant_is_kept_for_all(team, no_summer_time):
    interview = booked(team)
    booked(team, starts_at=START + HOUR, zone="Asia/Tokyo", people=team.panel[:1])
    held = cells_held(interview)

    moved = recheck_clocks(NOW)

    row = row_of(interview)
    assert moved == 0
    assert (row.starts_at, row.version, row.clock_changed_at) == (START, 1, None)
    assert cells_held(interview) == held
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


def test_other_zones_past_interviews_and_cancelled_ones_stay(team, no_summer_time):
    elsewhere = booked(team, zone="Asia/Tokyo")
    past = booked(team, starts_at=NOW - timedelta(days=3))
    cancelled = booked(team, starts_at=START + timedelta(days=1))
    with factories.writing() as session:
        session.execute(update(Interview).where(Interview.id == cancelled).values(state="cancelled"))

    assert recheck_clocks(NOW) == 0
    assert [row_of(one).version for one in (elsewhere, past, cancelled)] == [1, 1, 1]


def test_everybody_is_asked_anew_whether_they_come(team, no_summer_time):
    interview = booked(team)
    with factories.writing() as session:
        session.execute(update(Seat).values(reply="accepted", replied_at=NOW))
        session.execute(update(Interview).values(candidate_reply="accepted"))

    recheck_clocks(NOW)

    assert row_of(interview).candidate_reply is None
    assert set(db.session.scalars(select(Seat.reply))) == {None}
