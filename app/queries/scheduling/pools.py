"""Questions about pools: who may hold a stage of an application, how far they are, and what they bring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, Select, and_, exists, or_, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.family import Stage
from app.domain.languages import SPOKEN
from app.domain.panel_pool import Need, PoolMember, needs_of
from app.domain.playbook import Playbook
from app.domain.scheduling_rules import SchedulingRules
from app.domain.seating import stage_to_book
from app.domain.skills import AREA
from app.domain.states import State
from app.domain.training import Practice, TrainingPath
from app.domain.wording import Ref
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application
from app.models.ladders import ContentVersion
from app.models.openings import Opening, OpeningMember
from app.models.scheduling import PersonTag, PoolPlace
from app.queries import access, ladders
from app.queries.scheduling.conflicts import conflicts_of
from app.queries.scheduling.load import load_of
from app.queries.scheduling.rules import rules
from app.queries.scheduling.training import practice_of

_ABOUT = (Application.state, Application.stage, Opening.title, Opening.specialty, Opening.location)
_WHO = (Account.id, Account.name, Account.zone, Account.job_title)
_NOTHING = Practice()


@dataclass(frozen=True, slots=True)
class Job:
    """What somebody does, and where their clock is."""

    title: str
    zone: str


@dataclass(frozen=True, slots=True)
class Seatable:
    """Who may hold a stage of an application, or is in training for it, by account number.

    `practice` and `jobs` have an entry for each of `members`; a member of the hiring team without a place in the pool
    is approved. The members' `free` times are empty: whoever composes a panel fills them in.
    """

    application_id: int
    family: str
    stage: Stage
    areas: tuple[Ref, ...]
    needs: tuple[Need, ...]
    rules: SchedulingRules
    members: tuple[PoolMember, ...]
    practice: Mapping[int, Practice] = field(default_factory=dict)
    jobs: Mapping[int, Job] = field(default_factory=dict)

    @property
    def path(self) -> TrainingPath:
        """What somebody in training does before the approval."""
        return self.rules.path


@dataclass(frozen=True, slots=True)
class Held:
    """A stage as the opening's pinned plan has it, and the key of the family whose pool it is."""

    family: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class _Entry:
    """Somebody of the team or the pool, before anything else is known of them."""

    id: int
    name: str
    zone: str
    job_title: str
    is_approved: bool


def may_sit(application_id: int, *, stage: str | None = None) -> ColumnElement[bool]:
    """Condition on Account: in the hiring team of the application's opening, or in the pool of its stage.

    Args:
        application_id: the application.
        stage: key of a stage; None for the one that the application stands in.
    """
    team = (
        select(OpeningMember.account_id)
        .join(Application, Application.opening_id == OpeningMember.opening_id)
        .where(Application.id == application_id)
    )
    return or_(Account.id.in_(team), Account.id.in_(_pool(application_id, stage=stage)))


def trains(application_id: int, *, stage: str | None = None) -> ColumnElement[bool]:
    """Condition on Account: in the pool of the stage, and not approved for it yet."""
    return Account.id.in_(_pool(application_id, stage=stage, trains=True))


def _pool(application_id: int, *, stage: str | None, trains: bool = False) -> Select[int]:
    found = (
        select(PoolPlace.account_id)
        .join(ContentVersion, ContentVersion.key == PoolPlace.family)
        .join(Opening, Opening.family_digest == ContentVersion.digest)
        .join(Application, Application.opening_id == Opening.id)
        .where(Application.id == application_id, PoolPlace.stage == (stage or Application.stage))
    )
    return found.where(PoolPlace.approved_at.is_(None)) if trains else found


def held_stage(application_id: int, stage: str | None = None) -> Held:
    """A stage of an application, the present one unless another is named: one statement, one more when cold.

    Raises:
        NotFound: if there is no such application.
        NotReady: if nothing can be booked for it now.
    """
    values, playbook = _about(application_id)
    return _held(values, playbook, stage)


def _about(application_id: int) -> tuple[RowMapping, Playbook]:
    statement = select(*_ABOUT, *ladders.own_digest_columns()).join(Opening, Opening.id == Application.opening_id)
    row = db.session.execute(statement.where(Application.id == application_id)).first()
    if row is None:
        raise NotFound
    return row._mapping, ladders.playbook_for(ladders.digests_from(row._mapping))


def _held(values: RowMapping, playbook: Playbook, stage: str | None) -> Held:
    family = playbook.family
    step = family.stage(stage) if stage else stage_to_book(State(values["state"]), values["stage"], family)
    return Held(family.key, step)


def people_for(application_id: int, *, stage: str | None = None, now: datetime | None = None) -> Seatable:
    """Who may hold a stage of an application: eight statements at most for any number of people, one more when cold.

    Args:
        application_id: the application. The caller has checked that the viewer may book it.
        stage: key of a stage; None for the one that the application stands in.
        now: this instant, that of the clock unless given.

    Returns:
        active people of the hiring team whose part holds the stage, and active people of the stage's pool; never the
        candidate themself.

    Raises:
        NotFound: if there is no such application.
        NotReady: if nothing can be booked for it now.
    """
    at = now or clock.now()
    values, playbook = _about(application_id)
    held, kept = _held(values, playbook, stage), rules()
    family, step = held.family, held.stage
    entries = _entries(application_id, family, step)
    learners = [one.id for one in entries if not one.is_approved]
    done = practice_of(learners, family=family, stage=step.key, now=at) if learners else {}
    practice = {one.id: _practised(done.get(one.id, _NOTHING), is_approved=one.is_approved) for one in entries}
    members = _members(application_id, step, entries, practice, kept.path, at)
    areas = tuple(Ref(key, playbook.competencies.competency(key).name) for key in step.focus_areas)
    needs = _needs(playbook, values)
    jobs = {one.id: Job(one.job_title, one.zone) for one in entries}
    return Seatable(application_id, family, step, areas, needs, kept, members, practice, jobs)


def _needs(playbook: Playbook, values: RowMapping) -> tuple[Need, ...]:
    family, specialty = playbook.family, values["specialty"]
    asked = family.requirements_of(values["title"], specialty=specialty, location=values["location"])
    return needs_of(asked, family.specialty(specialty) if specialty else None, languages=SPOKEN)


def _entries(application_id: int, family: str, stage: Stage) -> list[_Entry]:
    here = Application.id == application_id
    in_part = exists().where(
        here,
        OpeningMember.opening_id == Application.opening_id,
        OpeningMember.part == stage.role,
        OpeningMember.account_id == Account.id,
    )
    is_place = and_(PoolPlace.account_id == Account.id, PoolPlace.family == family, PoolPlace.stage == stage.key)
    applied = exists().where(here, access.is_own(Account.id)).correlate(Account)
    has_place = PoolPlace.account_id.is_not(None)
    statement = (
        select(*_WHO, has_place.label("has_place"), PoolPlace.approved_at)
        .outerjoin(PoolPlace, is_place)
        .where(Account.is_active, or_(in_part, has_place), ~applied)
        .order_by(Account.id)
    )
    rows = db.session.execute(statement)
    return [
        _Entry(row.id, row.name, row.zone, row.job_title, not row.has_place or row.approved_at is not None)
        for row in rows
    ]


def _practised(done: Practice, *, is_approved: bool) -> Practice:
    return Practice(done.shadowed, done.reverse_shadowed, is_approved)


def _members(
    application_id: int,
    stage: Stage,
    entries: list[_Entry],
    practice: Mapping[int, Practice],
    path: TrainingPath,
    now: datetime,
) -> tuple[PoolMember, ...]:
    ids = [one.id for one in entries]
    tags, loads = tags_of(ids), load_of(ids, now)
    conflicts = conflicts_of(application_id, ids, stage=stage)
    return tuple(
        PoolMember(
            id=one.id,
            name=one.name,
            zone=one.zone,
            standing=practice[one.id].standing(path),
            tags=frozenset(tag for kind, tag in tags.get(one.id, ()) if kind != AREA),
            leads=frozenset(tag for kind, tag in tags.get(one.id, ()) if kind == AREA),
            load=loads[one.id],
            conflicts=conflicts.get(one.id, frozenset()),
        )
        for one in entries
    )


def tags_of(account_ids: Iterable[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """What people bring: pairs of kind (language, specialty, area) and key, in order; nobody without any."""
    statement = (
        select(PersonTag.account_id, PersonTag.kind, PersonTag.tag)
        .where(PersonTag.account_id.in_(sorted(set(account_ids))))
        .order_by(PersonTag.account_id, PersonTag.kind, PersonTag.tag)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for row in db.session.execute(statement):
        found.setdefault(row.account_id, []).append((row.kind, row.tag))
    return {who: tuple(pairs) for who, pairs in found.items()}
