"""Publishing stores each part once, under its digest, with the next number of its kind and key."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.domain.errors import BadData
from app.gateways import clock
from app.models.audit import AuditEntry
from app.models.ladders import ContentVersion
from app.queries import ladders as queries
from app.services import ladders as service
from tests import factories

DECKS = 2
REVIEW_SCALE = 1


def _count() -> int:
    return db.session.execute(select(func.count()).select_from(ContentVersion)).scalar_one()


def test_the_shipped_content_becomes_six_first_versions_beside_its_decks(context):
    digests = service.publish_shipped(None)

    versions = queries.pinned(digests)
    assert {version.kind: version.number for version in versions} == dict.fromkeys(queries.KINDS, 1)
    assert [version.number for version in queries.published("deck")] == [1] * DECKS


def test_publishing_twice_changes_nothing(context):
    first = service.publish_shipped(None)

    again = service.publish_shipped(None)

    assert (again, _count()) == (first, 6 + REVIEW_SCALE + DECKS)


def test_what_is_published_is_what_new_openings_rest_on(context):
    digests = service.publish_shipped(None)

    assert queries.latest() == digests
    assert queries.playbook_for(digests) == service.shipped()


def test_a_changed_part_gets_the_next_number_and_the_rest_stays(context):
    service.publish_shipped(None)
    shipped = service.shipped()
    ladder = shipped.ladder.model_copy(update={"name": "The same, renamed"})
    changed = replace(shipped, ladder=ladder)

    with transaction() as session:
        service.publish(session, None, playbook=changed, now=clock.now())

    newest = queries.published("ladder")[0]
    assert (newest.name, newest.number) == ("The same, renamed", 2)
    assert _count() == 7 + REVIEW_SCALE + DECKS


def test_parts_that_do_not_fit_each_other_are_refused(context):
    shipped = service.shipped()
    scale = shipped.scale.model_copy(update={"marks": {}})
    broken = replace(shipped, scale=scale)

    with pytest.raises(BadData), transaction() as session:
        service.publish(session, None, playbook=broken, now=clock.now())

    assert _count() == 0


def test_every_publication_is_in_the_audit_trail(context):
    service.publish_shipped(None)

    kinds = [entry.data["kind"] for entry in db.session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars()]

    assert kinds == [*queries.KINDS, "scale", *["deck"] * DECKS]


def test_the_factories_and_the_service_store_the_same(context):
    assert service.publish_shipped(None) == queries.Digests(**factories.ladders.publish_shipped())
