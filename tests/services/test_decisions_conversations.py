"""One more conversation before the decision: back to a stage, with what to look at; nothing is decided."""

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.decision import Ruling
from app.domain.errors import BadData, Conflict, NotAllowed, NotReady
from app.domain.policy import Role, Viewer
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.decisions import Decision, OwnLevel, Snapshot
from app.models.notifications import OutboxMessage
from app.services import applications, decisions
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.statements import counted

TALK = Ruling("conversation", stage="final", look_at=("area:transparency",), reason="One rater alone.")
HIRE = Ruling("hire", "P4", "", "The second conversation settled it.")


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


def test_the_application_goes_back_to_the_stage_and_nothing_is_decided(context, team):
    application_id = decidable(team)

    must_wait = decisions.record(manager(team), application_id, ruling=TALK, seen=1)

    stands = application(application_id)
    assert (stands.state, stands.stage, stands.level, stands.version) == ("active", "final", None, 2)
    assert not must_wait
    assert db.session.execute(select(Decision)).first() is None
    assert db.session.execute(select(Snapshot)).first() is None


def test_the_own_level_stays_as_it_was_given(context, team):
    application_id = decidable(team)

    decisions.record(manager(team), application_id, ruling=TALK, seen=1)

    assert db.session.get_one(OwnLevel, application_id).level == "P4"


def test_what_to_look_at_is_kept_by_key_and_name(context, team):
    application_id = decidable(team)

    decisions.record(manager(team), application_id, ruling=TALK, seen=1)

    events = db.session.execute(select(ApplicationEvent).order_by(ApplicationEvent.id)).scalars().all()
    assert [event.kind for event in events] == ["conversation_asked", "stage_repeated"]
    assert events[0].data == {
        "stage": "final",
        "look_at": "area:transparency",
        "names": "Transparency",
        "reason": TALK.reason,
    }


def test_the_recruiter_is_told_and_the_trail_has_no_words(context, team):
    application_id = decidable(team)

    decisions.record(manager(team), application_id, ruling=TALK, seen=1)

    told = db.session.execute(select(OutboxMessage)).scalar_one()
    entries = db.session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars().all()
    assert (told.kind, told.account_id, told.application_id) == ("conversation_asked", team.recruiter, application_id)
    assert [(entry.action, entry.data) for entry in entries] == [
        ("application.conversation_asked", {"stage": "final", "look_at": "area:transparency"}),
        ("application.stage_repeated", {"from": "decision", "to": "final"}),
    ]


def test_a_stage_that_was_left_out_can_be_held(context, team):
    application_id = decidable(team, stages=("screen", "manager", "panel"))
    ruling = Ruling("conversation", stage="final", look_at=("signal:orchestration",), reason="Nobody asked.")

    decisions.record(manager(team), application_id, ruling=ruling, seen=1)

    assert application(application_id).stage == "final"


def test_the_conversation_of_before_no_more_counts_as_this_visits(context, team):
    application_id = decidable(team)
    decisions.record(manager(team), application_id, ruling=TALK, seen=1)

    with pytest.raises(NotReady, match="Final Interview is not finished"):
        applications.advance(recruiter(team), application_id, seen=2)


def test_after_the_new_card_the_decision_rests_on_it_too(context, team):
    application_id = decidable(team)
    decisions.record(manager(team), application_id, ruling=TALK, seen=1)
    interview = make_interview(application_id, stage="final", interviewers=[team.panel[0]], is_open=True)
    make_scorecard(interview, team.panel[0], point=2, level="P5")
    applications.go_to(recruiter(team), application_id, seen=2, stage="decision", reason="It was held.")

    decisions.record(manager(team), application_id, ruling=HIRE, seen=3)

    stored = db.session.execute(select(Snapshot.input)).scalar_one()
    assert stored.count('"stage":"final"') == 2
    assert application(application_id).level == "P4"


@pytest.mark.parametrize(
    ("ruling", "field"),
    [
        (Ruling("conversation", look_at=("area:transparency",), reason="Why."), "stage"),
        (Ruling("conversation", stage="decision", reason="Why."), "stage"),
        (Ruling("conversation", stage="final", reason="Why."), "look_at"),
        (Ruling("conversation", stage="final", look_at=("area:efficiency",), reason="Why."), "look_at"),
        (Ruling("conversation", stage="final", look_at=("area:transparency",), reason=" "), "reason"),
    ],
)
def test_a_conversation_says_where_about_what_and_why(context, team, ruling, field):
    application_id = decidable(team)

    with pytest.raises(BadData) as refusal:
        decisions.record(manager(team), application_id, ruling=ruling, seen=1)

    assert refusal.value.field == field
    assert application(application_id).stage == "decision"


def test_what_was_assessed_meanwhile_is_nothing_to_look_at_any_more(context, team):
    application_id = decidable(team)
    interview = make_interview(application_id, stage="final", interviewers=[team.panel[0]], is_open=True)
    make_scorecard(interview, team.panel[0])

    with pytest.raises(BadData) as refusal:
        decisions.record(manager(team), application_id, ruling=TALK, seen=1)

    assert refusal.value.field == "look_at"


def test_only_the_hiring_manager_asks_and_only_after_the_own_level(context, team):
    asked = decidable(team)
    early = make_finalist(team)

    with pytest.raises(NotAllowed):
        decisions.record(recruiter(team), asked, ruling=TALK, seen=1)
    with pytest.raises(NotAllowed) as refusal:
        decisions.record(manager(team), early, ruling=TALK, seen=1)

    assert "Give your own level first" in refusal.value.message


def test_two_windows_ask_once(context, team):
    application_id = decidable(team)
    decisions.record(manager(team), application_id, ruling=TALK, seen=1)

    with pytest.raises(Conflict) as refusal:
        decisions.record(manager(team), application_id, ruling=TALK, seen=1)

    assert "moved it back to Final Interview at" in refusal.value.message


def test_asking_keeps_its_statement_budget(context, app, team):
    application_id = decidable(team)

    with counted(app) as seen:
        decisions.record(manager(team), application_id, ruling=TALK, seen=1)

    assert len(seen) <= 10, seen
