"""A candidate moves and calls off by the link of an invitation, and names hours of their own."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotReady
from app.domain.slots import WallTime
from app.domain.spans import Span
from app.gateways import clock
from app.gateways.mail import Letter
from app.models.applications import ApplicationEvent
from app.models.notifications import OutboxMessage
from app.models.scheduling import (
    BusySpan,
    CandidateWindow,
    Invitation,
    Seat,
    StaffCell,
)
from app.services.notifications.composing import compose
from app.services.scheduling import changes
from app.services.scheduling.other_hours import ask_for_hours
from app.services.scheduling.self_booking import book_by_link, cancel_by_link, move_by_link
from tests import factories
from tests.factories import invitations
from tests.factories.bookings import viewer_of
from tests.factories.openings import make_opening
from tests.services.invited_scene import TOKYO, interview, invited, monday, offered, told


@pytest.fixture(autouse=True)
def _early_in_february(context: object) -> Iterator[None]:
    with clock.pretending(monday()):
        yield


def test_a_move_takes_everybody_along_and_tells_them():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    move_by_link(scene.link, monday(10, days=3), zone=TOKYO, seen=1)

    row = db.session.get_one(Invitation, scene.invitation, populate_existing=True)
    assert interview().starts_at == monday(10, days=3)
    assert (row.state, row.moves) == ("booked", 1)
    assert len(told("interview_moved")) == 5


def test_why_it_was_moved_stands_in_the_timeline_and_in_no_mail():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    move_by_link(scene.link, monday(10, days=3), zone=TOKYO, seen=1, reason="My train is late.")

    events = db.session.scalars(select(ApplicationEvent.data).where(ApplicationEvent.kind == "interview_moved")).all()
    letters = db.session.scalars(select(OutboxMessage.data).where(OutboxMessage.kind == "interview_moved")).all()
    assert [data.get("reason") for data in events] == ["My train is late."]
    assert all("reason" not in data for data in letters)


def test_a_moved_interview_may_overlap_where_it_was():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    move_by_link(scene.link, monday(9, days=2) + timedelta(minutes=30), zone=TOKYO, seen=1)

    assert interview().starts_at == monday(9, days=2) + timedelta(minutes=30)
    assert len(db.session.scalars(select(StaffCell.cell)).all()) == 36


def test_an_interview_that_was_made_longer_by_hand_stays_so_when_its_candidate_moves_it():
    scene = invited()
    number = book_by_link(scene.link, monday(9, days=2), zone=TOKYO)
    longer = WallTime(monday(days=2).date(), time(9), "UTC", 90)
    changes.move(viewer_of(scene.team.recruiter), number, longer, seen=1)

    move_by_link(scene.link, monday(9, days=3), zone=TOKYO, seen=2)

    assert interview().ends_at - interview().starts_at == timedelta(minutes=90)


def test_the_same_move_sent_twice_counts_once():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    move_by_link(scene.link, monday(10, days=3), zone=TOKYO, seen=1)
    move_by_link(scene.link, monday(10, days=3), zone=TOKYO, seen=1)

    assert db.session.get_one(Invitation, scene.invitation, populate_existing=True).moves == 1


def test_it_is_moved_as_often_as_the_invitation_says_and_no_more():
    scene = invited(most_moves=1)
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)
    move_by_link(scene.link, monday(9, days=3), zone=TOKYO, seen=1)

    with pytest.raises(NotReady, match="as often as it goes"):
        move_by_link(scene.link, monday(9, days=7), zone=TOKYO, seen=2)


def test_within_the_notice_it_is_not_moved():
    scene = invited(cutoff_hours=24)
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    with clock.pretending(monday(9, days=1) + timedelta(seconds=1)), pytest.raises(NotReady, match="24 hours before"):
        move_by_link(scene.link, monday(9, days=7), zone=TOKYO, seen=1)


def test_a_move_that_did_not_see_a_recruiters_is_refused():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    with pytest.raises(Conflict, match="changed meanwhile"):
        move_by_link(scene.link, monday(9, days=3), zone=TOKYO, seen=7)


def test_a_shadow_who_has_no_time_then_is_let_go_by_a_move():
    team = make_opening()
    shadow = factories.accounts.make_account()
    case = factories.applications.make_application(team.opening, stage="panel")
    made = invitations.make_invitation(case, team.recruiter, people=team.panel, shadows=[shadow], now=monday())
    link = invitations.pass_to(made)
    book_by_link(link, monday(9, days=2), zone=TOKYO)
    with factories.writing() as session:
        session.add(BusySpan(account_id=shadow, starts_at=monday(days=3), ends_at=monday(days=4)))

    move_by_link(link, monday(9, days=3), zone=TOKYO, seen=1)

    stays = db.session.scalars(select(Seat.account_id).where(Seat.left_at.is_(None)).order_by(Seat.account_id)).all()
    assert stays == sorted(team.panel)
    assert told("interview_cancelled") == [(shadow, None)]
    assert (shadow, None) not in told("interview_moved")


def test_calling_off_frees_everybody_and_tells_them_and_the_recruiter():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    cancel_by_link(scene.link, reason="Another offer.", seen=1)

    row = db.session.get_one(Invitation, scene.invitation, populate_existing=True)
    event = db.session.scalars(select(ApplicationEvent).order_by(ApplicationEvent.id.desc())).first()
    assert interview().state == "cancelled"
    assert (row.state, row.ended_because) == ("ended", "called_off")
    assert db.session.scalars(select(StaffCell.cell)).all() == []
    assert (scene.team.recruiter, None) in told("interview_cancelled")
    assert event is not None
    assert (event.data["reason"], event.data["by"]) == ("Another offer.", "candidate")


def test_calling_off_twice_tells_once():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    cancel_by_link(scene.link, reason="Another offer.", seen=1)
    cancel_by_link(scene.link, reason="Another offer.", seen=1)

    assert len(told("interview_cancelled")) == 5


def test_calling_off_needs_a_reason():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    with pytest.raises(BadData, match="why") as refused:
        cancel_by_link(scene.link, reason="  ", seen=1)

    assert refused.value.field == "reason"


def test_an_interview_that_has_begun_is_not_called_off():
    scene = invited()
    book_by_link(scene.link, monday(9, days=2), zone=TOKYO)

    with clock.pretending(monday(9, days=2)), pytest.raises(NotReady, match="begun"):
        cancel_by_link(scene.link, reason="Too late.", seen=1)


def morning(day: int) -> Span:
    return Span(monday(0, days=day), monday(3, days=day))


def test_hours_of_their_own_reach_the_recruiter():
    scene = invited()

    ask_for_hours(scene.link, [morning(5), morning(4)], note="Mornings, please.")

    row = db.session.get_one(Invitation, scene.invitation, populate_existing=True)
    kept = db.session.scalars(select(CandidateWindow.starts_at).order_by(CandidateWindow.id)).all()
    assert kept == [morning(4).starts_at, morning(5).starts_at]
    assert (row.state, row.asked_at, row.asked_note) == ("open", monday(), "Mornings, please.")
    assert told("invitation_hours") == [(scene.team.recruiter, None)]


def test_whoever_has_booked_and_asks_for_other_hours_is_heard_too():
    scene = invited()
    number = book_by_link(scene.link, monday(9, days=4), zone=TOKYO)

    ask_for_hours(scene.link, [morning(5)], note="")

    message = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "invitation_hours")).one()
    found = compose(message.id, clock.now())
    assert isinstance(found, Letter), found
    assert f"/interviews/{number}" in found.text


def test_hours_that_were_asked_for_before_a_time_was_booked_are_told_no_more():
    scene = invited()
    ask_for_hours(scene.link, [morning(5)], note="")
    book_by_link(scene.link, monday(9, days=4), zone=TOKYO)

    message = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "invitation_hours")).one()

    assert not isinstance(compose(message.id, clock.now()), Letter)


def test_asking_again_takes_the_place_of_before_and_the_same_again_tells_nobody():
    scene = invited()
    ask_for_hours(scene.link, [morning(4)], note="")

    ask_for_hours(scene.link, [morning(5)], note="")
    ask_for_hours(scene.link, [morning(5)], note="")

    assert db.session.scalars(select(CandidateWindow.starts_at)).all() == [morning(5).starts_at]
    assert len(told("invitation_hours")) == 2


def test_whoever_asks_again_and_again_has_one_message_on_its_way():
    scene = invited()
    for day in range(4, 9):
        ask_for_hours(scene.link, [morning(day)], note="")

    waiting = select(OutboxMessage.id).where(
        OutboxMessage.kind == "invitation_hours", OutboxMessage.cancelled_at.is_(None)
    )

    assert len(db.session.scalars(waiting).all()) == 1


def test_hours_at_night_are_offered_once_the_candidate_names_them():
    scene = invited()
    night = Span(monday(12, days=2), monday(15, days=2))
    before = offered(scene.invitation)

    ask_for_hours(scene.link, [night], note="")

    after = offered(scene.invitation)
    assert after - before == {monday(12, days=2) + timedelta(minutes=30 * step) for step in range(5)}


def test_an_invitation_that_ended_asks_for_nothing():
    scene = invited()
    with factories.writing() as session:
        session.get_one(Invitation, scene.invitation).state = "ended"

    with pytest.raises(NotReady):
        ask_for_hours(scene.link, [morning(4)], note="")
