"""What is not sent any more, since it is not true or not wanted by the time it would leave."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, update

from app.gateways.mail import Letter
from app.models.accounts import Account
from app.models.candidates import Candidate
from app.models.notifications import MailChoice
from app.models.openings import OpeningMember
from app.models.scheduling import Invitation, Seat
from app.services.notifications.composing import compose
from tests.factories.applications import make_application
from tests.factories.invitations import make_invitation
from tests.factories.letters import BEGIN, NOW, STAMP, change, dropped, invite, queued, set_interview
from tests.factories.panels import Panel, make_panel
from tests.factories.scorecards import make_scorecard

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def panel() -> Panel:
    return make_panel(starts_at=BEGIN)


def test_a_newer_message_about_the_time_takes_the_place_of_an_older_one(panel):
    older, newer = queued("interview_booked", panel), queued("interview_moved", panel, was=STAMP)

    assert dropped(older) == "newer message"
    assert isinstance(compose(newer, NOW), Letter)


@pytest.mark.parametrize("kind", ["interview_booked", "interview_moved", "interview_tomorrow", "interview_restored"])
def test_nothing_is_told_of_an_interview_that_was_called_off_meanwhile(panel, kind: str):
    set_interview(panel, state="cancelled")

    assert dropped(queued(kind, panel, was=STAMP)) == "called off"


def test_a_cancellation_is_not_told_once_the_interview_is_booked_again(panel):
    assert dropped(queued("interview_cancelled", panel)) == "booked again"


def test_a_booking_is_not_told_when_the_interview_is_over(panel):
    assert dropped(queued("interview_booked", panel), BEGIN + timedelta(hours=2)) == "over"


def test_a_reminder_of_tomorrow_is_dropped_when_the_interview_was_moved_further_away(panel):
    set_interview(panel, starts_at=BEGIN + timedelta(days=14), ends_at=BEGIN + timedelta(days=14, hours=1))

    assert dropped(queued("interview_tomorrow", panel)) == "moved"


def test_whoever_was_replaced_hears_nothing_more_of_the_interview(panel):
    change(update(Seat).where(Seat.account_id == panel.team.panel[0]).values(left_at=NOW))

    assert dropped(queued("interview_tomorrow", panel, to=panel.team.panel[0])) == "replaced"


def test_somebody_who_left_is_sent_nothing(panel):
    change(update(Account).where(Account.id == panel.team.panel[0]).values(is_active=False))

    assert dropped(queued("interview_booked", panel, to=panel.team.panel[0])) == "inactive"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("interview_booked", {"by": "candidate"}),
        ("interviewer_unexcused", {"excuse": "cannot"}),
        ("candidate_declined", {}),
        ("decision_recorded", {}),
    ],
)
def test_a_recruiter_who_was_taken_out_of_the_team_hears_no_more_of_its_candidates(panel, kind: str, data):
    told = queued(kind, panel, to=panel.team.recruiter, **data)
    change(delete(OpeningMember).where(OpeningMember.account_id == panel.team.recruiter))

    assert dropped(told) == "not in the team any more"


def test_a_no_of_the_candidate_is_told_while_it_stands(panel):
    set_interview(panel, candidate_reply="declined")

    assert isinstance(compose(queued("candidate_declined", panel, to=panel.team.recruiter), NOW), Letter)


def test_a_no_that_became_a_yes_is_told_no_more(panel):
    set_interview(panel, candidate_reply="accepted")

    assert dropped(queued("candidate_declined", panel, to=panel.team.recruiter)) == "answered otherwise"


def test_nobody_is_told_of_their_own_application(panel):
    own = "own@example.org"
    change(update(Account).where(Account.id == panel.team.recruiter).values(email=own))
    change(update(Candidate).values(email=own))

    assert dropped(queued("decision_recorded", panel, to=panel.team.recruiter)) == "own application"


def test_a_card_that_came_in_is_not_reminded_of(panel):
    who = panel.team.panel[0]
    make_scorecard(panel.interview, who)

    assert dropped(queued("scorecard_reminder", panel, to=who, owes=str(who), card_due_at=STAMP)) == "card is in"


@pytest.mark.parametrize("state", ["booked", "ended"])
@pytest.mark.parametrize("kind", ["invitation_sent", "invitation_reminder"])
def test_an_invitation_that_was_answered_or_ended_is_not_sent(panel, kind: str, state: str):
    number = invite(panel)
    change(update(Invitation).where(Invitation.id == number).values(state=state))

    assert dropped(queued(kind, panel, about_interview=False, invitation=str(number))) == "answered or ended"


def test_an_invitation_that_ran_out_is_not_sent(panel):
    number = queued("invitation_sent", panel, about_interview=False, invitation=str(invite(panel)))

    assert dropped(number, NOW + timedelta(days=11)) == "ran out"


def test_an_invitation_of_another_application_is_no_reason_for_a_message(panel):
    stranger = make_application(panel.team.opening, stage="panel")
    number = make_invitation(stranger, panel.team.recruiter, people=panel.team.panel, now=NOW)

    assert dropped(queued("invitation_sent", panel, about_interview=False, invitation=str(number)))


def test_a_decline_that_was_taken_back_is_not_sent(panel):
    assert dropped(queued("application_declined", panel, about_interview=False)) == "not declined any more"


def test_a_pause_that_ended_already_wakes_nobody(panel):
    told = queued("hold_wakes", panel, to=panel.team.recruiter, about_interview=False, until="2026-11-23")

    assert dropped(told) == "goes on"


def test_nobody_worries_about_a_candidate_with_an_interview_ahead(panel):
    told = queued("candidate_waits", panel, to=panel.team.recruiter, about_interview=False, since=STAMP)

    assert dropped(told) == "something is booked"


def test_whoever_does_not_want_a_kind_of_message_gets_none(panel):
    set_interview(panel, state="cancelled")
    change(insert(MailChoice).values(account_id=panel.team.recruiter, kind="candidate_waits"))
    told = queued("candidate_waits", panel, to=panel.team.recruiter, about_interview=False, since=STAMP)

    assert dropped(told) == "not wanted"


def test_a_report_that_was_settled_is_not_told(panel):
    told = queued("interviewer_excused", panel, to=panel.team.recruiter, who=str(panel.team.panel[0]), excuse="cannot")

    assert dropped(told) == "settled"
