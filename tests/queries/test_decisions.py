"""What the decision page is made of, before and after the own level."""

import json

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.decision import Ruling
from app.domain.errors import NotAllowed, NotFound
from app.domain.policy import Role, Viewer
from app.domain.states import State
from app.models.decisions import Snapshot
from app.models.scorecards import CompetencyRating, Scorecard
from app.queries.decisions import DecisionPage, decision_page
from app.services import applications
from app.services import decisions as service
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.statements import counted

HIRE = Ruling("hire", "P4", "", "The panel saw what the role asks for.")
DECLINE = Ruling("decline", "", "area:results", "No figures, asked twice.")


@pytest.fixture
def team(app) -> Team:
    return make_opening()


def manager(team: Team) -> Viewer:
    return Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "Asia/Tokyo", "Director")


def seen_by_manager(team: Team, application_id: int) -> DecisionPage:
    return decision_page(manager(team), application_id)


def disagreeing(team: Team) -> dict[int, dict[str, int | None]]:
    return {team.panel[0]: {"efficiency": 2}, team.panel[1]: {"efficiency": 4}}


def test_before_the_own_level_nothing_computed_is_on_the_page(context, team):
    page = seen_by_manager(team, make_finalist(team, by_person=disagreeing(team) | {team.leader: {"inclusion": 5}}))

    assert page.judged is None
    assert not page.matrix.is_judged
    assert not page.matrix.axis
    assert all(not talk.note.is_about_level for talk in page.talks)
    assert page.can_give_own


def test_the_own_level_opens_the_recommendation(context, team):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager, level="P5")

    page = seen_by_manager(team, application_id)

    assert page.judged is not None
    assert page.judged.recommendation.outcome == "P4"
    assert page.own is not None
    assert (page.own.level, page.own.sureness) == ("P5", "Fairly sure")
    assert page.matrix.is_judged
    assert page.can_decide


def test_a_disagreement_shows_both_texts(context, team):
    page = seen_by_manager(team, make_finalist(team, by_person=disagreeing(team)))

    (talk,) = [talk for talk in page.talks if talk.note.kind == "spread"]
    assert [quote.word for quote in talk.quotes] == ["Superior", "Partially successful"]
    assert [quote.evidence for quote in talk.quotes] == [
        f"Evidence of {team.panel[0]} in panel.",
        f"Evidence of {team.panel[1]} in panel.",
    ]
    assert page.spread_areas == ("efficiency",)


def test_cards_of_a_closed_panel_are_named_as_missing_and_not_used(context, team):
    page = seen_by_manager(team, make_finalist(team, sealed=("panel",)))

    (unused,) = page.unused
    assert len(page.cards) == 3
    assert (unused.stage, unused.is_open, unused.awaited) == ("Mock Presentation", False, ())
    assert len(unused.sealed) == 3


def test_a_panel_opened_without_a_card_names_whose(context, team):
    application_id = make_finalist(team, stages=("screen", "manager", "final"))
    interview = make_interview(application_id, stage="panel", interviewers=team.panel, is_open=True)
    for person in team.panel[:2]:
        make_scorecard(interview, person)

    (unused,) = seen_by_manager(team, application_id).unused

    assert unused.is_open
    assert len(unused.awaited) == 1


def test_interviewers_stand_under_their_surnames_in_narrow_places(context, app):
    people = [make_account(name=name) for name in ("Takeshi Endo", "Yuki Endo", "Ingrid Solheim")]
    own = make_opening(panel=people)

    page = seen_by_manager(own, make_finalist(own))

    assert {column.short for column in page.matrix.columns} >= {"T. Endo", "Y. Endo", "Solheim"}


def test_requirements_that_nobody_checked_are_to_verify(context, app):
    own = make_opening(location="japan")

    page = seen_by_manager(own, make_finalist(own))

    assert {line.word for line in page.requirements} == {"To verify"}
    assert len(page.gates) + len(page.others) == len(page.requirements) == 18


def test_whoever_owes_a_card_sees_none_of_it(context, team):
    application_id = make_finalist(team)
    make_interview(application_id, stage="manager", interviewers=[team.manager])

    with pytest.raises(NotAllowed) as refusal:
        seen_by_manager(team, application_id)

    assert "once your own scorecard" in refusal.value.message


def test_an_interviewer_has_no_part_in_the_decision(context, team):
    application_id = make_finalist(team)
    panelist = Viewer(team.panel[0], "Takeshi Endo", Role.INTERVIEWER, "Asia/Tokyo", "Executive")

    with pytest.raises(NotAllowed):
        decision_page(panelist, application_id)


def test_a_stranger_finds_nothing(context, team):
    application_id = make_finalist(team)

    with pytest.raises(NotFound):
        decision_page(Viewer(make_account("recruiter"), "X", Role.RECRUITER, "UTC", "Recruiter"), application_id)


def test_before_the_last_stage_the_page_can_be_read_and_nothing_given(context, team):
    page = seen_by_manager(team, make_application(team.opening, stage="panel"))

    assert not page.can_give_own
    assert not page.can_decide
    assert page.cards == ()


def test_after_the_decision_the_page_shows_what_was_stored(context, team):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    service.record(manager(team), application_id, ruling=HIRE, seen=1)
    _rate_everything(application_id, 5)

    page = seen_by_manager(team, application_id)

    assert page.judged is not None
    assert page.judged.recommendation.outcome == "P4"
    assert page.judged.cards_changed
    assert {cell.point for group in page.matrix.groups for row in group.rows for cell in row.cells} == {3, None}


def test_a_recorded_decision_says_that_it_recomputes_bit_equal(context, team):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    service.record(manager(team), application_id, ruling=HIRE, seen=1)

    decision = seen_by_manager(team, application_id).decision

    assert decision is not None
    assert (decision.outcome, decision.level, decision.reason) == ("hire", "P4", HIRE.reason)
    assert decision.is_recomputed_equal
    assert decision.versions.startswith("ladder ")


def test_a_tampered_snapshot_does_not_pass_for_equal(context, team):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    service.record(manager(team), application_id, ruling=HIRE, seen=1)
    with factories.writing() as session:
        row = session.execute(select(Snapshot)).scalar_one()
        stored = json.loads(row.input)
        stored["cards"][0]["ratings"] = dict.fromkeys(stored["cards"][0]["ratings"], 1)
        row.input = json.dumps(stored)

    decision = seen_by_manager(team, application_id).decision

    assert decision is not None
    assert not decision.is_recomputed_equal


def test_a_decline_names_what_it_rests_on(context, team):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    service.record(manager(team), application_id, ruling=DECLINE, seen=1)

    decision = seen_by_manager(team, application_id).decision

    assert decision is not None
    assert (decision.is_hire, decision.about) == (False, "Results")


def test_a_decision_that_was_taken_back_stands_as_an_earlier_one(context, team):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    service.record(manager(team), application_id, ruling=DECLINE, seen=1)
    applications.reopen(manager(team), application_id, seen=2, reason="New references.")

    page = seen_by_manager(team, application_id)

    assert page.case.position.state is State.ACTIVE
    assert page.decision is None
    assert page.earlier is not None
    assert page.can_decide


@pytest.mark.parametrize("more", [0, 12])
def test_the_page_costs_the_same_whatever_was_written(context, app, team, more):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    for _ in range(more):
        person = make_account()
        make_scorecard(make_interview(application_id, stage="panel", interviewers=[person], is_open=True), person)
    seen_by_manager(team, application_id)

    with counted(app) as seen:
        seen_by_manager(team, application_id)

    assert len(seen) == 6, seen


def _rate_everything(application_id: int, point: int) -> None:
    with factories.writing() as session:
        cards = session.execute(select(Scorecard.id)).scalars().all()
        lines = session.execute(select(CompetencyRating).where(CompetencyRating.scorecard_id.in_(cards))).scalars()
        for line in lines:
            line.point = point
    db.session.expire_all()
