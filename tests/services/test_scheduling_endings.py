"""No-shows, and invitations that end: with a closing, a stage that is left, an interview that is called off."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database import db, transaction
from app.domain.absences import Absence, Happened
from app.domain.errors import BadData, NotReady
from app.domain.pipeline import WithdrawReason
from app.gateways import clock
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Invitation, Seat, StaffCell
from app.queries import scheduling as queries
from app.services import applications, scheduling
from tests import factories
from tests.factories.bookings import book_panel, viewer_of
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team
from tests.rows import change, count_of, interview_of, last_event


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


@pytest.fixture
def begun(team, case) -> int:
    """A panel that began half an hour ago."""
    at = datetime.now(UTC) - timedelta(minutes=30)
    return factories.scheduling.make_interview(case, stage="panel", interviewers=team.panel, starts_at=at)


def version_of(application_id: int) -> int:
    db.session.rollback()
    return db.session.execute(select(Application.version).where(Application.id == application_id)).scalar_one()


def invitation(number: int) -> Invitation:
    db.session.rollback()
    return db.session.get_one(Invitation, number, populate_existing=True)


def invite(team: Team, case: int, **given) -> int:
    return make_invitation(case, team.recruiter, people=team.panel, **given)


def book_by(team: Team, case: int, number: int) -> int:
    """An interview as if the candidate had chosen its time."""
    booked = book_panel(team, case)
    change(update(Invitation).where(Invitation.id == number).values(state="booked", interview_id=booked))
    return booked


def miss(team: Team, interview_id: int, happened=Happened.CANDIDATE, *missed: int, reason="Nobody there.") -> None:
    absence = Absence(happened, frozenset(missed))
    scheduling.record_absence(viewer_of(team.recruiter), interview_id, absence, reason=reason, seen=1)


def decline(team: Team, case: int) -> None:
    viewer, about = viewer_of(team.recruiter), "area:results"
    applications.decline(viewer, case, seen=version_of(case), about=about, reason="No.", keep_soon=False)


def messages(kind: str) -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)))


class TestNoShows:
    def test_a_candidate_who_did_not_come_is_recorded_and_declined_by_nobody(self, team, case, begun):
        miss(team, begun)

        interview = interview_of(begun)
        assert (interview.state, interview.no_show) == ("cancelled", "candidate")
        assert db.session.get_one(Application, case).state == "active"
        event = last_event()
        assert (event.kind, event.data["no_show"], event.data["reason"]) == (
            "interview_no_show",
            "candidate",
            "Nobody there.",
        )

    def test_an_interviewer_who_did_not_come_is_marked_at_the_seat_and_named_in_the_timeline_alone(self, team, begun):
        miss(team, begun, Happened.INTERVIEWER, team.panel[1])

        seats = db.session.scalars(select(Seat).where(Seat.interview_id == begun).order_by(Seat.account_id))
        assert [(seat.account_id, seat.missed) for seat in seats] == [
            (who, who == team.panel[1]) for who in sorted(team.panel)
        ]
        names = last_event().data["names"]
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "interview.no_show")).one()
        assert names not in str(entry.data)

    def test_the_interviewers_are_told_and_the_candidate_is_not(self, team, begun):
        miss(team, begun)

        assert [row.account_id for row in messages("interview_cancelled")] == list(team.panel)

    def test_everybodys_time_is_free_again(self, team, begun):
        change(update(StaffCell).values(interview_id=begun))

        miss(team, begun)

        assert count_of(StaffCell) == 0

    def test_an_interview_with_a_card_took_place(self, team, begun):
        factories.scorecards.make_scorecard(begun, team.panel[0])

        with pytest.raises(NotReady, match="took place"):
            miss(team, begun)

        assert interview_of(begun).no_show is None

    def test_what_lies_ahead_was_missed_by_nobody(self, team, case):
        booked = book_panel(team, case)

        with pytest.raises(BadData, match="has not begun"):
            miss(team, booked)

    def test_it_is_said_what_happened(self, team, begun):
        with pytest.raises(BadData, match="Write what happened"):
            miss(team, begun, reason="  ")

    def test_the_page_of_the_interview_says_who_recorded_it_and_what(self, team, begun):
        miss(team, begun, Happened.INTERVIEWER, team.panel[1])

        page = queries.interview_for(viewer_of(team.recruiter), begun)
        found = queries.cancellation_of(page)
        assert found is not None
        assert (found.no_show, found.reason) == ("interviewer", "Nobody there.")
        assert found.missed

    def test_the_stage_can_be_booked_again(self, team, case, begun):
        miss(team, begun)

        assert book_panel(team, case) != begun


class TestClosing:
    def test_a_decline_ends_the_invitation_and_tells_the_candidate_nothing_of_it(self, team, case):
        number = invite(team, case)

        decline(team, case)

        ended = invitation(number)
        assert (ended.state, ended.ended_because) == ("ended", "declined")
        assert messages("invitation_ended") == []

    def test_a_decline_tells_the_candidate_of_cancelled_interviews_in_the_same_message(self, team, case):
        booked = book_panel(team, case)

        decline(team, case)

        [mail] = messages("application_declined")
        assert mail.data == {"cancelled": str(booked)}
        assert [row.candidate_id for row in messages("interview_cancelled")] == [None] * len(team.panel)

    def test_undoing_the_decline_revives_the_invitation(self, team, case):
        number = invite(team, case)
        decline(team, case)

        applications.undo_decline(viewer_of(team.recruiter), case, seen=version_of(case))

        assert (invitation(number).state, invitation(number).ended_at) == ("open", None)

    def test_undoing_the_decline_books_again_what_the_candidate_had_chosen(self, team, case):
        number = invite(team, case)
        booked = book_by(team, case, number)
        decline(team, case)
        assert invitation(number).state == "ended"

        applications.undo_decline(viewer_of(team.recruiter), case, seen=version_of(case))

        assert (invitation(number).state, invitation(number).interview_id) == ("booked", booked)

    def test_the_candidate_who_never_heard_of_the_cancellation_hears_of_no_restoration(self, team, case):
        book_panel(team, case)
        decline(team, case)

        applications.undo_decline(viewer_of(team.recruiter), case, seen=version_of(case))

        assert messages("interview_restored") == []

    def test_the_candidate_who_heard_of_it_hears_that_it_is_booked_again(self, team, case):
        book_panel(team, case)
        decline(team, case)
        change(update(OutboxMessage).values(sent_at=clock.now()))

        applications.reopen(viewer_of(team.recruiter), case, seen=version_of(case), reason="A mistake.")

        assert len([row for row in messages("interview_restored") if row.candidate_id is not None]) == 1

    def test_an_invitation_that_has_run_out_meanwhile_stays_ended(self, team, case):
        number = invite(team, case)
        decline(team, case)
        change(update(Invitation).values(expires_at=clock.now() - timedelta(seconds=1)))

        applications.reopen(viewer_of(team.recruiter), case, seen=version_of(case), reason="A mistake.")

        assert invitation(number).state == "ended"

    def test_an_older_invitation_is_not_revived_beside_a_newer_one(self, team, case):
        older = invite(team, case)
        with transaction() as session:
            scheduling.end_invitations(session, case, "replaced", clock.now())
        newer = invite(team, case)
        decline(team, case)

        applications.undo_decline(viewer_of(team.recruiter), case, seen=version_of(case))

        assert (invitation(older).state, invitation(newer).state) == ("ended", "open")

    def test_a_withdrawal_ends_the_invitation_and_tells_the_candidate_what_is_cancelled(self, team, case):
        number = invite(team, case)
        book_by(team, case, number)

        applications.withdraw(
            viewer_of(team.recruiter), case, seen=version_of(case), reason=next(iter(WithdrawReason)), note=""
        )

        assert invitation(number).ended_because == "withdrawn"
        assert len([row for row in messages("interview_cancelled") if row.candidate_id is not None]) == 1

    def test_a_hold_keeps_invitation_and_booking(self, team, case):
        number = invite(team, case)
        booked = book_by(team, case, number)

        until = (datetime.now(UTC) + timedelta(days=20)).date()
        applications.hold(viewer_of(team.recruiter), case, seen=version_of(case), until=until, reason="On leave.")

        assert (invitation(number).state, interview_of(booked).state) == ("booked", "booked")


class TestStagesAndInterviews:
    def test_leaving_the_stage_ends_its_invitation_and_tells_the_candidate(self, team, case):
        number = invite(team, case)

        applications.go_to(viewer_of(team.recruiter), case, seen=version_of(case), stage="final", reason="Known.")

        assert invitation(number).ended_because == "replaced"
        assert [row.data for row in messages("invitation_ended")] == [{"invitation": str(number)}]

    def test_an_invitation_that_never_left_is_taken_back_without_a_word(self, team, case):
        number = invite(team, case)
        with transaction() as session:
            session.add(
                OutboxMessage(
                    kind="invitation_sent",
                    application_id=case,
                    data={"invitation": str(number)},
                    created_at=clock.now(),
                    due_at=clock.now(),
                )
            )

        applications.go_to(viewer_of(team.recruiter), case, seen=version_of(case), stage="final", reason="Known.")

        assert messages("invitation_ended") == []
        assert messages("invitation_sent")[0].cancelled_at is not None

    def test_a_booking_that_stands_keeps_its_invitation_when_the_stage_is_left(self, team, case):
        number = invite(team, case)
        book_by(team, case, number)

        applications.go_to(viewer_of(team.recruiter), case, seen=version_of(case), stage="final", reason="Known.")

        assert invitation(number).state == "booked"

    def test_calling_an_interview_off_ends_the_invitation_that_led_to_it(self, team, case):
        number = invite(team, case)
        booked = book_by(team, case, number)

        scheduling.cancel(viewer_of(team.recruiter), booked, reason="Ill.", seen=interview_of(booked).version)

        assert invitation(number).ended_because == "called_off"


class TestReplacing:
    def test_whoever_steps_in_leads_what_the_other_led(self, team, case):
        booked = book_panel(team, case)
        change(update(Seat).where(Seat.account_id == team.panel[0]).values(leads=["results"], reply="accepted"))

        scheduling.replace(viewer_of(team.recruiter), booked, leaves=team.panel[0], joins=team.manager, seen=1)

        joined = db.session.get_one(Seat, (booked, team.manager), populate_existing=True)
        assert (joined.leads, joined.reply) == (["results"], None)

    def test_the_others_keep_their_answers(self, team, case):
        booked = book_panel(team, case)
        change(update(Seat).values(reply="accepted"))

        scheduling.replace(viewer_of(team.recruiter), booked, leaves=team.panel[0], joins=team.manager, seen=1)

        other = db.session.get_one(Seat, (booked, team.panel[1]), populate_existing=True)
        assert other.reply == "accepted"
        assert db.session.get_one(Interview, booked).state == "booked"
        assert db.session.scalars(select(ApplicationEvent.kind).order_by(ApplicationEvent.id.desc())).first() == (
            "interviewer_replaced"
        )
