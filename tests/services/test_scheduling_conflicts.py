"""Conflicts of interest and training where people are booked: nobody sits who must not, or not yet."""

import pytest

from app.database import transaction
from app.domain.conflicts import ConflictOfInterest
from app.domain.errors import BadData, NotAllowed, NotReady
from app.domain.inviting import Offer, Place, Takes
from app.gateways import clock
from app.queries.scheduling import interviews_of
from app.queries.scheduling.pools import people_for
from app.services import scheduling
from app.services.scheduling import booking, conflicts
from app.services.scheduling.invitations import invite
from tests import factories
from tests.factories import bookings
from tests.factories.bookings import book_panel, viewer_of
from tests.factories.openings import Team
from tests.factories.pools import make_conflict, make_place, make_report
from tests.rows import name_of


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


class TestWhoIsBooked:
    def test_somebody_of_the_pool_is_booked_without_being_in_the_team(self, team, case):
        pooled = factories.accounts.make_account()
        make_place(pooled, "panel")

        book_panel(team, case, interviewers=(*team.panel[:2], pooled))

        (interview,) = interviews_of(case)
        assert pooled in {seat.account_id for seat in interview.seats}

    def test_the_pool_of_another_stage_does_not_help(self, team, case):
        pooled = factories.accounts.make_account()
        make_place(pooled, "final")

        with pytest.raises(BadData, match="neither in the hiring team nor in the pool of this stage"):
            book_panel(team, case, interviewers=(*team.panel[:2], pooled))

    def test_whoever_is_in_training_does_not_count_as_an_interviewer(self, team, case):
        make_place(team.panel[0], "panel", approved=False)

        with pytest.raises(NotReady, match="shadows twice, then leads in reverse shadow twice"):
            book_panel(team, case)

    def test_whoever_is_in_training_may_sit_beside(self, team, case):
        learner = factories.accounts.make_account()
        make_place(learner, "panel", approved=False)

        book_panel(team, case, shadows=[learner])

        (interview,) = interviews_of(case)
        assert [seat.account_id for seat in interview.seats if seat.is_shadow] == [learner]

    @pytest.mark.parametrize("sits_as", ["shadow", "reverse_shadow"])
    def test_an_invitation_may_hold_somebody_in_training_beside_it(self, team, case, sits_as):
        learner = factories.accounts.make_account()
        make_place(learner, "panel", approved=False)
        places = (*map(Place, team.panel), Place(learner, sits_as))

        assert invite(viewer_of(team.recruiter), case, Offer(Takes.ALL, places, 60), seen=1)

    def test_an_invitation_counts_nobody_in_training(self, team, case):
        make_place(team.panel[0], "panel", approved=False)
        offer = Offer(Takes.ALL, tuple(map(Place, team.panel)), 60)

        with pytest.raises(NotReady, match="shadows twice"):
            invite(viewer_of(team.recruiter), case, offer, seen=1)

    def test_whoever_is_in_training_for_another_stage_interviews_here(self, team, case):
        make_place(team.panel[0], "final", approved=False)

        assert book_panel(team, case)


class TestConflicts:
    @pytest.mark.parametrize("kind", ["referrer", "relative", "reporting_line"])
    def test_nobody_interviews_with_a_declared_conflict(self, team, case, kind):
        make_conflict(case, team.panel[1], kind)

        with pytest.raises(BadData, match=f"{name_of(team.panel[1])} .*this candidate.* Choose somebody else"):
            book_panel(team, case)

    def test_nobody_takes_back_what_somebody_else_put_on_record_about_them(self, team, case):
        conflicts.declare(viewer_of(team.manager), case, team.recruiter, ConflictOfInterest.RELATIVE)

        with pytest.raises(NotAllowed, match="Somebody else"):
            conflicts.take_back(viewer_of(team.recruiter), case, team.recruiter, ConflictOfInterest.RELATIVE)

    def test_nobody_sits_beside_with_one_either(self, team, case):
        make_conflict(case, team.leader, "relative")

        with pytest.raises(BadData, match="is related to this candidate"):
            book_panel(team, case, shadows=[team.leader])

    def test_a_conflict_with_another_candidate_is_none_here(self, team, case):
        make_conflict(factories.applications.make_application(team.opening), team.panel[0], "relative")

        assert book_panel(team, case)

    def test_nobody_is_interviewed_by_those_above_or_below_them(self, team):
        applicant, between = factories.accounts.make_account(), factories.accounts.make_account()
        own = factories.applications.make_application(
            team.opening, stage="panel", email=factories.pools.email_of(applicant)
        )
        make_report(between, to=applicant)
        make_report(team.panel[2], to=between)

        with pytest.raises(BadData, match="are in one reporting line"):
            book_panel(team, own)

    def test_a_panel_is_not_booked_with_somebody_above_its_hiring_manager(self, team, case):
        between = factories.accounts.make_account()
        make_report(team.manager, to=between)
        make_report(between, to=team.panel[0])

        with pytest.raises(BadData, match="in the reporting line of the hiring manager"):
            book_panel(team, case)

    def test_a_ring_of_managers_still_ends(self, team, case):
        make_report(team.manager, to=team.leader)
        make_report(team.leader, to=team.manager)

        assert book_panel(team, case)

    def test_a_senior_leader_above_the_hiring_manager_holds_the_last_stage(self, team):
        make_report(team.manager, to=team.leader)
        last = factories.applications.make_application(team.opening, stage="final")

        assert bookings.book(last, team.recruiter, interviewers=[team.leader])

    def test_whoever_sees_the_candidate_in_another_stage_can_still_be_chosen_by_hand(self, team, case):
        factories.scheduling.make_interview(case, stage="manager", interviewers=team.panel[:1])

        assert book_panel(team, case)

    def test_nobody_with_a_conflict_takes_a_place(self, team, case):
        booked = book_panel(team, case)
        make_conflict(case, team.leader, "referrer")

        with pytest.raises(BadData, match="refers this candidate"):
            scheduling.replace(viewer_of(team.recruiter), booked, leaves=team.panel[0], joins=team.leader, seen=1)

    def test_an_interview_is_not_taken_back_with_somebody_who_has_a_conflict_by_now(self, team, case):
        book_panel(team, case)
        recruiter = viewer_of(team.recruiter)
        with transaction() as session:
            now = clock.now()
            scheduling.release(
                session, application_id=case, viewer=recruiter, now=now, keep_soon=False, close_cards=True
            )
        make_conflict(case, team.panel[0], "relative")

        with transaction() as session:
            restored = scheduling.restore(session, application_id=case, viewer=recruiter, now=clock.now())

        assert restored.booked == ()
        assert all("is related to this candidate" in sentence for sentence in restored.refused)

    def test_the_proposal_and_the_booking_agree_on_who_is_kept_out(self, team, case):
        make_conflict(case, team.panel[1], "relative")
        make_report(team.manager, to=team.panel[2])

        barred = {member.id for member in people_for(case).members if member.conflicts}

        refused = {who for who in team.panel if is_refused(team, case, who)}
        assert refused == barred == {*team.panel[1:]}


def is_refused(team, case, who) -> bool:
    """Whether this person can't sit beside the rest of the team."""
    with transaction() as session:
        try:
            booking.check_people(session, case, (who,))
        except BadData:
            return True
    return False
