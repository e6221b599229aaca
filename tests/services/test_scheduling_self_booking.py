"""A candidate books, moves and calls off by the link of an invitation; all of it, or nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotFound, NotReady
from app.domain.invitations import TAKEN
from app.gateways import clock
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from app.models.scheduling import (
    BusySpan,
    CandidateCell,
    Interview,
    Invitation,
    Seat,
    StaffCell,
)
from app.models.scheduling import (
    Conflict as Kept,
)
from app.services.scheduling.self_booking import book_by_link
from tests import factories
from tests.factories import invitations
from tests.factories.openings import make_opening
from tests.services.invited_scene import HOUR, TOKYO, interview, invited, monday, offered, told


@pytest.fixture(autouse=True)
def _early_in_february(context: object) -> Iterator[None]:
    with clock.pretending(monday()):
        yield


def test_everybodys_time_is_held_and_everybody_is_told():
    scene = invited()

    made = book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    seats = db.session.scalars(select(Seat).where(Seat.interview_id == made).order_by(Seat.account_id)).all()
    assert [seat.account_id for seat in seats] == sorted(scene.team.panel)
    assert next(seat.leads for seat in seats if seat.account_id == scene.team.panel[0]) == ["trust"]
    assert len(db.session.scalars(select(StaffCell.cell)).all()) == 36
    assert len(db.session.scalars(select(CandidateCell.cell)).all()) == 12
    assert sorted(told("interview_booked"), key=str) == sorted(
        [*((who, None) for who in (*scene.team.panel, scene.team.recruiter)), (None, scene.candidate)], key=str
    )


def test_the_interview_is_booked_in_the_candidates_words_by_nobody_of_ours():
    scene = invited()

    book_by_link(scene.link, monday(9, days=2), zone="Asia/Seoul")

    made, event = interview(), db.session.scalars(select(ApplicationEvent)).one()
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "interview.booked")).one()
    assert (made.zone, made.wall_time, made.video_link) == (
        "Asia/Seoul",
        "2026-02-04T18:00",
        "https://meet.example.org/room",
    )
    assert made.booked_by == scene.team.recruiter
    assert (event.actor_id, event.data["by"]) == (None, "candidate")
    assert (entry.actor_id, entry.data["by"]) == (None, "candidate")


def test_the_zone_that_was_chosen_is_kept():
    scene = invited()

    book_by_link(scene.link, monday(9, days=2), zone="Australia/Sydney")

    assert db.session.scalars(select(Candidate.zone)).one() == "Australia/Sydney"


def test_an_unknown_zone_books_nothing():
    scene = invited()

    with pytest.raises(BadData, match="no time zone called"):
        book_by_link(scene.link, monday(9, days=2), zone="Mars/Olympus")

    assert db.session.scalars(select(Interview.id)).all() == []


def test_the_same_hour_sent_twice_is_booked_once():
    scene = invited()

    first = book_by_link(scene.link, monday(9, days=2), zone=TOKYO)
    second = book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    assert first == second
    assert len(told("interview_booked")) == 5


def test_another_hour_in_a_second_window_is_refused():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    with pytest.raises(Conflict, match="booked a time already"):
        book_by_link(scene.link, monday(9, days=3), zone=TOKYO)


@pytest.mark.parametrize(
    "at", [monday(3, days=2), monday(16, days=2), monday(9), monday(9, days=5), monday(9, days=60)]
)
def test_what_is_not_offered_is_not_booked(at):
    scene = invited()

    with pytest.raises(NotReady, match="taken a moment ago") as refused:
        book_by_link(scene.link, at, zone=TOKYO)

    assert refused.value.field == "slot"


def test_an_hour_that_a_calendar_filled_meanwhile_is_gone_and_the_rest_is_not():
    scene = invited()
    before = offered(scene.invitation)
    with factories.writing() as session:
        busy = {"starts_at": monday(9, days=2), "ends_at": monday(9, days=2) + HOUR}
        session.add(BusySpan(account_id=scene.team.panel[1], **busy))

    left = offered(scene.invitation)

    assert before - left == {monday(9, days=2) + timedelta(minutes=minutes) for minutes in (-30, 0, 30)}


def test_nobody_is_named_to_a_candidate_whose_hour_was_taken():
    scene, other = invited(), factories.applications.make_application
    rival = other(scene.team.opening, stage="panel", name="Rival Candidate")
    theirs = invitations.make_invitation(rival, scene.team.recruiter, people=scene.team.panel, now=monday())
    db.session.rollback()
    book_by_link(invitations.pass_to(theirs), monday(9, days=2), zone=TOKYO)

    with pytest.raises(NotReady) as refused:
        book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    assert (refused.value.message, refused.value.missing) == (TAKEN, ())


def test_hours_that_the_recruiter_withheld_are_not_offered():
    scene = invited(withheld=["2026-02-04T09:00Z"])

    assert monday(9, days=2) not in offered(scene.invitation)


def test_the_candidates_other_interviews_are_left_out():
    scene = invited()
    elsewhere = make_opening()
    with factories.writing() as session:
        session.add(
            Application(
                candidate_id=scene.candidate,
                opening_id=elsewhere.opening,
                stage="panel",
                stage_entered_at=monday(),
                applied_at=monday(),
            )
        )
    second = db.session.scalars(select(Application.id).order_by(Application.id.desc())).first()
    factories.scheduling.make_interview(
        second or 0, stage="panel", interviewers=elsewhere.panel, starts_at=monday(9, days=2)
    )

    starts = offered(scene.invitation)

    assert monday(9, days=2) not in starts
    assert monday(10, days=2) in starts


def test_a_declared_conflict_ends_the_offer_of_a_panel():
    scene = invited()
    with factories.writing() as session:
        row = Kept(candidate_id=scene.candidate, account_id=scene.team.panel[0], kind="relative", declared_at=monday())
        row.declared_by = scene.team.recruiter
        session.add(row)

    assert offered(scene.invitation) == set()


def test_of_several_the_one_with_the_least_to_do_is_chosen():
    team = make_opening()
    other = factories.accounts.make_account("recruiter")
    busy = factories.applications.make_application(team.opening)
    factories.scheduling.make_interview(
        busy, stage="screen", interviewers=[team.recruiter], starts_at=monday(12, days=1)
    )
    case = factories.applications.make_application(team.opening)
    made = invitations.make_invitation(
        case, team.recruiter, people=[team.recruiter, other], stage="screen", takes="one", now=monday()
    )

    booked = book_by_link(invitations.pass_to(made), monday(9, days=2), zone=TOKYO)

    assert db.session.scalars(select(Seat.account_id).where(Seat.interview_id == booked)).all() == [other]


def test_hours_of_any_of_several_are_offered():
    team = make_opening()
    west = factories.accounts.make_account("recruiter", zone="America/New_York")
    case = factories.applications.make_application(team.opening)
    made = invitations.make_invitation(
        case, team.recruiter, people=[team.recruiter, west], stage="screen", takes="one", now=monday()
    )
    with factories.writing() as session:
        session.get_one(Candidate, session.get_one(Application, case).candidate_id).zone = "Europe/Berlin"

    starts = offered(made)

    assert {monday(8, days=2), monday(17, days=2)} <= starts


def test_a_shadow_without_time_is_left_out_and_nobody_waits_for_them():
    team = make_opening()
    early, late = factories.accounts.make_account(), factories.accounts.make_account(zone="America/Los_Angeles")
    case = factories.applications.make_application(team.opening, stage="panel")
    made = invitations.make_invitation(
        case, team.recruiter, people=team.panel, shadows=[early, late], standbys=[team.recruiter], now=monday()
    )

    booked = book_by_link(invitations.pass_to(made), monday(9, days=2), zone=TOKYO)

    rows = db.session.execute(select(Seat.account_id, Seat.is_shadow).where(Seat.interview_id == booked))
    assert {row.account_id: row.is_shadow for row in rows} == dict.fromkeys(team.panel, False) | {early: True}


def test_a_stage_that_a_recruiter_booked_meanwhile_is_not_booked_twice():
    scene = invited()
    factories.scheduling.make_interview(
        scene.application, stage="panel", interviewers=scene.team.panel, starts_at=monday(12, days=3)
    )

    with pytest.raises(NotReady, match="booked for you meanwhile"):
        book_by_link(scene.link, monday(9, days=2), zone=TOKYO)


def test_a_link_that_was_replaced_does_nothing():
    scene = invited()
    with factories.writing() as session:
        session.get_one(Invitation, scene.invitation).epoch = 2

    with pytest.raises(NotFound):
        book_by_link(scene.link, monday(9, days=2), zone=TOKYO)


def test_an_invitation_is_over_a_second_after_it_ran_out():
    scene = invited(expires_in=timedelta(days=2))
    after = monday(days=2) + timedelta(seconds=1)

    with clock.pretending(after), pytest.raises(NotReady, match="ran out"):
        book_by_link(scene.link, monday(9, days=4), zone=TOKYO)
