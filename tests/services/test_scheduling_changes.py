"""Moving, cancelling, replacing: the others keep their time, and the slower of two learns who was faster."""

import pytest
from sqlalchemy import select, update

from app.database import db, transaction
from app.domain.candidate import SentFile
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.models.applications import Application
from app.models.audit import AuditEntry
from app.models.scheduling import CandidateCell, Seat, StaffCell
from app.services import scheduling
from app.services.scorecards import files
from tests import factories
from tests.factories import bookings
from tests.factories.bookings import book_panel, soon, viewer_of, wanted
from tests.factories.openings import Team
from tests.gateways import sent_files
from tests.rows import cells_of, change, count_of, interview_of, last_event, name_of


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def panel_case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


def cancel(team, interview_id, *, reason="They are ill.", seen=1) -> None:
    scheduling.cancel(viewer_of(team.recruiter), interview_id, reason=reason, seen=seen)


def replace(team, interview_id, *, leaves, joins, seen=1) -> None:
    scheduling.replace(viewer_of(team.recruiter), interview_id, leaves=leaves, joins=joins, seen=seen)


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

    def test_whoever_attaches_a_file_meanwhile_is_not_taken_for_who_was_faster(self, team, panel_case, tmp_path):
        booked, panelist = book_panel(team, panel_case), viewer_of(team.panel[0])
        scheduling.move(viewer_of(team.manager), booked, wanted(soon(hour=14)), seen=1)
        files.attach(panelist, booked, [SentFile("Slides.pdf", sent_files.PDF)], folder=tmp_path)
        scheduling.renew_link(panelist, booked)

        with pytest.raises(Conflict, match=f"{name_of(team.manager)} moved this interview at "):
            scheduling.move(viewer_of(team.recruiter), booked, wanted(soon(hour=15)), seen=1)

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
