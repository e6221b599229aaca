"""Pools, skills and conflicts of interest at one moment: everything is kept once, and no ring of managers closes."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.domain.conflicts import ConflictOfInterest
from app.domain.errors import DomainError
from app.domain.people import Profile
from app.domain.reporting_lines import above
from app.domain.skills import Skills
from app.models.accounts import Account
from app.models.scheduling import Conflict, Interview, PersonTag, PoolPlace
from app.queries import accounts as people
from app.services import accounts
from app.services.scheduling import conflicts, pools
from tests import factories
from tests.factories import bookings
from tests.factories.bookings import viewer_of
from tests.factories.pools import FAMILY

PANEL = (FAMILY, "panel")
Act = Callable[[], object]


def at_once(app: Flask, acts: Sequence[Act]) -> list[DomainError]:
    """What was refused of acts that begin in the same moment."""
    start = Barrier(len(acts))

    def run(act: Act) -> DomainError | None:
        with app.app_context():
            start.wait()
            try:
                act()
            except DomainError as refused:
                return refused
            finally:
                db.session.remove()
        return None

    db.session.rollback()  # what they write is to be seen
    with ThreadPoolExecutor(len(acts)) as pool:
        return [refused for refused in pool.map(run, acts) if refused is not None]


def test_somebody_joins_a_pool_once_however_many_let_them_in(app, context):
    team = factories.openings.make_opening()
    recruiter = viewer_of(team.recruiter)

    refused = at_once(app, [lambda: pools.join(recruiter, PANEL, team.panel[0])] * 8)

    assert ["already" in error.message for error in refused] == [True] * 7
    assert db.session.scalar(select(func.count()).select_from(PoolPlace)) == 1


def test_a_conflict_is_kept_once_however_many_declare_it(app, context):
    team = factories.openings.make_opening()
    case = factories.applications.make_application(team.opening, stage="panel")
    recruiter = viewer_of(team.recruiter)

    refused = at_once(app, [lambda: conflicts.declare(recruiter, case, team.panel[0], ConflictOfInterest.RELATIVE)] * 8)

    assert ["already" in error.message for error in refused] == [True] * 7
    assert db.session.scalar(select(func.count()).select_from(Conflict)) == 1


def test_a_booking_and_a_conflict_of_the_same_moment_come_one_after_the_other(app, context):
    team = factories.openings.make_opening()
    case = factories.applications.make_application(team.opening, stage="panel")
    recruiter = viewer_of(team.recruiter)

    refused = at_once(
        app,
        [
            lambda: bookings.book_panel(team, case),
            lambda: conflicts.declare(recruiter, case, team.panel[0], ConflictOfInterest.RELATIVE),
        ],
    )

    booked = db.session.scalar(select(func.count()).select_from(Interview)) or 0
    assert db.session.scalar(select(func.count()).select_from(Conflict)) == 1
    assert booked + len(refused) == 1


def test_of_many_who_save_the_same_skills_one_wins_whole(app, context):
    recruiter = viewer_of(factories.openings.make_opening().recruiter)
    lists = [frozenset({"english", language}) for language in ("japanese", "korean", "german", "french")]

    def saving(languages: frozenset[str]) -> Act:
        return lambda: pools.keep_skills(recruiter, recruiter.account_id, Skills(languages=languages), seen=1)

    refused = at_once(app, [saving(languages) for languages in lists])

    assert len(refused) == 3
    assert frozenset(db.session.scalars(select(PersonTag.tag))) in lists


def test_two_who_make_each_other_the_manager_close_no_ring(app, context):
    accounts_of = [factories.accounts.make_account() for _ in range(2)]
    factories.pools.make_organisation()
    admin = viewer_of(factories.accounts.make_account("admin"))

    def reporting(who: int, manager: int) -> Act:
        now = people.staff_member(who)
        kept = (now.name, now.email, now.role, now.job_title, now.zone, now.team_page, now.grants)
        return lambda: accounts.edit(admin, who, Profile(*kept, manager_id=manager), seen=now.version)

    refused = at_once(app, [reporting(*accounts_of), reporting(*reversed(accounts_of))])

    managers = {row.id: row.manager_id for row in db.session.execute(select(Account.id, Account.manager_id))}
    assert len(refused) == 1
    assert all(manager is None or who not in above(manager, managers) for who, manager in managers.items())
