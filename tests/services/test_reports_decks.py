"""Keeping a pass through a calibration deck, on both databases: once for the same answers, against one version."""

import json

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.deck import Taken
from app.domain.deck_feedback import agreement
from app.domain.errors import BadData, Conflict, NotFound
from app.domain.policy import Role, Viewer
from app.domain.versions import canonical_json, digest
from app.gateways import clock
from app.models.audit import AuditEntry
from app.models.ladders import ContentVersion
from app.models.reports import DeckResult
from app.queries import reports as queries
from app.services import ladders
from app.services import reports as service
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.ladders import publish_decks, shipped_deck
from tests.factories.openings import make_opening
from tests.factories.reports import make_deck_result
from tests.rows import count_of

DECK = shipped_deck()
REFERENCE = {snippet.key: snippet.point for snippet in DECK.snippets}


@pytest.fixture
def viewer(context) -> Viewer:
    return Viewer(make_account("interviewer"), "Somebody", Role.INTERVIEWER, "UTC", "Engineer")


@pytest.fixture
def version(context) -> str:
    return publish_decks()["first"]


def finish(viewer: Viewer, version: str, *, seen: int = 0, key: str = "first", **changes: int) -> int:
    points = REFERENCE | {name.replace("_", "-"): point for name, point in changes.items()}
    return service.finish_deck(viewer, key, digest=version, points=points, seen=seen)


def stored() -> list[DeckResult]:
    db.session.rollback()
    return list(db.session.execute(select(DeckResult).order_by(DeckResult.id)).scalars())


def test_a_pass_keeps_points_version_and_agreement(viewer, version):
    number = finish(viewer, version, nine_open_deals=4)

    row = stored()[0]
    assert (row.id, row.account_id, row.deck, row.digest) == (number, viewer.account_id, "first", version)
    assert row.points == REFERENCE | {"nine-open-deals": 4}
    assert row.kappa_thousandths == agreement(DECK, row.points) == 976


def test_it_is_audited_without_a_figure(viewer, version):
    number = finish(viewer, version)

    entry = db.session.execute(select(AuditEntry).where(AuditEntry.action == "deck.finished")).scalar_one()
    assert (entry.object_kind, entry.object_id, entry.actor_id) == ("deck_result", number, viewer.account_id)
    assert entry.data == {"deck": "first"}


def test_the_same_answers_sent_twice_are_one_pass(viewer, version):
    first = finish(viewer, version)

    again = finish(viewer, version)

    assert again == first
    assert len(stored()) == 1


def test_other_answers_from_a_page_shown_before_are_refused(viewer, version):
    finish(viewer, version)

    with pytest.raises(Conflict, match="finished this deck meanwhile"):
        finish(viewer, version, nine_open_deals=4)

    assert len(stored()) == 1


def test_a_retake_is_kept_beside_the_first(viewer, version):
    first = finish(viewer, version, nine_open_deals=5)

    second = finish(viewer, version, seen=first)

    assert [row.id for row in stored()] == [first, second]
    assert queries.own_result(viewer, "first").feedback.kappa == "1.00"
    assert len(queries.own_result(viewer, "first").earlier) == 1


def test_the_passes_of_two_people_do_not_meet(viewer, version):
    other = Viewer(make_account("interviewer"), "Other", Role.INTERVIEWER, "UTC", "Engineer")
    finish(viewer, version)

    finish(other, version, nine_open_deals=4)

    assert len(stored()) == 2
    assert queries.own_result(viewer, "first").feedback.kappa == "1.00"


def test_an_unfinished_deck_names_its_first_empty_snippet_and_keeps_nothing(viewer, version):
    points = {key: point for key, point in REFERENCE.items() if key not in {"two-claims", "one-doubt"}}

    with pytest.raises(BadData, match="Snippet 5") as refusal:
        service.finish_deck(viewer, "first", digest=version, points=points, seen=0)

    assert refusal.value.field == "point-two-claims"
    assert stored() == []


@pytest.mark.parametrize("kind", ["nonsense", "another deck", "another kind"])
def test_a_version_that_is_none_of_this_deck_is_refused(viewer, version, kind):
    marks = {"nonsense": "0" * 64, "another deck": publish_decks()["yearly"], "another kind": ""}
    marks["another kind"] = factories.ladders.publish_shipped()["scale"]

    with pytest.raises(NotFound):
        finish(viewer, marks[kind])

    assert stored() == []


def test_a_result_is_read_against_the_version_that_was_rated(viewer, version):
    finish(viewer, version)
    content = json.loads(canonical_json(DECK))
    content["snippets"][0]["point"], content["snippets"][0]["reason"] = 5, "Another reason."
    changed = type(DECK).model_validate_json(json.dumps(content))
    row = ContentVersion(digest=digest(changed), kind="deck", key="first", number=2, name=DECK.name)
    row.body, row.published_at = canonical_json(changed), START
    with factories.writing() as session:
        session.add(row)

    assert queries.own_result(viewer, "first").feedback.kappa == "1.00"
    assert queries.deck_to_take(viewer, "first").digest == digest(changed)
    assert [row.name for row in queries.decks_for(viewer, clock.now())] == ["First deck", "Yearly deck"]


def test_publishing_the_shipped_decks_twice_changes_nothing(context):
    first = ladders.publish_shipped_decks(None)

    again = ladders.publish_shipped_decks(None)

    assert (again, len(first)) == (first, 2)
    assert count_of(ContentVersion) == 2


def test_publishing_the_shipped_ladder_publishes_its_decks_too(context):
    ladders.publish_shipped(None)

    kinds = db.session.execute(select(ContentVersion.kind)).scalars().all()
    assert sorted(kinds).count("deck") == 2


def test_the_list_for_process_owners_has_pool_and_takers_in_the_order_of_names(viewer, version):
    team = make_opening()
    make_deck_result(team.panel[1], finished_at=START, kappa=310)
    make_deck_result(team.panel[1], "yearly", finished_at=START, kappa=None)
    finish(viewer, version)
    gone, closed = make_account("interviewer", is_active=False), make_account("interviewer")
    make_deck_result(gone)

    lines = queries.takers(clock.now())

    assert [line.name for line in lines] == sorted(line.name for line in lines)
    assert {line.account_id for line in lines} == {*team.panel, viewer.account_id}
    assert closed not in {line.account_id for line in lines}
    told = {line.account_id: (line.deck, line.kappa) for line in lines}
    assert told[team.panel[0]] == ("", "")
    assert told[team.panel[1]] == ("Yearly deck", "not defined")
    assert told[viewer.account_id] == ("First deck", "1.00")


def test_the_latest_pass_through_any_deck_counts_for_the_year(viewer, version):
    make_deck_result(viewer.account_id, finished_at=START)
    finish(viewer, publish_decks()["first"], seen=1)
    now = clock.now()

    assert queries.taken_by(viewer, now) == Taken(stored()[-1].finished_at, now)


@pytest.mark.parametrize("text", ["\x00", "first\x00", "\ud800"])
def test_what_can_be_no_key_is_simply_not_there(viewer, version, text):
    for ask in (queries.deck_to_take, queries.own_result):
        with pytest.raises(NotFound):
            ask(viewer, text)

    with pytest.raises(NotFound):
        finish(viewer, text)
    with pytest.raises(NotFound):
        finish(viewer, version, key=text)
