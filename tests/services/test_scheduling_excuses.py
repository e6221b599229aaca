"""Reports about an interview: one event and one message each, taken back or settled; and replacing one's own link."""

from dataclasses import replace as with_changes
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.excuses import Excuse
from app.models.accounts import Account
from app.models.applications import ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries import scheduling as queries
from app.services import scheduling
from tests import factories
from tests.factories.bookings import book_panel, soon, viewer_of, wanted
from tests.factories.openings import Team
from tests.factories.panels import make_panel
from tests.rows import change, last_event

WHY = "Missed the connecting flight."


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def ahead(team) -> int:
    """An interview in a week."""
    return book_panel(team, factories.applications.make_application(team.opening, stage="panel"))


def seat_of(interview_id: int, account_id: int) -> Seat:
    db.session.rollback()
    return db.session.get_one(Seat, (interview_id, account_id))


def report(team, interview_id, *, who=0, kind=Excuse.CANNOT, reason=WHY) -> bool:
    return scheduling.excuse(viewer_of(team.panel[who]), interview_id, kind=kind, reason=reason)


def messages(kind: str) -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)))


def events(kind: str) -> list[ApplicationEvent]:
    return list(db.session.scalars(select(ApplicationEvent).where(ApplicationEvent.kind == kind)))


def audited(action: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)))


class TestReporting:
    def test_a_report_stands_at_the_seat_in_the_timeline_and_in_the_audit_trail_without_its_words(self, team, ahead):
        assert report(team, ahead)

        seat = seat_of(ahead, team.panel[0])
        assert (seat.excuse, seat.excuse_reason) == ("cannot", WHY)
        assert seat.excused_at is not None
        event = last_event()
        assert (event.kind, event.actor_id) == ("interviewer_excused", team.panel[0])
        assert (event.data["excuse"], event.data["reason"]) == ("cannot", WHY)
        [entry] = audited("interview.excused")
        assert (entry.object_id, entry.data["excuse"]) == (ahead, "cannot")
        assert WHY not in str(entry.data)

    def test_every_recruiter_of_the_opening_who_works_here_is_told_once_and_nobody_else(self, team, ahead):
        second, gone = (factories.accounts.make_account("recruiter") for _ in range(2))
        with factories.writing() as session:
            session.add_all(
                OpeningMember(opening_id=team.opening, account_id=who, part="recruiter") for who in (second, gone)
            )
            session.execute(update(Account).where(Account.id == gone).values(is_active=False))

        report(team, ahead)

        sent = messages("interviewer_excused")
        assert [row.account_id for row in sent] == [team.recruiter, second]
        assert {row.interview_id for row in sent} == {ahead}
        assert WHY not in str([row.data for row in sent])

    def test_a_recruiter_who_interviews_does_not_write_to_themselves(self, team):
        application = factories.applications.make_application(team.opening)
        at = datetime.now(UTC)
        screen = factories.scheduling.make_interview(
            application, stage="screen", interviewers=[team.recruiter], starts_at=at
        )

        scheduling.excuse(viewer_of(team.recruiter), screen, kind=Excuse.DID_NOT_HAPPEN, reason=WHY)

        assert messages("interviewer_excused") == []
        assert len(events("interviewer_excused")) == 1

    def test_the_same_report_again_changes_nothing(self, team, ahead):
        report(team, ahead)

        assert not report(team, ahead, reason="Another reason.")

        assert len(events("interviewer_excused")) == len(messages("interviewer_excused")) == 1
        assert seat_of(ahead, team.panel[0]).excuse_reason == WHY

    def test_what_has_begun_can_be_reported_as_not_held(self, context):
        panel = make_panel()

        report(panel.team, panel.interview, kind=Excuse.DID_NOT_HAPPEN, reason="Nobody came.")

        assert seat_of(panel.interview, panel.team.panel[0]).excuse == "did_not_happen"

    def test_what_lies_ahead_cannot_be_reported_as_not_held(self, team, ahead):
        with pytest.raises(BadData, match="has not begun"):
            report(team, ahead, kind=Excuse.DID_NOT_HAPPEN)

        assert seat_of(ahead, team.panel[0]).excuse is None

    def test_whoever_has_submitted_reports_nothing_any_more(self, context):
        panel = make_panel()
        factories.scorecards.make_scorecard(panel.interview, panel.team.panel[0])

        with pytest.raises(NotReady, match="Your scorecard is in"):
            report(panel.team, panel.interview)

    def test_a_draft_does_not_keep_anybody_from_reporting_and_stays(self, context):
        panel = make_panel()
        card = factories.scorecards.make_scorecard(panel.interview, panel.team.panel[0], submitted=False)

        assert report(panel.team, panel.interview, kind=Excuse.DID_NOT_HAPPEN)

        kept = db.session.get_one(Scorecard, card)
        assert (kept.account_id, kept.submitted_at) == (panel.team.panel[0], None)

    def test_of_a_closed_interview_nothing_is_reported(self, context):
        panel = make_panel()
        change(update(Interview).values(cards_closed_at=datetime.now(UTC)))

        with pytest.raises(NotReady, match="This interview is closed"):
            report(panel.team, panel.interview)

    def test_a_trainee_reports_nothing(self, context):
        panel = make_panel(shadows=1)

        with pytest.raises(NotReady, match="You shadow"):
            scheduling.excuse(viewer_of(panel.shadows[0]), panel.interview, kind=Excuse.CANNOT, reason=WHY)

    @pytest.mark.parametrize("who", ["recruiter", "manager", "leader"])
    def test_nobody_reports_for_somebody_else(self, team, ahead, who):
        with pytest.raises(NotAllowed, match="Only those who hold this interview"):
            scheduling.excuse(viewer_of(getattr(team, who)), ahead, kind=Excuse.CANNOT, reason=WHY)

    def test_for_a_stranger_there_is_no_interview(self, team, ahead):
        stranger = factories.accounts.make_account()

        with pytest.raises(NotFound):
            scheduling.excuse(viewer_of(stranger), ahead, kind=Excuse.CANNOT, reason=WHY)

    def test_a_report_makes_no_page_of_the_recruiter_out_of_date(self, team, ahead):
        report(team, ahead)

        scheduling.move(viewer_of(team.recruiter), ahead, wanted(soon(hour=14)), seen=1)

        assert last_event().kind == "interview_moved"

    def test_whoever_is_too_slow_is_told_who_changed_the_interview_and_not_who_reported(self, team, ahead):
        scheduling.move(viewer_of(team.manager), ahead, wanted(soon(hour=14)), seen=1)
        report(team, ahead)

        with pytest.raises(Conflict, match="moved this interview"):
            scheduling.move(viewer_of(team.recruiter), ahead, wanted(soon(hour=15)), seen=1)

    def test_what_was_done_by_a_link_is_marked_in_the_audit_trail(self, team, ahead):
        holder = with_changes(viewer_of(team.panel[0]), by_link=ahead)

        scheduling.excuse(holder, ahead, kind=Excuse.CANNOT, reason=WHY)

        assert [entry.data.get("by") for entry in audited("interview.excused")] == ["link"]
        assert all(entry.data.get("by") is None for entry in audited("interview.booked"))


class TestTakingBack:
    def test_a_report_taken_back_at_once_is_told_to_nobody(self, team, ahead):
        report(team, ahead)

        scheduling.take_back(viewer_of(team.panel[0]), ahead)

        seat = seat_of(ahead, team.panel[0])
        assert (seat.excuse, seat.excuse_reason, seat.excused_at) == (None, "", None)
        assert [row.cancelled_at is not None for row in messages("interviewer_excused")] == [True]
        assert messages("interviewer_unexcused") == []
        assert last_event().kind == "interviewer_unexcused"

    def test_whoever_was_told_of_a_report_is_told_that_it_was_taken_back(self, team, ahead):
        report(team, ahead)
        change(update(OutboxMessage).values(sent_at=datetime.now(UTC)))

        scheduling.take_back(viewer_of(team.panel[0]), ahead)

        assert [row.account_id for row in messages("interviewer_unexcused")] == [team.recruiter]

    def test_the_message_about_a_colleague_still_goes_out(self, team, ahead):
        report(team, ahead)
        report(team, ahead, who=1)

        scheduling.take_back(viewer_of(team.panel[0]), ahead)

        waiting = [row for row in messages("interviewer_excused") if row.cancelled_at is None]
        assert [row.data["who"] for row in waiting] == [str(team.panel[1])]
        assert seat_of(ahead, team.panel[1]).excuse == "cannot"

    def test_there_is_nothing_to_take_back_where_nothing_was_reported(self, team, ahead):
        with pytest.raises(NotReady, match="no report of yours"):
            scheduling.take_back(viewer_of(team.panel[0]), ahead)

    def test_nobody_takes_back_what_somebody_else_reported(self, team, ahead):
        report(team, ahead)

        with pytest.raises(NotReady, match="no report of yours"):
            scheduling.take_back(viewer_of(team.panel[1]), ahead)

        assert seat_of(ahead, team.panel[0]).excuse == "cannot"


class TestSettling:
    def test_somebody_else_in_the_place_settles_it_and_ends_the_link_for_good(self, team, ahead):
        report(team, ahead)
        recruiter, leaves = viewer_of(team.recruiter), team.panel[0]
        old = queries.link_for(ahead, leaves)

        scheduling.replace(recruiter, ahead, leaves=leaves, joins=team.leader, seen=1)
        assert queries.link_for(ahead, leaves) is None
        scheduling.replace(recruiter, ahead, leaves=team.leader, joins=leaves, seen=2)

        seat = seat_of(ahead, leaves)
        assert (seat.excuse, seat.left_at) == (None, None)
        again = queries.link_for(ahead, leaves)
        assert old is not None
        assert again is not None
        assert again.address != old.address

    def test_another_time_settles_it(self, team, ahead):
        report(team, ahead)

        scheduling.move(viewer_of(team.recruiter), ahead, wanted(soon(hour=15)), seen=1)

        assert seat_of(ahead, team.panel[0]).excuse is None

    def test_calling_it_off_settles_it(self, team, ahead):
        report(team, ahead)

        scheduling.cancel(viewer_of(team.recruiter), ahead, reason="No other time.", seen=1)

        assert seat_of(ahead, team.panel[0]).excuse is None

    def test_replacing_one_leaves_the_report_of_another(self, team, ahead):
        report(team, ahead, who=1)

        scheduling.replace(viewer_of(team.recruiter), ahead, leaves=team.panel[0], joins=team.leader, seen=1)

        assert seat_of(ahead, team.panel[1]).excuse == "cannot"

    def test_what_was_settled_cannot_be_taken_back(self, team, ahead):
        report(team, ahead)
        scheduling.move(viewer_of(team.recruiter), ahead, wanted(soon(hour=15)), seen=1)

        with pytest.raises(NotReady, match="settled already"):
            scheduling.take_back(viewer_of(team.panel[0]), ahead)


class TestReading:
    def test_the_reason_is_read_by_those_who_lead_and_by_whoever_gave_it(self, team, ahead):
        report(team, ahead)

        def told(who: int) -> list[tuple[str, str]]:
            page = queries.interview_for(viewer_of(who), ahead)
            return [(seat.excuse_state, seat.excuse_reason) for seat in page.interview.excused]

        assert told(team.recruiter) == told(team.manager) == told(team.panel[0]) == [("Can’t make it", WHY)]
        assert told(team.panel[1]) == [("Can’t make it", "")]

    def test_a_card_that_came_in_after_all_says_more_than_the_report(self, context):
        panel = make_panel()
        report(panel.team, panel.interview)
        factories.scorecards.make_scorecard(panel.interview, panel.team.panel[0])

        page = queries.interview_for(viewer_of(panel.team.recruiter), panel.interview)

        assert page.interview.excused == ()


class TestLinks:
    def test_a_new_link_is_another_one_and_the_change_is_audited(self, team, ahead):
        before = queries.link_for(ahead, team.panel[0])
        colleague = queries.link_for(ahead, team.panel[1])

        scheduling.renew_link(viewer_of(team.panel[0]), ahead)

        after = queries.link_for(ahead, team.panel[0])
        assert before is not None
        assert after is not None
        assert after.address != before.address
        assert queries.link_for(ahead, team.panel[1]) == colleague
        [entry] = audited("interview.link_renewed")
        assert (entry.actor_id, entry.object_id, entry.data) == (team.panel[0], ahead, {})

    def test_nobody_renews_the_link_of_somebody_else_or_by_a_link(self, team, ahead):
        by_link = with_changes(viewer_of(team.panel[0]), by_link=ahead)

        for viewer in (viewer_of(team.recruiter), by_link):
            with pytest.raises(NotAllowed):
                scheduling.renew_link(viewer, ahead)

    def test_a_link_leads_to_the_address_by_which_the_installation_is_known(self, team, ahead):
        link = queries.link_for(ahead, team.panel[0])

        assert link is not None
        assert link.address.startswith("http://localhost/interview-links/")
        assert link.cannot == f"{link.address}?to=cannot"
        assert link.did_not_happen == f"{link.address}?to=did-not-happen"

    def test_there_is_no_link_for_whoever_does_not_interview_there(self, team, ahead):
        assert queries.link_for(ahead, team.recruiter) is None
        assert queries.link_for(999, team.panel[0]) is None
