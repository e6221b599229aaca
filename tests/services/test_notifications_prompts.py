"""Words about what waits: to whom, when and once; invitations that ran out; what a sweep costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database import db
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Invitation, Seat
from app.services import notifications
from app.services.notifications import end_expired, queue_all_due, queue_prompts
from tests import factories
from tests.factories.applications import make_application
from tests.factories.hours import make_away
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("context")

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # 10:00 in Berlin, where staff work; 18:00 in Tokyo
TUESDAY = MONDAY + timedelta(days=1)
BOOKED_AT = MONDAY - timedelta(days=20)


@pytest.fixture
def team() -> Team:
    return make_opening()


def fresh_application(team: Team, *, stage: str = "panel", state: str = "active", **values: object) -> int:
    """An application that entered its stage a day ago, so that nobody worries yet."""
    application = make_application(team.opening, stage=stage, state=state)
    change(Application, application, {"stage_entered_at": MONDAY - timedelta(days=1)} | values)
    return application


def change(model: type[Application] | type[Interview], number: int, values: dict[str, object]) -> None:
    with factories.writing() as session:
        session.execute(update(model).where(model.id == number).values(**values))


def invite(application: int, team: Team, *, sent_at: datetime = MONDAY, days: int = 10, **values: object) -> int:
    row = Invitation(
        application_id=application,
        stage="panel",
        takes="all",
        minutes=60,
        step_minutes=30,
        from_at=sent_at,
        until_at=sent_at + timedelta(days=21),
        notice_hours=24,
        most_moves=2,
        cutoff_hours=24,
        created_by=team.recruiter,
        created_at=sent_at,
        expires_at=sent_at + timedelta(days=days),
        **values,
    )
    with factories.writing() as session:
        session.add(row)
        session.flush()
        return row.id


def told(kind: str) -> list[tuple[int | None, bool]]:
    """To whom, by account, and whether it is the candidate."""
    rows = db.session.execute(
        select(OutboxMessage.account_id, OutboxMessage.candidate_id)
        .where(OutboxMessage.kind == kind)
        .order_by(OutboxMessage.id)
    )
    return [(row.account_id, row.candidate_id is not None) for row in rows]


def ahead(team: Team, *, starts_at: datetime = TUESDAY) -> int:
    interview = make_interview(
        fresh_application(team), stage="panel", interviewers=team.panel, starts_at=starts_at, shadows=[team.leader]
    )
    change(Interview, interview, {"booked_at": BOOKED_AT})
    return interview


def test_the_day_before_everybody_who_holds_an_interview_and_its_candidate_hear_of_it(team):
    ahead(team)

    sweeps = [queue_prompts(MONDAY + timedelta(minutes=minute)) for minute in (-600, -120, -60, 0)]

    assert sweeps == [0, 1, 4, 0]
    assert {who for who, _ in told("interview_tomorrow")} == {None, *team.panel, team.leader}


def test_a_candidate_is_told_in_their_own_daytime(team):
    ahead(team)

    assert queue_prompts(datetime(2026, 3, 1, 23, 59, tzinfo=UTC)) == 0
    assert queue_prompts(datetime(2026, 3, 2, 0, 0, tzinfo=UTC)) == 1
    assert told("interview_tomorrow") == [(None, True)]


def test_an_interview_that_moved_is_told_of_again(team):
    interview = ahead(team)
    queue_prompts(MONDAY - timedelta(minutes=10))

    change(Interview, interview, {"starts_at": TUESDAY + timedelta(hours=2), "ends_at": TUESDAY + timedelta(hours=3)})

    assert queue_prompts(MONDAY - timedelta(minutes=5)) == 5


def test_whoever_heard_of_a_move_this_morning_needs_no_second_word(team):
    interview = ahead(team)
    with factories.writing() as session:
        application = session.get_one(Interview, interview).application_id
        notifications.queue(
            session, "interview_moved", now=MONDAY, application_id=application, interview_id=interview, account_id=None
        )

    assert queue_prompts(MONDAY + timedelta(minutes=5)) == 0


def test_nobody_is_told_of_an_interview_that_was_called_off_or_that_they_can_not_hold(team):
    interview, other = ahead(team), ahead(team, starts_at=TUESDAY + timedelta(hours=3))
    change(Interview, interview, {"state": "cancelled"})
    with factories.writing() as session:
        mine = (Seat.interview_id == other) & (Seat.account_id == team.panel[0])
        session.execute(update(Seat).where(mine).values(excuse="cannot"))

    queue_prompts(MONDAY - timedelta(minutes=10))

    assert {who for who, _ in told("interview_tomorrow")} == {None, *team.panel[1:], team.leader}


def test_who_is_away_hears_before_or_not_at_all(team):
    make_away(team.panel[0], date(2026, 3, 1), date(2026, 3, 2))
    make_away(team.panel[1], date(2026, 2, 20), date(2026, 3, 2))
    ahead(team)

    on_friday = queue_prompts(datetime(2026, 2, 27, 9, 0, tzinfo=UTC))
    queue_prompts(MONDAY - timedelta(minutes=10))

    assert on_friday == 1
    assert {who for who, _ in told("interview_tomorrow")} == {None, team.panel[0], team.panel[2], team.leader}


def test_a_candidate_who_does_not_answer_is_reminded_twice_and_the_recruiter_told_once(team):
    invite(fresh_application(team), team)

    for hours in range(0, 9 * 24, 3):
        queue_prompts(MONDAY + timedelta(hours=hours))

    assert told("invitation_reminder") == [(None, True)] * 2
    assert told("invitation_unanswered") == [(team.recruiter, False)]


@pytest.mark.parametrize("values", [{"asked_at": MONDAY + timedelta(hours=1)}, {"state": "booked"}, {"state": "ended"}])
def test_nobody_is_reminded_of_an_invitation_that_was_answered_or_ended(team, values):
    invite(fresh_application(team), team, **values)

    assert sum(queue_prompts(MONDAY + timedelta(days=day)) for day in range(6)) == 0


def test_an_application_that_left_the_stage_is_not_reminded_of_its_invitation(team):
    invite(fresh_application(team, stage="manager"), team)

    assert queue_prompts(MONDAY + timedelta(days=2)) == 0


def test_an_invitation_that_ran_out_ends_and_its_recruiters_are_told_in_their_hours(team):
    application = fresh_application(team)
    invitation = invite(application, team, days=2)
    at_night = MONDAY + timedelta(days=2, hours=13)

    queued = [end_expired(MONDAY + timedelta(days=2, seconds=-1)), end_expired(at_night), end_expired(at_night)]

    row = db.session.get_one(Invitation, invitation)
    message = db.session.scalars(select(OutboxMessage)).one()
    assert queued == [0, 1, 0]
    assert (row.state, row.ended_because, row.version) == ("ended", "expired", 2)
    assert (message.account_id, message.due_at) == (team.recruiter, datetime(2026, 3, 5, 8, 0, tzinfo=UTC))
    assert db.session.scalars(select(ApplicationEvent.kind)).all() == ["invitation_ended"]
    assert db.session.scalars(select(AuditEntry.actor_id)).all() == [None]


def test_who_leads_hears_on_the_day_when_a_hold_ends(team):
    fresh_application(team, state="on_hold", hold_until=date(2026, 3, 3))

    sweeps = [queue_prompts(MONDAY), queue_prompts(TUESDAY), queue_prompts(TUESDAY + timedelta(days=1))]

    assert sweeps == [0, 2, 0]
    assert {who for who, _ in told("hold_wakes")} == {team.recruiter, team.manager}


def test_a_recruiter_hears_once_a_week_of_a_candidate_who_hears_nothing(team):
    fresh_application(team)

    days = [day for day in range(24) if queue_prompts(MONDAY + timedelta(days=day, hours=1))]

    assert days == [7, 14, 21]  # a week after the day before, in the hours of Monday
    assert set(told("candidate_waits")) == {(team.recruiter, False)}


def test_a_message_to_the_candidate_an_interview_and_an_invitation_end_the_silence(team):
    spoken, met, invited = (fresh_application(team) for _ in range(3))
    with factories.writing() as session:
        candidate = session.get_one(Application, spoken).candidate_id
        notifications.queue(
            session, "a_word", now=MONDAY + timedelta(days=5), application_id=spoken, candidate_id=candidate
        )
    make_interview(met, stage="panel", interviewers=team.panel, starts_at=MONDAY + timedelta(days=5))
    invite(invited, team, asked_at=MONDAY)

    queue_prompts(MONDAY + timedelta(days=8))

    assert told("candidate_waits") == []


def test_a_recruiter_with_many_silent_candidates_hears_of_five_a_day_the_longest_silence_first(team):
    for number in range(12):
        fresh_application(team, stage_entered_at=MONDAY - timedelta(days=15, minutes=number))

    sweeps = [queue_prompts(MONDAY + timedelta(hours=hours)) for hours in (0, 1, 24, 25, 48)]

    assert sweeps == [5, 0, 5, 0, 2]


def test_an_employee_who_applied_hears_nothing_of_their_own_application(team):
    application = fresh_application(team, state="on_hold", hold_until=date(2026, 3, 2))
    with factories.writing() as session:
        email = session.get_one(Account, team.recruiter).email
        session.get_one(Candidate, session.get_one(Application, application).candidate_id).email = email

    queue_prompts(MONDAY)

    assert told("hold_wakes") == [(team.manager, False)]


def test_a_sweep_costs_the_same_however_much_waits(app, team):
    def world() -> None:
        ahead(team)
        invite(fresh_application(team), team, sent_at=MONDAY - timedelta(days=4))
        fresh_application(team, state="on_hold", hold_until=date(2026, 3, 2))
        fresh_application(team, stage_entered_at=MONDAY - timedelta(days=9))

    world()
    with counted(app) as few:
        assert queue_all_due(MONDAY - timedelta(minutes=10)) > 5
    for _ in range(4):
        world()
    with counted(app) as many:
        queue_all_due(MONDAY - timedelta(minutes=5))

    assert len(many) == len(few) <= 16
