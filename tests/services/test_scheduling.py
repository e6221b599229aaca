"""Booking, moving, cancelling, replacing: everybody's time or nobody's, and a trace of each act."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.database import db, transaction
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.seating import Seating
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.scheduling import CandidateCell, Interview, Seat, StaffCell
from app.queries import ladders
from app.services import scheduling
from tests import factories
from tests.factories import bookings
from tests.factories.bookings import soon, viewer_of, wanted
from tests.factories.openings import Team
from tests.statements import counted


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def panel_case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


def interview_of(interview_id) -> Interview:
    db.session.rollback()
    return db.session.execute(select(Interview).where(Interview.id == interview_id)).scalar_one()


def cells_of(account_id) -> int:
    statement = select(func.count()).select_from(StaffCell).where(StaffCell.account_id == account_id)
    return db.session.execute(statement).scalar_one()


def count_of(table) -> int:
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def name_of(account_id) -> str:
    return db.session.execute(select(Account.name).where(Account.id == account_id)).scalar_one()


def last_event() -> ApplicationEvent:
    statement = select(ApplicationEvent).order_by(ApplicationEvent.id.desc()).limit(1)
    return db.session.execute(statement).scalar_one()


def change(statement) -> None:
    with transaction() as session:
        session.execute(statement)


def book_panel(team, application_id, **given) -> int:
    return bookings.book(application_id, team.recruiter, **{"interviewers": team.panel} | given)


def cancel(team, interview_id, *, reason="They are ill.", seen=1) -> None:
    scheduling.cancel(viewer_of(team.recruiter), interview_id, reason=reason, seen=seen)


def replace(team, interview_id, *, leaves, joins, seen=1) -> None:
    scheduling.replace(viewer_of(team.recruiter), interview_id, leaves=leaves, joins=joins, seen=seen)


class TestBooking:
    def test_a_booking_holds_the_time_of_everybody_and_leaves_its_traces(self, team, panel_case):
        booked = book_panel(team, panel_case, shadows=[team.leader])

        interview = interview_of(booked)
        assert (interview.starts_at, interview.ends_at) == (soon(), soon() + timedelta(hours=1))
        assert (interview.stage, interview.zone, interview.state) == ("panel", "UTC", "booked")
        assert [cells_of(who) for who in (*team.panel, team.leader)] == [12] * 4
        assert count_of(CandidateCell) == 12
        shadows = db.session.scalars(select(Seat.account_id).where(Seat.is_shadow)).all()
        assert shadows == [team.leader]
        event = db.session.execute(select(ApplicationEvent)).scalar_one()
        assert (event.kind, event.data["interview"], event.data["stage"]) == ("interview_booked", str(booked), "panel")
        entry = db.session.execute(select(AuditEntry).where(AuditEntry.object_kind == "interview")).scalar_one()
        assert (entry.action, entry.object_id, entry.actor_id) == ("interview.booked", booked, team.recruiter)
        told = db.session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.account_id.is_not(None)))
        assert set(told) == {*team.panel, team.leader}

    def test_interviews_may_follow_each_other_back_to_back(self, team, panel_case):
        other = factories.applications.make_application(team.opening, stage="panel")
        book_panel(team, panel_case)

        book_panel(team, other, at=soon(hour=11))

        assert cells_of(team.panel[0]) == 24

    def test_an_overlap_of_five_minutes_is_refused_with_everybody_who_is_taken(self, team, panel_case):
        other = factories.applications.make_application(team.opening, stage="panel")
        book_panel(team, panel_case)

        with pytest.raises(NotReady) as refused:
            book_panel(team, other, at=soon(hour=10, minute=55))

        assert refused.value.message == "This time does not suit everybody. Choose another time or other people."
        assert len(refused.value.missing) == 3
        assert all("has an interview with Ji-won Seo from 10:00 to 11:00 on" in text for text in refused.value.missing)
        assert count_of(Interview) == 1
        assert cells_of(team.panel[0]) == 12

    def test_whose_interview_it_is_stays_unsaid_to_those_who_have_nothing_to_do_with_it(self, team, panel_case):
        other_team = factories.openings.make_opening(panel=team.panel)
        other = factories.applications.make_application(other_team.opening, stage="panel")
        book_panel(team, panel_case)

        with pytest.raises(NotReady) as refused:
            book_panel(other_team, other)

        assert f"{name_of(team.panel[0])} has another interview from 10:00 to 11:00 on" in refused.value.missing[0]
        assert "Ji-won" not in " ".join(refused.value.missing)

    def test_a_candidate_has_one_interview_at_a_time(self, team, panel_case):
        book_panel(team, panel_case)
        candidate = db.session.execute(select(Application.candidate_id)).scalar_one()
        other_team = factories.openings.make_opening()
        other = factories.applications.make_application(other_team.opening)
        change(update(Application).where(Application.id == other).values(candidate_id=candidate))

        with pytest.raises(NotReady) as refused:
            bookings.book(other, other_team.recruiter, interviewers=[other_team.recruiter])

        assert refused.value.missing[0].startswith("Ji-won Seo has another interview from 10:00 to 11:00")

    def test_nothing_is_booked_in_the_past(self, team, panel_case):
        with pytest.raises(BadData, match="has passed"):
            book_panel(team, panel_case, at=soon(days=-1))

    @pytest.mark.parametrize("number", [0, 1, 2])
    def test_a_panel_with_too_few_is_refused(self, team, panel_case, number):
        with pytest.raises(BadData, match="exactly 3 interviewers"):
            book_panel(team, panel_case, interviewers=team.panel[:number])

    def test_a_panel_of_four_is_refused(self, team, panel_case):
        with pytest.raises(BadData, match="never more"):
            book_panel(team, panel_case, interviewers=(*team.panel, team.leader))

    def test_two_stand_with_a_reason_that_the_timeline_keeps(self, team, panel_case):
        seating = Seating(team.panel[:2], (), "Nobody else speaks Japanese.")

        scheduling.book(viewer_of(team.recruiter), panel_case, wanted(soon()), seating=seating, video_link="", seen=1)

        event = db.session.execute(select(ApplicationEvent)).scalar_one()
        assert event.data["reason"] == "Nobody else speaks Japanese."

    def test_somebody_outside_the_team_is_refused_by_name(self, team, panel_case):
        stranger = factories.accounts.make_account(name="Ben Okafor")

        with pytest.raises(BadData, match="Ben Okafor is not in the hiring team"):
            book_panel(team, panel_case, interviewers=(*team.panel[:2], stranger))

    def test_somebody_who_left_is_refused(self, team, panel_case):
        change(update(Account).where(Account.id == team.panel[0]).values(is_active=False))

        with pytest.raises(BadData, match="does not work here any more"):
            book_panel(team, panel_case)

    def test_a_stage_is_booked_once_and_the_second_learns_by_whom(self, team, panel_case):
        book_panel(team, panel_case)

        with pytest.raises(Conflict) as refused:
            bookings.book(panel_case, team.manager, interviewers=team.panel, at=soon(days=8))

        assert refused.value.message.startswith(f"{name_of(team.recruiter)} booked this stage already at ")
        assert refused.value.message.endswith("Move or cancel that interview instead.")

    def test_a_stage_that_is_repeated_is_booked_again(self, team, panel_case):
        first = book_panel(team, panel_case, at=soon(days=7))
        past, now = soon(days=-3), soon(days=-1)
        change(
            update(Interview)
            .where(Interview.id == first)
            .values(starts_at=past, ends_at=past + timedelta(hours=1), booked_at=past)
        )
        change(update(Application).where(Application.id == panel_case).values(stage_entered_at=now))

        assert book_panel(team, panel_case, at=soon(days=8)) != first

    def test_a_stale_version_is_refused(self, team, panel_case):
        change(update(Application).where(Application.id == panel_case).values(version=5))

        with pytest.raises(Conflict, match="reload the page"):
            book_panel(team, panel_case, seen=4)

    @pytest.mark.parametrize(
        ("state", "sentence"),
        [
            ("on_hold", "the application is on hold. Resume it first."),
            ("declined", "the application is declined. Re-open it first."),
            ("hired", "the application is hired."),
        ],
    )
    def test_only_an_active_application_is_booked_for(self, team, state, sentence):
        application = factories.applications.make_application(team.opening, state=state)

        with pytest.raises(NotReady) as refused:
            bookings.book(application, team.recruiter, interviewers=[team.recruiter])

        assert sentence in refused.value.message

    def test_behind_the_last_stage_nothing_is_booked(self, team):
        application = factories.applications.make_application(team.opening, stage="decision")

        with pytest.raises(NotReady, match="hiring manager's decision"):
            bookings.book(application, team.recruiter, interviewers=[team.recruiter])

    def test_a_link_that_is_not_https_is_refused(self, team, panel_case):
        with pytest.raises(BadData, match="starts with https"):
            scheduling.book(
                viewer_of(team.recruiter),
                panel_case,
                wanted(soon()),
                seating=Seating(team.panel),
                video_link="http://meet.example.org",
                seen=1,
            )

    def test_an_interviewer_books_nothing(self, team, panel_case):
        book_panel(team, panel_case)

        with pytest.raises(NotAllowed):
            bookings.book(panel_case, team.panel[0], interviewers=team.panel)

    def test_for_a_stranger_the_application_is_not_there(self, team, panel_case):
        stranger = factories.accounts.make_account("recruiter")

        with pytest.raises(NotFound):
            bookings.book(panel_case, stranger, interviewers=team.panel)

    def test_an_application_that_is_not_there_is_not_found(self, team):
        with pytest.raises(NotFound):
            scheduling.book(
                viewer_of(team.recruiter), 99, wanted(soon()), seating=Seating(team.panel), video_link="", seen=1
            )

    def test_a_booking_takes_as_many_statements_for_one_person_as_for_four(self, team, panel_case, app):
        screen = factories.applications.make_application(team.opening)
        viewer = viewer_of(team.recruiter)

        def statements(application_id, seating, day) -> int:
            with counted(app) as seen:
                scheduling.book(viewer, application_id, wanted(soon(days=day)), seating=seating, video_link="", seen=1)
            return len(seen)

        ladders.playbook_of(team.opening)
        one = statements(screen, Seating((team.recruiter,)), 7)
        four = statements(panel_case, Seating(team.panel, (team.leader,)), 8)

        assert one == four
        assert four <= 10


class TestMoving:
    def test_a_move_frees_the_old_time_and_holds_the_new(self, team, panel_case):
        booked = book_panel(team, panel_case)

        scheduling.move(viewer_of(team.recruiter), booked, wanted(soon(hour=10, minute=30), minutes=90), seen=1)

        interview = interview_of(booked)
        assert interview.starts_at == soon(hour=10, minute=30)
        assert (interview.version, interview.wall_time[-5:]) == (2, "10:30")
        assert cells_of(team.panel[0]) == 18
        assert count_of(CandidateCell) == 18
        event = last_event()
        assert (event.kind, event.data["was"]) == ("interview_moved", f"{soon():%Y-%m-%dT%H:%M:%SZ}")

    def test_a_move_onto_taken_time_is_refused_and_changes_nothing(self, team, panel_case):
        other = factories.applications.make_application(team.opening, stage="panel")
        booked = book_panel(team, panel_case)
        book_panel(team, other, at=soon(hour=12))

        with pytest.raises(NotReady):
            scheduling.move(viewer_of(team.recruiter), booked, wanted(soon(hour=11, minute=30)), seen=1)

        assert interview_of(booked).starts_at == soon()
        assert cells_of(team.panel[0]) == 24

    def test_the_slower_of_two_learns_who_moved_it(self, team, panel_case):
        booked = book_panel(team, panel_case)
        scheduling.move(viewer_of(team.manager), booked, wanted(soon(hour=14)), seen=1)

        with pytest.raises(Conflict) as refused:
            scheduling.move(viewer_of(team.recruiter), booked, wanted(soon(hour=15)), seen=1)

        assert refused.value.message.startswith(f"{name_of(team.manager)} moved this interview at ")

    def test_what_has_started_is_not_moved(self, team, panel_case):
        past = factories.scheduling.make_interview(panel_case, stage="panel", interviewers=team.panel)

        with pytest.raises(NotReady, match="has started"):
            scheduling.move(viewer_of(team.recruiter), past, wanted(soon()), seen=1)

    def test_an_application_on_hold_keeps_its_bookings_movable(self, team, panel_case):
        booked = book_panel(team, panel_case)
        change(update(Application).values(state="on_hold"))

        scheduling.move(viewer_of(team.recruiter), booked, wanted(soon(hour=14)), seen=1)

        assert interview_of(booked).starts_at == soon(hour=14)

    def test_the_interview_of_a_declined_application_is_not_moved(self, team, panel_case):
        booked = book_panel(team, panel_case)
        change(update(Application).values(state="declined"))

        with pytest.raises(NotReady, match="declined"):
            scheduling.move(viewer_of(team.recruiter), booked, wanted(soon(hour=14)), seen=1)


class TestCancelling:
    def test_a_cancelled_interview_frees_everybody_and_keeps_the_reason_in_the_timeline_alone(self, team, panel_case):
        booked = book_panel(team, panel_case)

        cancel(team, booked)

        assert interview_of(booked).state == "cancelled"
        assert count_of(StaffCell) == count_of(CandidateCell) == 0
        event = last_event()
        assert (event.kind, event.data["reason"]) == ("interview_cancelled", "They are ill.")
        entry = db.session.execute(select(AuditEntry).where(AuditEntry.action == "interview.cancelled")).scalar_one()
        assert "reason" not in entry.data

    def test_a_stage_whose_interview_was_cancelled_is_booked_anew(self, team, panel_case):
        cancel(team, book_panel(team, panel_case))

        assert book_panel(team, panel_case)

    def test_a_cancellation_needs_a_reason(self, team, panel_case):
        booked = book_panel(team, panel_case)

        with pytest.raises(BadData, match="Write why"):
            cancel(team, booked, reason="  ")

    def test_what_did_not_take_place_is_cancelled_afterwards(self, team, panel_case):
        past = factories.scheduling.make_interview(panel_case, stage="panel", interviewers=team.panel)

        cancel(team, past)

        assert interview_of(past).state == "cancelled"

    def test_an_interview_with_a_submitted_card_took_place(self, team, panel_case):
        past = factories.scheduling.make_interview(panel_case, stage="panel", interviewers=team.panel)
        factories.scorecards.make_scorecard(past, team.panel[0])

        with pytest.raises(NotReady, match="it took place"):
            cancel(team, past)

    def test_what_is_cancelled_is_not_cancelled_again(self, team, panel_case):
        booked = book_panel(team, panel_case)
        cancel(team, booked)

        with pytest.raises(NotReady, match="was cancelled"):
            cancel(team, booked, seen=2)

    def test_a_release_does_not_bring_back_what_was_cancelled_by_hand(self, team, panel_case):
        booked = book_panel(team, panel_case)
        cancel(team, booked)

        with transaction() as session:
            restored = scheduling.restore(
                session, application_id=panel_case, viewer=viewer_of(team.recruiter), now=soon(days=1)
            )

        assert restored == scheduling.Restored((), ())

    def test_for_a_stranger_the_interview_is_not_there(self, team, panel_case):
        booked = book_panel(team, panel_case)
        stranger = factories.accounts.make_account("recruiter")

        with pytest.raises(NotFound):
            scheduling.cancel(viewer_of(stranger), booked, reason="Why not", seen=1)

    def test_an_interviewer_does_not_cancel(self, team, panel_case):
        booked = book_panel(team, panel_case)

        with pytest.raises(NotAllowed):
            scheduling.cancel(viewer_of(team.panel[0]), booked, reason="Why not", seen=1)


class TestReplacing:
    def test_one_leaves_another_joins_and_the_rest_stay(self, team, panel_case):
        booked = book_panel(team, panel_case)

        replace(team, booked, leaves=team.panel[0], joins=team.leader)

        sitting = select(Seat.account_id).where(Seat.left_at.is_(None))
        assert set(db.session.scalars(sitting)) == {*team.panel[1:], team.leader}
        assert [cells_of(who) for who in (team.panel[0], team.panel[1], team.leader)] == [0, 12, 12]
        event = last_event()
        assert event.kind == "interviewer_replaced"
        assert (event.data["left"], event.data["joined"]) == (str(team.panel[0]), str(team.leader))

    def test_a_shadow_takes_the_place_with_the_time_they_hold_already(self, team, panel_case):
        booked = book_panel(team, panel_case, shadows=[team.leader])

        replace(team, booked, leaves=team.panel[0], joins=team.leader)

        assert cells_of(team.leader) == 12
        assert db.session.scalars(select(Seat.account_id).where(Seat.is_shadow)).all() == []

    def test_whoever_left_can_come_back(self, team, panel_case):
        booked = book_panel(team, panel_case)
        replace(team, booked, leaves=team.panel[0], joins=team.leader)

        replace(team, booked, leaves=team.leader, joins=team.panel[0], seen=2)

        assert set(db.session.scalars(select(Seat.account_id).where(Seat.left_at.is_(None)))) == set(team.panel)

    def test_somebody_who_is_taken_does_not_join(self, team, panel_case):
        other = factories.applications.make_application(team.opening, stage="screen")
        booked = book_panel(team, panel_case)
        bookings.book(other, team.recruiter, interviewers=[team.recruiter])

        with pytest.raises(NotReady) as refused:
            replace(team, booked, leaves=team.panel[0], joins=team.recruiter)

        assert "from 10:00 to 11:00" in refused.value.missing[0]
        assert cells_of(team.panel[0]) == 12

    def test_whoever_has_submitted_stays(self, team, panel_case):
        past = factories.scheduling.make_interview(panel_case, stage="panel", interviewers=team.panel)
        factories.scorecards.make_scorecard(past, team.panel[0])

        with pytest.raises(NotReady, match="submitted their scorecard"):
            replace(team, past, leaves=team.panel[0], joins=team.leader)

    def test_nobody_joins_an_open_panel(self, team, panel_case):
        past = factories.scheduling.make_interview(panel_case, stage="panel", interviewers=team.panel, is_open=True)

        with pytest.raises(NotReady, match="are open"):
            replace(team, past, leaves=team.panel[0], joins=team.leader)

    def test_a_place_is_not_taken_by_somebody_who_has_one(self, team, panel_case):
        booked = book_panel(team, panel_case)

        with pytest.raises(BadData, match="interview here already"):
            replace(team, booked, leaves=team.panel[0], joins=team.panel[1])

    def test_only_an_interviewer_is_replaced(self, team, panel_case):
        booked = book_panel(team, panel_case, shadows=[team.leader])

        with pytest.raises(BadData, match="Choose whose place"):
            replace(team, booked, leaves=team.leader, joins=team.manager)
