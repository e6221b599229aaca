"""Several people publish or save one draft at the same moment: one is first, the others hear who it was."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from app.domain.drafts.words import Words
from app.domain.errors import Conflict
from app.domain.policy import Role, Viewer
from app.queries import ladders as queries
from app.services import ladders as service
from tests.factories.accounts import make_account
from tests.factories.ladders import publish_shipped

AT_ONCE = 4
ROUNDS = 25 if os.environ.get("CHECK_LONG") else 2
FAMILY = "enterprise_account_executive"


@pytest.fixture
def admins(app: Flask) -> list[Viewer]:
    publish_shipped()
    people = [make_account("admin", name=f"Admin {number}") for number in range(AT_ONCE)]
    return [Viewer(person, f"Admin {person}", Role.ADMIN, "UTC", "") for person in people]


def at_once(app: Flask, admins: list[Viewer], act: Callable[[Viewer], None]) -> list[str]:
    """What each hears: nothing, or the refusal."""
    barrier = Barrier(len(admins))

    def one(viewer: Viewer) -> str:
        with app.app_context():
            barrier.wait()
            try:
                act(viewer)
            except Conflict as refusal:
                return refusal.message
            return ""

    with ThreadPoolExecutor(len(admins)) as pool:
        return list(pool.map(one, admins))


def renamed(app: Flask, viewer: Viewer, name: str) -> tuple[int, str]:
    """A saved draft with another name, and the version that it follows."""
    with app.app_context():
        draft = service.start_from_version(viewer, "family", FAMILY)
        service.save(viewer, draft, seen=1, part="overview", values={"name": name})
        return draft, queries.published("family")[0].digest


@pytest.mark.parametrize("number", range(ROUNDS))
def test_one_draft_becomes_one_version(app: Flask, admins: list[Viewer], number: int):
    draft, base = renamed(app, admins[0], f"Seller {number}")

    heard = at_once(app, admins, lambda viewer: _publish(viewer, draft, Words(base, "Another name.")))

    with app.app_context():
        numbers = [version.number for version in queries.published("family")]
    assert (heard.count(""), numbers) == (1, [2, 1])
    assert all("has published this draft already" in message for message in heard if message)


def _publish(viewer: Viewer, draft: int, words: Words) -> None:
    service.publish_draft(viewer, draft, seen=2, words=words)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_one_of_several_edits_is_saved(app: Flask, admins: list[Viewer], number: int):
    draft, _ = renamed(app, admins[0], f"Seller {number}")

    heard = at_once(
        app,
        admins,
        lambda viewer: service.save(
            viewer, draft, seen=2, part="overview", values={"name": f"Seller of {viewer.account_id}"}
        ),
    )

    assert heard.count("") == 1
    assert all("has saved this draft while your page was open" in message for message in heard if message)
