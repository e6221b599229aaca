"""Notes of a debrief sent at once: a click that is repeated makes one note, and every question its own number."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from app.database import db
from app.models.debrief import DebriefNote
from app.services import debrief
from tests.factories.decisions import make_finalist
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of

AT_ONCE = 12


@pytest.fixture
def team(app) -> Team:
    return make_opening()


def at_once(app, act: Callable[[int], object]) -> None:
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> None:
        with app.app_context():
            barrier.wait()
            act(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(AT_ONCE)))


def items(app, finalist: int) -> list[str]:
    with app.app_context():
        found = select(DebriefNote.item).where(DebriefNote.application_id == finalist).order_by(DebriefNote.id)
        return list(db.session.execute(found).scalars())


def test_one_note_sent_many_times_at_once_is_kept_once(app, team):
    finalist, who = make_finalist(team), viewer_of(team.panel[0])

    at_once(
        app,
        lambda _: debrief.note(who, finalist, "area:efficiency", outcome="settled", text="Both agree.", seen=0),
    )

    assert items(app, finalist) == ["area:efficiency"]


def test_notes_of_many_people_at_once_are_all_kept(app, team):
    finalist = make_finalist(team)
    people = [viewer_of(who) for who in (team.recruiter, team.manager, *team.panel, team.leader)]

    at_once(
        app,
        lambda number: debrief.note(
            people[number % 6], finalist, "area:efficiency", outcome="settled", text=f"Thought {number // 6}.", seen=0
        ),
    )

    assert items(app, finalist) == ["area:efficiency"] * AT_ONCE


def test_questions_asked_at_once_get_numbers_of_their_own(app, team):
    finalist, who = make_finalist(team), viewer_of(team.panel[0])

    at_once(app, lambda number: debrief.ask(who, finalist, text=f"Question of thread {number}?", seen=0))

    assert items(app, finalist) == [f"own:{number}" for number in range(1, AT_ONCE + 1)]
