"""Records and arrangements of candidates written by many at once: one is kept, the others are told and lose nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.domain.adjustment import Adjustment
from app.domain.candidate import Person
from app.domain.errors import Conflict
from app.domain.policy import Grant, Viewer
from app.models import applications as tables
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from app.services import candidates
from tests import factories
from tests.factories.bookings import viewer_of

AT_ONCE = 32


@pytest.fixture
def case(app: Flask) -> tuple[int, Viewer]:
    """An application, and its recruiter with the grant."""
    team = factories.openings.make_opening(recruiter_grants=("adjustments",))
    made = factories.applications.make_application(team.opening, name="Yuki")
    with app.app_context():
        return made, replace(viewer_of(team.recruiter), grants=frozenset({Grant.ADJUSTMENTS}))


def told(app: Flask, act: Callable[[int], None]) -> list[Conflict]:
    """What those hear who were slower; each of the numbers acts once, all of them together."""
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> Conflict | None:
        with app.app_context():
            barrier.wait()
            try:
                act(number)
            except Conflict as conflict:
                return conflict
        return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [conflict for conflict in pool.map(one, range(AT_ONCE)) if conflict is not None]


def audited(action: str) -> int:
    rows = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == action)
    return db.session.execute(rows).scalar_one()


def test_of_many_edits_of_one_record_one_is_kept_and_each_other_gets_both_texts(app, case):
    application, recruiter = case

    def edit(number: int) -> None:
        candidates.edit(recruiter, application, Person(f"Yuki {number}", "", "", "", "Asia/Tokyo"), seen=1)

    slower = told(app, edit)

    with app.app_context():
        kept = db.session.execute(select(Candidate.name, Candidate.version)).one()
        assert kept.version == 2
        assert audited("candidate.edited") == 1
    assert len(slower) == AT_ONCE - 1
    assert all(f"Name: {kept.name}" in (one.theirs or "") and "Name: Yuki " in (one.yours or "") for one in slower)


def test_of_many_first_arrangements_one_is_kept_and_each_other_gets_both_texts(app, case):
    application, recruiter = case

    def arrange(number: int) -> None:
        candidates.adjust(recruiter, application, Adjustment(f"Sit on chair {number}."), seen=0)

    slower = told(app, arrange)

    with app.app_context():
        kept = db.session.execute(select(tables.Adjustment.arrangement, tables.Adjustment.version)).one()
        assert kept.version == 1
        assert audited("application.adjustment_changed") == 1
    assert len(slower) == AT_ONCE - 1
    assert all(kept.arrangement in (one.theirs or "") and "Sit on chair" in (one.yours or "") for one in slower)
