"""Who waits for whom, on both databases: what stands in which list, how lists end, and who is told of what."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.domain.policy import Role
from app.models.applications import Application, ApplicationEvent
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Invitation, Seat
from app.queries.scheduling.board import schedule_for
from app.queries.scheduling.board_shapes import Median, Wanted
from tests import factories
from tests.factories.applications import make_application
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.factories.scheduling import make_interview

pytestmark = pytest.mark.usefixtures("context")

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def team() -> Team:
    return make_opening()


def schedule(team: Team, wanted: Wanted | None = None):
    return schedule_for(viewer_of(team.recruiter, Role.RECRUITER), wanted or Wanted(), MONDAY)


def waiting(team: Team, *, since: datetime = MONDAY - DAY) -> int:
    made = make_application(team.opening, stage="panel")
    with factories.writing() as session:
        session.execute(update(Application).where(Application.id == made).values(stage_entered_at=since))
    return made


def booked(team: Team, starts_at: datetime, *, booked_at: datetime = MONDAY - 2 * DAY) -> int:
    made = make_interview(waiting(team), stage="panel", interviewers=team.panel, starts_at=starts_at)
    with factories.writing() as session:
        session.execute(update(Interview).where(Interview.id == made).values(booked_at=booked_at))
    return made


def test_each_application_stands_in_the_one_list_that_says_whose_turn_it_is(team):
    to_invite, invited, asked = (waiting(team) for _ in range(3))
    make_invitation(invited, team.recruiter, people=team.panel, now=MONDAY)
    hours = make_invitation(asked, team.recruiter, people=team.panel, now=MONDAY)
    with factories.writing() as session:
        session.execute(update(Invitation).where(Invitation.id == hours).values(asked_at=MONDAY))
    fine, gone = booked(team, MONDAY + DAY), booked(team, MONDAY + 2 * DAY)
    with factories.writing() as session:
        session.execute(update(Seat).where(Seat.interview_id == gone).values(reply="declined"))

    found = schedule(team)

    assert [row.about.application_id for row in found.to_invite.rows] == [to_invite]
    assert [row.about.application_id for row in found.silent.rows] == [invited]
    assert [row.about.application_id for row in found.asked.rows] == [asked]
    assert [row.interview_id for row in found.booked.rows] == [fine]
    assert [row.interview_id for row in found.troubled.rows] == [gone]
    assert found.acts == 3
    assert found.next_at == MONDAY + DAY


def test_lists_are_cut_and_say_how_much_is_left_each_for_itself(team):
    for number in range(15):
        booked(team, MONDAY + number * DAY + DAY)
        make_invitation(waiting(team), team.recruiter, people=team.panel, now=MONDAY - number * DAY)
    gone = booked(team, MONDAY + 30 * DAY)
    with factories.writing() as session:
        session.execute(update(Interview).where(Interview.id == gone).values(candidate_reply="declined"))

    found = schedule(team)

    assert (found.booked.total, found.booked.more, found.troubled.total) == (15, 3, 1)
    assert (found.silent.total, found.silent.more) == (15, 3)
    assert found.silent.rows[0].sent_at == MONDAY - 14 * DAY


def test_an_interview_that_nobody_holds_any_more_is_to_be_mended(team):
    interview = booked(team, MONDAY + DAY)
    with factories.writing() as session:
        session.execute(update(Seat).where(Seat.interview_id == interview).values(left_at=MONDAY))

    found = schedule(team)

    assert [row.people for row in found.troubled.rows] == [()]


def test_an_interview_that_its_zone_left_behind_is_to_be_mended(team):
    interview = booked(team, MONDAY + DAY)
    with factories.writing() as session:
        session.execute(update(Interview).where(Interview.id == interview).values(wall_time="2026-03-03T10:00"))

    assert [row.is_stuck for row in schedule(team).troubled.rows] == [True]


def test_the_load_counts_interviews_of_all_openings_in_two_weeks(team):
    other = make_opening(panel=team.panel)
    booked(team, MONDAY + DAY)
    for days in (2, 8, 20):
        booked(other, MONDAY + days * DAY)

    rows = schedule(team).load.rows

    assert len(rows) == 3
    assert {(row.this_week, row.next_week, row.limit, row.is_own_limit) for row in rows} == {(2, 1, 4, False)}


def test_a_turnaround_counts_from_the_beginning_of_the_stage_and_is_a_median(team):
    for days in (1, 2, 9):
        interview = booked(team, MONDAY - DAY, booked_at=MONDAY - 5 * DAY)
        with factories.writing() as session:
            application = session.get_one(Interview, interview).application_id
            begun = MONDAY - (5 + days) * DAY
            session.add(ApplicationEvent(application_id=application, kind="advanced", data={}, at=begun))
            # What came after the booking begins another stage.
            session.add(ApplicationEvent(application_id=application, kind="advanced", data={}, at=MONDAY - DAY))

    row = schedule(team).turnaround[0]

    assert row.stage == "Mock Presentation"
    assert row.booked == Median(2.0, 3)
    assert row.held == Median(2.0 + 4 + 1 / 24, 3)
    assert row.cards_in == Median(None, 0)


def test_what_was_not_delivered_stands_there_for_a_month(team):
    application = waiting(team)
    with factories.writing() as session:
        for days in (1, 29, 31):
            row = OutboxMessage(kind="interview_booked", data={}, created_at=MONDAY, due_at=MONDAY)
            row.application_id, row.account_id, row.failed_at = application, team.panel[0], MONDAY - days * DAY
            session.add(row)

    found = schedule(team).undelivered

    assert [row.failed_at for row in found.rows] == [MONDAY - DAY, MONDAY - 29 * DAY]


def test_who_leads_nothing_finds_nothing(team):
    waiting(team)

    found = schedule_for(viewer_of(team.panel[0]), Wanted(), MONDAY)

    assert (found.openings, found.is_empty) == ((), True)
