"""Opening a promotion case and keeping what it rests on."""

import pytest
from sqlalchemy import func, select

from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.policy import Role
from app.domain.promotion import Verdict
from app.domain.promotion_record import SalesRecord, SalesYear
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent, PromotionCase
from app.models.candidates import Candidate
from app.models.ladders import ContentVersion
from app.models.notifications import OutboxMessage
from app.models.openings import Opening
from app.queries.applications.promotion import promotion_desk, promotion_page
from app.queries.reports.equal_opportunity import equal_opportunity
from app.services import applications
from app.services.applications.promoting import change_record, open_case
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.openings import make_opening, make_rules
from tests.factories.panels import viewer_of
from tests.factories.promotions import make_promotion
from tests.factories.scheduling import make_interview

FULL = SalesRecord("P4", (SalesYear(2024, 1_000_000, 900_000), SalesYear(2025, 1_000_000, 1_200_000)), 3)


@pytest.fixture
def team(context):
    return make_opening()


@pytest.fixture
def colleague(team):
    return make_account(name="Ines Ferro")


@pytest.fixture
def recruiter(team):
    return viewer_of(team.recruiter, Role.RECRUITER)


def test_a_case_begins_in_the_first_stage_with_a_record_of_the_colleague(team, recruiter, colleague):
    made = open_case(recruiter, team.opening, colleague=colleague, record=FULL)

    with factories.writing() as session:
        row = session.get_one(Application, made)
        known = session.get_one(Candidate, row.candidate_id)
        assert (row.state, row.stage, row.came_by) == ("active", "screen", "promotion")
        assert (known.name, known.email) == ("Ines Ferro", session.get_one(Account, colleague).email)


def test_nobody_is_written_to_when_a_case_is_opened(team, recruiter, colleague):
    open_case(recruiter, team.opening, colleague=colleague, record=FULL)

    with factories.writing() as session:
        assert session.execute(select(func.count()).select_from(OutboxMessage)).scalar_one() == 0


def test_a_record_on_file_is_taken_for_the_same_address(team, recruiter, colleague):
    with factories.writing() as session:
        email = session.get_one(Account, colleague).email
    earlier = factories.applications.make_application(make_opening().opening, email=email)

    made = open_case(recruiter, team.opening, colleague=colleague, record=SalesRecord())

    with factories.writing() as session:
        assert session.get_one(Application, made).candidate_id == session.get_one(Application, earlier).candidate_id


def test_the_page_judges_what_was_entered_by_the_scale_that_the_first_case_publishes(team, recruiter, colleague):
    made = open_case(recruiter, team.opening, colleague=colleague, record=FULL)

    page = promotion_page(recruiter, made)

    assert page.eligibility.verdict is Verdict.ELIGIBLE
    assert page.record.years[0].year == 2025
    with factories.writing() as session:
        wanted = select(func.count()).select_from(ContentVersion).where(ContentVersion.key == "impact_review")
        assert session.execute(wanted).scalar_one() == 1


def test_those_who_judge_here_are_not_among_those_who_can_be_considered(team, recruiter, colleague):
    sits = make_account()
    make_interview(factories.applications.make_application(team.opening), stage="screen", interviewers=[sits])
    gone = make_account(is_active=False)
    considered = make_account()
    make_promotion(team.opening, considered, team.manager)

    offered = {each.id for each in promotion_desk(recruiter, team.opening).colleagues}

    assert {colleague, *team.panel} <= offered
    assert not offered & {team.recruiter, team.manager, sits, gone, considered}


def test_whoever_is_not_offered_is_refused(team, recruiter):
    with pytest.raises(BadData, match="Choose a colleague of the list") as refused:
        open_case(recruiter, team.opening, colleague=team.manager, record=SalesRecord())

    assert refused.value.field == "colleague"


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (SalesRecord("P9"), "current_level"),
        (SalesRecord("P4", review=7), "review"),
        (SalesRecord("P4", currency="dollars"), "currency"),
        (SalesRecord("P4", (SalesYear(2025, -1, 0),)), "years"),
    ],
)
def test_a_record_that_can_not_be_one_opens_nothing(team, recruiter, colleague, record, field):
    with pytest.raises(BadData) as refused:
        open_case(recruiter, team.opening, colleague=colleague, record=record)

    assert refused.value.field == field
    with factories.writing() as session:
        assert session.execute(select(func.count()).select_from(PromotionCase)).scalar_one() == 0


def test_a_closed_opening_takes_no_case(team, recruiter, colleague):
    with factories.writing() as session:
        session.get_one(Opening, team.opening).state = "closed"

    with pytest.raises(NotReady, match="closed"):
        open_case(recruiter, team.opening, colleague=colleague, record=SalesRecord())


def test_a_panelist_opens_no_case(team, colleague):
    with pytest.raises(NotAllowed):
        open_case(viewer_of(team.panel[0]), team.opening, colleague=colleague, record=SalesRecord())


def test_a_changed_record_is_judged_anew_and_stands_in_the_timeline(team, recruiter, colleague):
    made = open_case(recruiter, team.opening, colleague=colleague, record=SalesRecord())

    change_record(recruiter, made, FULL, seen=1)

    page = promotion_page(recruiter, made)
    assert (page.version, page.eligibility.verdict) == (2, Verdict.ELIGIBLE)
    with factories.writing() as session:
        kinds = session.execute(select(ApplicationEvent.kind).order_by(ApplicationEvent.id)).scalars().all()
        assert kinds == ["applied", "promotion_changed"]


def test_whoever_writes_on_an_older_record_is_told_who_was_faster(team, recruiter, colleague):
    made = open_case(recruiter, team.opening, colleague=colleague, record=SalesRecord())
    change_record(recruiter, made, FULL, seen=1)

    with pytest.raises(Conflict, match="changed this record at"):
        change_record(recruiter, made, SalesRecord(), seen=1)

    assert promotion_page(recruiter, made).record == SalesRecord("P4", FULL.years[::-1], 3)


def test_an_application_that_is_no_promotion_case_has_no_such_page(team, recruiter):
    application = factories.applications.make_application(team.opening)

    with pytest.raises(NotFound):
        promotion_page(recruiter, application)


def test_the_colleague_is_kept_out_also_after_their_addresses_changed(team, recruiter, colleague):
    made = open_case(recruiter, team.opening, colleague=colleague, record=FULL)
    with factories.writing() as session:
        session.get_one(Candidate, session.get_one(Application, made).candidate_id).email = "ines@example.net"

    with pytest.raises(NotFound):
        promotion_page(viewer_of(colleague, Role.ADMIN), made)


def test_not_now_sends_no_mail_and_waits_to_be_told_in_person(team, recruiter, colleague):
    made = open_case(recruiter, team.opening, colleague=colleague, record=FULL)

    applications.decline(recruiter, made, seen=1, about="area:results", reason="Too early.")

    with factories.writing() as session:
        assert session.execute(select(OutboxMessage.kind)).scalars().all() == []
    with pytest.raises(NotReady, match="in person"):
        applications.tell(recruiter, made, seen=2, by_mail=True)
    applications.tell(recruiter, made, seen=2, by_mail=False, how="In our weekly talk.")


def test_a_promotion_case_is_not_counted_among_those_who_applied(team, recruiter, colleague):
    make_rules(self_id="us")
    open_case(recruiter, team.opening, colleague=colleague, record=FULL)

    assert equal_opportunity(START) == ()
