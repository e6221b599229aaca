"""Playbooks are read once per process, by digest; the newest versions are what new openings rest on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from app.database import transaction
from app.domain.errors import NotFound
from app.models.ladders import ContentRetirement, ContentVersion
from app.queries import ladders
from app.queries.ladders import Digests, versions
from tests import factories
from tests.factories.accounts import START
from tests.statements import counted


@pytest.fixture
def digests(context):
    return Digests(**factories.ladders.publish_shipped())


@pytest.fixture
def _cold(monkeypatch):
    monkeypatch.setattr(versions, "_shelf", versions._Shelf())


def _publish(row: ContentVersion) -> None:
    with transaction() as session:
        session.add(row)


@pytest.mark.usefixtures("_cold")
def test_a_playbook_comes_back_as_it_was_published(digests):
    assert ladders.playbook_for(digests) == factories.ladders.shipped_playbook()


@pytest.mark.usefixtures("_cold")
def test_a_cold_playbook_costs_one_statement_and_a_warm_one_none(context, digests):
    with counted(context) as cold:
        ladders.playbook_for(digests)
    with counted(context) as warm:
        ladders.playbook_for(digests)

    assert (len(cold), len(warm)) == (1, 0)


@pytest.mark.usefixtures("_cold")
def test_a_playbook_without_crosswalk_is_a_playbook(digests):
    assert ladders.playbook_for(replace(digests, crosswalk=None)).crosswalk is None


@pytest.mark.usefixtures("_cold")
def test_a_playbook_without_a_level_model_is_a_playbook(digests):
    assert ladders.playbook_for(replace(digests, model=None)).model is None


@pytest.mark.usefixtures("_cold")
def test_the_shelf_forgets_what_was_not_asked_for_longest(digests, monkeypatch):
    monkeypatch.setattr(versions, "_KEPT", 1)
    ladders.playbook_for(digests)

    ladders.playbook_for(replace(digests, crosswalk=None))

    assert versions._shelf.take(digests) is None


def test_a_version_that_was_never_published_is_not_found(digests):
    with pytest.raises(NotFound) as refusal:
        ladders.playbook_for(replace(digests, ladder="0" * 64))

    assert "Ask an admin to publish it again" in refusal.value.message


def test_nothing_is_latest_before_anything_is_published(context):
    assert ladders.latest() is None


def test_a_ladder_alone_is_not_enough_to_open_anything(context):
    body = ContentVersion(digest="a" * 64, kind="ladder", key="x", number=1, name="X", body="{}", published_at=START)
    _publish(body)

    assert ladders.latest() is None


def test_the_newest_version_of_each_kind_is_the_latest(digests):
    newer = ContentVersion(digest="b" * 64, kind="scale", key="competency", number=2, name="Newer", body="{}")
    newer.published_at = START + timedelta(days=1)
    _publish(newer)

    assert ladders.latest() == replace(digests, scale="b" * 64)


def test_openings_can_be_opened_before_a_level_model_is_published(digests):
    with transaction() as session:
        session.execute(delete(ContentVersion).where(ContentVersion.kind == "model"))

    assert ladders.latest() == replace(digests, model=None)


def test_versions_of_one_kind_are_listed_newest_first(digests):
    newer = ContentVersion(digest="b" * 64, kind="ladder", key="account_executive", number=2, name="Newer", body="{}")
    newer.published_at = START
    _publish(newer)

    assert [version.number for version in ladders.published("ladder")] == [2, 1]


def test_an_openings_playbook_is_that_of_its_pinned_versions(context):
    team = factories.openings.make_opening()

    assert ladders.playbook_of(team.opening) == factories.ladders.shipped_playbook()


def test_an_opening_that_is_not_there_has_no_playbook(context):
    with pytest.raises(NotFound):
        ladders.playbook_of(77)


def test_each_family_has_what_its_openings_take_and_the_first_one_published_comes_first(digests):
    second = factories.ladders.publish_second_family()

    families = ladders.current_families()

    assert [family.key for family in families] == ["enterprise_account_executive", "field_engineer"]
    assert ladders.latest() == digests
    assert ladders.latest("field_engineer") == replace(digests, family=second, crosswalk=None)


def test_a_family_is_read_with_the_ladder_that_its_crosswalk_names(digests):
    second = factories.ladders.publish_second_family()
    shipped = factories.ladders.shipped_playbook()
    other = shipped.ladder.model_copy(update={"key": "field"})
    pair = {"key": "field", "ladder": "field", "family": "field_engineer", "titles": (), "enabled": False}
    assert shipped.crosswalk is not None
    made = factories.ladders.publish(other, shipped.crosswalk.model_copy(update=pair), number=1)

    assert ladders.latest("field_engineer") == replace(digests, family=second, **made)
    assert ladders.latest() == digests


def test_a_family_that_is_retired_is_offered_no_more(digests):
    factories.ladders.publish_second_family()
    admin = factories.accounts.make_account("admin")
    with transaction() as session:
        row = ContentRetirement(kind="family", key="enterprise_account_executive", note="Merged.", retired_by=admin)
        row.retired_at = START
        session.add(row)

    assert [family.key for family in ladders.current_families()] == ["field_engineer"]
    assert ladders.latest("enterprise_account_executive") is None


def test_a_clock_that_was_put_back_makes_no_earlier_version_the_newest(digests):
    family = factories.ladders.shipped_playbook().family.model_copy(update={"name": "Sellers"})
    made = factories.ladders.publish(family, number=2, days=-9)

    found = ladders.latest()

    assert found
    assert found.family == made["family"]
