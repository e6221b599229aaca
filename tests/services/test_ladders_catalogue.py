"""Publishing an edited catalogue: who may, one version for one content, and nobody's edit lost to another's."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.domain.catalogue import edit_of
from app.domain.catalogue_checks import AreaEdit
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound
from app.domain.policy import Role, Viewer
from app.models.audit import AuditEntry
from app.models.ladders import ContentVersion
from app.queries import ladders as queries
from app.services import ladders as service
from tests import factories
from tests.factories.accounts import make_account

AREA = "results"


@pytest.fixture
def seen(context: Flask) -> str:
    """The digest of version 1."""
    return factories.ladders.publish_shipped()["competencies"]


def somebody(role: Role) -> Viewer:
    return Viewer(make_account(role.value, name=f"Our {role.value}"), f"Our {role.value}", role, "UTC", "")


def asking(text: str, *, area: str = AREA) -> AreaEdit:
    """The edit that gives an area's first question other words."""
    edit = edit_of(queries.area_page(area).now)
    return replace(edit, questions=(replace(edit.questions[0], text=text), *edit.questions[1:]))


def versions() -> list[int]:
    return [version.number for version in queries.published("competencies")]


def body_of(digest: str) -> str:
    return db.session.execute(select(ContentVersion.body).where(ContentVersion.digest == digest)).scalar_one()


@pytest.mark.parametrize("role", [Role.ADMIN, Role.RECRUITER])
def test_an_edit_becomes_the_next_version_and_the_old_one_stays_to_the_letter(seen: str, role: Role):
    before = body_of(seen)

    done = service.publish_competencies(somebody(role), AREA, asking("What came of it?"), seen=seen, note="Shorter.")

    assert (done.number, done.was_there) == (2, False)
    assert versions() == [2, 1]
    assert body_of(seen) == before
    assert queries.area_page(AREA).now.questions[0].text == "What came of it?"


@pytest.mark.parametrize("role", [Role.HIRING_MANAGER, Role.INTERVIEWER, Role.SENIOR_LEADER])
def test_others_are_told_whom_to_tell_the_change(seen: str, role: Role):
    with pytest.raises(NotAllowed) as refusal:
        service.publish_competencies(somebody(role), AREA, asking("What came of it?"), seen=seen, note="x")

    assert "Tell one of them the change" in refusal.value.message
    assert versions() == [1]


def test_who_published_what_and_why_is_in_the_audit_trail(seen: str):
    viewer = somebody(Role.RECRUITER)

    service.publish_competencies(viewer, AREA, asking("What came of it?"), seen=seen, note=" Shorter.\n")

    entry = db.session.execute(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).scalar_one()
    assert (entry.action, entry.object_kind, entry.object_id) == ("content.published", "content_version", 2)
    assert entry.actor_id == viewer.account_id
    newest = queries.published("competencies")[0].digest
    told = {"kind": "competencies", "digest": newest, "area": AREA, "note": "Shorter."}
    assert told.items() <= entry.data.items()


def test_the_same_edit_twice_is_one_version(seen: str):
    viewer, edit = somebody(Role.ADMIN), asking("What came of it?")
    service.publish_competencies(viewer, AREA, edit, seen=seen, note="Shorter.")

    again = service.publish_competencies(viewer, AREA, edit, seen=seen, note="Shorter.")

    assert (again.number, again.was_there) == (2, True)
    count = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "content.published")
    assert db.session.execute(count).scalar_one() == 1


def test_an_edit_that_changes_nothing_is_refused(seen: str):
    with pytest.raises(BadData) as refusal:
        service.publish_competencies(
            somebody(Role.ADMIN), AREA, edit_of(queries.area_page(AREA).now), seen=seen, note="None."
        )

    assert refusal.value.message.startswith("Nothing differs from what is published.")


def test_an_edit_from_an_older_version_is_refused_and_names_who_was_faster(seen: str):
    mine = asking("Mine?", area="iteration")
    service.publish_competencies(somebody(Role.RECRUITER), AREA, asking("Theirs?"), seen=seen, note="Theirs.")

    with pytest.raises(Conflict) as refusal:
        service.publish_competencies(somebody(Role.ADMIN), "iteration", mine, seen=seen, note="Mine.")

    assert refusal.value.message.startswith("Our recruiter published version 2 while your page was open.")
    assert versions() == [2, 1]


def test_an_edit_that_makes_an_old_version_again_is_refused(seen: str):
    viewer, first = somebody(Role.ADMIN), edit_of(queries.area_page(AREA).now)
    service.publish_competencies(viewer, AREA, asking("What came of it?"), seen=seen, note="Shorter.")
    newest = queries.published("competencies")[0].digest

    with pytest.raises(BadData) as refusal:
        service.publish_competencies(viewer, AREA, first, seen=newest, note="Back.")

    assert refusal.value.message.startswith("This makes version 1 again, word for word")


def test_an_edit_of_what_was_never_published_is_not_found(seen: str):
    with pytest.raises(NotFound):
        service.publish_competencies(somebody(Role.ADMIN), AREA, asking("What?"), seen="0" * 64, note="x")


def test_without_a_note_nothing_is_published(seen: str):
    with pytest.raises(BadData) as refusal:
        service.publish_competencies(somebody(Role.ADMIN), AREA, asking("What?"), seen=seen, note=" ")

    assert refusal.value.field == "note"
    assert versions() == [1]


def test_what_can_not_be_kept_is_refused_with_its_field(seen: str):
    with pytest.raises(BadData) as refusal:
        service.publish_competencies(somebody(Role.ADMIN), AREA, asking(""), seen=seen, note="Empty.")

    assert refusal.value.field == "text-0"
    assert versions() == [1]


def test_loading_the_ladder_again_does_not_undo_an_edit(seen: str):
    service.publish_competencies(somebody(Role.ADMIN), AREA, asking("What came of it?"), seen=seen, note="Shorter.")

    service.publish_shipped(None)

    assert queries.area_page(AREA).now.questions[0].text == "What came of it?"
