"""Questions about pools: who may hold a stage of an application, how far they are, what they bring, who is kept out."""

from datetime import UTC, datetime, timedelta

import pytest

from app.database import db
from app.domain.conflicts import ConflictOfInterest
from app.domain.errors import NotFound, NotReady
from app.domain.load import Load
from app.domain.training import Practice, Standing
from app.queries import ladders
from app.queries.scheduling.load import load_of
from app.queries.scheduling.pools import people_for
from tests import factories
from tests.factories.openings import Team
from tests.factories.pools import FAMILY, make_conflict, make_place, make_report, make_tags
from tests.statements import counted

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def team(context) -> Team:
    made = factories.openings.make_opening()
    ladders.playbook_of(made.opening)
    db.session.rollback()  # what the factories write from here on is to be seen
    return made


@pytest.fixture
def case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel")


def ids(application, **given) -> list[int]:
    return [member.id for member in people_for(application, now=NOW, **given).members]


def one(application, account):
    return next(member for member in people_for(application, now=NOW).members if member.id == account)


def held(application, *, who, days=-3, shadows=(), stage="panel", is_reverse=False) -> int:
    """An interview some days from now."""
    return factories.scheduling.make_interview(
        application,
        stage=stage,
        interviewers=who,
        shadows=shadows,
        starts_at=NOW + timedelta(days=days),
        is_reverse=is_reverse,
    )


class TestWho:
    def test_those_whose_part_holds_the_stage_may_sit_and_so_may_its_pool(self, team, case):
        pooled = factories.accounts.make_account()
        make_place(pooled, "panel")
        make_place(factories.accounts.make_account(), "final")

        assert ids(case) == sorted([*team.panel, pooled])

    def test_the_pool_of_another_family_is_another_pool(self, team, case):
        make_place(factories.accounts.make_account(), "panel", family="nursing")

        assert ids(case) == sorted(team.panel)

    def test_whoever_has_left_is_not_among_them(self, team, case):
        make_place(factories.accounts.make_account(is_active=False), "panel")

        assert ids(case) == sorted(team.panel)

    def test_nobody_interviews_themself(self, team):
        applicant = factories.accounts.make_account()
        make_place(applicant, "panel")
        own = factories.applications.make_application(
            team.opening, stage="panel", email=factories.pools.email_of(applicant)
        )

        assert ids(own) == sorted(team.panel)

    def test_another_stage_than_the_present_one_can_be_asked_about(self, team, case):
        assert ids(case, stage="final") == [team.leader]

    def test_an_application_that_is_behind_its_stages_has_nobody_to_seat(self, team):
        decided = factories.applications.make_application(team.opening, stage="decision")

        with pytest.raises(NotReady, match="All interviews"):
            people_for(decided)

    def test_an_unknown_application_is_not_there(self, context):
        with pytest.raises(NotFound):
            people_for(4711)

    def test_who_is_asked_about_costs_the_same_however_many_they_are(self, app, team, case):
        for _ in range(30):
            account = factories.accounts.make_account()
            make_place(account, "panel", approved=False)
            make_tags(account, language=["english"], area=["efficiency"])
            make_conflict(case, account, "relative")

        with counted(app) as statements:
            people_for(case, now=NOW)

        assert len(statements) <= 8


class TestTraining:
    def test_a_member_of_the_team_without_a_place_in_the_pool_is_approved(self, team, case):
        assert one(case, team.panel[0]).standing is Standing.APPROVED

    def test_a_place_without_approval_is_a_beginning(self, team, case):
        make_place(team.panel[0], "panel", approved=False)

        assert one(case, team.panel[0]).standing is Standing.SHADOW

    def test_only_interviews_that_were_held_bring_somebody_on(self, team, case):
        learner = factories.accounts.make_account()
        make_place(learner, "panel", approved=False)
        held(case, who=team.panel, shadows=[learner])
        held(case, who=team.panel, shadows=[learner], days=-2)
        held(case, who=team.panel, shadows=[learner], days=2)
        held(case, who=[team.leader], shadows=[learner], days=-1, stage="final")

        found = people_for(case, now=NOW)

        assert found.practice[learner] == Practice(shadowed=2)
        assert one(case, learner).standing is Standing.REVERSE_SHADOW

    def test_leading_in_reverse_shadow_is_counted_apart(self, team, case):
        learner = factories.accounts.make_account()
        make_place(learner, "panel", approved=False)
        held(case, who=team.panel, shadows=[learner], is_reverse=True)

        assert people_for(case, now=NOW).practice[learner] == Practice(0, 1)


class TestWhatTheyBring:
    def test_languages_and_specialties_are_tags_and_areas_are_led(self, team, case):
        make_tags(team.panel[0], language=["japanese"], specialty=["federal"], area=["efficiency"])

        found = one(case, team.panel[0])

        assert (found.tags, found.leads) == ({"japanese", "federal"}, {"efficiency"})

    def test_an_opening_in_japan_needs_its_two_languages(self, context):
        team = factories.openings.make_opening(location="japan", specialty="federal")
        application = factories.applications.make_application(team.opening, stage="panel")

        needs = people_for(application, now=NOW).needs

        assert [(need.tag, need.is_must) for need in needs] == [
            ("english", True),
            ("japanese", True),
            ("federal", False),
        ]

    def test_the_areas_are_those_of_the_stage_in_its_order(self, case):
        found = people_for(case, now=NOW)

        assert tuple(area.key for area in found.areas) == found.stage.focus_areas


class TestLoad:
    def test_interviews_of_the_weeks_around_and_of_this_week_count(self, team, case):
        for days in (-40, -20, -1, 1, 20, 40):
            held(case, who=[team.panel[0]], days=days)

        assert load_of([*team.panel[:2]], NOW) == {team.panel[0]: Load(2, 2, 2), team.panel[1]: Load()}

    def test_what_was_cancelled_or_handed_on_counts_for_nobody(self, team, case):
        factories.pools.cancel(held(case, who=[team.panel[0]]))
        factories.pools.leave(held(case, who=[team.panel[0]]), team.panel[0])

        assert load_of([team.panel[0]], NOW) == {team.panel[0]: Load()}

    def test_whoever_applied_themself_does_not_see_their_own_interviews_in_a_load(self, team):
        own = factories.applications.make_application(team.opening, email=factories.pools.email_of(team.recruiter))
        held(own, who=[team.panel[0]])

        assert load_of([team.panel[0]], NOW, unseen_by=team.recruiter) == {team.panel[0]: Load()}


class TestConflicts:
    @pytest.mark.parametrize("kind", ["referrer", "relative", "reporting_line"])
    def test_what_was_declared_keeps_somebody_out(self, team, case, kind):
        make_conflict(case, team.panel[0], kind)

        assert one(case, team.panel[0]).conflicts == {ConflictOfInterest(kind)}

    def test_it_holds_for_the_person_also_in_another_application(self, team):
        first = factories.applications.make_application(team.opening, stage="panel", name="Kim")
        second = factories.pools.apply_again(first, factories.openings.make_opening(panel=team.panel).opening)
        make_conflict(first, team.panel[0], "relative")

        assert one(second, team.panel[0]).conflicts == {ConflictOfInterest.RELATIVE}

    def test_whoever_works_here_and_applies_is_not_interviewed_by_those_above_or_below(self, team):
        applicant = factories.accounts.make_account()
        own = factories.applications.make_application(
            team.opening, stage="panel", email=factories.pools.email_of(applicant)
        )
        make_report(applicant, to=team.panel[0])
        make_report(team.panel[1], to=applicant)

        found = [one(own, account).conflicts for account in team.panel]

        assert found == [{ConflictOfInterest.REPORTING_LINE}, {ConflictOfInterest.REPORTING_LINE}, frozenset()]

    def test_a_panel_stays_free_of_those_above_the_hiring_manager(self, team, case):
        make_report(team.manager, to=team.panel[0])
        make_report(team.panel[0], to=team.panel[1])
        make_report(team.panel[2], to=team.manager)

        found = [one(case, account).conflicts for account in team.panel]

        assert found == [{ConflictOfInterest.MANAGERS_LINE}, {ConflictOfInterest.MANAGERS_LINE}, frozenset()]

    def test_the_leader_of_a_later_stage_may_well_be_above_the_hiring_manager(self, team):
        make_report(team.manager, to=team.leader)
        last = factories.applications.make_application(team.opening, stage="final")

        assert one(last, team.leader).conflicts == frozenset()

    def test_nobody_is_proposed_for_a_panel_who_sees_the_candidate_in_another_stage(self, team, case):
        held(case, who=[team.panel[0]], stage="manager", days=-9)

        found = [one(case, account).conflicts for account in team.panel[:2]]

        assert found == [{ConflictOfInterest.ALREADY_MET}, frozenset()]

    def test_whoever_met_the_candidate_in_this_very_stage_is_as_free_as_before(self, team, case):
        held(case, who=[team.panel[0]])

        assert one(case, team.panel[0]).conflicts == frozenset()


def test_the_family_of_the_factories_is_that_of_the_shipped_files():
    assert factories.ladders.shipped_playbook().family.key == FAMILY
