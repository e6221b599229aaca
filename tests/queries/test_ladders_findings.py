"""The list of findings: what ships comes accepted, what else is found is open, by part and in a fixed order."""

from app.domain.policy import Role, Viewer
from app.queries.ladders.findings import findings_of
from tests.factories.accounts import make_account
from tests.factories.findings import falling_ladder, make_acceptance, publish_falling_ladder
from tests.factories.ladders import publish, publish_shipped


def admin() -> Viewer:
    return Viewer(make_account("admin"), "Ines Ferraz", Role.ADMIN, "UTC", "Head of people")


def test_nothing_is_found_where_nothing_is_published(context):
    assert findings_of(admin()).parts == ()


def test_everything_that_is_found_in_the_shipped_content_comes_accepted(context):
    publish_shipped()

    page = findings_of(admin())

    assert (page.open, page.accepted, page.stale) == ((), 46, ())


def test_findings_stand_by_part_the_family_first(context):
    publish_shipped()

    page = findings_of(admin())

    assert [part.name for part in page.parts] == [
        "Job family Enterprise Account Executive",
        "Ladder Account Executive Career Levels",
        "Focus areas and their questions",
    ]


def test_a_new_version_is_linted_in_place_of_the_one_before(context):
    publish_shipped()
    falling = publish_falling_ladder()

    assert findings_of(admin()).open == (falling,)


def test_an_acceptance_of_what_was_put_right_is_shown_as_such(context):
    viewer = admin()
    publish_shipped()
    make_acceptance(publish_falling_ladder(), viewer.account_id)
    publish(falling_ladder(2_000_000), number=2_000, days=2_000)

    page = findings_of(viewer)

    assert (page.open, [item.code for item in page.stale]) == ((), ["quota-falls"])
