"""What there is to a decision beside itself, and whether it waits: SQL and the rule of the domain agree."""

import random

import pytest
from sqlalchemy import delete

from app.database import db
from app.domain.approval import ASKED, ENDS, Answer, is_awaited
from app.domain.decision import Ruling
from app.domain.policy import Grant, Part, Role, Tie, Viewer
from app.models.applications import ApplicationEvent
from app.models.openings import OpeningMember
from app.queries import access
from app.queries.decisions import DecisionPage, decision_page
from app.queries.decisions.approvers import approver_names, approvers, approvers_to_tell
from app.services import applications
from app.services import decisions as service
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.statements import counted

INSIDE = Ruling("hire", "P4", "", "The panel saw what the role asks for.")
OUTSIDE = Ruling("hire", "P6", "", "Carries several countries by now.")
TALK = Ruling("conversation", stage="final", look_at=("area:transparency",), reason="One rater alone.")
NO = Answer("sent_back", "There is no budget at this level.")
UNRELATED = ("interview_booked", "scorecard_amended", "held", "declined", "decline_undone")


@pytest.fixture
def team(app) -> Team:
    return make_opening()


def manager(team: Team) -> Viewer:
    return Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "Asia/Tokyo", "Director")


def leader(team: Team) -> Viewer:
    return Viewer(team.leader, "Michael Adeyemi", Role.SENIOR_LEADER, "Asia/Tokyo", "Vice President")


def decidable(team: Team, *, own: str = "P4") -> int:
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager, level=own)
    return application_id


def asked(team: Team) -> int:
    application_id = decidable(team)
    service.record(manager(team), application_id, ruling=OUTSIDE, seen=1)
    return application_id


def seen_by(viewer: Viewer, application_id: int) -> DecisionPage:
    return decision_page(viewer, application_id)


def test_what_sql_says_of_waiting_is_what_the_domain_says_of_the_same_events(context, team):
    rng = random.Random(7)
    application_id = make_application(team.opening, stage="decision")

    differing = []
    for _ in range(60):
        kinds = rng.choices([ASKED, *sorted(ENDS), *UNRELATED], k=rng.randrange(7))
        _tell(application_id, kinds, actor=team.manager)
        found = access.to_application(manager(team), application_id).asked_by
        if found != (team.manager if is_awaited(kinds) else None):
            differing.append((kinds, found))

    assert differing == []


def _tell(application_id: int, kinds: list[str], *, actor: int) -> None:
    with factories.writing() as session:
        session.execute(delete(ApplicationEvent))
        for kind in kinds:
            row = ApplicationEvent(application_id=application_id, kind=kind, data={}, at=START)
            row.actor_id = actor
            session.add(row)
            session.flush()
    db.session.rollback()


def test_who_decides_reads_the_compass_and_the_stages_that_can_be_asked_for(context, team):
    page = seen_by(manager(team), decidable(team, own="P5"))

    compass = page.standing.compass
    assert compass is not None
    assert (compass.recommended, compass.own, compass.lowest, compass.highest) == ("P4", "P5", "P4", "P5")
    assert [stage.key for stage in page.standing.stages] == ["screen", "manager", "panel", "final"]
    assert page.standing.history == ()


def test_nobody_else_gets_them(context, team):
    application_id = decidable(team)
    recruiter = Viewer(team.recruiter, "Ayumi Nakagawa", Role.RECRUITER, "Asia/Tokyo", "Recruiter")

    page = seen_by(recruiter, application_id)

    assert (page.standing.compass, page.standing.stages) == (None, ())


def test_while_it_waits_it_is_neither_decided_nor_earlier(context, team):
    page = seen_by(manager(team), asked(team))

    assert page.awaited is not None
    assert (page.awaited.level, page.awaited.range_then, page.awaited.counts) == ("P6", "P4 to P5", False)
    assert (page.decision, page.earlier) == (None, None)
    assert (page.can_decide, page.can_take_back, page.can_answer) == (False, True, False)
    assert page.standing.approvers == approver_names(team.opening, decided_by=team.manager)


def test_the_approver_can_answer_and_nothing_else(context, team):
    page = seen_by(leader(team), asked(team))

    assert (page.can_decide, page.can_take_back, page.can_answer, page.is_lead) == (False, False, True, False)


def test_what_was_recorded_tells_what_it_differs_from_by_its_snapshot(context, team):
    application_id = decidable(team, own="P5")
    service.record(manager(team), application_id, ruling=INSIDE, seen=1)

    decision = seen_by(manager(team), application_id).decision

    assert decision is not None
    assert decision.departure == "Differs from the own level (P5)"


@pytest.mark.parametrize("how", ["approved", "sent_back", "taken_back"])
def test_an_answer_stands_with_the_decision(context, team, how):
    application_id = asked(team)
    if how == "taken_back":
        service.take_back(manager(team), application_id, seen=2)
    else:
        service.answer(leader(team), application_id, given=Answer(how, "Because."), seen=2)

    page = seen_by(manager(team), application_id)

    latest = page.decision or page.earlier
    assert latest is not None
    assert latest.approval is not None
    assert (latest.approval.verdict, latest.counts) == (how, how == "approved")
    assert (page.decision is None, page.can_decide) == (how != "approved", how != "approved")
    assert page.awaited is None


def test_an_application_that_went_on_without_the_answer_keeps_the_decision_as_an_earlier_one(context, team):
    application_id = asked(team)
    applications.go_to(manager(team), application_id, seen=2, stage="final", reason="Once more.")

    page = seen_by(manager(team), application_id)

    assert page.earlier is not None
    assert not page.earlier.counts
    assert page.awaited is None


def test_a_declined_application_shows_no_decision_that_never_counted(context, team):
    application_id = asked(team)
    applications.decline(manager(team), application_id, seen=2, about="area:results", reason="Second thoughts.")

    page = seen_by(manager(team), application_id)

    assert (page.decision, page.awaited) == (None, None)
    assert page.earlier is not None


def test_the_history_has_every_turn_the_latest_first(context, team):
    application_id = asked(team)
    service.answer(leader(team), application_id, given=NO, seen=2)
    service.record(manager(team), application_id, ruling=TALK, seen=3)

    history = seen_by(manager(team), application_id).standing.history

    assert [line.told.what for line in history] == [
        "asked for one more conversation in Final Interview about Transparency",
        "sent the decision to hire at P6 back",
        "asked for the approval of a hire at P6",
    ]
    assert [line.told.detail for line in history] == [TALK.reason, NO.reason, OUTSIDE.reason]


def test_approvers_are_the_active_leaders_and_grant_holders_of_the_team_but_the_one_who_decided(context, app):
    holder = make_account("interviewer", grants=("override",), name="Ada Holder")
    gone = make_account("interviewer", grants=("override",), is_active=False)
    make_account("senior_leader", name="Of another team")
    team = make_opening(panel=(holder, gone, make_account()))
    with factories.writing() as session:
        session.add(OpeningMember(opening_id=team.opening, account_id=holder, part=Part.SENIOR_LEADER))

    names = approver_names(team.opening, decided_by=team.manager)

    assert len(names) == 2
    assert "Ada Holder" in names
    assert approver_names(team.opening, decided_by=team.leader) == ("Ada Holder",)


def test_who_is_listed_as_approver_is_whom_the_permission_table_lets_answer(context, app):
    panelist = make_account("interviewer", grants=("override",))
    team = make_opening(panel=(panelist, make_account(), make_account()))
    application_id = asked(team)
    grants = {panelist: frozenset({Grant.OVERRIDE})}

    let_in = {
        who
        for who in (team.recruiter, team.manager, *team.panel, team.leader)
        if access.to_application(viewer_of(who, grants=grants.get(who, frozenset())), application_id).is_asked
    }

    rows = db.session.execute(approvers(team.opening, decided_by=team.manager))
    assert {row.id for row in rows} == let_in == {panelist, team.leader}


def test_whoever_still_owes_a_scorecard_is_not_told_that_approval_was_asked(context):
    team = make_opening()
    application_id = asked(team)
    factories.scheduling.make_interview(application_id, stage="final", interviewers=(team.leader,))

    told = db.session.execute(approvers_to_tell(team.opening, application_id, decided_by=team.manager)).all()
    relation = access.to_application(viewer_of(team.leader), application_id)

    assert told == []
    assert relation.owes_a_card
    assert Tie.APPROVER not in relation.ties()


@pytest.mark.parametrize("rounds", [0, 3])
def test_while_it_waits_the_page_costs_the_same_whatever_was_said_before(context, app, team, rounds):
    application_id = decidable(team)
    for turn in range(rounds):
        service.record(manager(team), application_id, ruling=OUTSIDE, seen=2 * turn + 1)
        service.answer(leader(team), application_id, given=NO, seen=2 * turn + 2)
    service.record(manager(team), application_id, ruling=OUTSIDE, seen=2 * rounds + 1)
    seen_by(manager(team), application_id)

    with counted(app) as seen:
        seen_by(manager(team), application_id)

    assert len(seen) == 7, seen
