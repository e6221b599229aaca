"""The catalogue as editors see it: areas with their stages, versions with author and openings, one area's ground."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from app.database import transaction
from app.domain.catalogue import apply_edit, edit_of
from app.domain.errors import BadData, NotFound, NotReady
from app.domain.policy import Role, Viewer
from app.domain.versions import canonical_json, digest
from app.models.ladders import ContentVersion
from app.models.openings import Opening
from app.queries import ladders as queries
from app.services import ladders as service
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.openings import make_opening


@pytest.fixture
def seen(context: Flask) -> str:
    return factories.ladders.publish_shipped()["competencies"]


def publish(seen: str, *, area: str = "results", note: str = "Shorter.") -> str:
    """Another version, by Ayumi; returns its digest."""
    viewer = Viewer(make_account("recruiter", name="Ayumi"), "Ayumi", Role.RECRUITER, "UTC", "")
    edit = edit_of(queries.area_page(area).now)
    edit = replace(edit, questions=(replace(edit.questions[0], text=f"{note} In {area}?"), *edit.questions[1:]))
    service.publish_competencies(viewer, area, edit, seen=seen, note=note)
    return queries.published("competencies")[0].digest


def test_every_area_tells_its_questions_and_the_stages_that_look_at_it(seen: str):
    areas = {area.key: area for area in queries.catalogue_page().areas}

    assert len(areas) == 18
    assert (areas["collaboration"].name, areas["collaboration"].group) == ("Collaboration", "Values")
    assert areas["collaboration"].stages == ("Initial Screen", "Final Interview")
    assert areas["collaboration"].questions == 5
    assert areas["collaboration"].changed is None


def test_versions_tell_who_published_what_and_how_many_open_openings_keep_them(seen: str):
    make_opening()
    closed = make_opening()
    with factories.writing() as session:
        opening = session.get_one(Opening, closed.opening)
        opening.state = "closed"
    publish(seen, note="Asks for the cost.")

    page = queries.catalogue_page()

    told = [(item.number, item.by, item.area, item.note, item.openings) for item in page.history]
    assert told == [(2, "Ayumi", "results", "Asks for the cost.", 0), (1, "", "", "", 1)]
    assert page.newest.number == 2
    assert page.name_of("results") == "Results"


def test_an_area_names_the_newest_version_that_an_edit_of_it_made(seen: str):
    second = publish(seen, area="results")
    publish(second, area="iteration")

    changed = {area.key: area.changed for area in queries.catalogue_page().areas}

    assert {key: version.number for key, version in changed.items() if version} == {"results": 2, "iteration": 3}


def test_an_area_that_was_seen_earlier_keeps_the_ground_it_was_edited_from(seen: str):
    publish(seen)

    page = queries.area_page("results", seen=seen)

    assert page.is_overtaken
    assert page.base == factories.ladders.shipped_playbook()
    assert page.now.questions[0].text == "Shorter. In results?"
    assert not queries.area_page("results").is_overtaken


def test_an_unknown_area_is_not_found_and_an_unknown_version_is_refused(seen: str):
    with pytest.raises(NotFound):
        queries.area_page("charisma")
    with pytest.raises(BadData) as refusal:
        queries.area_page("results", seen="0" * 64)

    assert "Open the page again" in refusal.value.message


def test_before_anything_is_published_there_is_no_catalogue(context: Flask):
    for ask in (queries.catalogue_page, lambda: queries.area_page("results")):
        with pytest.raises(NotReady):
            ask()


def test_an_opening_is_told_of_a_newer_catalogue_and_of_nothing_else(seen: str):
    digests = queries.latest()
    assert digests is not None
    pinned, newer = queries.pinned_and_newer(digests, kind="competencies")
    assert ({version.kind for version in pinned}, newer) == (set(queries.KINDS), None)

    after = publish(seen)

    again, newer = queries.pinned_and_newer(digests, kind="competencies")
    assert again == pinned
    assert newer is not None
    assert (newer.digest, newer.number) == (after, 2)


def test_versions_loaded_from_files_have_no_author_and_no_area(seen: str):
    playbook = factories.ladders.shipped_playbook()
    edit = edit_of(playbook.competencies.competency("results"))
    changed = apply_edit(playbook, "results", replace(edit, avoid=("Do not weigh the accent.",)))
    row = ContentVersion(digest=digest(changed), kind="competencies", key=changed.key, number=2, name="Catalogue")
    row.body, row.published_at = canonical_json(changed), START + timedelta(days=1)
    with transaction() as session:
        session.add(row)

    newest = queries.catalogue_page().newest

    assert (newest.number, newest.by, newest.area) == (2, "", "")
    assert queries.author_of(newest.digest) == ""
