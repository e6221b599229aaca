"""What is booked by hand can be moved and called off by its candidate, as after an invitation."""

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.seating import Seating
from app.gateways import clock
from app.gateways.mail import Letter
from app.models.notifications import OutboxMessage
from app.models.scheduling import Invitation
from app.queries.scheduling.invitations import booking_page
from app.services import scheduling
from app.services.notifications.composing import compose
from app.services.scheduling.invitation_rows import stand_behind_bookings
from tests import factories
from tests.factories.bookings import book_panel, soon, viewer_of, wanted
from tests.factories.invitations import make_invitation, pass_to
from tests.factories.openings import Team
from tests.factories.pools import make_organisation


@pytest.fixture
def team(context) -> Team:
    make_organisation()
    return factories.openings.make_opening()


@pytest.fixture
def case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


def invitations() -> list[Invitation]:
    return list(db.session.scalars(select(Invitation).order_by(Invitation.id)))


def test_a_booking_by_hand_gets_a_link_of_the_organisations_rules(team, case):
    interview = book_panel(team, case)

    made = stand_behind_bookings(clock.now())

    assert made == 1
    (found,) = invitations()
    assert (found.state, found.interview_id, found.minutes, found.most_moves) == ("booked", interview, 60, 2)
    page = booking_page(pass_to(found.id))
    assert page.interview is not None
    assert {guest.account_id for guest in page.asked.guests} == set(team.panel)


def test_what_has_a_link_gets_no_second_one(team, case):
    book_panel(team, case)
    stand_behind_bookings(clock.now())

    assert stand_behind_bookings(clock.now()) == 0
    assert len(invitations()) == 1


def test_an_interview_that_was_called_off_gets_none(team, case):
    interview = book_panel(team, case)
    scheduling.cancel(viewer_of(team.recruiter), interview, reason="The panel is ill.", seen=1)

    assert stand_behind_bookings(clock.now()) == 0


def test_the_candidates_mail_about_it_holds_the_link(team, case):
    book_panel(team, case)
    stand_behind_bookings(clock.now())
    to_candidate = OutboxMessage.candidate_id.is_not(None), OutboxMessage.kind == "interview_booked"
    number = db.session.scalars(select(OutboxMessage.id).where(*to_candidate)).one()

    letter = compose(number, clock.now())

    assert isinstance(letter, Letter)
    assert "/booking-links/" in letter.text


def test_booking_by_hand_ends_an_invitation_that_is_open(team, case):
    number = make_invitation(case, team.recruiter, people=team.panel)

    scheduling.book(viewer_of(team.recruiter), case, wanted(soon()), seating=Seating(team.panel), video_link="", seen=1)

    ended = db.session.get_one(Invitation, number, populate_existing=True)
    assert (ended.state, ended.ended_because) == ("ended", "replaced")
