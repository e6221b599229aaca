"""Declining, withdrawing and opening again: one act each, with bookings, scorecards and messages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database import db, transaction
from app.domain import pipeline
from app.domain.errors import BadData, NotReady
from app.domain.pipeline import WithdrawReason
from app.domain.policy import Role, Viewer
from app.models.applications import Application, ApplicationEvent
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, StaffCell
from app.services import applications as service
from app.services.notifications import UNDO_WINDOW
from tests import factories
from tests.factories.bookings import book, soon
from tests.factories.openings import Team
from tests.factories.panels import viewer_of

ABOUT = f"area:{factories.ladders.shipped_playbook().planned_areas()[0]}"
STAGES = ("screen", "manager", "panel", "final")


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def recruiter(team) -> Viewer:
    return viewer_of(team.recruiter, Role.RECRUITER)


def interviewers(team: Team, stage: str) -> tuple[int, ...]:
    return {"screen": (team.recruiter,), "manager": (team.manager,), "panel": team.panel, "final": (team.leader,)}[
        stage
    ]


def booked(team: Team, *, stage: str = "screen", at: datetime | None = None) -> tuple[int, int]:
    """An application with an interview ahead; both ids."""
    made = factories.applications.make_application(team.opening, stage=stage)
    return made, book(made, team.recruiter, interviewers=interviewers(team, stage), at=at)


def decline(viewer: Viewer, made: int, *, seen: int = 1, keep_soon: bool = True, about: str = ABOUT):
    reason = "Never asked a question back"
    return service.decline(viewer, made, seen=seen, about=about, reason=reason, keep_soon=keep_soon)


def state(made: int) -> tuple[str, str]:
    db.session.rollback()
    row = db.session.execute(select(Application.state, Application.stage).where(Application.id == made)).one()
    return row.state, row.stage


def interview_state(interview_id: int) -> str:
    db.session.rollback()
    return db.session.execute(select(Interview.state).where(Interview.id == interview_id)).scalar_one()


def messages(made: int, kind: str) -> list[OutboxMessage]:
    db.session.rollback()
    statement = select(OutboxMessage).where(OutboxMessage.application_id == made, OutboxMessage.kind == kind)
    return list(db.session.scalars(statement.order_by(OutboxMessage.id)))


def tonight() -> datetime:
    """A full hour that lies a few hours ahead."""
    return (datetime.now(UTC) + timedelta(hours=5)).replace(minute=0, second=0, microsecond=0)


@pytest.mark.parametrize("stage", STAGES)
def test_a_decline_at_any_stage_cancels_tells_and_queues_in_one_act(team, recruiter, stage):
    made, interview = booked(team, stage=stage)

    done = decline(recruiter, made)

    assert state(made) == ("declined", stage)
    assert done.cancelled == (interview,)
    assert interview_state(interview) == "cancelled"
    assert db.session.execute(select(StaffCell).where(StaffCell.interview_id == interview)).first() is None
    told = {message.account_id for message in messages(made, "interview_cancelled")}
    assert told == set(interviewers(team, stage))
    assert len(messages(made, "application_declined")) == 1


def test_a_declined_application_owes_no_scorecards(team, recruiter):
    made = factories.applications.make_application(team.opening, stage="panel")
    interview = factories.scheduling.make_interview(made, stage="panel", interviewers=team.panel)
    factories.scorecards.make_scorecard(interview, team.panel[0], submitted=False)

    decline(recruiter, made)

    closed = db.session.execute(select(Interview.cards_closed_at).where(Interview.id == interview)).scalar_one()
    assert closed is not None


def test_the_mail_to_the_candidate_waits_a_minute(team, recruiter):
    made, _interview = booked(team)

    decline(recruiter, made)

    mail = messages(made, "application_declined")[0]
    assert mail.due_at - mail.created_at == UNDO_WINDOW
    assert mail.candidate_id is not None
    assert mail.account_id is None


def test_the_minute_of_the_mail_is_the_minute_of_the_undo():
    assert pipeline.UNDO_WINDOW == UNDO_WINDOW


def test_an_interview_within_a_day_is_kept_and_the_mail_waits_until_it_ends(team, recruiter):
    at = tonight()
    made, interview = booked(team, at=at)

    done = decline(recruiter, made)

    assert done.kept == (interview,)
    assert interview_state(interview) == "booked"
    assert messages(made, "application_declined")[0].due_at == at + timedelta(hours=1)


def test_an_interview_within_a_day_is_cancelled_when_somebody_says_so(team, recruiter):
    made, interview = booked(team, at=tonight())

    decline(recruiter, made, keep_soon=False)

    assert interview_state(interview) == "cancelled"


def test_a_decline_rests_on_a_requirement_of_the_opening_as_well(team, recruiter):
    made, _interview = booked(team)
    key = factories.ladders.shipped_playbook().family.requirements_of("strategic")[0].requirement.key

    decline(recruiter, made, about=f"requirement:{key}")

    event = db.session.execute(select(ApplicationEvent.data).where(ApplicationEvent.kind == "declined")).scalar_one()
    assert event["about"] == f"requirement:{key}"


@pytest.mark.parametrize("about", ["", "area:juggling", "requirement:juggling", "communication"])
def test_a_decline_that_rests_on_nothing_of_the_opening_is_refused(team, recruiter, about):
    made, interview = booked(team)

    with pytest.raises(BadData) as caught:
        decline(recruiter, made, about=about)

    assert caught.value.field == "about"
    assert interview_state(interview) == "booked"
    assert state(made) == ("active", "screen")


def test_undoing_a_decline_brings_everything_back_and_nobody_outside_hears(team, recruiter):
    made, interview = booked(team, stage="panel")
    decline(recruiter, made)

    restored = service.undo_decline(recruiter, made, seen=2)

    assert restored.booked == (interview,)
    assert state(made) == ("active", "panel")
    assert interview_state(interview) == "booked"
    assert all(message.cancelled_at for message in messages(made, "application_declined"))
    assert all(message.cancelled_at for message in messages(made, "interview_cancelled"))


def test_undoing_a_decline_of_a_held_application_leaves_it_on_hold(team, recruiter):
    made, _interview = booked(team)
    service.hold(recruiter, made, seen=1, until=date(2030, 1, 7), reason="Budget")
    decline(recruiter, made, seen=2)

    service.undo_decline(recruiter, made, seen=3)

    until = db.session.execute(select(Application.hold_until).where(Application.id == made)).scalar_one()
    assert (state(made)[0], until) == ("on_hold", date(2030, 1, 7))


def test_undoing_names_the_interview_whose_time_was_taken(team, recruiter):
    at = soon()
    made, interview = booked(team, at=at)
    decline(recruiter, made)
    booked(team, at=at)

    restored = service.undo_decline(recruiter, made, seen=2)

    assert restored.booked == ()
    assert "is not booked again" in restored.refused[0]
    assert interview_state(interview) == "cancelled"


def test_after_a_minute_a_decline_stands(team, recruiter):
    made, _interview = booked(team)
    decline(recruiter, made)
    with transaction() as session:
        session.execute(update(ApplicationEvent).values(at=datetime.now(UTC) - timedelta(seconds=61)))

    with pytest.raises(NotReady, match="Re-open the application instead"):
        service.undo_decline(recruiter, made, seen=2)


def test_what_was_not_declined_is_not_brought_back(team, recruiter):
    made, _interview = booked(team)

    with pytest.raises(NotReady, match="can't be brought back from a decline"):
        service.undo_decline(recruiter, made, seen=1)


def test_a_withdrawal_cancels_bookings_and_leaves_held_interviews_their_scorecards(team, recruiter):
    made = factories.applications.make_application(team.opening)
    held = factories.scheduling.make_interview(made, stage="screen", interviewers=[team.recruiter])
    ahead = book_next_stage(team, made)

    service.withdraw(recruiter, made, seen=1, reason=WithdrawReason.PACE, note="Three weeks")

    assert state(made)[0] == "withdrawn"
    assert interview_state(ahead) == "cancelled"
    closed = db.session.execute(select(Interview.cards_closed_at).where(Interview.id == held)).scalar_one()
    assert closed is None
    assert messages(made, "application_declined") == []


def book_next_stage(team: Team, made: int) -> int:
    """An interview ahead beside the one that was held."""
    return factories.scheduling.make_interview(
        made, stage="manager", interviewers=[team.manager], starts_at=soon(days=3)
    )


def test_re_opening_goes_on_where_it_stood_and_drafts_are_owed_again(team, recruiter):
    made = factories.applications.make_application(team.opening, stage="panel")
    interview = factories.scheduling.make_interview(made, stage="panel", interviewers=team.panel)
    decline(recruiter, made)

    service.reopen(recruiter, made, seen=2, reason="A second position is open")

    closed = db.session.execute(select(Interview.cards_closed_at).where(Interview.id == interview)).scalar_one()
    assert closed is None
    assert state(made) == ("active", "panel")


def test_re_opening_stops_a_mail_that_was_not_sent(team, recruiter):
    made, _interview = booked(team, at=tonight())
    decline(recruiter, made)

    service.reopen(recruiter, made, seen=2, reason="Too early")

    assert messages(made, "application_declined")[0].cancelled_at is not None


def test_a_re_opened_withdrawal_is_active_again(team, recruiter):
    made, _interview = booked(team)
    service.withdraw(recruiter, made, seen=1, reason=WithdrawReason.PERSONAL)

    service.reopen(recruiter, made, seen=2, reason="They called back")

    assert state(made) == ("active", "screen")


def test_what_is_open_is_not_re_opened(team, recruiter):
    made, _interview = booked(team)

    with pytest.raises(NotReady, match="It is under way"):
        service.reopen(recruiter, made, seen=1, reason="x")


def test_a_hold_keeps_bookings(team, recruiter):
    made, interview = booked(team)

    service.hold(recruiter, made, seen=1, until=date(2030, 1, 7), reason="Budget")

    assert interview_state(interview) == "booked"


def test_a_refused_decline_leaves_no_message_behind(team, recruiter):
    made, _interview = booked(team)

    with pytest.raises(BadData):
        service.decline(recruiter, made, seen=1, about=ABOUT, reason=" ")

    assert messages(made, "application_declined") == []
    assert messages(made, "interview_cancelled") == []
