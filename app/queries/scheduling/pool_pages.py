"""The pages about pools: every stage with how many may hold it, one pool with its people, what somebody brings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.competency import CompetencySet
from app.domain.errors import NotFound
from app.domain.family import JobFamily, Stage
from app.domain.languages import SPOKEN, SPOKEN_NAMES
from app.domain.load import Load
from app.domain.policy import Viewer
from app.domain.scheduling_rules import SchedulingRules
from app.domain.shapes import Shape
from app.domain.skills import Skills
from app.domain.training import Practice, Standing, TrainingPath, next_step
from app.domain.versions import from_json
from app.domain.wording import Ref
from app.models.accounts import Account
from app.models.ladders import ContentVersion
from app.models.scheduling import PoolPlace
from app.queries.ladders import published
from app.queries.scheduling.load import load_of
from app.queries.scheduling.pools import tags_of
from app.queries.scheduling.rules import rules
from app.queries.scheduling.training import practice_of, practices_of

_Approver = aliased(Account)


@dataclass(frozen=True, slots=True)
class StagePool:
    """One stage in the list: how many are trained, in training, and of these done with it but for somebody's yes."""

    stage: Stage
    trained: int
    training: int
    awaiting: int


@dataclass(frozen=True, slots=True)
class FamilyPools:
    """A job family with the pools of its stages."""

    key: str
    name: str
    stages: tuple[StagePool, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Somebody's place in a pool. `skills` are names, ready to be read."""

    id: int
    name: str
    job_title: str
    zone: str
    is_active: bool
    added_at: datetime
    approved_at: datetime | None
    approved_by: str | None
    reason: str
    practice: Practice
    path: TrainingPath
    load: Load
    languages: tuple[str, ...]
    specialties: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        """How far they have come."""
        return self.practice.standing(self.path)

    @property
    def awaits_approval(self) -> bool:
        """Whether everything is done but somebody's yes."""
        return self.practice.awaits_approval(self.path)

    @property
    def says(self) -> str:
        """What comes next for them."""
        return next_step(self.name, self.practice, self.path)


@dataclass(frozen=True, slots=True)
class PoolPage:
    """One pool: its people by name, those who can join it, and the rules that hold."""

    family: str
    family_name: str
    stage: Stage
    rules: SchedulingRules
    rows: tuple[PlaceRow, ...]
    others: tuple[tuple[int, str], ...]

    def row(self, account_id: int) -> PlaceRow:
        """Somebody's place.

        Raises:
            NotFound: for whoever has none.
        """
        found = next((row for row in self.rows if row.id == account_id), None)
        if found is None:
            raise NotFound
        return found


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen for a person: languages, specialties of the families, focus areas of the catalogue."""

    languages: tuple[Ref, ...]
    specialties: tuple[Ref, ...]
    areas: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class SkillsPage:
    """What one person brings, and what there is to choose from."""

    id: int
    name: str
    version: int
    skills: Skills
    choices: Choices


def families() -> dict[str, JobFamily]:
    """The newest version of each job family, by key: one statement, one more for each that this process never read."""
    return {key: shape for key, shape in _newest("family").items() if isinstance(shape, JobFamily)}


def stage_of(family: str, stage: str) -> tuple[JobFamily, Stage]:
    """A stage of a family's newest version.

    Raises:
        NotFound: if there is no such family or stage.
    """
    found = families().get(family)
    step = next((item for item in found.stages if item.key == stage), None) if found else None
    if found is None or step is None:
        raise NotFound
    return found, step


def pools(now: datetime) -> tuple[FamilyPools, ...]:
    """All pools by family and stage: four statements."""
    known, path = families(), rules().path
    statement = (
        select(PoolPlace.family, PoolPlace.stage, PoolPlace.account_id, PoolPlace.approved_at)
        .join(Account, Account.id == PoolPlace.account_id)
        .where(Account.is_active)
        .order_by(PoolPlace.family, PoolPlace.stage, PoolPlace.account_id)
    )
    rows = db.session.execute(statement).all()
    done = practices_of((row.account_id for row in rows if row.approved_at is None), now=now)
    counts: dict[tuple[str, str], list[Practice]] = {}
    for row in rows:
        beside = done.get((row.family, row.stage, row.account_id), Practice())
        practice = Practice(beside.shadowed, beside.reverse_shadowed, row.approved_at is not None)
        counts.setdefault((row.family, row.stage), []).append(practice)
    return tuple(
        FamilyPools(
            key, family.name, tuple(_counted(stage, counts.get((key, stage.key), []), path) for stage in family.stages)
        )
        for key, family in sorted(known.items(), key=lambda item: (item[1].name, item[0]))
    )


def _counted(stage: Stage, practices: list[Practice], path: TrainingPath) -> StagePool:
    trained = sum(one.standing(path) is Standing.APPROVED for one in practices)
    awaiting = sum(one.awaits_approval(path) for one in practices)
    return StagePool(stage, trained, len(practices) - trained, awaiting)


def pool(viewer: Viewer, family: str, stage: str, now: datetime) -> PoolPage:
    """One pool: nine statements for any number of people.

    Interviews of an application of the viewer's own count in nobody's load.

    Raises:
        NotFound: if there is no such family or stage.
    """
    plan, step = stage_of(family, stage)
    kept, rows = rules(), _places(family, stage)
    ids = [row.id for row in rows]
    done = practice_of(ids, family=family, stage=stage, now=now)
    loads, tags, names = load_of(ids, now, unseen_by=viewer.account_id), tags_of(ids), _names()
    people = tuple(
        _place(row, done.get(row.id, Practice()), kept.path, loads[row.id], _spelled(tags.get(row.id, ()), names))
        for row in rows
    )
    return PoolPage(family, plan.name, step, kept, people, _others(ids))


def _places(family: str, stage: str) -> list[Row[*tuple[object, ...]]]:
    statement = (
        select(
            Account.id,
            Account.name,
            Account.job_title,
            Account.zone,
            Account.is_active,
            PoolPlace.added_at,
            PoolPlace.approved_at,
            _Approver.name.label("approved_by"),
            PoolPlace.reason,
        )
        .join(Account, Account.id == PoolPlace.account_id)
        .outerjoin(_Approver, _Approver.id == PoolPlace.approved_by)
        .where(PoolPlace.family == family, PoolPlace.stage == stage)
        .order_by(Account.name, Account.id)
    )
    return list(db.session.execute(statement))


def _place(
    row: Row[*tuple[object, ...]], done: Practice, path: TrainingPath, load: Load, skills: "_Spelled"
) -> PlaceRow:
    practice = Practice(done.shadowed, done.reverse_shadowed, row.approved_at is not None)
    return PlaceRow(**row._mapping, practice=practice, path=path, load=load, **skills)  # type: ignore[arg-type]


_Spelled = dict[str, tuple[str, ...]]


def _spelled(pairs: Iterable[tuple[str, str]], names: Mapping[str, str]) -> _Spelled:
    skills = Skills.of(pairs)
    groups = {"languages": skills.languages, "specialties": skills.specialties, "areas": skills.areas}
    return {
        kind: tuple(sorted(names.get(tag, tag.replace("_", " ").capitalize()) for tag in tags))
        for kind, tags in groups.items()
    }


def _others(inside: list[int]) -> tuple[tuple[int, str], ...]:
    statement = select(Account.id, Account.name, Account.job_title).where(Account.is_active, Account.id.not_in(inside))
    rows = db.session.execute(statement.order_by(Account.name, Account.id))
    return tuple((row.id, f"{row.name}, {row.job_title}") for row in rows)


def skills_of(account_id: int) -> SkillsPage:
    """What one person brings: four statements.

    Raises:
        NotFound: if nobody with this number works here.
    """
    statement = select(Account.id, Account.name, Account.version).where(Account.id == account_id, Account.is_active)
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    return SkillsPage(row.id, row.name, row.version, Skills.of(tags_of([account_id]).get(account_id, ())), choices())


def choices() -> Choices:
    """What can be chosen for anybody, each list by name: two statements."""
    specialties = {item.key: item.name for family in families().values() for item in family.specialties}
    areas = {area.key: area.name for shape in _catalogues() for area in shape.competencies}
    return Choices(SPOKEN, _by_name(specialties), _by_name(areas))


def _names() -> dict[str, str]:
    offered = choices()
    return {item.key: item.name for item in (*offered.areas, *offered.specialties)} | SPOKEN_NAMES


def _by_name(names: Mapping[str, str]) -> tuple[Ref, ...]:
    return tuple(Ref(key, name) for key, name in sorted(names.items(), key=lambda item: (item[1], item[0])))


def _catalogues() -> list[CompetencySet]:
    return [shape for shape in _newest("competencies").values() if isinstance(shape, CompetencySet)]


def _newest(kind: str) -> dict[str, Shape]:
    digests: dict[str, str] = {}
    for version in published(kind):
        digests.setdefault(version.key, version.digest)
    return {key: _content(kind, digest) for key, digest in sorted(digests.items())}


@lru_cache(maxsize=32)
def _content(kind: str, digest: str) -> Shape:
    """What one version says. Content never changes under its digest, so nothing here goes stale."""
    body = db.session.execute(select(ContentVersion.body).where(ContentVersion.digest == digest)).scalar_one()
    return from_json(kind, body)
