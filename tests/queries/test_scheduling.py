"""Questions about interviews: card states without content, what I owe, and few statements however many rows."""

from datetime import UTC, datetime, timedelta

import pytest

from app.database import db
from app.domain.errors import NotFound
from app.queries import ladders
from app.queries import scheduling as queries
from app.queries.scheduling import CardState
from app.services import scheduling
from tests import factories
from tests.factories import bookings
from tests.factories.bookings import soon, viewer_of
from tests.factories.openings import Team
from tests.statements import counted

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def team(context) -> Team:
    made = factories.openings.make_opening()
    ladders.playbook_of(made.opening)
    db.session.rollback()  # what the factories write from here on is to be seen
    return made


def past(team, *, days=2, interviewers=None, name=None, **given) -> int:
    """An interview of the panel that is over."""
    application = factories.applications.make_application(team.opening, stage="panel", name=name)
    at = NOW - timedelta(days=days)
    return factories.scheduling.make_interview(
        application, stage="panel", interviewers=interviewers or team.panel, starts_at=at, **given
    )


def ahead(team, *, days=2, **given) -> int:
    """An interview of the panel that lies ahead."""
    return past(team, days=-days, **given)


def mine(team, who=None, **given) -> queries.MyInterviews:
    return queries.mine(viewer_of(who or team.panel[0]), NOW, **given)


def test_the_interviews_of_an_application_tell_states_of_cards_by_name(team):
    application = factories.applications.make_application(team.opening, stage="panel")
    booked = factories.scheduling.make_interview(
        application, stage="panel", interviewers=team.panel, shadows=[team.leader]
    )
    factories.scorecards.make_scorecard(booked, team.panel[0])
    factories.scorecards.make_scorecard(booked, team.panel[1], submitted=False)

    (row,) = queries.interviews_of(application)

    states = {seat.account_id: seat.card for seat in row.seats}
    assert states == {
        team.panel[0]: CardState.SUBMITTED,
        team.panel[1]: CardState.DRAFT,
        team.panel[2]: CardState.NOT_STARTED,
        team.leader: CardState.NONE,
    }
    assert {seat.account_id for seat in row.missing} == set(team.panel[1:])


def test_the_interviews_of_an_application_take_two_statements(team, app):
    application = factories.applications.make_application(team.opening)
    for _ in range(5):
        factories.scheduling.make_interview(application, stage="screen", interviewers=[team.recruiter])

    with counted(app) as seen:
        rows = queries.interviews_of(application)

    assert (len(rows), len(seen)) == (5, 2)


def test_mine_are_what_i_owe_what_lies_ahead_and_what_is_behind(team):
    owed, done = past(team, days=3), past(team, days=2)
    factories.scorecards.make_scorecard(done, team.panel[0])
    later, next_one = ahead(team, days=5), ahead(team, days=1)

    found = mine(team)

    assert [row.id for row in found.owed] == [owed]
    assert [row.id for row in found.ahead] == [next_one, later]
    assert [row.id for row in found.behind] == [done]
    assert (found.owed[0].owes, found.behind[0].owes) == (True, False)
    assert found.owed[0].due_at == NOW - timedelta(days=2) + timedelta(hours=1)
    assert found.more_ahead is None
    assert found.more_behind is None


def test_a_draft_is_owed_and_says_so(team):
    owed = past(team)
    factories.scorecards.make_scorecard(owed, team.panel[0], submitted=False)

    assert [(row.id, row.card) for row in mine(team).owed] == [(owed, CardState.DRAFT)]


def test_somebody_elses_interview_is_not_mine(team):
    past(team, interviewers=team.panel[1:])

    assert mine(team) == queries.MyInterviews((), (), (), None, None)


def test_a_shadow_owes_nothing_and_the_others_are_named(team):
    past(team, shadows=[team.leader])

    found = mine(team, team.leader)

    assert found.owed == ()
    assert (found.behind[0].is_shadow, len(found.behind[0].colleagues)) == (True, 3)


def test_an_interview_that_runs_lies_ahead_until_it_ends(team):
    runs = past(team, days=0)

    assert [row.id for row in mine(team).ahead] == [runs]


def test_a_long_list_goes_on_where_it_stopped(team):
    behind = [past(team, days=2 + number) for number in range(30)]
    for interview in behind:
        factories.scorecards.make_scorecard(interview, team.panel[0])

    first = mine(team)
    rest = mine(team, before=first.more_behind)

    assert [row.id for row in (*first.behind, *rest.behind)] == behind
    assert (rest.ahead, rest.owed, rest.more_behind) == ((), (), None)


def test_what_lies_ahead_goes_on_where_it_stopped(team):
    coming = [ahead(team, days=2 + number) for number in range(30)]

    first = mine(team)
    rest = mine(team, after=first.more_ahead)

    assert [row.id for row in (*first.ahead, *rest.ahead)] == coming
    assert rest.more_ahead is None


@pytest.mark.parametrize("number", [1, 40])
def test_mine_take_two_statements_however_many(team, app, number):
    for offset in range(number):
        past(team, days=2 + offset)
        ahead(team, days=2 + offset)
    viewer = viewer_of(team.panel[0])

    with counted(app) as seen:
        queries.mine(viewer, NOW)

    assert len(seen) == 2


def test_an_interview_is_not_there_for_strangers(team):
    interview = past(team)
    stranger = factories.accounts.make_account()

    with pytest.raises(NotFound):
        queries.interview_for(viewer_of(stranger), interview)
    with pytest.raises(NotFound):
        queries.interview_for(viewer_of(team.panel[0]), interview + 1)


def test_an_interview_tells_who_called_it_off(team):
    application = factories.applications.make_application(team.opening)
    booked = bookings.book(application, team.recruiter, interviewers=[team.recruiter], at=soon())
    viewer = viewer_of(team.recruiter)
    scheduling.cancel(viewer, booked, reason="They are ill.", seen=1)

    cancellation = queries.cancellation_of(queries.interview_for(viewer, booked))

    assert cancellation is not None
    assert (cancellation.by, cancellation.reason, cancellation.because_closed) == (viewer.name, "They are ill.", False)


def test_stand_ins_are_those_of_the_part_first_and_nobody_who_interviews_here(team):
    interview = past(team, interviewers=team.panel[:2])

    found = queries.stand_ins_for(queries.interview_for(viewer_of(team.recruiter), interview))

    assert found[0].id == team.panel[2]
    assert {member.id for member in found} == {team.panel[2], team.recruiter, team.manager, team.leader}
