"""Closing an application lets its interviews go; opening it again takes back what is still free."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from app.database import db, transaction
from app.domain.policy import Role, Viewer
from app.models.notifications import OutboxMessage
from app.models.scheduling import CandidateCell, Interview, Seat, StaffCell
from app.services import scheduling
from tests import factories
from tests.factories.openings import Team

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


def viewer_of(account_id: int) -> Viewer:
    return Viewer(account_id, "Person", Role.RECRUITER, "Europe/Berlin", "Recruiter")


def held_interview(application_id, *, interviewers, starts_at, stage="screen") -> int:
    """A booked interview that holds its cells."""
    interview_id = factories.scheduling.make_interview(
        application_id, stage=stage, interviewers=interviewers, starts_at=starts_at
    )
    hold_cells(interview_id, interviewers, starts_at)
    return interview_id


def hold_cells(interview_id, interviewers, starts_at) -> None:
    first = int(starts_at.timestamp()) // 300
    with transaction() as session:
        for who in interviewers:
            session.add_all(StaffCell(account_id=who, cell=first + n, interview_id=interview_id) for n in range(12))


def release(team, application_id, *, keep_soon=False, close_cards=True, now=NOW) -> scheduling.Released:
    viewer = viewer_of(team.recruiter)
    with transaction() as session:
        return scheduling.release(
            session,
            application_id=application_id,
            viewer=viewer,
            now=now,
            keep_soon=keep_soon,
            close_cards=close_cards,
        )


def restore(team, application_id, now=NOW) -> scheduling.Restored:
    with transaction() as session:
        return scheduling.restore(session, application_id=application_id, viewer=viewer_of(team.recruiter), now=now)


def state_of(interview_id) -> tuple[str, bool]:
    row = db.session.execute(
        select(Interview.state, Interview.cards_closed_at).where(Interview.id == interview_id)
    ).one()
    return row.state, row.cards_closed_at is not None


def count_of(table) -> int:
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_release_cancels_what_lies_ahead_frees_the_time_and_tells_every_seat(team):
    application = factories.applications.make_application(team.opening, stage="panel")
    ahead = held_interview(application, interviewers=team.panel, starts_at=NOW + timedelta(days=3), stage="panel")

    released = release(team, application)

    assert released == scheduling.Released((ahead,), ())
    assert state_of(ahead) == ("cancelled", True)
    assert count_of(StaffCell) == 0
    assert count_of(CandidateCell) == 0
    told = db.session.execute(select(OutboxMessage.account_id, OutboxMessage.kind).order_by(OutboxMessage.account_id))
    assert [tuple(row) for row in told] == [(who, "interview_cancelled") for who in sorted(team.panel)]


def test_an_interview_within_a_day_can_be_kept_with_its_cards_open(team):
    application = factories.applications.make_application(team.opening)
    soon = held_interview(application, interviewers=[team.recruiter], starts_at=NOW + timedelta(hours=23))
    later = held_interview(application, interviewers=[team.recruiter], starts_at=NOW + timedelta(hours=25))

    released = release(team, application, keep_soon=True)

    assert released == scheduling.Released((later,), (soon,))
    assert state_of(soon) == ("booked", False)


def test_cards_of_a_held_interview_are_closed_only_when_asked(team):
    application = factories.applications.make_application(team.opening)
    held = held_interview(application, interviewers=[team.recruiter], starts_at=NOW - timedelta(hours=3))

    release(team, application, close_cards=False)
    before = state_of(held)
    release(team, application, close_cards=True)

    assert before == ("booked", False)
    assert state_of(held) == ("booked", True)


def test_cards_that_are_all_in_are_not_closed(team):
    application = factories.applications.make_application(team.opening)
    held = held_interview(application, interviewers=[team.recruiter], starts_at=NOW - timedelta(hours=3))
    factories.scorecards.make_scorecard(held, team.recruiter)

    release(team, application)

    assert state_of(held) == ("booked", False)


def test_restoring_books_again_and_takes_unsent_messages_back(team):
    application = factories.applications.make_application(team.opening, stage="panel")
    ahead = held_interview(application, interviewers=team.panel, starts_at=NOW + timedelta(days=3), stage="panel")
    held = held_interview(application, interviewers=[team.recruiter], starts_at=NOW - timedelta(hours=3))
    release(team, application)

    restored = restore(team, application)

    assert restored == scheduling.Restored((ahead,), ())
    assert state_of(ahead) == ("booked", False)
    assert state_of(held) == ("booked", False)
    assert count_of(StaffCell) == 3 * 12 + 12
    assert count_of(CandidateCell) == 12
    waiting = select(func.count()).where(OutboxMessage.cancelled_at.is_(None), OutboxMessage.sent_at.is_(None))
    assert db.session.execute(waiting).scalar_one() == 0


def test_who_was_told_already_is_told_again(team):
    application = factories.applications.make_application(team.opening)
    held_interview(application, interviewers=[team.recruiter], starts_at=NOW + timedelta(days=3))
    release(team, application)
    with transaction() as session:
        session.execute(update(OutboxMessage).values(sent_at=NOW))

    restore(team, application)

    kinds = db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()
    assert kinds == ["interview_cancelled", "interview_restored"]


def test_what_is_taken_meanwhile_is_named_and_holds_nothing(team):
    application = factories.applications.make_application(team.opening, stage="panel")
    other = factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")
    at = NOW + timedelta(days=3)
    ahead = held_interview(application, interviewers=team.panel, starts_at=at, stage="panel")
    release(team, application)
    held_interview(other, interviewers=team.panel[:1], starts_at=at + timedelta(minutes=30), stage="panel")

    restored = restore(team, application)

    assert restored.booked == ()
    assert len(restored.refused) == 1
    assert "Mock Presentation, 09:00 to 10:00 on Thu 5 March 2026" in restored.refused[0]
    assert "has an interview with Ji-won Seo from 09:30 to 10:30" in restored.refused[0]
    assert state_of(ahead) == ("cancelled", False)
    assert count_of(StaffCell) == 12


def test_a_second_restore_finds_nothing_of_the_first(team):
    application = factories.applications.make_application(team.opening)
    held_interview(application, interviewers=[team.recruiter], starts_at=NOW + timedelta(days=1, hours=1))
    release(team, application)

    late = restore(team, application, now=NOW + timedelta(days=2))
    again = restore(team, application)

    assert len(late.refused) == 1
    assert "this time has passed" in late.refused[0]
    assert again == scheduling.Restored((), ())


def test_a_replaced_interviewer_is_neither_told_nor_booked(team):
    application = factories.applications.make_application(team.opening, stage="panel")
    ahead = held_interview(application, interviewers=team.panel, starts_at=NOW + timedelta(days=3), stage="panel")
    with transaction() as session:
        session.execute(update(Seat).where(Seat.account_id == team.panel[0]).values(left_at=NOW))

    release(team, application)
    restored = restore(team, application)

    assert restored.booked == (ahead,)
    assert set(db.session.scalars(select(StaffCell.account_id))) == set(team.panel[1:])
