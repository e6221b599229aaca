"""Invitations, answers and no-shows on the board and at home: SQL counts what the domain says of each row."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.domain.policy import Role
from app.models.applications import Application
from app.models.scheduling import Interview, Invitation
from app.queries import applications as queries
from app.queries.applications import BoardFilter
from app.queries.applications.shapes import BoardRow
from app.queries.applications.waiting import waiting_for
from tests import factories
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team
from tests.factories.panels import viewer_of
from tests.rows import change


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


@pytest.fixture
def agreed(team):
    """The one row of the panel, and whether it waits for the recruiter; domain, count, filter and home agree."""

    def look() -> tuple[BoardRow, bool]:
        now, viewer = datetime.now(UTC), viewer_of(team.recruiter, Role.RECRUITER)
        board = queries.board_for(viewer, team.opening, chosen=BoardFilter(), now=now)
        mine = queries.board_for(viewer, team.opening, chosen=BoardFilter(is_mine=True), now=now)
        [row] = [row for section in board.sections for row in section.rows]
        home = [item.id for item in waiting_for(viewer, now)]
        listed = [found.id for section in mine.sections for found in section.rows]
        assert (board.waiting == 1, listed == [row.id], home == [row.id]) == (row.is_mine,) * 3
        return row, row.is_mine

    return look


def invite(team: Team, case: int, **given) -> int:
    return make_invitation(case, team.recruiter, people=team.panel, **given)


def set_on(table, **values) -> None:
    change(update(table).values(**values))


def book_ahead(team: Team, case: int) -> int:
    begin = datetime.now(UTC) + timedelta(days=5)
    return factories.scheduling.make_interview(case, stage="panel", interviewers=team.panel, starts_at=begin)


def test_while_the_candidate_chooses_it_is_not_the_recruiters_turn(team, case, agreed):
    invite(team, case)

    row, is_mine = agreed()

    assert not is_mine
    assert row.progress.turn.who == "Ji-won Seo"


def test_an_invitation_that_ran_out_is_the_recruiters_turn(team, case, agreed):
    invite(team, case, now=datetime.now(UTC) - timedelta(days=11))

    row, is_mine = agreed()

    assert is_mine
    assert row.progress.turn.does == "invite again"


def test_other_hours_of_the_candidate_are_the_recruiters_turn(team, case, agreed):
    invite(team, case)
    set_on(Invitation, asked_at=datetime.now(UTC))

    row, is_mine = agreed()

    assert is_mine
    assert "offers other hours" in row.progress.sentences[0]


def test_an_invitation_to_an_earlier_visit_of_the_stage_counts_for_nothing(team, case, agreed):
    invite(team, case)
    set_on(Application, stage_entered_at=datetime.now(UTC) + timedelta(seconds=1))

    row, is_mine = agreed()

    assert is_mine
    assert row.progress.sentences == ("No interview is booked yet",)


def test_what_is_booked_counts_before_an_invitation(team, case, agreed):
    invite(team, case)
    book_ahead(team, case)

    row, is_mine = agreed()

    assert not is_mine
    assert row.progress.turn.who.startswith("nobody until")


def test_a_no_of_the_candidate_waits_for_the_recruiter(team, case, agreed):
    book_ahead(team, case)
    set_on(Interview, candidate_reply="declined")

    row, is_mine = agreed()

    assert is_mine
    assert row.progress.turn.is_reported


@pytest.mark.parametrize("no_show", ["candidate", "interviewer"])
def test_after_a_no_show_the_recruiter_invites_again(team, case, agreed, no_show):
    book_ahead(team, case)
    set_on(Interview, state="cancelled", no_show=no_show)

    row, is_mine = agreed()

    assert is_mine
    assert row.progress.turn.does == "invite again"


def test_a_no_show_is_settled_by_the_next_booking(team, case, agreed):
    book_ahead(team, case)
    set_on(Interview, state="cancelled", no_show="candidate")
    book_ahead(team, case)

    row, is_mine = agreed()

    assert not is_mine
    assert "did not come" not in str(row.progress.sentences)
