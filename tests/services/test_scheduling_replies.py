"""Answers to the question whether somebody comes: which count, what they change, and who is told."""

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.answers import Answer
from app.domain.calendar_ids import Entry, uid_of
from app.domain.errors import BadData, NotFound, NotReady
from app.domain.excuses import Excuse
from app.gateways import clock, signatures
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Seat
from app.queries.scheduling.calendar_entries import PURPOSE
from app.services import scheduling
from tests import factories
from tests.factories.bookings import book_panel, soon, viewer_of, wanted
from tests.factories.openings import Team
from tests.rows import change, interview_of


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def ahead(team) -> int:
    """A panel in a week."""
    return book_panel(team, factories.applications.make_application(team.opening, stage="panel"))


@pytest.fixture
def uid(context):
    """Names a person's entry as their calendar knows it."""

    def name(interview_id: int, person_id: int, *, is_candidate: bool = False) -> str:
        entry = Entry(interview_id, person_id, is_candidate)
        return uid_of(signatures.sign(context.config["RUNG"].secret_key, PURPOSE, entry.values()))

    return name


def candidate_of(interview_id: int) -> int:
    statement = select(Application.candidate_id).join(Interview, Interview.application_id == Application.id)
    return db.session.execute(statement.where(Interview.id == interview_id)).scalar_one()


def seat_of(interview_id: int, account_id: int) -> Seat:
    db.session.rollback()
    return db.session.get_one(Seat, (interview_id, account_id))


def told(kind: str) -> list[int | None]:
    statement = select(OutboxMessage.account_id).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)
    return list(db.session.scalars(statement))


def kinds() -> list[str]:
    return list(db.session.scalars(select(ApplicationEvent.kind).order_by(ApplicationEvent.id)))


def move(team, interview_id, *, hour=14) -> None:
    seen = interview_of(interview_id).version
    scheduling.move(viewer_of(team.recruiter), interview_id, wanted(soon(hour=hour)), seen=seen)


class TestInterviewers:
    @pytest.mark.parametrize("said", ["accepted", "tentative"])
    def test_an_answer_stands_at_the_seat_and_in_the_timeline_and_nobody_is_written_to(self, team, ahead, uid, said):
        before = db.session.query(OutboxMessage).count()

        assert scheduling.record_reply(uid(ahead, team.panel[0]), said, 1, clock.now())

        assert seat_of(ahead, team.panel[0]).reply == said
        assert kinds()[-1] == "interviewer_answered"
        assert db.session.query(OutboxMessage).count() == before

    def test_a_no_is_the_report_that_they_cannot_make_it_and_the_recruiter_is_told_once(self, team, ahead, uid):
        name = uid(ahead, team.panel[0])

        assert scheduling.record_reply(name, "declined", 1, clock.now())
        assert not scheduling.record_reply(name, "declined", 1, clock.now())

        seat = seat_of(ahead, team.panel[0])
        assert (seat.reply, seat.excuse, seat.excuse_reason) == ("declined", "cannot", "Declined in their calendar.")
        assert told("interviewer_excused") == [team.recruiter]

    def test_a_yes_after_a_no_takes_the_report_back(self, team, ahead, uid):
        name = uid(ahead, team.panel[0])
        scheduling.record_reply(name, "declined", 1, clock.now())

        assert scheduling.record_reply(name, "accepted", 1, clock.now())

        seat = seat_of(ahead, team.panel[0])
        assert (seat.reply, seat.excuse) == ("accepted", None)

    def test_a_yes_in_the_calendar_does_not_take_back_what_was_reported_in_words(self, team, ahead, uid):
        scheduling.excuse(viewer_of(team.panel[0]), ahead, kind=Excuse.CANNOT, reason="My flight is gone.")

        scheduling.record_reply(uid(ahead, team.panel[0]), "accepted", 1, clock.now())

        assert seat_of(ahead, team.panel[0]).excuse == "cannot"

    def test_an_answer_to_an_earlier_time_changes_nothing(self, team, ahead, uid):
        move(team, ahead)

        assert not scheduling.record_reply(uid(ahead, team.panel[0]), "declined", 1, clock.now())

        assert seat_of(ahead, team.panel[0]).reply is None

    def test_an_answer_to_the_new_time_counts(self, team, ahead, uid):
        move(team, ahead)

        assert scheduling.record_reply(uid(ahead, team.panel[0]), "accepted", 2, clock.now())

    def test_a_colleague_who_is_replaced_does_not_make_older_answers_of_others_void(self, team, ahead, uid):
        scheduling.replace(viewer_of(team.recruiter), ahead, leaves=team.panel[1], joins=team.manager, seen=1)

        assert scheduling.record_reply(uid(ahead, team.panel[0]), "accepted", 1, clock.now())

    def test_whoever_was_replaced_answers_for_nothing_any_more(self, team, ahead, uid):
        scheduling.replace(viewer_of(team.recruiter), ahead, leaves=team.panel[1], joins=team.manager, seen=1)

        assert not scheduling.record_reply(uid(ahead, team.panel[1]), "accepted", 9, clock.now())

    def test_a_move_asks_everybody_anew(self, team, ahead, uid):
        scheduling.record_reply(uid(ahead, team.panel[0]), "accepted", 1, clock.now())
        scheduling.record_reply(uid(ahead, candidate_of(ahead), is_candidate=True), "accepted", 1, clock.now())

        move(team, ahead)

        assert seat_of(ahead, team.panel[0]).reply is None
        assert interview_of(ahead).candidate_reply is None

    def test_a_trainee_declines_without_anybody_having_to_act(self, team, uid):
        application = factories.applications.make_application(team.opening, stage="panel")
        booked = book_panel(team, application, shadows=[team.manager])

        assert scheduling.record_reply(uid(booked, team.manager), "declined", 1, clock.now())

        seat = seat_of(booked, team.manager)
        assert (seat.reply, seat.excuse) == ("declined", None)
        assert told("interviewer_excused") == []

    def test_whoever_left_answers_for_nothing(self, team, ahead, uid):
        change(update(Account).where(Account.id == team.panel[0]).values(is_active=False))

        assert not scheduling.record_reply(uid(ahead, team.panel[0]), "accepted", 1, clock.now())

    def test_what_was_called_off_is_not_answered(self, team, ahead, uid):
        scheduling.cancel(viewer_of(team.recruiter), ahead, reason="Ill.", seen=1)

        assert not scheduling.record_reply(uid(ahead, team.panel[0]), "accepted", 9, clock.now())


class TestCandidates:
    def test_a_no_is_told_to_the_recruiters_once_and_declines_nothing(self, team, ahead, uid):
        name = uid(ahead, candidate_of(ahead), is_candidate=True)

        assert scheduling.record_reply(name, "declined", 1, clock.now())
        assert not scheduling.record_reply(name, "declined", 1, clock.now())

        interview = interview_of(ahead)
        assert (interview.state, interview.candidate_reply) == ("booked", "declined")
        assert told("candidate_declined") == [team.recruiter]

    def test_the_timeline_says_that_it_was_the_candidate(self, team, ahead, uid):
        scheduling.record_reply(uid(ahead, candidate_of(ahead), is_candidate=True), "accepted", 1, clock.now())

        event = db.session.scalars(select(ApplicationEvent).order_by(ApplicationEvent.id.desc())).first()
        assert event is not None
        assert (event.kind, event.actor_id, event.data["by"]) == ("interview_answered", None, "candidate")

    def test_another_candidate_answers_for_nothing(self, team, ahead, uid):
        other = factories.applications.make_application(team.opening)
        stranger = db.session.get_one(Application, other).candidate_id

        assert not scheduling.record_reply(uid(ahead, stranger, is_candidate=True), "declined", 1, clock.now())

        assert interview_of(ahead).candidate_reply is None


class TestForeignNames:
    @pytest.mark.parametrize("name", ["", "x", "somebody@example.org", "WzEsMSwxXQ.forged@rung", "a" * 5000 + "@rung"])
    def test_a_name_that_we_did_not_sign_is_refused(self, team, ahead, name):
        with pytest.raises(BadData, match="no interview of ours"):
            scheduling.record_reply(name, "accepted", 1, clock.now())

    def test_a_name_with_one_sign_more_is_refused(self, team, ahead, uid):
        name = uid(ahead, team.panel[0]).replace("@rung", "x@rung")

        with pytest.raises(BadData):
            scheduling.record_reply(name, "accepted", 1, clock.now())

    def test_an_answer_that_is_none_is_refused(self, team, ahead, uid):
        with pytest.raises(BadData, match="neither yes, no nor perhaps"):
            scheduling.record_reply(uid(ahead, team.panel[0]), "maybe", 1, clock.now())


class TestOnThePage:
    def test_an_interviewer_says_that_they_come(self, team, ahead):
        assert scheduling.answer(viewer_of(team.panel[0]), ahead, Answer.ACCEPTED)
        assert not scheduling.answer(viewer_of(team.panel[0]), ahead, Answer.ACCEPTED)

        assert seat_of(ahead, team.panel[0]).reply == "accepted"
        assert kinds().count("interviewer_answered") == 1

    def test_whoever_reported_that_they_cannot_does_not_also_come(self, team, ahead):
        scheduling.excuse(viewer_of(team.panel[0]), ahead, kind=Excuse.CANNOT, reason="My flight is gone.")

        with pytest.raises(NotReady, match="Take that back first"):
            scheduling.answer(viewer_of(team.panel[0]), ahead, Answer.ACCEPTED)

    def test_a_no_needs_a_reason(self, team, ahead):
        with pytest.raises(BadData, match="with a reason"):
            scheduling.answer(viewer_of(team.panel[0]), ahead, Answer.DECLINED)

    def test_nobody_answers_for_somebody_elses_interview(self, team, ahead):
        stranger = factories.accounts.make_account("interviewer")

        with pytest.raises(NotFound):
            scheduling.answer(viewer_of(stranger), ahead, Answer.ACCEPTED)

    def test_what_has_ended_is_not_answered(self, team):
        application = factories.applications.make_application(team.opening, stage="panel")
        past = factories.scheduling.make_interview(application, stage="panel", interviewers=team.panel)

        with pytest.raises(NotReady, match="has ended"):
            scheduling.answer(viewer_of(team.panel[0]), past, Answer.ACCEPTED)
