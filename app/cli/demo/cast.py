"""Outside the feature grid: founds the demo organisation; its staff with one known password, its openings and teams."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.cli.demo.content import Demo, DemoOpening
from app.cli.demo.front import open_the_front, publish
from app.cli.demo.pools import fill_pools
from app.cli.demo.staffing import Staff
from app.domain.opening import OpeningTerms
from app.domain.pay_sheets import PayPlace
from app.domain.people import Profile, normal_email
from app.domain.playbook import Playbook
from app.domain.policy import Grant, Part, Role, Viewer
from app.gateways import clock
from app.queries.accounts import staff
from app.queries.ladders import playbook_of
from app.services import accounts, openings

PASSWORD = "rung demo password"  # noqa: S105 - printed for whoever tries the demo, on invented people only
FOUNDED, POOLED, OPENED, PUBLISHED = (timedelta(days=days) for days in (90, 88, 86, 85))
APART = timedelta(minutes=7)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who can act, and the openings' numbers, by key; all openings rest on one playbook."""

    viewers: Mapping[str, Viewer]
    openings: Mapping[str, int]
    playbook: Playbook


def settle(demo: Demo, *, dawn: datetime) -> Cast:
    """Found the organisation, long enough before the day of loading.

    Raises:
        Conflict: if there is an organisation already.
    """
    viewers = _people(demo, dawn - FOUNDED)
    with clock.pretending(dawn - POOLED):
        fill_pools(demo, viewers)
        open_the_front(demo.organisation.front, viewers)
    made = {}
    for number, opening in enumerate(demo.organisation.openings):
        with clock.pretending(dawn - OPENED + number * APART):
            made[opening.key] = _open(opening, viewers)
    playbook = playbook_of(next(iter(made.values())))
    for opening in demo.organisation.openings:
        with clock.pretending(dawn - PUBLISHED):
            _publish(opening, made[opening.key], viewers, family=playbook.family.key, at=dawn - PUBLISHED)
    return Cast(viewers, made, playbook)


def _people(demo: Demo, founded: datetime) -> dict[str, Viewer]:
    chief = next(item for item in demo.organisation.staff if item.role is Role.ADMIN)
    with clock.pretending(founded):
        token = accounts.first_run(organisation=demo.organisation.name, email=chief.email, load_ladder=True)
        _join(token)
        row = staff()[0]
        admin = _viewer(chief, row.id)
        accounts.edit(admin, row.id, _profile(chief), seen=row.version)
    viewers = {chief.key: admin}
    others = [item for item in demo.organisation.staff if item is not chief]
    for number, item in enumerate(others, start=1):
        with clock.pretending(founded + number * APART):
            account_id, token = accounts.create(admin, _profile(item))
            _join(token)
        viewers[item.key] = _viewer(item, account_id)
    return viewers


def _join(token: str) -> None:
    """Use the link that sets the first password, look in, and sign out."""
    accounts.sign_out(accounts.set_password(token, PASSWORD))


def _profile(item: Staff) -> Profile:
    return Profile(
        item.name, normal_email(item.email), item.role, item.job_title, item.zone, item.team_page, item.grants
    )


def _viewer(item: Staff, account_id: int) -> Viewer:
    return Viewer(account_id, item.name, item.role, item.zone, item.job_title, item.grants)


def _open(opening: DemoOpening, viewers: Mapping[str, Viewer]) -> int:
    terms = OpeningTerms(
        title=opening.title,
        lowest_level=opening.lowest_level,
        highest_level=opening.highest_level,
        place=opening.place,
        location=opening.location,
        specialty=opening.specialty,
    )
    recruiter = viewers[opening.team[Part.RECRUITER][0]]
    number = openings.create(recruiter, terms)
    members = {part: frozenset(viewers[key].account_id for key in people) for part, people in opening.team.items()}
    openings.change_team(recruiter, number, members=members, seen=1)
    return number


def _publish(opening: DemoOpening, number: int, viewers: Mapping[str, Viewer], *, family: str, at: datetime) -> None:
    if opening.public is None:
        return
    recruiter = viewers[opening.team[Part.RECRUITER][0]]
    paid_by = next(viewer for viewer in viewers.values() if Grant.COMPENSATION in viewer.grants)
    place = PayPlace(family, opening.title, opening.specialty or "", opening.public.country)
    publish(opening.public, number, recruiter=recruiter, paid_by=paid_by, place=place, at=at)
