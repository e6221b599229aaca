"""Giving the own level and recording the decision."""

import json

import pytest
from sqlalchemy import func, select

from app.database import db
from app.domain.decision import OwnAnswer, Ruling
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.policy import Role, Viewer
from app.domain.snapshot import recompute
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.decisions import Decision, OwnLevel, Snapshot
from app.models.ladders import ContentVersion
from app.models.notifications import OutboxMessage
from app.queries.ladders import Digests, playbook_for
from app.services import applications, decisions
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.statements import counted

SURE_P4 = OwnAnswer("P4", "sure", "Runs the account alone.")
HIRE = Ruling("hire", "P4", "", "The panel saw what the role asks for.")
DECLINE = Ruling("decline", "", "area:results", "No figures, asked twice.")


@pytest.fixture
def team(app) -> Team:
    return make_opening()


def manager(team: Team) -> Viewer:
    return Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "Asia/Tokyo", "Director")


def recruiter(team: Team) -> Viewer:
    return Viewer(team.recruiter, "Ayumi Nakagawa", Role.RECRUITER, "Asia/Tokyo", "Recruiter")


def decidable(team: Team, **answers) -> int:
    application_id = make_finalist(team, **answers)
    make_own_level(application_id, team.manager)
    return application_id


def application(application_id: int) -> Application:
    return db.session.get_one(Application, application_id, populate_existing=True)


def test_the_own_level_is_stored_with_its_reason(context, team):
    application_id = make_finalist(team)

    decisions.give_own_level(manager(team), application_id, answer=SURE_P4, seen=1)

    row = db.session.get_one(OwnLevel, application_id)
    assert (row.level, row.confidence, row.reason, row.account_id) == ("P4", "sure", SURE_P4.reason, team.manager)
    assert application(application_id).version == 1


def test_neither_timeline_nor_audit_trail_tells_the_own_level(context, team):
    application_id = make_finalist(team)

    decisions.give_own_level(manager(team), application_id, answer=SURE_P4, seen=1)

    event = db.session.execute(select(ApplicationEvent).where(ApplicationEvent.kind == "own_level_given")).scalar_one()
    entry = db.session.execute(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).scalar_one()
    assert event.data == {}
    assert entry.action == "application.own_level_given"
    assert entry.data == {}


def test_an_own_level_is_given_once_and_never_overwritten(context, team):
    application_id = make_finalist(team)
    decisions.give_own_level(manager(team), application_id, answer=SURE_P4, seen=1)

    with pytest.raises(Conflict) as refusal:
        decisions.give_own_level(manager(team), application_id, answer=OwnAnswer("P5", "sure"), seen=1)

    assert "gave the own level" in refusal.value.message
    assert "can't be changed" in refusal.value.message
    assert db.session.get_one(OwnLevel, application_id).level == "P4"


@pytest.mark.parametrize(
    ("answer", "field"),
    [(OwnAnswer("P2", "sure"), "level"), (OwnAnswer("", "sure"), "level"), (OwnAnswer("P4", "maybe"), "confidence")],
)
def test_an_own_level_names_a_level_in_use_and_how_sure(context, team, answer, field):
    application_id = make_finalist(team)

    with pytest.raises(BadData) as refusal:
        decisions.give_own_level(manager(team), application_id, answer=answer, seen=1)

    assert refusal.value.field == field


def test_the_own_level_waits_for_the_last_stage(context, team):
    application_id = make_application(team.opening, stage="panel")

    with pytest.raises(NotReady) as refusal:
        decisions.give_own_level(manager(team), application_id, answer=SURE_P4, seen=1)

    assert "stands in Mock Presentation" in refusal.value.message


def test_a_manager_who_still_owes_a_card_gives_no_level(context, team):
    application_id = make_finalist(team)
    make_interview(application_id, stage="manager", interviewers=[team.manager])

    with pytest.raises(NotAllowed) as refusal:
        decisions.give_own_level(manager(team), application_id, answer=SURE_P4, seen=1)

    assert "Submit your own scorecard" in refusal.value.message


def test_a_manager_who_still_owes_a_card_decides_nothing(context, team):
    application_id = decidable(team)
    make_interview(application_id, stage="manager", interviewers=[team.manager])

    with pytest.raises(NotAllowed) as refusal:
        decisions.record(manager(team), application_id, ruling=HIRE, seen=1)

    assert "once your own scorecard" in refusal.value.message


def test_nobody_but_the_hiring_manager_gives_a_level_or_decides(context, team):
    application_id = make_finalist(team)

    with pytest.raises(NotAllowed) as own:
        decisions.give_own_level(recruiter(team), application_id, answer=SURE_P4, seen=1)
    with pytest.raises(NotAllowed) as decision:
        decisions.record(recruiter(team), application_id, ruling=HIRE, seen=1)

    assert "the hiring manager's to give" in own.value.message
    assert "The decision is the hiring manager's" in decision.value.message


def test_the_application_is_not_there_for_strangers(context, team):
    application_id = make_finalist(team)
    stranger = Viewer(make_account("hiring_manager"), "Somebody", Role.HIRING_MANAGER, "UTC", "Director")

    with pytest.raises(NotFound):
        decisions.record(stranger, application_id, ruling=HIRE, seen=1)


def test_a_decision_needs_the_own_level_first(context, team):
    application_id = make_finalist(team)

    with pytest.raises(NotAllowed) as refusal:
        decisions.record(manager(team), application_id, ruling=HIRE, seen=1)

    assert "Give your own level first" in refusal.value.message


@pytest.mark.parametrize(
    ("ruling", "field"),
    [
        (Ruling("", reason="Because."), "outcome"),
        (Ruling("hire", "P2", reason="Because."), "level"),
        (Ruling("decline", reason="Because."), "about"),
        (Ruling("decline", about="area:charm", reason="Because."), "about"),
        (Ruling("hire", "P4", reason="  "), "reason"),
        (Ruling("hire", "P4", reason="x" * 4_001), "reason"),
    ],
)
def test_a_decision_says_what_on_which_ground_and_why(context, team, ruling, field):
    application_id = decidable(team)

    with pytest.raises(BadData) as refusal:
        decisions.record(manager(team), application_id, ruling=ruling, seen=1)

    assert refusal.value.field == field
    assert db.session.execute(select(func.count(Snapshot.id))).scalar_one() == 0


def test_a_hire_is_stored_with_its_reason_and_moves_the_application(context, team):
    application_id = decidable(team)

    decisions.record(manager(team), application_id, ruling=HIRE, seen=1)

    row = db.session.execute(select(Decision)).scalar_one()
    moved = application(application_id)
    assert (row.outcome, row.level, row.reason, row.decided_by) == ("hire", "P4", HIRE.reason, team.manager)
    assert (moved.state, moved.level, moved.version) == ("decided", "P4", 2)


def test_a_decision_is_audited_and_the_recruiter_is_told(context, team):
    application_id = decidable(team)

    decisions.record(manager(team), application_id, ruling=HIRE, seen=1)

    entry = db.session.execute(select(AuditEntry)).scalar_one()
    told = db.session.execute(select(OutboxMessage)).scalar_one()
    assert (entry.action, entry.actor_id, entry.data) == ("application.decided", team.manager, {"level": "P4"})
    assert (told.kind, told.account_id, told.data) == ("decision_recorded", team.recruiter, {})


def test_a_decline_at_the_decision_is_the_same_act_as_everywhere(context, team):
    application_id = decidable(team)

    decisions.record(manager(team), application_id, ruling=DECLINE, seen=1)

    kinds = set(db.session.execute(select(OutboxMessage.kind)).scalars())
    event = db.session.execute(select(ApplicationEvent).where(ApplicationEvent.kind == "declined")).scalar_one()
    assert application(application_id).state == "declined"
    assert "application_declined" in kinds
    assert event.data["about_name"] == "Results"


def test_a_declined_decision_can_be_taken_back_within_its_minute(context, team):
    application_id = decidable(team)
    decisions.record(manager(team), application_id, ruling=DECLINE, seen=1)

    applications.undo_decline(manager(team), application_id, seen=2)

    assert application(application_id).state == "active"
    decisions.record(manager(team), application_id, ruling=HIRE, seen=3)
    assert application(application_id).state == "decided"


def test_whoever_is_slower_is_told_who_decided(context, team):
    application_id = decidable(team)
    decisions.record(manager(team), application_id, ruling=HIRE, seen=1)

    with pytest.raises(Conflict) as refusal:
        decisions.record(manager(team), application_id, ruling=DECLINE, seen=1)

    assert "decided to hire at P4" in refusal.value.message


def test_what_was_decided_is_not_decided_again(context, team):
    application_id = decidable(team)
    decisions.record(manager(team), application_id, ruling=HIRE, seen=1)

    with pytest.raises(NotReady) as refusal:
        decisions.record(manager(team), application_id, ruling=HIRE, seen=2)

    assert "This application is decided" in refusal.value.message


def test_a_decision_may_go_against_the_recommendation(context, team):
    application_id = decidable(team, point=4)

    decisions.record(manager(team), application_id, ruling=Ruling("hire", "P5", "", "See the debrief."), seen=1)

    stored = json.loads(db.session.execute(select(Snapshot.result)).scalar_one())
    assert stored["outcome"] == "below_bar"
    assert application(application_id).level == "P5"


def test_the_stored_recommendation_recomputes_bit_equal(context, team):
    application_id = decidable(team, points={"results": 2}, by_person={team.panel[0]: {"efficiency": 1}})
    decisions.record(manager(team), application_id, ruling=HIRE, seen=1)
    row = db.session.execute(select(Snapshot)).scalar_one()
    _publish_next_versions()

    again = recompute(json.loads(row.input), playbook=playbook_for(Digests(**json.loads(row.digests))))

    assert again.to_json().encode() == row.result.encode()
    assert (row.method, row.engine_version) == ("A+B", again.engine_version)


def test_cards_of_a_closed_panel_are_no_part_of_the_decision(context, team):
    application_id = decidable(team, sealed=("panel",))

    decisions.record(manager(team), application_id, ruling=HIRE, seen=1)

    stored = json.loads(db.session.execute(select(Snapshot.input)).scalar_one())
    assert {card["stage"] for card in stored["cards"]} == {"screen", "manager", "final"}


def test_own_level_and_decision_keep_their_statement_budgets(context, app, team):
    application_id = make_finalist(team)

    with counted(app) as own:
        decisions.give_own_level(manager(team), application_id, answer=SURE_P4, seen=1)
    with counted(app) as decision:
        decisions.record(manager(team), application_id, ruling=HIRE, seen=1)

    assert len(own) <= 6, own
    assert len(decision) <= 10, decision


def _publish_next_versions() -> None:
    """What changes of the shipped content would leave behind."""
    with factories.writing() as session:
        for row in session.execute(select(ContentVersion)).scalars().all():
            body = row.body.replace("Superior", "Splendid")
            later = ContentVersion(digest=row.digest[::-1], kind=row.kind, key=row.key, number=2, name=row.name)
            later.body, later.published_at = body, START
            session.add(later)
