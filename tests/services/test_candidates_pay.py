"""Pay is entered by whoever may, opens in the transaction that selects somebody, and every look at it is kept."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from app.database import db, transaction
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.inviting import Offer, Place, Takes
from app.domain.pay_sheets import PayPlace, PaySheet
from app.domain.policy import Grant, Viewer
from app.gateways import clock
from app.gateways.mail import Letter
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.openings import Opening
from app.queries.openings.pay import pay_history, pay_sheets, published_pay, sheet_of
from app.services.candidates.pay import unlock_by_hand
from app.services.notifications.composing import Dropped, compose
from app.services.openings.pay import enter_sheet, unlock_on_applying
from app.services.scheduling.invitations import invite, take_back_invitation
from tests.factories.accounts import make_account
from tests.factories.applications import make_application
from tests.factories.bookings import book, viewer_of
from tests.factories.openings import Team, make_opening, make_rules
from tests.factories.pay import FAMILY, make_pay_sheet, open_pay

pytestmark = pytest.mark.usefixtures("context")
PLACE = PayPlace(FAMILY, "strategic")
SHEET = PaySheet("Plan of 2026", date(2026, 1, 1), "EUR", 120_000, None, 60, (25, 50), (20, 25, 25, 30), "Terms.")


@pytest.fixture
def team(context) -> Team:
    return make_opening()


@pytest.fixture
def payer(team) -> Viewer:
    """Somebody with the grant."""
    return replace(viewer_of(make_account("recruiter")), grants=frozenset({Grant.COMPENSATION}))


def unlocked(application_id: int) -> bool:
    db.session.rollback()
    return (
        db.session.scalars(select(Application.pay_unlocked_at).where(Application.id == application_id)).one()
        is not None
    )


def letters() -> list[int]:
    """Messages about pay that wait."""
    statement = select(OutboxMessage.id).where(
        OutboxMessage.kind == "pay_unlocked", OutboxMessage.cancelled_at.is_(None)
    )
    return list(db.session.scalars(statement))


def invited(team: Team, application: int) -> int:
    places = tuple(map(Place, team.panel))
    return invite(viewer_of(team.recruiter), application, Offer(Takes.ALL, places, 60), seen=1)


class TestEntering:
    def test_a_sheet_stands_for_its_place_with_who_entered_it(self, payer):
        made = enter_sheet(payer, PLACE, SHEET, seen=0)

        kept = sheet_of(replace(PLACE, specialty="federal", country="US"))
        assert kept is not None
        assert (kept.id, kept.sheet, kept.made_by) == (made, SHEET, payer.name)

    def test_newer_figures_hold_and_the_older_ones_stay(self, payer):
        first = enter_sheet(payer, PLACE, SHEET, seen=0)

        second = enter_sheet(payer, PLACE, replace(SHEET, on_target=130_000), seen=first)

        assert [row.id for row in pay_history(payer, first)] == [second, first]
        assert [row.sheet.on_target for row in pay_sheets(payer)] == [130_000]

    def test_figures_entered_by_somebody_else_meanwhile_are_not_overtaken_unseen(self, payer):
        first = enter_sheet(payer, PLACE, SHEET, seen=0)
        enter_sheet(payer, PLACE, SHEET, seen=first)

        with pytest.raises(Conflict):
            enter_sheet(payer, PLACE, SHEET, seen=first)

    def test_a_second_first_sheet_is_refused(self, payer):
        enter_sheet(payer, PLACE, SHEET, seen=0)

        with pytest.raises(BadData):
            enter_sheet(payer, PLACE, SHEET, seen=0)

    def test_a_title_that_there_is_not_gets_no_sheet(self, payer):
        with pytest.raises(BadData) as refused:
            enter_sheet(payer, replace(PLACE, title="captain"), SHEET, seen=0)

        assert refused.value.field == "title"

    def test_nobody_enters_or_lists_sheets_without_the_grant(self, team):
        with pytest.raises(NotAllowed):
            enter_sheet(viewer_of(team.recruiter), PLACE, SHEET, seen=0)
        with pytest.raises(NotAllowed):
            pay_sheets(viewer_of(team.recruiter))


class TestPublished:
    def test_the_public_reads_what_the_rules_of_the_country_publish(self, team):
        make_pay_sheet(team.recruiter, country="US", currency="USD", on_target_top=140_000)
        make_rules("US", unlocks_pay="posting")

        found = published_pay(replace(PLACE, country="US"))

        assert found is not None
        assert (found.currency, found.on_target, found.base) == ("USD", (120_000, 140_000), (72_000, 84_000))

    @pytest.mark.parametrize("moment", ["selected", "applied"])
    def test_the_public_reads_nothing_where_it_opens_later(self, team, moment):
        make_pay_sheet(team.recruiter)
        make_rules("US", unlocks_pay=moment)

        assert published_pay(replace(PLACE, country="US")) is None

    def test_the_public_reads_nothing_of_a_sheet_without_an_amount(self, team):
        make_pay_sheet(team.recruiter, on_target=None)
        make_rules("", unlocks_pay="posting")

        assert published_pay(PLACE) is None


class TestOpening:
    def test_an_invitation_opens_it_and_tells_the_candidate_without_an_amount(self, team):
        make_pay_sheet(team.recruiter, on_target=123_457)
        application = make_application(team.opening, stage="panel")

        invited(team, application)

        assert unlocked(application)
        (message,) = letters()
        letter = compose(message, clock.now())
        assert isinstance(letter, Letter)
        assert "/portal" in letter.text
        assert "123" not in letter.text

    def test_a_booking_opens_it_as_well(self, team):
        make_pay_sheet(team.recruiter)
        application = make_application(team.opening, stage="panel")

        book(application, team.recruiter, interviewers=team.panel)

        assert unlocked(application)
        assert len(letters()) == 1

    def test_it_opens_once(self, team):
        make_pay_sheet(team.recruiter)
        application = make_application(team.opening, stage="panel")
        invited(team, application)

        invited(team, application)

        entries = db.session.scalars(select(AuditEntry.data).where(AuditEntry.action == "pay.unlocked")).all()
        assert entries == [{"because": "invitation"}]
        assert len(letters()) == 1

    def test_an_invitation_that_is_taken_back_leaves_it_open(self, team):
        application = make_application(team.opening, stage="panel")
        invitation = invited(team, application)

        take_back_invitation(viewer_of(team.recruiter), invitation, seen=1)

        assert unlocked(application)

    def test_nobody_is_written_to_while_there_is_nothing_to_read(self, team):
        application = make_application(team.opening, stage="panel")

        invited(team, application)

        assert unlocked(application)
        assert compose(letters()[0], clock.now()) == Dropped("nothing to read")

    def test_another_application_of_the_same_person_stays_closed(self, team):
        other = make_opening()
        first = make_application(team.opening, stage="panel")
        second = make_application(other.opening)
        candidate = select(Application.candidate_id).where(Application.id == first).scalar_subquery()
        with transaction() as session:
            session.execute(update(Application).where(Application.id == second).values(candidate_id=candidate))

        invited(team, first)

        assert (unlocked(first), unlocked(second)) == (True, False)

    def test_an_invitation_that_is_refused_opens_nothing(self, team):
        application = make_application(team.opening, stage="panel")

        with pytest.raises(Conflict):
            invite(viewer_of(team.recruiter), application, Offer(Takes.ALL, tuple(map(Place, team.panel)), 60), seen=7)

        assert not unlocked(application)

    def test_a_message_about_it_is_dropped_once_the_application_has_ended(self, team):
        make_pay_sheet(team.recruiter)
        application = make_application(team.opening, stage="panel")
        invited(team, application)
        with transaction() as session:
            session.get_one(Application, application).state = "withdrawn"

        assert compose(letters()[0], clock.now()) == Dropped("ended")

    @pytest.mark.parametrize(("moment", "opens"), [("selected", False), ("applied", True), ("posting", True)])
    def test_applying_opens_it_where_the_rules_of_the_country_say_so(self, team, moment, opens):
        make_pay_sheet(team.recruiter)
        make_rules("JP", unlocks_pay=moment)
        application = make_application(team.opening)
        with transaction() as session:
            session.get_one(Opening, team.opening).country = "JP"

        with transaction() as session:
            unlock_on_applying(session, session.get_one(Application, application), clock.now())

        assert unlocked(application) is opens
        assert letters() == []


class TestByHand:
    def test_the_recruiter_opens_it_with_a_reason_that_stands_in_the_timeline_alone(self, team):
        make_pay_sheet(team.recruiter)
        application = make_application(team.opening)

        unlock_by_hand(viewer_of(team.recruiter), application, reason="She asked before the call.", seen=1)

        event = db.session.scalars(select(ApplicationEvent)).one()
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "pay.unlocked")).one()
        assert unlocked(application)
        assert (event.kind, event.data) == ("pay_unlocked", {"reason": "She asked before the call."})
        assert (entry.actor_id, entry.data) == (team.recruiter, {"because": "hand"})

    def test_it_takes_a_reason(self, team):
        application = make_application(team.opening)

        with pytest.raises(BadData):
            unlock_by_hand(viewer_of(team.recruiter), application, reason=" ", seen=1)

        assert not unlocked(application)

    def test_one_that_has_ended_stays_closed(self, team):
        application = make_application(team.opening, state="declined")

        with pytest.raises(NotReady):
            unlock_by_hand(viewer_of(team.recruiter), application, reason="Asked.", seen=1)

    def test_whoever_looked_at_an_older_state_looks_again_first(self, team):
        application = make_application(team.opening)

        with pytest.raises(Conflict):
            unlock_by_hand(viewer_of(team.recruiter), application, reason="Asked.", seen=2)

    def test_nobody_but_the_openings_recruiter_opens_it(self, team):
        application, other = make_application(team.opening), make_opening()

        for who in (team.manager, team.panel[0], team.leader):
            with pytest.raises(NotAllowed):
                unlock_by_hand(viewer_of(who), application, reason="Asked.", seen=1)
        with pytest.raises(NotFound):
            unlock_by_hand(viewer_of(other.recruiter), application, reason="Asked.", seen=1)

    def test_opening_what_is_open_leaves_no_second_trace(self, team):
        application = make_application(team.opening)
        open_pay(application)

        unlock_by_hand(viewer_of(team.recruiter), application, reason="Asked.", seen=1)

        assert db.session.scalars(select(ApplicationEvent)).all() == []
