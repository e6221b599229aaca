"""Letting an application rest on other versions, and taking it back; what stands in the way."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotReady
from app.domain.playbook import Playbook
from app.domain.policy import Role, Viewer
from app.gateways import clock
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from app.queries.applications import BoardFilter, board_for, case_for
from app.queries.applications.version import VersionPage, version_page
from app.queries.decisions import decision_page
from app.queries.scheduling.board import schedule_for
from app.queries.scheduling.board_shapes import Wanted
from app.services.applications import go_to, move_version
from tests.domain.shipped import changed
from tests.factories.accounts import START
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.factories.versions import publish_further, renamed, without_stage

WHY = "The panel is shorter now, and this candidate has not been there yet."


@pytest.fixture
def team(app) -> Team:
    return make_opening()


def recruiter(team: Team) -> Viewer:
    return Viewer(team.recruiter, "Ayumi Nakagawa", Role.RECRUITER, "Asia/Tokyo", "Recruiter")


def manager(team: Team) -> Viewer:
    return Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "Asia/Tokyo", "Director")


def moved(viewer: Viewer, application_id: int, *, wanted: str = "newest", reason: str = WHY) -> VersionPage:
    page = version_page(viewer, application_id, wanted=wanted)
    assert page.target
    seen, mark = page.case.version, page.target.mark
    move_version(viewer, application_id, seen=seen, wanted=page.target.key, mark=mark, reason=reason)
    return page


def test_the_page_says_what_changes_in_words(context, team):
    application_id = make_application(team.opening)
    publish_further(renamed())

    page = version_page(recruiter(team), application_id)

    says = [change.says for part in page.changes for change in part.changes]
    assert "Level “Enterprise” is called “Seller Three” now." in says
    assert any(sentence.endswith(" to 35 minutes.") for sentence in says)
    assert [(part.name, part.before, part.after) for part in page.parts] == [("Ladder", 1, 2), ("Job family", 1, 2)]


def test_a_moved_application_rests_on_the_newest_versions_and_its_opening_does_not(context, team):
    one, other = make_application(team.opening), make_application(team.opening)
    digests = publish_further(renamed())

    moved(recruiter(team), one)

    cases = [case_for(recruiter(team), application_id) for application_id in (one, other)]
    assert cases[0].digests.family == digests["family"]
    assert cases[1].digests.family != digests["family"]
    assert cases[0].stage_name == "First talk"


def test_only_the_parts_that_differ_are_kept_with_the_application(context, team):
    application_id = make_application(team.opening)
    publish_further(renamed())

    moved(recruiter(team), application_id)

    row = db.session.get_one(Application, application_id, populate_existing=True)
    assert row.family_digest
    assert row.ladder_digest
    assert (row.scale_digest, row.competencies_digest, row.crosswalk_digest, row.model_digest) == (None,) * 4


def test_it_is_moved_back_by_the_same_act(context, team):
    application_id = make_application(team.opening)
    publish_further(renamed())
    moved(recruiter(team), application_id)

    moved(recruiter(team), application_id, wanted="opening")

    row = db.session.get_one(Application, application_id, populate_existing=True)
    assert (row.family_digest, row.ladder_digest) == (None, None)


def test_the_timeline_and_the_audit_trail_name_both_versions(context, team):
    application_id = make_application(team.opening)
    publish_further(renamed())

    moved(recruiter(team), application_id)

    event = db.session.scalars(select(ApplicationEvent).where(ApplicationEvent.kind == "version_moved")).one()
    assert event.data["versions_after"] == "Ladder 2, Job family 2"
    assert event.data["reason"] == WHY
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "application.version_moved")).one()
    assert entry.data == {"versions_before": "Ladder 1, Job family 1", "versions_after": "Ladder 2, Job family 2"}


def test_a_stage_that_the_other_plan_lacks_keeps_the_application(context, team):
    application_id = make_application(team.opening, stage="panel")
    publish_further(without_stage("panel"))

    with pytest.raises(NotReady, match="Move it to another stage first"):
        moved(recruiter(team), application_id)


def test_an_interview_of_a_stage_that_is_gone_keeps_the_application(context, team):
    application_id = make_application(team.opening, stage="manager")
    make_interview(application_id, stage="screen", interviewers=[team.recruiter])
    publish_further(without_stage("screen"))

    page = version_page(recruiter(team), application_id)

    assert len(page.hindrances) == 1
    assert "was held or booked" in page.hindrances[0]


def test_a_closed_application_stays_where_it_was(context, team):
    application_id = make_application(team.opening, state="declined")
    publish_further(renamed())

    with pytest.raises(NotReady, match="Re-open it first"):
        moved(recruiter(team), application_id)


def test_a_reason_is_asked(context, team):
    application_id = make_application(team.opening)
    publish_further(renamed())

    with pytest.raises(BadData) as refused:
        moved(recruiter(team), application_id, reason=" ")

    assert refused.value.field == "reason"


def test_versions_that_were_published_meanwhile_are_looked_at_first(context, team):
    application_id = make_application(team.opening)
    publish_further(renamed())
    page = version_page(recruiter(team), application_id)
    assert page.target
    publish_further(without_stage("final"), number=3)

    with pytest.raises(Conflict):
        move_version(recruiter(team), application_id, seen=1, wanted="newest", mark=page.target.mark, reason=WHY)


def test_an_older_page_moves_nothing(context, team):
    application_id = make_application(team.opening)
    publish_further(renamed())
    page = version_page(recruiter(team), application_id)
    assert page.target

    with pytest.raises(Conflict):
        move_version(recruiter(team), application_id, seen=7, wanted="newest", mark=page.target.mark, reason=WHY)


def test_an_interviewer_moves_nothing(context, team):
    application_id = make_application(team.opening)
    make_interview(application_id, stage="screen", interviewers=[team.panel[0]])
    someone = Viewer(team.panel[0], "Kofi", Role.INTERVIEWER, "UTC", "")

    with pytest.raises(NotAllowed):
        version_page(someone, application_id)


def test_ratings_of_an_area_that_no_stage_looks_at_any_more_are_kept_and_count_no_more(context, team):
    application_id = make_finalist(team)
    book = shipped_playbook()
    number = next(i for i, stage in enumerate(book.family.stages) if "transparency" in stage.focus_areas)
    left = [area for area in book.family.stages[number].focus_areas if area != "transparency"]
    publish_further(replace(book, family=changed(book.family, ("stages", number, "focus_areas"), left)))

    page = moved(manager(team), application_id)

    assert page.lost == ("No stage looks at Transparency: one rating counts no more.",)
    shown = decision_page(manager(team), application_id)
    assert "Transparency" not in {answer.name for card in shown.cards for answer in card.areas}


def test_whoever_owes_a_scorecard_is_not_told_how_many_answers_are_lost(context, team):
    application_id = make_finalist(team, stages=("screen", "panel"))
    make_interview(application_id, stage="manager", interviewers=[team.manager], starts_at=START)
    publish_further(renamed())

    assert version_page(manager(team), application_id).lost == ()


def with_a_further_stage() -> Playbook:
    """The shipped playbook with a talk about values behind the first stage."""
    book = shipped_playbook()
    stages = [stage.model_dump() for stage in book.family.stages]
    stages.insert(1, stages[0] | {"key": "values", "name": "Talk about values"})
    return replace(book, family=changed(book.family, ("stages",), stages))


def test_a_stage_that_only_other_versions_have_stands_on_the_board_in_its_place(context, team):
    application_id = make_application(team.opening)
    publish_further(with_a_further_stage())
    moved(recruiter(team), application_id)
    go_to(recruiter(team), application_id, seen=2, stage="values", reason="It begins with values.")

    board = board_for(recruiter(team), team.opening, chosen=BoardFilter(), now=clock.now())

    assert [section.name for section in board.sections][1] == "Talk about values"
    assert [row.id for row in board.sections[1].rows] == [application_id]
    assert len(board.sections) == len(shipped_playbook().family.stages) + 2


def test_the_schedule_names_a_stage_that_only_other_versions_have(context, team):
    application_id = make_application(team.opening)
    publish_further(with_a_further_stage())
    moved(recruiter(team), application_id)
    go_to(recruiter(team), application_id, seen=2, stage="values", reason="It begins with values.")

    schedule = schedule_for(recruiter(team), Wanted(None, False), clock.now())

    assert [row.about.stage for row in schedule.to_invite.rows] == ["Talk about values"]
