"""Booking an interview: everybody's time or nobody's, and a trace of each act."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.seating import Seating
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.scheduling import CandidateCell, Interview, Seat
from app.queries import ladders
from app.services import scheduling
from tests import factories
from tests.factories import bookings
from tests.factories.bookings import book_panel, soon, viewer_of, wanted
from tests.factories.openings import Team
from tests.rows import cells_of, change, count_of, interview_of, name_of
from tests.statements import counted


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def panel_case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


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

        with pytest.raises(BadData, match="Ben Okafor is neither in the hiring team nor in the pool"):
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
        assert four <= 10 + 3  # the first booking opens pay to the candidate: row, audit trail, message
