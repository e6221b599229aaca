"""A hire outside the range: recorded, it waits; somebody else approves it or sends it back, or it is taken back."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.approval import Answer
from app.domain.decision import Ruling
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.policy import Grant, Part, Role, Viewer
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.decisions import Decision, DecisionApproval, Snapshot
from app.models.notifications import OutboxMessage
from app.models.openings import OpeningMember
from app.models.scorecards import CompetencyRating
from app.services import applications, decisions
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.statements import counted

OUTSIDE = Ruling("hire", "P6", "", "Carries several countries by now.")
INSIDE = Ruling("hire", "P4", "", "The panel saw what the role asks for.")
YES = Answer("approved", "The region is about to grow.")
NO = Answer("sent_back", "There is no budget at this level.")


@pytest.fixture
def team(app) -> Team:
    return make_opening()


def manager(team: Team, *grants: Grant) -> Viewer:
    return Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "Asia/Tokyo", "Director", frozenset(grants))


def leader(team: Team) -> Viewer:
    return Viewer(team.leader, "Michael Adeyemi", Role.SENIOR_LEADER, "Asia/Tokyo", "Vice President")


def recruiter(team: Team, *grants: Grant) -> Viewer:
    return Viewer(team.recruiter, "Ayumi Nakagawa", Role.RECRUITER, "Asia/Tokyo", "Recruiter", frozenset(grants))


def asked(team: Team, *, ruling: Ruling = OUTSIDE) -> int:
    """An application whose hire outside the range is recorded and awaits approval; its version is 2."""
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    decisions.record(manager(team), application_id, ruling=ruling, seen=1)
    return application_id


def application(application_id: int) -> Application:
    return db.session.get_one(Application, application_id, populate_existing=True)


def in_three_days() -> date:
    return datetime.now(UTC).date() + timedelta(days=3)


def approvals() -> list[tuple[str, str, int]]:
    rows = db.session.execute(select(DecisionApproval).order_by(DecisionApproval.decision_id)).scalars()
    return [(row.verdict, row.reason, row.account_id) for row in rows]


def told(kind: str) -> list[int | None]:
    statement = select(OutboxMessage.account_id).where(OutboxMessage.kind == kind, OutboxMessage.cancelled_at.is_(None))
    return list(db.session.execute(statement.order_by(OutboxMessage.account_id)).scalars())


def kinds(application_id: int) -> list[str]:
    statement = select(ApplicationEvent.kind).where(ApplicationEvent.application_id == application_id)
    return list(db.session.execute(statement.order_by(ApplicationEvent.id)).scalars())


def test_a_hire_outside_the_range_is_stored_and_moves_nothing(context, team):
    application_id = asked(team)

    row = db.session.execute(select(Decision)).scalar_one()
    stands = application(application_id)
    assert (row.outcome, row.level, row.lowest_level, row.highest_level) == ("hire", "P6", "P4", "P5")
    assert (stands.state, stands.stage, stands.level, stands.version) == ("active", "decision", None, 2)
    assert kinds(application_id) == ["approval_asked"]
    assert approvals() == []


def test_record_says_whether_somebody_has_to_approve(context, team):
    inside, outside = make_finalist(team), make_finalist(team)
    for application_id in (inside, outside):
        make_own_level(application_id, team.manager)

    assert not decisions.record(manager(team), inside, ruling=INSIDE, seen=1)
    assert decisions.record(manager(team), outside, ruling=OUTSIDE, seen=1)


def test_a_hire_inside_the_range_keeps_no_range(context, team):
    asked(team, ruling=INSIDE)

    row = db.session.execute(select(Decision)).scalar_one()
    assert (row.lowest_level, row.highest_level) == (None, None)


def test_everybody_who_can_approve_is_told_and_the_recruiter_not_yet(context, app):
    panelist = make_account("interviewer", grants=("override",))
    left = make_account("interviewer", grants=("override",), is_active=False)
    team = make_opening(recruiter_grants=("override",), panel=(panelist, left, make_account()))

    asked(team)

    assert told("approval_asked") == sorted([team.recruiter, panelist, team.leader])
    assert told("decision_recorded") == []


def test_whoever_decided_is_not_asked_to_approve(context, team):
    with factories.writing() as session:
        session.add(OpeningMember(opening_id=team.opening, account_id=team.manager, part=Part.SENIOR_LEADER))

    asked(team)

    assert told("approval_asked") == [team.leader]


def test_the_trail_has_the_level_and_no_words(context, team):
    application_id = asked(team)
    decisions.answer(leader(team), application_id, given=YES, seen=2)

    entries = db.session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars().all()
    assert [(entry.action, entry.actor_id, entry.data) for entry in entries] == [
        ("application.approval_asked", team.manager, {"level": "P6"}),
        ("application.decided", team.leader, {"level": "P6"}),
    ]


def test_approved_the_hire_counts_and_the_application_moves(context, team):
    application_id = asked(team)

    decisions.answer(leader(team), application_id, given=YES, seen=2)

    moved = application(application_id)
    assert (moved.state, moved.level, moved.version) == ("decided", "P6", 3)
    assert approvals() == [("approved", YES.reason, team.leader)]
    assert kinds(application_id) == ["approval_asked", "decided"]


def test_approved_the_manager_and_the_recruiter_are_told_and_nobody_is_asked_any_more(context, team):
    application_id = asked(team)

    decisions.answer(leader(team), application_id, given=YES, seen=2)

    assert told("decision_approved") == [team.manager]
    assert told("decision_recorded") == [team.recruiter]
    assert told("approval_asked") == []


def test_sent_back_nothing_moves_and_the_manager_alone_is_told(context, team):
    application_id = asked(team)

    decisions.answer(leader(team), application_id, given=NO, seen=2)

    stands = application(application_id)
    assert (stands.state, stands.stage, stands.level, stands.version) == ("active", "decision", None, 3)
    assert approvals() == [("sent_back", NO.reason, team.leader)]
    assert (told("decision_sent_back"), told("decision_recorded")) == ([team.manager], [])


def test_after_it_was_sent_back_the_manager_decides_again(context, team):
    application_id = asked(team)
    decisions.answer(leader(team), application_id, given=NO, seen=2)

    decisions.record(manager(team), application_id, ruling=INSIDE, seen=3)

    assert application(application_id).level == "P4"
    assert len(db.session.execute(select(Decision)).scalars().all()) == 2


def test_after_it_was_sent_back_it_can_be_asked_for_again_and_approved(context, team):
    application_id = asked(team)
    decisions.answer(leader(team), application_id, given=NO, seen=2)
    decisions.record(manager(team), application_id, ruling=OUTSIDE, seen=3)

    decisions.answer(leader(team), application_id, given=YES, seen=4)

    assert application(application_id).level == "P6"
    assert [verdict for verdict, _, _ in approvals()] == ["sent_back", "approved"]


def test_the_snapshot_is_the_one_of_the_managers_decision(context, team):
    application_id = asked(team)
    before = db.session.execute(select(Snapshot.input, Snapshot.result)).one()
    with factories.writing() as session:
        session.execute(update(CompetencyRating).values(point=1))

    decisions.answer(leader(team), application_id, given=YES, seen=2)

    assert db.session.execute(select(Snapshot.input, Snapshot.result)).one() == before
    assert json.loads(before.result)["outcome"] == "P4"


def test_a_holder_of_the_override_grant_in_the_team_approves(context, app):
    team = make_opening(recruiter_grants=("override",))
    application_id = asked(team)

    decisions.answer(recruiter(team, Grant.OVERRIDE), application_id, given=YES, seen=2)

    assert application(application_id).state == "decided"


@pytest.mark.parametrize("grants", [(), (Grant.OVERRIDE,)])
def test_nobody_approves_an_own_decision_not_even_with_the_grant(context, team, grants):
    application_id = asked(team)

    with pytest.raises(NotAllowed) as refusal:
        decisions.answer(manager(team, *grants), application_id, given=YES, seen=2)

    assert ("You decided this hire yourself" in refusal.value.message) is bool(grants)
    assert application(application_id).state == "active"
    assert approvals() == []


def test_a_recruiter_without_the_grant_approves_nothing(context, team):
    application_id = asked(team)

    with pytest.raises(NotAllowed) as refusal:
        decisions.answer(recruiter(team), application_id, given=YES, seen=2)

    assert "approved by a senior leader of the hiring team" in refusal.value.message


def test_a_leader_of_another_team_finds_nothing(context, team):
    application_id = asked(team)

    with pytest.raises(NotFound):
        decisions.answer(leader(make_opening()), application_id, given=YES, seen=2)


def test_an_approver_who_owes_a_card_waits(context, team):
    application_id = asked(team)
    make_interview(application_id, stage="final", interviewers=[team.leader])

    with pytest.raises(NotAllowed) as refusal:
        decisions.answer(leader(team), application_id, given=YES, seen=2)

    assert "once your own scorecard" in refusal.value.message


@pytest.mark.parametrize(
    ("given", "field"),
    [(Answer("", "Why."), "verdict"), (Answer("taken_back", "Why."), "verdict"), (Answer("approved", " "), "reason")],
)
def test_an_answer_says_which_and_why(context, team, given, field):
    application_id = asked(team)

    with pytest.raises(BadData) as refusal:
        decisions.answer(leader(team), application_id, given=given, seen=2)

    assert refusal.value.field == field
    assert approvals() == []


def test_the_slower_of_two_approvers_is_told_who_was_faster(context, app):
    team = make_opening(recruiter_grants=("override",))
    application_id = asked(team)
    decisions.answer(leader(team), application_id, given=YES, seen=2)

    with pytest.raises(Conflict) as refusal:
        decisions.answer(recruiter(team, Grant.OVERRIDE), application_id, given=NO, seen=2)

    name = db.session.get_one(Account, team.manager).name
    assert f"approved the hire at P6 that {name} decided at" in refusal.value.message
    assert [verdict for verdict, _, _ in approvals()] == ["approved"]


def test_an_answer_to_an_older_page_is_refused_when_the_application_was_held_meanwhile(context, team):
    application_id = asked(team)
    applications.hold(manager(team), application_id, seen=2, until=in_three_days(), reason="Budget round.")
    applications.resume(manager(team), application_id, seen=3)

    with pytest.raises(Conflict):
        decisions.answer(leader(team), application_id, given=YES, seen=2)
    decisions.answer(leader(team), application_id, given=YES, seen=4)

    assert application(application_id).state == "decided"


def test_while_the_application_rests_it_can_be_neither_approved_nor_sent_back(context, team):
    application_id = asked(team)
    applications.hold(manager(team), application_id, seen=2, until=in_three_days(), reason="Budget round.")

    with pytest.raises(NotReady) as refusal:
        decisions.answer(leader(team), application_id, given=NO, seen=3)

    assert "Resume it first" in refusal.value.message


def test_while_it_waits_nothing_else_is_decided(context, team):
    application_id = asked(team)

    for ruling in (INSIDE, Ruling("conversation", stage="panel", reason="Why."), OUTSIDE):
        with pytest.raises(NotReady) as refusal:
            decisions.record(manager(team), application_id, ruling=ruling, seen=2)
        assert "Take it back first" in refusal.value.message
    assert len(db.session.execute(select(Decision)).scalars().all()) == 1


def test_the_manager_takes_it_back_and_decides_again(context, team):
    application_id = asked(team)

    decisions.take_back(manager(team), application_id, seen=2)

    assert approvals() == [("taken_back", "", team.manager)]
    assert told("approval_asked") == []
    decisions.record(manager(team), application_id, ruling=INSIDE, seen=3)
    assert application(application_id).level == "P4"


def test_nobody_but_the_manager_takes_it_back(context, team):
    application_id = asked(team)

    with pytest.raises(NotAllowed):
        decisions.take_back(leader(team), application_id, seen=2)

    assert approvals() == []


def test_what_was_answered_cannot_be_taken_back(context, team):
    application_id = asked(team)
    decisions.answer(leader(team), application_id, given=NO, seen=2)

    with pytest.raises(Conflict) as stale:
        decisions.take_back(manager(team), application_id, seen=2)
    with pytest.raises(NotReady) as refusal:
        decisions.take_back(manager(team), application_id, seen=3)

    assert "sent the decision to hire at P6 back" in stale.value.message
    assert "No decision awaits approval" in refusal.value.message


def test_a_decline_that_is_undone_within_its_minute_leaves_it_waiting(context, team):
    application_id = asked(team)
    applications.decline(manager(team), application_id, seen=2, about="area:results", reason="Second thoughts.")
    with pytest.raises(NotReady):
        decisions.answer(leader(team), application_id, given=YES, seen=3)

    applications.undo_decline(manager(team), application_id, seen=3)

    decisions.answer(leader(team), application_id, given=YES, seen=4)
    assert application(application_id).level == "P6"


@pytest.mark.parametrize("how", ["reopened", "repeated"])
def test_an_application_that_was_taken_up_again_or_went_back_awaits_nothing(context, team, how):
    application_id = asked(team)
    if how == "reopened":
        applications.decline(manager(team), application_id, seen=2, about="area:results", reason="Second thoughts.")
        applications.reopen(manager(team), application_id, seen=3, reason="New references.")
    else:
        applications.go_to(manager(team), application_id, seen=2, stage="final", reason="Once more.")
        applications.go_to(manager(team), application_id, seen=3, stage="decision", reason="Enough seen.")

    with pytest.raises(NotReady) as refusal:
        decisions.answer(leader(team), application_id, given=YES, seen=4)

    assert "No decision awaits approval here any more" in refusal.value.message
    decisions.record(manager(team), application_id, ruling=INSIDE, seen=4)
    assert application(application_id).level == "P4"


def test_asking_and_answering_keep_their_statement_budgets(context, app, team):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)

    with counted(app) as asking:
        decisions.record(manager(team), application_id, ruling=OUTSIDE, seen=1)
    with counted(app) as answering:
        decisions.answer(leader(team), application_id, given=YES, seen=2)

    assert len(asking) <= 10, asking
    assert len(answering) <= 10, answering
