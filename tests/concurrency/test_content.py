"""Several people change what fits together at the same moment: whoever comes second sees what the first one did."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from app.domain.drafts.words import Words
from app.domain.errors import DomainError
from app.domain.policy import Role, Viewer
from app.domain.versions import digest
from app.queries import ladders as queries
from app.services import ladders as service
from tests.domain.shipped import changed
from tests.factories.accounts import make_account
from tests.factories.ladders import publish, publish_second_family, publish_shipped, second_family, shipped_playbook
from tests.factories.previews import make_draft

FAMILIES = ("enterprise_account_executive", "field_engineer")


@pytest.fixture
def admins(app: Flask) -> list[Viewer]:
    publish_shipped()
    publish_second_family()
    people = [make_account("admin", name=f"Admin {number}") for number in range(2)]
    return [Viewer(person, f"Admin {person}", Role.ADMIN, "UTC", "") for person in people]


def at_once(app: Flask, *acts: Callable[[], object]) -> list[str]:
    """What each hears: nothing, or the refusal."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        with app.app_context():
            barrier.wait()
            try:
                act()
            except DomainError as refusal:
                return refusal.message
            return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def retiring(viewer: Viewer, key: str) -> Callable[[], object]:
    """Takes a family out of use."""
    return lambda: service.retire(viewer, "family", key, note="Nobody is hired for it.")


def test_of_two_families_retired_at_once_one_stays_in_use(app: Flask, admins: list[Viewer]):
    heard = at_once(app, *(retiring(*each) for each in zip(admins, FAMILIES, strict=True)))

    with app.app_context():
        left = queries.current_families()
    assert (heard.count(""), len(left)) == (1, 1)


def test_a_family_retired_twice_at_once_is_retired_once(app: Flask, admins: list[Viewer]):
    heard = at_once(app, *(retiring(viewer, FAMILIES[1]) for viewer in admins))

    assert sorted(bool(message) for message in heard) == [False, True]
    assert any("out of use already" in message for message in heard)


def test_what_two_people_publish_at_once_fits_together(app: Flask, admins: list[Viewer]):
    """One takes an area out of the catalogue that no stage looks at any more; the other lets a stage look at it."""
    book = shipped_playbook()
    area = book.family.stages[0].focus_areas[0]
    stages = [
        {**stage.model_dump(), "focus_areas": [key for key in stage.focus_areas if key != area]}
        for stage in book.family.stages
    ]
    without = changed(book.family, ("stages",), stages)
    left = tuple(each for each in book.competencies.competencies if each.key != area)
    one = make_draft(book.competencies.model_copy(update={"competencies": left}), admins[0].account_id)
    other = make_draft(changed(without, ("stages", 1, "focus_areas"), [area]), admins[1].account_id)
    publish(without, second_family().model_copy(update={"stages": without.stages}))
    bases = (publish_shipped()["competencies"], digest(without))

    heard = at_once(app, *(publishing(*each) for each in zip(admins, (one, other), bases, strict=True)))

    with app.app_context():
        for family in queries.current_families():
            queries.playbook_for(family.digests).check()
    assert heard.count("") == 1


def publishing(viewer: Viewer, draft: int, seen: str) -> Callable[[], object]:
    """Publishes a draft that was made from a version."""
    return lambda: service.publish_draft(viewer, draft, seen=1, words=Words(seen, "It is time for it."))
