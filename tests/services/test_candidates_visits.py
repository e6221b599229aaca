"""What candidates do on their own pages, as the database keeps it."""

from datetime import timedelta

import pytest
from flask import Flask

from app.database import db
from app.domain.errors import NotFound, NotReady
from app.domain.portal import Visitor
from app.domain.states import State, WithdrawReason
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.queries import candidates as queries
from app.queries.candidates.ahead import ahead_of
from app.queries.candidates.messages import messages_of
from app.services import applications
from app.services.candidates import messages, stepping_back, visits
from tests.factories.applications import make_application
from tests.factories.bookings import book, soon, viewer_of
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team, make_opening
from tests.factories.portal import candidate_of, letter_with, link_in, make_portal_session

ADDRESS = "aiko@example.net"


@pytest.fixture
def team(app: Flask) -> Team:
    return make_opening()


def visitor_of(application_id: int) -> Visitor:
    token = make_portal_session(candidate_of(application_id))
    db.session.rollback()  # what was read before ends here, so that the session is seen
    found = queries.visitor_by(token_hash(token), clock.now())
    assert found is not None
    return found


def test_a_link_begins_a_session_once(context: Flask, team: Team):
    case = make_application(team.opening, email=ADDRESS)
    visits.ask_for_link(ADDRESS)
    token = link_in(letter_with("portal_link")).rsplit("/", 1)[1]

    session, _until = visits.enter(token)

    visitor = queries.visitor_by(token_hash(session), clock.now())
    assert visitor is not None
    assert [mine.id for mine in queries.my_applications(visitor)] == [case]
    with pytest.raises(NotFound):
        visits.enter(token)


def test_what_is_ahead_is_of_each_application_alone(context: Flask, team: Team):
    cases = [make_application(team.opening, stage="panel") for _ in range(3)]
    book(cases[0], team.recruiter, interviewers=team.panel, at=soon())
    invitation = make_invitation(cases[1], team.recruiter, people=team.panel)

    found = ahead_of(cases, clock.now())

    assert [len(found[case].interviews) for case in cases] == [1, 0, 0]
    assert [[each.id for each in found[case].invitations] for case in cases] == [[], [invitation], []]
    assert len(found[cases[0]].interviews[0].hosts) == len(team.panel)


def test_messages_of_both_sides_are_kept_in_order(context: Flask, team: Team):
    case = make_application(team.opening)
    messages.write(visitor_of(case), case, "May I ask?")
    messages.write_to_candidate(viewer_of(team.recruiter), case, "Of course.")

    found = messages_of(case)

    assert [(each.is_candidates, each.text) for each in found] == [(False, "Of course."), (True, "May I ask?")]
    assert ahead_of([case], clock.now())[case].unread == 1


def test_a_pause_of_ones_own_is_told_from_one_of_staff(context: Flask, team: Team):
    mine, theirs = make_application(team.opening, stage="panel"), make_application(team.opening, stage="panel")
    visitors = {case: visitor_of(case) for case in (mine, theirs)}
    until = (clock.now() + timedelta(days=9)).date()
    stepping_back.pause(visitors[mine], mine, until=until)
    applications.hold(viewer_of(team.recruiter), theirs, seen=1, until=until, reason="Budget.")

    held = [queries.my_application(visitors[case], case).held_by_me for case in (mine, theirs)]

    assert held == [True, False]
    with pytest.raises(NotReady):
        stepping_back.resume(visitors[theirs], theirs)


def test_a_withdrawal_goes_before_a_decline_that_was_not_told(context: Flask, team: Team):
    case = make_application(team.opening, stage="panel")
    visitor = visitor_of(case)
    applications.decline(viewer_of(team.recruiter), case, seen=1, about="area:results", reason="Little was seen.")
    told = queries.my_application(visitor, case).state

    stepping_back.withdraw(visitor, case, reason=WithdrawReason.PERSONAL)

    assert (told, queries.my_application(visitor, case).state) == (State.ACTIVE, State.WITHDRAWN)
