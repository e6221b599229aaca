"""The question what a candidate was assessed in: stages, areas, how many people; never a rating or a name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from app.database import db
from app.domain.states import State
from app.gateways import clock
from app.models.applications import Application
from app.models.openings import Opening, StageBrief
from app.models.scheduling import Interview, Seat
from app.queries import ladders
from app.queries.candidates.mine import MyApplication

# A level is told once it is part of what was offered.
_TELLS_LEVEL = frozenset({State.OFFER_MADE, State.HIRED})


@dataclass(frozen=True, slots=True)
class HeldStage:
    """A stage that took place: what it looked at, and how many people did. `brief`: something was sent beforehand."""

    name: str
    areas: tuple[str, ...]
    people: int
    last_at: datetime
    brief: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one application was assessed in. `levels` is the range that the opening aims at, the lowest first.

    `decided` is the level of an offer; empty otherwise. `people` counts everybody once.
    """

    stages: tuple[HeldStage, ...]
    people: int
    levels: tuple[str, ...]
    decided: str


def receipt_for(mine: MyApplication, now: datetime | None = None) -> Receipt:
    """The receipt of the visitor's application: three statements, none of them about a scorecard."""
    held = _held(mine, now or clock.now())
    columns = (Opening.lowest_level, Opening.highest_level, Application.level, *ladders.own_digest_columns())
    statement = select(*columns).join(Opening, Opening.id == Application.opening_id).where(Application.id == mine.id)
    row = db.session.execute(statement).one()
    playbook = ladders.playbook_for(ladders.digests_from(row._mapping))
    names = {level.code: level.name for level in playbook.ladder.levels}
    areas = {item.key: item.name for item in playbook.competencies.competencies}
    stages = tuple(
        HeldStage(stage.name, tuple(areas.get(key, key) for key in stage.focus_areas), *held[stage.key])
        for stage in playbook.family.stages
        if stage.key in held
    )
    ends = dict.fromkeys((row.lowest_level, row.highest_level))
    decided = names.get(row.level or "", "") if mine.state in _TELLS_LEVEL else ""
    return Receipt(stages, _people(mine, now or clock.now()), tuple(names.get(code, code) for code in ends), decided)


def _took_place(mine: MyApplication, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Interview.application_id == mine.id,
        Interview.state == "booked",
        Interview.no_show.is_(None),
        Interview.ends_at <= now,
    )


def _sat() -> ColumnElement[bool]:
    return and_(Seat.left_at.is_(None), Seat.is_shadow.is_(False), Seat.missed.is_(False))


def _held(mine: MyApplication, now: datetime) -> dict[str, tuple[int, datetime, bool]]:
    brief = select(StageBrief.stage).where(
        StageBrief.opening_id == mine.opening_id, StageBrief.stage == Interview.stage
    )
    statement = (
        select(
            Interview.stage,
            func.count(Seat.account_id.distinct()).label("people"),
            func.max(Interview.ends_at).label("last_at"),
            brief.correlate(Interview).exists().label("has_brief"),
        )
        .join(Seat, and_(Seat.interview_id == Interview.id, _sat()))
        .where(*_took_place(mine, now))
        .group_by(Interview.stage)
        .order_by(Interview.stage)
    )
    return {row.stage: (row.people, row.last_at, bool(row.has_brief)) for row in db.session.execute(statement)}


def _people(mine: MyApplication, now: datetime) -> int:
    statement = select(func.count(Seat.account_id.distinct())).join(Interview, Interview.id == Seat.interview_id)
    return db.session.execute(statement.where(_sat(), *_took_place(mine, now))).scalar_one()
