"""Impact previews: asked for once, computed in pieces by whoever is there, changing nothing but themselves."""

import json

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound
from app.domain.policy import Role, Viewer
from app.domain.previews import PreviewState
from app.gateways import clock
from app.models.accounts import Account
from app.models.decisions import Decision, Snapshot
from app.models.ladders import ContentDraft, ImpactPreview
from app.queries.ladders.previews import preview_of
from app.services.ladders.previewing import ask_preview, compute_some, compute_waiting
from tests import factories
from tests.domain.shipped import changed
from tests.factories.accounts import make_account
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.previews import harder, make_decided, make_draft
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard


@pytest.fixture
def team(app) -> Team:
    return make_opening()


def admin_viewer(account_id: int) -> Viewer:
    return Viewer(account_id, "Ines Ferraz", Role.ADMIN, "UTC", "Head of people")


@pytest.fixture
def admin(team) -> Viewer:
    return admin_viewer(make_account("admin"))


def computed(viewer: Viewer, draft: int):
    preview = ask_preview(viewer, draft, seen=1)
    for _ in range(20):
        compute_some(preview, seconds=5)
    page = preview_of(viewer, draft)
    assert page
    return page


def test_a_renamed_level_changes_no_recommendation(context, team, admin):
    make_decided(team, 4)
    draft = make_draft(changed(shipped_playbook().ladder, ("levels", 2, "name"), "Seller Three"), admin.account_id)

    page = computed(admin, draft)

    assert (page.state, page.total, page.done, page.found.same) == (PreviewState.DONE, 4, 4, 4)
    assert page.rows == ()


def test_a_harder_level_says_which_applications_change_and_why(context, team, admin):
    made = make_decided(team, 6)
    draft = make_draft(harder(), admin.account_id)

    page = computed(admin, draft)

    assert page.found.changes + page.found.same == 6
    assert page.found.changes
    assert {row.application_id for row in page.rows} <= set(made)
    assert all(row.why and row.before != row.after for row in page.rows)


def test_somebody_without_a_tie_reads_numbers_and_no_names(context, team, admin):
    make_decided(team, 6)
    draft = make_draft(harder(), admin.account_id)

    page = computed(admin, draft)

    assert {row.candidate for row in page.rows} == {""}


def test_what_the_viewer_still_owes_a_card_on_is_not_there(context, team, admin):
    made = make_decided(team, 1)
    draft = make_draft(harder(), admin.account_id)
    make_interview(made[0], stage="panel", interviewers=[admin.account_id])

    page = computed(admin, draft)

    assert (page.total, page.found.changes, page.rows, page.unlisted) == (0, 0, (), 0)


def test_what_the_viewer_comes_to_owe_a_card_on_is_counted_no_more(context, team, admin):
    made = make_decided(team, 1)
    draft = make_draft(harder(), admin.account_id)
    before = computed(admin, draft)
    make_interview(made[0], stage="panel", interviewers=[admin.account_id])
    db.session.rollback()

    after = preview_of(admin, draft)

    assert after
    assert (before.found.changes, after.found.moves, after.rows, after.unlisted) == (1, {}, (), 0)


def test_whoever_interviewed_and_may_not_read_the_recommendation_reads_it_nowhere(context, team, admin):
    made = make_decided(team, 1)
    draft = make_draft(harder(), admin.account_id)
    make_scorecard(make_interview(made[0], stage="panel", interviewers=[admin.account_id]), admin.account_id)

    page = computed(admin, draft)

    assert (page.found.changes, page.rows, page.unlisted) == (1, (), 1)


def test_nobody_reads_of_their_own_application(context, team, admin):
    made = make_decided(team, 2)
    draft = make_draft(harder(), admin.account_id)
    with factories.writing() as session:
        session.get_one(Account, admin.account_id).email = "finalist1@example.net"

    page = computed(admin, draft)

    assert page.total == len(made) - 1


def test_looking_changes_nothing_but_the_preview(context, team, admin):
    make_decided(team, 3)
    draft = make_draft(harder(), admin.account_id)
    before = [tuple(row) for table in (Snapshot, Decision) for row in db.session.execute(select(table.__table__))]

    computed(admin, draft)

    after = [tuple(row) for table in (Snapshot, Decision) for row in db.session.execute(select(table.__table__))]
    assert after == before


def test_a_piece_goes_on_where_the_last_one_ended(context, team, admin):
    make_decided(team, 5)
    draft = make_draft(harder(), admin.account_id)
    preview = ask_preview(admin, draft, seen=1)

    dones = []
    for _ in range(5):
        compute_some(preview, seconds=0)
        dones.append(db.session.get_one(ImpactPreview, preview, populate_existing=True).done)

    assert dones == [1, 2, 3, 4, 5]


def test_two_at_once_compute_nothing_twice(context, team, admin):
    make_decided(team, 2)
    preview = ask_preview(admin, make_draft(harder(), admin.account_id), seen=1)
    with factories.writing() as session:
        session.get_one(ImpactPreview, preview).taken_at = clock.now()

    compute_some(preview)

    assert db.session.get_one(ImpactPreview, preview, populate_existing=True).done == 0


def test_a_worker_finishes_what_waits(context, team, admin):
    make_decided(team, 3)
    draft = make_draft(harder(), admin.account_id)
    ask_preview(admin, draft, seen=1)

    rounds = [compute_waiting(clock.now()) for _ in range(2)]

    page = preview_of(admin, draft)
    assert page
    assert page.state is PreviewState.DONE
    assert rounds == [True, False]


def test_asking_twice_makes_one_preview(context, team, admin):
    make_decided(team, 2)
    draft = make_draft(harder(), admin.account_id)

    first, second = (ask_preview(admin, draft, seen=1) for _ in range(2))

    assert first == second


def test_a_draft_that_changes_meanwhile_ends_its_preview_with_a_sentence(context, team, admin):
    make_decided(team, 2)
    draft = make_draft(harder(), admin.account_id)
    preview = ask_preview(admin, draft, seen=1)
    with factories.writing() as session:
        session.get_one(ContentDraft, draft).version = 2

    compute_some(preview)

    page = preview_of(admin, draft)
    assert page
    assert (page.state, page.is_outdated) == (PreviewState.FAILED, True)
    assert page.found.failure.startswith("The draft was changed")


def test_a_stage_that_is_gone_is_told_as_evidence_that_counts_no_more(context, team, admin):
    make_decided(team, 3)
    family = shipped_playbook().family
    left = [stage.model_dump() for stage in family.stages if stage.key != "panel"]
    draft = make_draft(changed(family, ("stages",), left), admin.account_id)

    page = computed(admin, draft)

    assert page.found.partly == 3


def test_an_older_version_of_the_draft_is_refused(context, team, admin):
    draft = make_draft(harder(), admin.account_id)

    with pytest.raises(Conflict):
        ask_preview(admin, draft, seen=7)


def test_a_draft_that_is_not_whole_says_what_it_lacks(context, team, admin):
    draft = make_draft(harder(), admin.account_id)
    with factories.writing() as session:
        session.get_one(ContentDraft, draft).body = json.dumps({"kind": "ladder", "key": "x"})

    with pytest.raises(BadData):
        ask_preview(admin, draft, seen=1)


def test_only_whoever_edits_content_asks(context, team, admin):
    draft = make_draft(harder(), admin.account_id)

    with pytest.raises(NotAllowed):
        ask_preview(Viewer(team.recruiter, "Ayumi", Role.RECRUITER, "UTC", ""), draft, seen=1)


def test_a_draft_that_does_not_exist_is_not_found(context, team, admin):
    with pytest.raises(NotFound):
        ask_preview(admin, 999, seen=1)
