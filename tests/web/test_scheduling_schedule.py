"""The schedule: who waits for whom, what each row leads to, what is nobody's business, and what it costs."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Invitation, Seat
from tests import factories
from tests.factories.applications import make_application
from tests.factories.hours import make_pattern
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.statements import counted

FAR = timedelta(days=20)


def now() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def team(app) -> Team:
    return make_opening()


@pytest.fixture
def schedule(page, client_for, team):
    """Fetches the schedule with a query, as the recruiter or as somebody else."""
    return lambda query="", who=None: page(client_for(who or team.recruiter), f"/schedule{query}")


def change(model: type, number: int, **values: object) -> None:
    with factories.writing() as session:
        session.execute(update(model).where(model.id == number).values(**values))  # type: ignore[attr-defined]


def waiting(team: Team, name: str, **values: object) -> int:
    made = make_application(team.opening, stage="panel", name=name)
    change(Application, made, stage_entered_at=now() - timedelta(days=1), **values)
    return made


def booked(team: Team, name: str, *, ahead: timedelta = FAR) -> int:
    return make_interview(waiting(team, name), stage="panel", interviewers=team.panel, starts_at=now() + ahead)


def answered(interview: int, account: int, **values: object) -> None:
    with factories.writing() as session:
        mine = (Seat.interview_id == interview) & (Seat.account_id == account)
        session.execute(update(Seat).where(mine).values(**values))


def failed(application: int, **values: object) -> None:
    row = {"kind": "interview_booked", "data": {}, "problem": "The mailbox does not exist."} | values
    moments = {name: now() - timedelta(hours=3) for name in ("created_at", "due_at", "failed_at")}
    with factories.writing() as session:
        session.add(OutboxMessage(application_id=application, **row, **moments))


def test_an_empty_schedule_says_what_brings_something(schedule):
    shown = schedule().text

    assert "Nobody waits for anything." in shown
    assert "Candidates appear here once they are in a stage that has one." in shown


def test_who_has_no_interview_and_no_invitation_is_to_be_invited_in_one_click(schedule, team):
    application = waiting(team, "Aiko Tanaka")

    shown = schedule()

    assert "One thing waits for a recruiter." in shown.text
    assert "Not invited yet" in shown.text
    assert f'href="/applications/{application}/invite"' in shown.html


@pytest.mark.parametrize(
    ("state", "stage"), [("on_hold", "panel"), ("declined", "panel"), ("active", "decision"), ("decided", "decision")]
)
def test_who_is_in_no_stage_is_not_to_be_invited(schedule, team, state, stage):
    waiting(team, "Aiko Tanaka", state=state, stage=stage)

    assert "Aiko Tanaka" not in schedule().text


def test_a_row_says_why_somebody_is_to_be_invited_again(schedule, team):
    made = make_invitation(waiting(team, "Aiko Tanaka"), team.recruiter, people=team.panel)
    change(Invitation, made, state="ended", ended_because="expired")
    missed = booked(team, "Mei Lin", ahead=-timedelta(hours=5))
    change(Interview, missed, state="cancelled", no_show="candidate", booked_at=now() - timedelta(hours=20))

    shown = schedule().text

    assert "The last invitation ran out without an answer" in shown
    assert "The candidate did not come" in shown


def test_an_invitation_without_answer_says_since_when_and_whether_they_were_reminded(schedule, team):
    application = waiting(team, "Aiko Tanaka")
    make_invitation(application, team.recruiter, people=team.panel, now=now() - timedelta(days=3))
    with factories.writing() as session:
        candidate = session.get_one(Application, application).candidate_id
        row = OutboxMessage(kind="invitation_reminder", data={}, created_at=now(), due_at=now())
        row.application_id, row.candidate_id = application, candidate
        session.add(row)

    shown = schedule().text

    assert "Reminded once" in shown
    assert "Aiko Tanaka: choose a time" in shown
    assert "Not invited yet" not in shown


def test_a_candidate_who_offers_other_hours_waits_for_the_recruiter(schedule, team):
    application = waiting(team, "Aiko Tanaka")
    made = make_invitation(application, team.recruiter, people=team.panel)
    change(Invitation, made, asked_at=now(), asked_note="Only after six, please.")

    shown = schedule("?mine=1")

    assert "Offers hours of their own" in shown.text
    assert "Only after six, please." in shown.text
    assert f'href="/applications/{application}/invite"' in shown.html


def test_a_booked_interview_shows_the_answers_of_both_sides(schedule, team):
    interview = booked(team, "Aiko Tanaka")
    answered(interview, team.panel[0], reply="accepted")
    answered(interview, team.panel[1], reply="tentative")
    change(Interview, interview, candidate_reply="accepted")

    shown = schedule().text

    assert ": comes" in shown
    assert ": not sure yet" in shown
    assert "Aiko Tanaka: comes" in shown
    assert shown.count(": no answer yet") == 1


def test_silence_right_before_an_interview_is_a_warning(schedule, team):
    booked(team, "Aiko Tanaka", ahead=timedelta(hours=5))

    assert schedule().text.count(": still no answer") == 4


@pytest.mark.parametrize("values", [{"excuse": "cannot"}, {"reply": "declined"}])
def test_an_interviewer_who_can_not_come_stands_first_and_leads_to_who_could_step_in(schedule, team, values):
    interview = booked(team, "Aiko Tanaka")
    answered(interview, team.panel[0], **values)

    shown = schedule("?mine=1")

    assert "can’t come, and nobody has stepped in." in shown.text
    assert f'main" href="/interviews/{interview}">Find somebody<' in shown.html


def test_who_was_replaced_is_no_trouble_any_more(schedule, team):
    interview = booked(team, "Aiko Tanaka")
    answered(interview, team.panel[0], excuse="cannot", left_at=now())

    assert "nobody has stepped in" not in schedule().text


def test_an_interview_whose_clocks_changed_while_somebody_is_taken_is_to_be_moved(schedule, team, monkeypatch):
    interview = booked(team, "Aiko Tanaka")
    monkeypatch.setattr(
        "app.queries.scheduling.board.promised", lambda starts_at, **_named: starts_at + timedelta(hours=1)
    )

    shown = schedule()

    assert "no longer begins at the time that was promised" in shown.text
    assert f'href="/interviews/{interview}/move"' in shown.html


def test_a_message_that_was_not_delivered_says_to_whom_and_why(schedule, team):
    failed(waiting(team, "Aiko Tanaka"), account_id=team.panel[0])

    shown = schedule().text

    assert "“An interview is yours” to " in shown
    assert "The mailbox does not exist." in shown


def test_the_load_counts_two_weeks_and_names_a_limit_of_ones_own(schedule, team):
    weekday = now().astimezone(ZoneInfo("Europe/Berlin")).weekday()  # the week is that of the person's own clock
    for number in range(3):
        booked(team, f"Candidate of {number}", ahead=timedelta(days=9 - weekday, minutes=number))
    make_pattern(team.panel[0], week=[[["09:00", "17:00"]]] * 7, most_a_week=3)

    shown = schedule().text

    assert "own limit" in shown
    assert "0 3 , a full week" in shown


def test_how_long_a_stage_takes_is_said_with_how_many_it_rests_on(schedule, team):
    held = booked(team, "Aiko Tanaka", ahead=-timedelta(hours=12))
    entered = now() - timedelta(days=6)
    change(Interview, held, booked_at=now() - timedelta(days=4), panel_opened_at=now())
    with factories.writing() as session:
        session.execute(update(Application).values(applied_at=entered))

    shown = " ".join(schedule().text.split())

    assert "2.0 of 1" in shown
    assert "6.0 of 1" in shown


def test_nothing_of_a_scorecard_is_in_it(schedule, team):
    held = booked(team, "Aiko Tanaka", ahead=-timedelta(hours=12))
    make_scorecard(held, team.panel[0], text="canary")

    assert "canary" not in schedule().html


def test_openings_of_others_are_nowhere_in_it(schedule, team):
    other = make_opening()
    waiting(other, "Somebody Else")
    booked(other, "Another One")

    shown = schedule(f"?opening={other.opening}").text

    assert "Somebody Else" not in shown
    assert "Another One" not in schedule().text


def test_an_employee_sees_nothing_of_their_own_application(schedule, team):
    invited, meeting = waiting(team, "Aiko Tanaka"), booked(team, "Aiko Tanaka")
    make_invitation(invited, team.recruiter, people=team.panel)
    failed(invited, account_id=team.panel[0])
    answered(meeting, team.panel[0], excuse="cannot")
    with factories.writing() as session:
        own = session.get_one(Account, team.manager)
        session.get_one(Candidate, session.get_one(Application, invited).candidate_id).email = own.email
    change(Interview, meeting, state="cancelled")

    shown = schedule(who=team.manager)

    assert f"/applications/{invited}" not in shown.html


def test_a_manager_reads_whose_turn_it_is_and_has_nothing_that_waits_for_them_alone(schedule, team):
    waiting(team, "Aiko Tanaka")

    assert "The recruiter: invite" in schedule(who=team.manager).text
    assert "Nothing waits for you." in schedule("?mine=1", who=team.manager).text


def test_a_long_list_shows_its_first_rows_and_how_many_there_are(schedule, team):
    for number in range(15):
        waiting(team, f"Candidate of {number}")

    shown = schedule().text

    assert "15 things wait" in shown
    assert "And 3 more candidates." in shown


@pytest.mark.parametrize("query", ["?opening=", "?opening=x", "?opening=99999999999999", "?opening=%C2%B2", "?mine=2"])
def test_nonsense_in_the_address_shows_everything(schedule, team, query):
    waiting(team, "Aiko Tanaka")

    assert "Aiko Tanaka" in schedule(query).text


def test_it_costs_ten_statements_at_most(app, client_for, team):
    for number in range(3):
        failed(waiting(team, f"First {number}"), account_id=team.panel[0])
        booked(team, f"Second {number}", ahead=FAR + timedelta(days=number))
        make_invitation(waiting(team, f"Third {number}"), team.recruiter, people=team.panel)
    client = client_for(team.recruiter)

    with counted(app) as seen:
        assert client.get("/schedule").status_code == 200

    assert len(seen) <= 10, "\n\n".join(seen)
