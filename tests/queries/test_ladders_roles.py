"""What role pages read: families and ladders in use, and how a crosswalk came to be what it is."""

import pytest
from flask import Flask

from app.domain.content_diff import names_in
from app.domain.errors import NotAllowed, NotFound
from app.domain.policy import Role, Viewer
from app.domain.versions import canonical_json, digest, points_at
from app.models.ladders import ContentRetirement, ContentVersion
from app.queries import ladders as queries
from tests import factories
from tests.domain.shipped import changed
from tests.factories.accounts import START, make_account
from tests.factories.ladders import publish_shipped, shipped_playbook

pytestmark = pytest.mark.usefixtures("context")
FAMILY = "enterprise_account_executive"


def admin() -> Viewer:
    return Viewer(make_account("admin", name="Mirjam de Vries"), "Mirjam de Vries", Role.ADMIN, "UTC", "")


def publish_crosswalk(level: str, *, number: int, by: int) -> None:
    """Another version of the shipped crosswalk, with the first title at this level."""
    crosswalk = shipped_playbook().crosswalk
    assert crosswalk is not None
    edited = changed(crosswalk, ("titles", 0, "level"), level)
    row = ContentVersion(kind="crosswalk", key=edited.key, number=number, name="Titles", published_by=by)
    row.digest, row.body, row.points_at = digest(edited), canonical_json(edited), points_at(edited)
    row.note, row.published_at = f"To {level}.", START
    with factories.writing() as session:
        session.add(row)


def test_families_and_ladders_in_use_are_listed_with_their_newest_version():
    publish_shipped()

    page = queries.roles_page()

    assert [(each.family.key, each.version.number, each.has_ladder) for each in page.families] == [(FAMILY, 1, True)]
    assert [each.ladder.key for each in page.ladders] == ["account_executive"]


def test_nothing_is_listed_before_anything_is_published(app: Flask):
    page = queries.roles_page()

    assert (page.families, page.ladders) == ((), ())


def test_a_ladder_names_the_families_that_are_read_with_it():
    publish_shipped()

    page = queries.ladder_page("account_executive")

    assert [playbook.family.key for playbook in page.playbooks] == [FAMILY]


@pytest.mark.parametrize("kind", ["family", "ladder"])
def test_what_is_out_of_use_has_no_role_page(kind: str):
    publish_shipped()
    key = FAMILY if kind == "family" else "account_executive"
    row = ContentRetirement(kind=kind, key=key, note="Merged.", retired_at=START, retired_by=admin().account_id)
    with factories.writing() as session:
        session.add(row)

    with pytest.raises(NotFound, match="Nothing in use is called so"):
        queries.family_page(key) if kind == "family" else queries.ladder_page(key)


def test_the_history_of_a_crosswalk_says_what_each_version_changed_the_newest_first():
    publish_shipped()
    viewer = admin()
    publish_crosswalk("P4", number=2, by=viewer.account_id)
    publish_crosswalk("P6", number=3, by=viewer.account_id)

    history = queries.crosswalk_history(viewer, "account_executive", names=names_in(shipped_playbook()))

    assert [(each.row.number, each.row.by, each.row.note) for each in history] == [
        (3, "Mirjam de Vries", "To P6."),
        (2, "Mirjam de Vries", "To P4."),
        (1, "", ""),
    ]
    assert [len(each.changes) for each in history] == [1, 1, 0]
    assert "P6" in history[0].changes[0].says


def test_a_crosswalk_that_was_never_published_has_no_history():
    assert queries.crosswalk_history(admin(), "nothing", names={}) == ()


def test_only_editors_of_content_read_the_history():
    publish_shipped()
    viewer = Viewer(make_account("recruiter"), "Recruiter", Role.RECRUITER, "UTC", "")

    with pytest.raises(NotAllowed):
        queries.crosswalk_history(viewer, "account_executive", names={})
