"""Moving applications: who may, what is written, who is told that somebody was faster."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.policy import Grant, Role, Viewer
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.services import applications as service
from tests import factories
from tests.factories.openings import Team
from tests.factories.panels import viewer_of

OVERRIDE = frozenset({Grant.OVERRIDE})


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def recruiter(team) -> Viewer:
    return viewer_of(team.recruiter, Role.RECRUITER)


def ready(team: Team, *, stage: str = "screen", name: str | None = None) -> int:
    """An application whose interview was held and whose scorecard is in."""
    made = factories.applications.make_application(team.opening, stage=stage, name=name)
    interview = factories.scheduling.make_interview(made, stage=stage, interviewers=[team.recruiter])
    factories.scorecards.make_scorecard(interview, team.recruiter)
    return made


def row(application_id: int) -> Application:
    db.session.rollback()
    return db.session.execute(select(Application).where(Application.id == application_id)).scalar_one()


def events(application_id: int) -> list[tuple[str, dict[str, str]]]:
    db.session.rollback()
    statement = select(ApplicationEvent.kind, ApplicationEvent.data)
    found = db.session.execute(statement.where(ApplicationEvent.application_id == application_id).order_by("id"))
    return [(line.kind, line.data) for line in found]


def audited(application_id: int) -> list[tuple[str, dict[str, str]]]:
    statement = select(AuditEntry.action, AuditEntry.data).where(AuditEntry.object_kind == "application")
    found = db.session.execute(statement.where(AuditEntry.object_id == application_id).order_by(AuditEntry.id))
    return [(line.action, line.data) for line in found]


def test_a_ready_application_advances_with_one_event_and_one_audit_row(team, recruiter):
    made = ready(team)

    service.advance(recruiter, made, seen=1)

    assert (row(made).stage, row(made).version) == ("manager", 2)
    assert events(made) == [("advanced", {"from": "screen", "to": "manager"})]
    assert audited(made) == [("application.advanced", {"from": "screen", "to": "manager"})]


def test_advancing_starts_the_days_of_the_next_stage(team, recruiter):
    made = ready(team)

    service.advance(recruiter, made, seen=1)

    assert datetime.now(UTC) - row(made).stage_entered_at < timedelta(minutes=1)


def test_advancing_without_an_interview_is_refused(team, recruiter):
    made = factories.applications.make_application(team.opening)

    with pytest.raises(NotReady) as caught:
        service.advance(recruiter, made, seen=1)

    assert caught.value.message == "Initial Screen is not finished."
    assert caught.value.missing == ("No interview is booked yet",)
    assert row(made).stage == "screen"
    assert events(made) == []


def test_advancing_is_refused_with_the_names_of_those_whose_cards_are_missing(team, recruiter):
    made = factories.applications.make_application(team.opening, stage="panel")
    interview = factories.scheduling.make_interview(made, stage="panel", interviewers=team.panel)
    factories.scorecards.make_scorecard(interview, team.panel[0])
    factories.scorecards.make_scorecard(interview, team.panel[1], submitted=False)

    with pytest.raises(NotReady) as caught:
        service.advance(recruiter, made, seen=1)

    assert caught.value.missing[0].startswith("Two of three scorecards are missing: ")


def test_a_trainee_owes_nothing_and_holds_nobody_up(team, recruiter):
    made = factories.applications.make_application(team.opening)
    trainee = factories.accounts.make_account()
    interview = factories.scheduling.make_interview(
        made, stage="screen", interviewers=[team.recruiter], shadows=[trainee]
    )
    factories.scorecards.make_scorecard(interview, team.recruiter)

    service.advance(recruiter, made, seen=1)

    assert row(made).stage == "manager"


def test_an_interview_of_another_stage_counts_for_nothing_here(team, recruiter):
    made = ready(team)
    service.advance(recruiter, made, seen=1)

    with pytest.raises(NotReady):
        service.advance(recruiter, made, seen=2)


def test_overriding_needs_the_grant(team, recruiter):
    made = factories.applications.make_application(team.opening)

    with pytest.raises(NotAllowed, match="needs the override grant"):
        service.advance(recruiter, made, seen=1, override="The writer is ill")


def test_somebody_with_the_grant_advances_and_the_reason_stays(team):
    made = factories.applications.make_application(team.opening)

    service.advance(viewer_of(team.recruiter, grants=OVERRIDE), made, seen=1, override="Known from last year")

    assert row(made).stage == "manager"
    assert events(made)[0][1]["reason"] == "Known from last year"
    assert audited(made)[0][1] == {"from": "screen", "to": "manager"}


def test_the_slower_person_is_told_who_did_what_and_when(team, recruiter):
    made = ready(team, name="Yuki Hanzawa")
    service.advance(recruiter, made, seen=1)

    with pytest.raises(Conflict) as caught:
        service.hold(viewer_of(team.manager), made, seen=1, until=date(2030, 1, 1), reason="x")

    assert "advanced it to Initial Interview at " in caught.value.message
    assert "Berlin time" in caught.value.message
    assert caught.value.message.endswith("open Yuki Hanzawa again and look before you decide.")
    assert row(made).version == 2


def test_a_version_that_never_was_is_stale_too(team, recruiter):
    made = ready(team)

    with pytest.raises(Conflict, match="This application was changed meanwhile"):
        service.advance(recruiter, made, seen=7)


def test_an_interviewer_of_the_pool_moves_nothing(team):
    made = ready(team)

    with pytest.raises(NotAllowed):
        service.advance(viewer_of(team.panel[0]), made, seen=1)


def test_for_a_stranger_there_is_nothing_to_move(team):
    made = ready(team)

    with pytest.raises(NotFound):
        service.advance(viewer_of(factories.accounts.make_account("recruiter"), Role.RECRUITER), made, seen=1)


def test_what_does_not_exist_is_not_moved(recruiter):
    with pytest.raises(NotFound):
        service.advance(recruiter, 999, seen=1)


def test_a_stage_is_skipped_with_a_reason(team, recruiter):
    made = factories.applications.make_application(team.opening)

    service.go_to(recruiter, made, seen=1, stage="panel", reason="Met at a fair")

    assert row(made).stage == "panel"
    assert events(made)[0][0] == "stage_skipped"


def test_skipping_leaves_no_scorecard_of_a_held_interview_behind(team, recruiter):
    made = factories.applications.make_application(team.opening)
    factories.scheduling.make_interview(made, stage="screen", interviewers=[team.recruiter])

    with pytest.raises(NotReady) as caught:
        service.go_to(recruiter, made, seen=1, stage="panel", reason="Hurry")

    assert caught.value.missing[0].startswith("The scorecard of ")


def test_with_the_grant_a_scorecard_is_left_behind(team):
    made = factories.applications.make_application(team.opening)
    factories.scheduling.make_interview(made, stage="screen", interviewers=[team.recruiter])

    service.go_to(viewer_of(team.recruiter, grants=OVERRIDE), made, seen=1, stage="panel", reason="Hurry")

    assert row(made).stage == "panel"


def test_a_repeated_stage_needs_a_new_interview(team, recruiter):
    made = ready(team)
    service.advance(recruiter, made, seen=1)
    service.go_to(recruiter, made, seen=2, stage="screen", reason="The wrong role was discussed")

    with pytest.raises(NotReady) as caught:
        service.advance(recruiter, made, seen=3)

    assert caught.value.missing == ("No interview is booked yet",)


def test_after_a_repeat_the_next_stage_keeps_what_was_held_there(team, recruiter):
    made = ready(team, stage="manager")
    service.go_to(recruiter, made, seen=1, stage="screen", reason="Left out at first")
    interview = factories.scheduling.make_interview(
        made, stage="screen", interviewers=[team.recruiter], starts_at=datetime.now(UTC) - timedelta(minutes=30)
    )
    factories.scorecards.make_scorecard(interview, team.recruiter)
    service.advance(recruiter, made, seen=2)

    service.advance(recruiter, made, seen=3)

    assert row(made).stage == "panel"


def test_a_hold_keeps_its_day_and_resuming_forgets_it(team, recruiter):
    made = ready(team)
    service.hold(recruiter, made, seen=1, until=date(2030, 1, 7), reason="Budget")
    held = row(made)
    state, until = held.state, held.hold_until

    service.resume(recruiter, made, seen=2)

    assert (state, until) == ("on_hold", date(2030, 1, 7))
    assert (row(made).state, row(made).hold_until) == ("active", None)


def test_a_hold_into_the_past_is_refused_at_its_field(team, recruiter):
    made = ready(team)

    with pytest.raises(BadData) as caught:
        service.hold(recruiter, made, seen=1, until=date(2020, 1, 1), reason="Budget")

    assert caught.value.field == "until"


def test_what_is_on_hold_does_not_advance(team, recruiter):
    made = ready(team)
    service.hold(recruiter, made, seen=1, until=date(2030, 1, 7), reason="Budget")

    with pytest.raises(NotReady, match="Resume it first"):
        service.advance(recruiter, made, seen=2)


def test_the_offer_and_the_hire_are_recorded_by_the_recruiter(team, recruiter):
    made = factories.applications.make_application(team.opening, stage="decision", state="decided")

    service.make_offer(recruiter, made, seen=1)
    service.hire(recruiter, made, seen=2)

    assert row(made).state == "hired"
    assert [kind for kind, _data in events(made)] == ["offer_made", "hired"]


def test_the_hiring_manager_records_no_offer(team):
    made = factories.applications.make_application(team.opening, stage="decision", state="decided")

    with pytest.raises(NotAllowed, match="Offers are recorded by the opening's recruiter"):
        service.make_offer(viewer_of(team.manager, Role.HIRING_MANAGER), made, seen=1)


def test_no_offer_before_the_decision(team, recruiter):
    made = factories.applications.make_application(team.opening, stage="decision")

    with pytest.raises(NotReady):
        service.make_offer(recruiter, made, seen=1)
