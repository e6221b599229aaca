"""The board: counts, order, filters, whose turn; what SQL counts is what the domain says of each row."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.domain.errors import NotFound
from app.domain.pipeline import DECISION, State
from app.domain.policy import Grant, Role
from app.models.applications import Application, ApplicationEvent
from app.models.openings import OpeningMember
from app.models.scheduling import Seat
from app.queries import applications as queries
from app.queries.applications import Board, BoardFilter
from app.queries.applications import board as module
from tests import factories
from tests.factories.crowds import make_crowd
from tests.factories.openings import Team
from tests.factories.panels import viewer_of
from tests.statements import counted


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


def board(team: Team, who: int | None = None, **chosen: Any) -> Board:
    viewer = viewer_of(who or team.recruiter, Role.RECRUITER)
    return queries.board_for(viewer, team.opening, chosen=BoardFilter(**chosen), now=datetime.now(UTC))


def names(found: Board, stage: str) -> list[str]:
    return [row.name for section in found.sections if section.key == stage for row in section.rows]


def enter(application_id: int, *, days_ago: float) -> None:
    with factories.writing() as session:
        at = datetime.now(UTC) - timedelta(days=days_ago)
        session.execute(update(Application).where(Application.id == application_id).values(stage_entered_at=at))


def test_everybody_stands_in_a_section_those_longest_there_first(team):
    for name, days in (("New", 0.1), ("Oldest", 9), ("Older", 4)):
        enter(factories.applications.make_application(team.opening, name=name), days_ago=days)

    found = board(team)

    assert names(found, "screen") == ["Oldest", "Older", "New"]
    assert [section.count for section in found.sections] == [3, 0, 0, 0, 0]
    assert [row.here for row in found.sections[0].rows] == ["9 days", "4 days", "new"]
    assert [row.is_long for row in found.sections[0].rows] == [True, True, False]


def test_sections_follow_the_plan_and_end_with_the_decision(team):
    assert [section.name for section in board(team).sections] == [
        "Initial Screen",
        "Initial Interview",
        "Mock Presentation",
        "Final Interview",
        "Decision",
    ]


def test_decided_ones_and_offers_stay_with_the_decision(team):
    for state in ("active", "decided", "offer_made"):
        factories.applications.make_application(team.opening, stage=DECISION, state=state)
    factories.applications.make_application(team.opening, stage=DECISION, state="hired")

    found = board(team)

    assert found.sections[-1].count == 3
    assert found.aside[State.HIRED] == 1


def test_closed_and_held_ones_stand_aside_with_their_number(team):
    for state in ("declined", "declined", "withdrawn", "on_hold"):
        factories.applications.make_application(team.opening, state=state)

    found = board(team)

    assert found.total == 0
    assert found.aside == {State.ON_HOLD: 1, State.DECLINED: 2, State.WITHDRAWN: 1, State.HIRED: 0}


def test_those_aside_are_listed_newest_first_on_demand(team):
    first = factories.applications.make_application(team.opening, state="declined")
    second = factories.applications.make_application(team.opening, state="declined")

    found = board(team, aside=State.DECLINED)

    assert [row.id for row in found.listed] == [second, first]
    assert found.sections == ()


def test_the_filter_by_text_finds_names_and_sources(team):
    found_by_name = factories.applications.make_application(team.opening, name="Marta Kowalczyk")
    found_by_source = factories.applications.make_application(team.opening, name="Thabo Nkosi")
    factories.applications.make_application(team.opening, name="Rina Takahashi")
    with factories.writing() as session:
        by_source = update(Application).where(Application.id == found_by_source)
        session.execute(by_source.values(source="Referred by KOWAL"))

    found = board(team, text="kowal")

    assert {row.id for row in found.sections[0].rows} == {found_by_name, found_by_source}
    assert found.sections[0].count == 2


@pytest.mark.parametrize("text", ["100%", "a_b", "x/y"])
def test_signs_of_patterns_are_searched_for_as_they_are(team, text):
    hit = factories.applications.make_application(team.opening, name=f"Ann {text}")
    factories.applications.make_application(team.opening, name="Ann 1000 axb xay")

    assert [row.id for row in board(team, text=text).sections[0].rows] == [hit]


def test_waiting_and_long_can_be_filtered_together(team):
    mine_long = factories.applications.make_application(team.opening, name="Mine, long")
    enter(mine_long, days_ago=10)
    enter(factories.applications.make_application(team.opening, name="Mine, new"), days_ago=0)
    booked = factories.applications.make_application(team.opening, name="Long, booked")
    ahead = datetime.now(UTC) + timedelta(days=1)
    factories.scheduling.make_interview(booked, stage="screen", interviewers=[team.leader], starts_at=ahead)

    found = board(team, is_mine=True, is_long=True)

    assert names(found, "screen") == ["Mine, long"]
    assert found.sections[0].count == 1


def test_a_stranger_finds_no_board(team):
    with pytest.raises(NotFound):
        board(team, factories.accounts.make_account("recruiter"))


def test_there_is_no_board_of_nothing(team):
    viewer = viewer_of(team.recruiter)
    with pytest.raises(NotFound):
        queries.board_for(viewer, 999, chosen=BoardFilter(), now=datetime.now(UTC))


def test_an_unknown_stage_shows_all(team):
    assert len(board(team, stage="lunch").sections) == 5


@pytest.mark.parametrize("part", ["recruiter", "manager", "panelist"])
def test_the_counts_agree_with_the_turns_of_all_rows(team, part, monkeypatch):
    monkeypatch.setattr(module, "FIRST_ROWS", 1000)
    make_crowd(team, 120)
    factories.applications.make_application(team.opening, stage=DECISION, state="decided")
    factories.applications.make_application(team.opening, stage=DECISION, state="offer_made")
    repeated = factories.applications.make_application(team.opening)
    factories.scheduling.make_interview(repeated, stage="screen", interviewers=[team.manager])
    with factories.writing() as session:
        some = (Seat.account_id == team.panel[0], Seat.interview_id % 4 == 1)
        session.execute(update(Seat).where(*some).values(excuse="cannot"))
    who = {"recruiter": team.recruiter, "manager": team.manager, "panelist": team.panel[1]}[part]

    found, mine = board(team, who), board(team, who, is_mine=True)

    rows = [row for section in found.sections for row in section.rows]
    assert found.total == len(rows)
    assert found.waiting == sum(row.is_mine for row in rows)
    assert found.waiting > 0
    assert found.waiting_long == sum(row.is_mine and row.is_long for row in rows)
    assert {row.id for section in mine.sections for row in section.rows} == {row.id for row in rows if row.is_mine}
    long = board(team, who, is_long=True)
    assert {row.id for section in long.sections for row in section.rows} == {row.id for row in rows if row.is_long}


@pytest.mark.parametrize("who", ["manager", "granted", "leader"])
def test_a_decision_that_awaits_approval_waits_for_those_who_can_answer_and_not_for_whoever_took_it(context, who):
    team = factories.openings.make_opening(recruiter_grants=("override",))
    asked, free = (factories.applications.make_application(team.opening, stage=DECISION) for _ in range(2))
    with factories.writing() as session:
        event = ApplicationEvent(application_id=asked, kind="approval_asked", data={}, at=datetime.now(UTC))
        event.actor_id = team.manager
        session.add(event)
    override = frozenset({Grant.OVERRIDE})
    viewer = {
        "manager": viewer_of(team.manager, Role.HIRING_MANAGER, grants=override),
        "granted": viewer_of(team.recruiter, Role.RECRUITER, grants=override),
        "leader": viewer_of(team.leader, Role.SENIOR_LEADER),
    }[who]

    found, mine = (
        queries.board_for(viewer, team.opening, chosen=BoardFilter(is_mine=is_mine), now=datetime.now(UTC))
        for is_mine in (False, True)
    )

    waiting = [row.id for row in found.sections[-1].rows if row.is_mine]
    assert waiting == [row.id for row in mine.sections[-1].rows] == [free if who == "manager" else asked]
    assert found.waiting == 1


def test_a_long_stage_shows_its_first_rows_and_goes_on_without_gap_or_repeat(team, monkeypatch):
    monkeypatch.setattr(module, "FIRST_ROWS", 3)
    monkeypatch.setattr(module, "PAGE_ROWS", 4)
    made = [factories.applications.make_application(team.opening) for _ in range(12)]
    section = board(team).sections[0]
    seen = [row.id for row in section.rows]

    while section.more:
        section = board(team, stage="screen", after=section.more).sections[0]
        seen += [row.id for row in section.rows]

    assert seen == made
    assert section.count == 12


def test_a_long_list_of_those_aside_goes_on_without_gap_or_repeat(team, monkeypatch):
    monkeypatch.setattr(module, "PAGE_ROWS", 2)
    made = [factories.applications.make_application(team.opening, state="declined") for _ in range(5)]
    found = board(team, aside=State.DECLINED)
    seen = [row.id for row in found.listed]

    while found.more:
        found = board(team, aside=State.DECLINED, after=found.more)
        seen += [row.id for row in found.listed]

    assert seen == made[::-1]


@pytest.mark.parametrize("size", [20, 2000])
def test_a_board_costs_four_statements_however_many_there_are(context, team, size):
    make_crowd(team, size)
    board(team)

    with counted(context) as statements:
        found = board(team)

    assert len(statements) == 4
    assert all(len(section.rows) <= 25 for section in found.sections)


def test_the_profile_costs_seven_statements(context, team):
    made = make_crowd(team, 20)[1]
    viewer = viewer_of(team.recruiter)
    queries.profile_for(viewer, made, now=datetime.now(UTC))

    with counted(context) as statements:
        queries.profile_for(viewer, made, now=datetime.now(UTC))

    assert len(statements) == 7


def test_the_other_applications_of_a_candidate_show_to_those_who_lead_them_alone(team):
    made = factories.applications.make_application(team.opening)
    other, foreign = factories.openings.make_opening(), factories.openings.make_opening()
    with factories.writing() as session:
        candidate = session.scalars(select(Application.candidate_id).where(Application.id == made)).one()
        for opening in (other.opening, foreign.opening):
            row = Application(candidate_id=candidate, opening_id=opening, stage="screen")
            row.stage_entered_at = row.applied_at = datetime.now(UTC)
            session.add(row)
        member = OpeningMember(opening_id=other.opening, account_id=team.recruiter, part="recruiter")
        session.add(member)

    profile = queries.profile_for(viewer_of(team.recruiter), made, now=datetime.now(UTC))

    assert [line.opening for line in profile.elsewhere] == ["Strategic Account Executive, Berlin"]
    assert profile.elsewhere[0].state is State.ACTIVE


def test_checks_that_one_person_makes_in_a_row_on_one_day_are_one_line_of_the_timeline(team):
    made = factories.applications.make_application(team.opening)
    noon = datetime(2026, 1, 8, 3, tzinfo=UTC)
    steps = [
        (team.recruiter, noon, "One", "Met"),
        (team.recruiter, noon + timedelta(minutes=1), "Two", "To verify"),
        (team.recruiter, noon + timedelta(minutes=2), "Three", "Met"),
        (team.manager, noon + timedelta(minutes=3), "Three", "Not met"),
        (team.manager, noon + timedelta(days=1), "Two", "Met"),
    ]
    with factories.writing() as session:
        for who, at, name, state in steps:
            facts = {"name": name, "state_name": state}
            event = ApplicationEvent(application_id=made, kind="requirement_checked", data=facts, at=at)
            event.actor_id = who
            session.add(event)
            session.flush()

    lines = queries.profile_for(viewer_of(team.recruiter), made, now=datetime.now(UTC)).timeline

    told = [(line.told.what, line.told.detail) for line in lines if line.kind == "requirement_checked"]
    assert told == [
        ("set a requirement to “Met”", "Two"),
        ("set a requirement to “Not met”", "Three"),
        ("checked 3 requirements", "2 met, 1 to verify"),
    ]
    assert lines[2].at == noon + timedelta(minutes=2)
