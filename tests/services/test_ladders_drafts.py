"""Drafts of content: begun, saved, published as versions, and nobody's work lost to another's."""

from pathlib import Path

import pytest
from flask import Flask

from app.database import db
from app.domain.drafts.words import Words
from app.domain.errors import BadData, Conflict, NotAllowed, NotReady
from app.domain.policy import Role, Viewer
from app.models.audit import AuditEntry
from app.queries import ladders as queries
from app.services import ladders as service
from app.services.ladders.importing import import_pages
from tests.factories.accounts import make_account
from tests.factories.ladders import publish_shipped, shipped_playbook
from tests.factories.openings import make_opening

FAMILY = "enterprise_account_executive"
PAGE = (Path(__file__).parents[1] / "domain" / "drafted_page.md").read_bytes()


def somebody(role: Role = Role.ADMIN, name: str = "Ines Ferraz") -> Viewer:
    return Viewer(make_account(role.value, name=name), name, role, "UTC", "")


@pytest.fixture
def admin(context: Flask) -> Viewer:
    publish_shipped()
    return somebody()


@pytest.fixture
def draft(admin: Viewer) -> int:
    """A draft of the shipped family."""
    return service.start_from_version(admin, "family", FAMILY)


def rename(viewer: Viewer, draft: int, name: str, *, seen: int = 1) -> None:
    service.save(viewer, draft, seen=seen, part="overview", values={"name": name})


def base() -> str:
    return queries.published("family")[0].digest


def words(note: str = "A shorter name.") -> Words:
    return Words(base(), note)


def test_a_published_draft_is_the_next_version_with_author_and_reason(admin: Viewer, draft: int):
    rename(admin, draft, "Enterprise Seller")

    done = service.publish_draft(admin, draft, seen=2, words=words())

    newest = queries.published("family")[0]
    assert (done.number, newest.name, newest.published_by, newest.note) == (
        2,
        "Enterprise Seller",
        admin.account_id,
        "A shorter name.",
    )
    assert queries.draft_page(admin, draft).digest == done.digest


def test_an_opening_keeps_the_version_that_it_was_opened_with(admin: Viewer, draft: int):
    team = make_opening()
    rename(admin, draft, "Enterprise Seller")

    service.publish_draft(admin, draft, seen=2, words=words())

    assert queries.playbook_of(team.opening).family.name == shipped_playbook().family.name


def test_a_draft_that_changes_nothing_is_not_published(admin: Viewer, draft: int):
    with pytest.raises(BadData, match="word for word"):
        service.publish_draft(admin, draft, seen=1, words=words())


def test_without_a_reason_nothing_is_published(admin: Viewer, draft: int):
    rename(admin, draft, "Enterprise Seller")

    with pytest.raises(BadData) as refused:
        service.publish_draft(admin, draft, seen=2, words=words(" "))

    assert refused.value.field == "note"


def test_a_draft_that_somebody_saved_meanwhile_is_not_saved_over(admin: Viewer, draft: int):
    rename(somebody(name="Tove Lind"), draft, "Seller")

    with pytest.raises(Conflict, match="Tove Lind has saved this draft"):
        rename(admin, draft, "Vendor")


def test_a_version_that_came_in_between_is_told_with_its_author(admin: Viewer, draft: int):
    seen_base, other = words(), service.start_from_version(admin, "family", FAMILY)
    tove = somebody(name="Tove Lind")
    rename(tove, other, "Seller")
    service.publish_draft(tove, other, seen=2, words=words())
    rename(admin, draft, "Vendor")

    with pytest.raises(Conflict, match="Tove Lind published version 2 of this job family"):
        service.publish_draft(admin, draft, seen=2, words=seen_base)


def test_whoever_read_the_version_in_between_can_publish_after_it(admin: Viewer, draft: int):
    other = service.start_from_version(admin, "family", FAMILY)
    rename(admin, other, "Seller")
    service.publish_draft(admin, other, seen=2, words=words())
    rename(admin, draft, "Vendor")

    done = service.publish_draft(admin, draft, seen=2, words=words())

    assert done.number == 3


def test_a_discarded_draft_is_not_published(admin: Viewer, draft: int):
    service.discard(admin, draft, seen=1)

    with pytest.raises(NotReady, match="has discarded this draft"):
        service.publish_draft(admin, draft, seen=2, words=words())


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_admins_edit_drafts(admin: Viewer, draft: int, role: Role):
    with pytest.raises(NotAllowed):
        rename(somebody(role), draft, "Seller")


def test_a_new_family_says_which_ladder_it_is_read_with(admin: Viewer):
    (draft,) = import_pages(admin, [("pilot.md", PAGE)])

    done = service.publish_draft(admin, draft, seen=1, words=Words("", "Our pilots."))

    crosswalk = next(each for each in queries.published("crosswalk") if each.points_at["family"] == done.key)
    assert crosswalk.points_at["ladder"] == "account_executive"
    assert done.key in {each.key for each in queries.current_families()}


def test_a_family_out_of_use_is_not_offered_and_comes_back(admin: Viewer):
    (draft,) = import_pages(admin, [("pilot.md", PAGE)])
    service.publish_draft(admin, draft, seen=1, words=Words("", "Our pilots."))

    service.retire(admin, "family", FAMILY, note="Nobody sells ships any more.")
    without = {each.key for each in queries.current_families()}
    service.restore(admin, "family", FAMILY, note="They do again.")

    assert FAMILY not in without
    assert FAMILY in {each.key for each in queries.current_families()}


def test_the_only_family_stays_in_use(admin: Viewer):
    with pytest.raises(NotReady, match="the only job family in use"):
        service.retire(admin, "family", FAMILY, note="Nobody sells ships any more.")


def test_a_ladder_that_families_are_read_with_stays_in_use(admin: Viewer):
    with pytest.raises(NotReady, match="read with this ladder: enterprise_account_executive"):
        service.retire(admin, "ladder", "account_executive", note="We have another.")


def test_every_act_on_a_draft_stands_in_the_audit_trail(admin: Viewer, draft: int):
    rename(admin, draft, "Enterprise Seller")
    service.publish_draft(admin, draft, seen=2, words=words())

    actions = [row.action for row in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions == ["draft.started", "draft.edited", "content.published"]


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("empty.md", b"  ", "empty.md is empty."),
        ("photo.md", b"\x89PNG\r\n", "photo.md is no page of text."),
        ("large.md", b"x" * 5_000_001, "large.md is larger than 5 MB."),
        ("family.yaml", b"kind: famly", "did you mean 'family'?"),
    ],
)
def test_a_file_that_is_no_page_is_refused_with_a_sentence(admin: Viewer, name: str, raw: bytes, told: str):
    with pytest.raises(BadData) as refused:
        import_pages(admin, [(name, raw)])

    assert (refused.value.field, told in refused.value.message) == ("files", True)


def test_two_files_of_one_name_make_two_drafts(admin: Viewer):
    first, second = import_pages(
        admin, [("page.md", PAGE), ("page.md", PAGE.replace(b"Brings ships in", b"Bakes bread"))]
    )

    assert "Bakes bread" not in queries.draft_page(admin, first).page
    assert "Bakes bread" in queries.draft_page(admin, second).page


def test_a_file_keeps_of_its_name_what_can_be_stored(admin: Viewer):
    (draft,) = import_pages(admin, [("a\x00\ud800b" + "c" * 300 + ".md", PAGE)])

    assert queries.draft_page(admin, draft).row.page_name == "ab" + "c" * 198
