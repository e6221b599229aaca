"""Outside the feature grid: reporting lines of the demo organisation, what its people bring, and its pools."""

from collections.abc import Mapping

from app.cli.demo.content import Demo
from app.cli.demo.staffing import DemoPool, Staff
from app.domain.people import Profile
from app.domain.policy import Role, Viewer
from app.domain.skills import Skills
from app.queries.accounts import staff_member
from app.queries.scheduling.pool_pages import families, skills_of
from app.services import accounts
from app.services.scheduling import pools

Viewers = Mapping[str, Viewer]


def fill_pools(demo: Demo, viewers: Viewers) -> None:
    """Let an admin keep reporting lines and pools, and everybody what they bring themselves."""
    admin = next(viewer for viewer in viewers.values() if viewer.role is Role.ADMIN)
    for item in demo.organisation.staff:
        if item.reports_to:
            _report(admin, viewers[item.key].account_id, viewers[item.reports_to].account_id)
        _bring(viewers[item.key], item)
    (family,) = families()
    for place in demo.organisation.pools:
        _fill(admin, (family, place.stage), place, viewers)


def _report(admin: Viewer, account_id: int, manager_id: int) -> None:
    now = staff_member(account_id)
    kept = (now.name, now.email, now.role, now.job_title, now.zone, now.team_page, now.grants)
    accounts.edit(admin, account_id, Profile(*kept, manager_id=manager_id), seen=now.version)


def _bring(viewer: Viewer, item: Staff) -> None:
    brings = item.brings
    skills = Skills(frozenset(brings.languages), frozenset(brings.specialties), frozenset(brings.areas))
    if skills.pairs:
        pools.keep_skills(viewer, viewer.account_id, skills, seen=skills_of(viewer.account_id).version)


def _fill(admin: Viewer, pool: pools.Pool, place: DemoPool, viewers: Viewers) -> None:
    for key in place.approved:
        pools.join(admin, pool, viewers[key].account_id, reason=place.because)
    for key in place.training:
        pools.join(admin, pool, viewers[key].account_id)
