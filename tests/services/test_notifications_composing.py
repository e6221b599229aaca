"""Writing a message when it is sent: to each of its readers, with what attached, and what never stands in it."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import insert, select, update

from app.database import db
from app.domain.policy import Role
from app.gateways import clock
from app.gateways.mail import Letter
from app.models.accounts import Account
from app.models.applications import ApplicationEvent
from app.models.candidates import Candidate
from app.models.notifications import MailTemplate, OutboxMessage
from app.models.scheduling import CandidateWindow, Invitation, Seat
from app.services import accounts
from app.services.notifications.composing import Dropped, compose, stopped_by
from tests.factories.accounts import make_account
from tests.factories.letters import (
    BEGIN,
    NOW,
    STAMP,
    change,
    event_of,
    invite,
    letter,
    method_of,
    queued,
    set_interview,
    set_state,
)
from tests.factories.panels import Panel, make_panel, viewer_of
from tests.factories.scorecards import make_scorecard
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def panel() -> Panel:
    return make_panel(starts_at=BEGIN)


def test_an_interviewer_reads_their_own_clock_first_and_then_the_candidates(panel):
    found = letter(queued("interview_booked", panel, to=panel.team.panel[0]))

    assert "Tuesday 24 November 2026, 02:00–03:00 (Berlin time, UTC+1)\n" in found.text
    assert found.text.index("Berlin time") < found.text.index("Tokyo time")


def test_a_candidate_reads_their_own_clock_first(panel):
    found = letter(queued("interview_booked", panel))

    assert found.text.index("10:00–11:00 (Tokyo time, UTC+9)") < found.text.index("02:00–03:00 (Berlin time, UTC+1)")


def test_a_mail_and_its_calendar_part_tell_the_same_instant(panel):
    found = letter(queued("interview_booked", panel))

    assert event_of(found)["dtstart"].dt.astimezone(UTC) == BEGIN


def test_the_mail_to_an_interviewer_carries_their_own_link_and_the_calendar_the_plain_address(panel):
    found = letter(queued("interview_booked", panel, to=panel.team.panel[0]))

    assert "http://localhost/interview-links/" in found.text
    assert "?to=cannot" in found.text
    calendar = Calendar.from_ical(found.calendar or b"").to_ical().decode().replace("\r\n ", "")
    assert "interview-links" not in calendar
    assert f"http://localhost/interviews/{panel.interview}" in calendar


def test_a_candidates_mail_carries_no_link_of_an_interviewer(panel):
    found = letter(queued("interview_booked", panel))

    assert "interview-links" not in found.text + found.html


@pytest.mark.parametrize("kind", ["interview_booked", "interview_moved", "interview_restored", "clock_changed"])
@pytest.mark.parametrize("is_candidate", [True, False])
def test_what_tells_of_a_time_invites_the_calendar(panel, kind: str, is_candidate: bool):
    found = letter(queued(kind, panel, to=None if is_candidate else panel.team.panel[0], was=STAMP))

    assert (found.method, method_of(found)) == ("REQUEST", "REQUEST")


@pytest.mark.parametrize("is_candidate", [True, False])
def test_a_cancelled_interview_leaves_the_calendar(panel, is_candidate: bool):
    set_interview(panel, state="cancelled")

    found = letter(queued("interview_cancelled", panel, to=None if is_candidate else panel.team.panel[0]))

    assert (found.method, method_of(found)) == ("CANCEL", "CANCEL")


def test_whoever_was_replaced_reads_that_it_is_off_and_whoever_joined_that_it_is_theirs(panel):
    left, joined, other = panel.team.panel
    change(update(Seat).where(Seat.account_id == left).values(left_at=NOW))
    told = [
        queued("interviewer_replaced", panel, to=who, left=str(left), joined=str(joined)) for who in panel.team.panel
    ]

    letters = [letter(number) for number in told]

    assert [found.method for found in letters] == ["CANCEL", "REQUEST", ""]
    assert "interview-links" not in letters[0].text
    assert all("interview-links" in found.text for found in letters[1:])
    assert other == panel.team.panel[2]


def test_whoever_was_let_go_reads_that_the_interview_takes_place_without_them(panel):
    change(update(Seat).where(Seat.account_id == panel.team.panel[0]).values(left_at=NOW))

    found = letter(queued("interview_cancelled", panel, to=panel.team.panel[0]))

    assert "takes place without you" in found.text
    assert method_of(found) == "CANCEL"


def test_somebody_of_the_team_who_does_not_sit_there_reads_of_it_without_a_link_or_an_entry(panel):
    found = letter(queued("interview_booked", panel, to=panel.team.recruiter))

    assert "interview-links" not in found.text
    assert found.calendar is None
    assert f"http://localhost/interviews/{panel.interview}" in found.text


def test_whoever_never_heard_of_the_time_before_reads_that_it_is_booked(panel):
    found = letter(queued("interview_moved", panel, was=STAMP))

    assert found.subject.startswith("Booked:")


def test_whoever_heard_of_it_before_reads_what_it_was(panel):
    before = queued("interview_booked", panel)
    change(update(OutboxMessage).where(OutboxMessage.id == before).values(sent_at=NOW))

    found = letter(queued("interview_moved", panel, was=STAMP))

    assert "Before, it was: Monday 23 November 2026, 16:00 (Tokyo time, UTC+9)" in found.text


def test_a_message_to_somebody_else_takes_nobodys_place(panel):
    older = queued("interview_booked", panel)
    queued("interview_moved", panel, to=panel.team.panel[0], was=STAMP)

    assert isinstance(compose(older, NOW), Letter)


def test_a_reminder_of_a_card_leads_to_it_and_to_the_report_that_nothing_took_place(panel):
    who = panel.team.panel[0]

    found = letter(queued("scorecard_reminder", panel, to=who, owes=str(who), card_due_at=STAMP))

    assert "?to=did-not-happen" in found.text
    assert "Monday 23 November 2026, 08:00 (Berlin time, UTC+1)" in found.text


def test_an_invitation_leads_to_the_page_of_times_and_names_who_comes(panel):
    number = invite(panel)

    found = letter(queued("invitation_sent", panel, about_interview=False, invitation=str(number)))

    assert "http://localhost/booking-links/" in found.text
    assert "Choose a time" in found.html
    assert found.text.count("\n- ") == 3


def test_one_of_several_is_told_as_such(panel):
    number = invite(panel, takes="one")

    assert "- one of " in letter(queued("invitation_sent", panel, about_interview=False, invitation=str(number))).text


def test_recruiters_read_the_hours_that_a_candidate_offers_on_their_own_clock(panel):
    number = invite(panel)
    change(update(Invitation).where(Invitation.id == number).values(asked_at=NOW, asked_note="Evenings\nonly"))
    window = {"invitation_id": number, "starts_at": BEGIN, "ends_at": BEGIN + timedelta(hours=2)}
    change(insert(CandidateWindow).values(**window))
    told = queued("invitation_hours", panel, to=panel.team.recruiter, about_interview=False, invitation=str(number))

    found = letter(told)

    assert "- Tuesday 24 November 2026, 02:00–04:00 (Berlin time, UTC+1)\n“Evenings only”" in found.text


def test_a_decline_names_the_interview_that_it_calls_off_and_takes_it_out_of_the_calendar(panel):
    set_interview(panel, state="cancelled")
    set_state(panel, "declined")

    found = letter(queued("application_declined", panel, about_interview=False, cancelled=str(panel.interview)))

    assert "10:00–11:00 (Tokyo time, UTC+9)" in found.text
    assert method_of(found) == "CANCEL"


def test_the_day_on_which_a_pause_ends_is_told(panel):
    set_state(panel, "on_hold")

    found = letter(queued("hold_wakes", panel, to=panel.team.recruiter, about_interview=False, until="2026-11-23"))

    assert "Monday 23 November 2026" in found.text


def test_what_one_can_do_without_is_left_off_with_one_click_and_says_how(panel):
    set_interview(panel, state="cancelled")
    found = letter(queued("candidate_waits", panel, to=panel.team.recruiter, about_interview=False, since=STAMP))

    headers = dict(found.headers)

    address = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in found.text
    assert stopped_by(address.rpartition("/")[2]) == (panel.team.recruiter, "candidate_waits")


def test_what_has_to_be_known_can_not_be_left_off(panel):
    found = letter(queued("interview_booked", panel, to=panel.team.panel[0]))

    assert "List-Unsubscribe" not in dict(found.headers)


def test_a_report_names_who_and_what_and_never_why(panel):
    who = panel.team.panel[0]
    seat = update(Seat).where(Seat.account_id == who)
    change(seat.values(excuse="cannot", excuse_reason="CANARY of a reason", excused_at=NOW))

    found = letter(queued("interviewer_excused", panel, to=panel.team.recruiter, who=str(who), excuse="cannot"))

    assert "can’t hold the interview" in found.subject
    assert "CANARY" not in found.text + found.html


def test_readers_get_their_own_language(panel):
    change(update(Candidate).values(language="ja"))

    found = letter(queued("interview_booked", panel))

    assert found.subject.startswith("面接日時確定のお知らせ")
    assert "2026年11月24日(火) 10:00–11:00（東京時間、UTC+9）" in found.text
    assert ("Content-Language", "ja") in found.headers


def test_the_organisations_own_text_takes_the_place_of_the_shipped_one(panel):
    own = {"kind": "candidate_booked", "language": "en", "subject": "Our {{ stage }}", "body": "At {{ when }}"}
    change(insert(MailTemplate).values(changed_by=panel.team.recruiter, changed_at=NOW, **own))

    found = letter(queued("interview_booked", panel))

    assert found.subject == "Our Mock Presentation"


def test_a_hostile_name_is_plain_words_in_every_part(panel):
    hostile = "Eve <img src=x onerror=alert(1)>\r\nBcc: all@example.org {{ kit_link }} https://evil.example"
    change(update(Candidate).values(name=hostile))

    found = letter(queued("interview_booked", panel, to=panel.team.panel[0]))

    assert "<img" not in found.html
    assert 'href="https://evil.example' not in found.html
    assert len(found.subject.splitlines()) == 1
    assert "{{ kit_link }}" in found.text


def test_a_candidate_who_booked_by_hand_of_the_recruiter_is_told_whom_to_write_to(panel):
    assert "Please answer this message, or write to" in letter(queued("interview_booked", panel)).text


def test_a_candidate_who_chose_the_time_finds_the_way_back(panel):
    number = invite(panel)
    change(update(Invitation).where(Invitation.id == number).values(state="booked", interview_id=panel.interview))

    assert "http://localhost/booking-links/" in letter(queued("interview_booked", panel)).text


def test_a_message_is_written_in_few_statements(app, panel):
    told = queued("interview_booked", panel, to=panel.team.panel[0])
    compose(told, NOW)

    with counted(app) as statements:
        compose(told, NOW)

    assert len(statements) <= 8, statements


def test_the_same_message_has_the_same_message_id_at_each_try(panel):
    told = queued("interview_booked", panel)

    assert letter(told).message_id == letter(told).message_id


def _every_message(panel: Panel) -> list[int]:
    """One message of every kind that can be told of a booked interview, to everybody who could be told."""
    who, lead, number = panel.team.panel[0], panel.team.recruiter, invite(panel)
    change(update(Invitation).where(Invitation.id == number).values(asked_at=NOW))
    card: Any = {"owes": str(who), "card_due_at": STAMP, "stage": "panel"}
    told = [queued(kind, panel, was=STAMP) for kind in ("clock_changed", "interview_tomorrow")]
    told += [queued(kind, panel, to=who, was=STAMP) for kind in ("clock_changed", "interview_tomorrow")]
    told += [queued("interview_booked", panel, to=to) for to in (None, lead)]
    told += [queued("interviewer_replaced", panel, to=who, left=str(panel.team.panel[1]), joined=str(who))]
    told += [
        queued("scorecard_reminder", panel, to=who, **card),
        queued("scorecard_escalation", panel, to=lead, **card),
    ]
    told += [queued("interviewer_unexcused", panel, to=lead, who=str(who), excuse="cannot")]
    told += [queued("candidate_declined", panel, to=lead)]
    outside: Any = {"about_interview": False, "invitation": str(number)}
    told += [queued(kind, panel, **outside) for kind in ("invitation_sent", "invitation_reminder")]
    told += [queued(kind, panel, to=lead, **outside) for kind in ("invitation_unanswered",)]
    decided = ("decision_approved", "decision_sent_back", "decision_recorded", "conversation_asked")
    return told + [queued(kind, panel, to=lead, about_interview=False) for kind in decided]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_of_a_scorecard_stands_in_any_message(panel, language: str):
    canary = "CANARY-of-a-card"
    make_scorecard(panel.interview, panel.team.panel[2], text=canary)
    for table in (Account, Candidate):
        change(update(table).values(language=language))

    parts = [
        part
        for number in _every_message(panel)
        for found in [compose(number, NOW)]
        if isinstance(found, Letter)
        for part in (found.subject, found.text, found.html, (found.calendar or b"").decode())
    ]

    assert len(parts) >= 4 * 15
    assert not [part for part in parts if canary in part or "P4" in part or "{{" in part]


def test_a_password_link_is_mailed_to_whom_it_is_for_and_works_once():
    admin = viewer_of(make_account("admin"), Role.ADMIN)
    person = make_account()
    token = accounts.new_link(admin, person)
    number = db.session.execute(select(OutboxMessage.id)).scalar_one()

    found = compose(number, clock.now())

    assert isinstance(found, Letter)
    assert f"http://localhost/password/{token}" in found.text
    accounts.set_password(token, "a long enough password of today")
    assert compose(number, clock.now()) == Dropped("link was used")


def test_a_newer_password_link_ends_the_one_that_was_mailed_before():
    admin, person = viewer_of(make_account("admin"), Role.ADMIN), make_account()
    accounts.new_link(admin, person)
    accounts.new_link(admin, person)
    first, second = db.session.scalars(select(OutboxMessage.id).order_by(OutboxMessage.id))

    assert compose(first, clock.now()) == Dropped("link was used")
    assert isinstance(compose(second, clock.now()), Letter)


def test_nothing_of_a_password_link_is_kept_with_its_message():
    token = accounts.new_link(viewer_of(make_account("admin"), Role.ADMIN), make_account())

    row = db.session.execute(select(OutboxMessage)).scalar_one()

    assert token not in str([row.data, row.once, row.problem])


def test_a_silent_candidate_is_told_of_with_the_day_of_the_invitation(panel):
    number = invite(panel)
    change(update(Invitation).where(Invitation.id == number).values(created_at=NOW - timedelta(days=5)))
    told = queued(
        "invitation_unanswered", panel, to=panel.team.recruiter, about_interview=False, invitation=str(number)
    )

    assert "Wednesday 18 November 2026" in letter(told).text


def test_why_somebody_was_declined_stands_in_no_mail_to_them(panel):
    set_state(panel, "declined")
    event = {"application_id": panel.application, "kind": "declined", "at": NOW, "data": {"reason": "CANARY"}}
    change(insert(ApplicationEvent).values(**event))

    found = letter(queued("application_declined", panel, about_interview=False))

    assert "CANARY" not in found.subject + found.text + found.html
