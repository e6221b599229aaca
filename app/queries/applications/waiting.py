"""Applications that wait for one person, in all openings that the person leads, the longest wait first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, or_, select

from app.database import db
from app.domain.pipeline import Position, State
from app.domain.policy import Part, Viewer
from app.domain.turns import Facts, Person, Progress, is_long, progress_of, usual_days
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.decisions import OwnLevel
from app.models.openings import Opening, OpeningMember
from app.queries.applications.columns import Shape, waits
from app.queries.applications.interviews import stage_interviews
from app.queries.applications.shapes import IN_PROCESS
from app.queries.ladders import digest_columns, digests_from, playbook_for

AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Waiting:
    """One application that waits for the viewer. `wakes_up` is true when its hold has ended."""

    id: int
    candidate: str
    opening: str
    opening_id: int
    stage: str
    entered_at: datetime
    is_long: bool
    wakes_up: bool
    progress: Progress


def _leads(part: Part) -> ColumnElement[bool]:
    return exists().where(
        OpeningMember.opening_id == Application.opening_id,
        OpeningMember.account_id == bindparam("me"),
        OpeningMember.part == part.value,
    )


def _turn(part: Part) -> ColumnElement[bool]:
    shape = Shape(stages=0, is_recruiter=part is Part.RECRUITER, is_manager=part is Part.HIRING_MANAGER)
    going = Application.state.in_([state.value for state in IN_PROCESS])
    awake = and_(Application.state == State.ON_HOLD.value, Application.hold_until <= bindparam("today"))
    return and_(_leads(part).correlate(Application), or_(and_(going, waits(shape)), awake))


_WAITING = (
    select(
        Application.id,
        Application.state,
        Application.stage,
        Application.stage_entered_at,
        Application.hold_until,
        Application.opening_id,
        Candidate.name.label("candidate"),
        Opening.name.label("opening"),
        _leads(Part.RECRUITER).correlate(Application).label("is_recruiter"),
        _leads(Part.HIRING_MANAGER).correlate(Application).label("is_manager"),
        exists().where(OwnLevel.application_id == Application.id).correlate(Application).label("own_level_given"),
        *digest_columns(),
    )
    .join(Candidate, Candidate.id == Application.candidate_id)
    .join(Opening, Opening.id == Application.opening_id)
    .where(or_(_turn(Part.RECRUITER), _turn(Part.HIRING_MANAGER)))
    .order_by(Application.stage_entered_at, Application.id)
    .limit(AT_MOST)
)


def waiting_for(viewer: Viewer, now: datetime) -> tuple[Waiting, ...]:
    """What the viewer has to do next as recruiter or hiring manager, in two statements."""
    today = now.astimezone(ZoneInfo(viewer.zone)).date()
    rows = db.session.execute(_WAITING, {"me": viewer.account_id, "now": now, "today": today}).all()
    interviews = stage_interviews(row.id for row in rows)
    return tuple(_waiting(viewer, row, interviews.get(row.id, ()), now) for row in rows)


def _waiting(viewer: Viewer, row: Row[*tuple[Any, ...]], interviews: tuple[Any, ...], now: datetime) -> Waiting:
    stages = playbook_for(digests_from(row._mapping)).family.stages
    stage = next((item for item in stages if item.key == row.stage), None)
    me = (Person(viewer.account_id, viewer.name),)
    facts = Facts(
        position=Position(State(row.state), row.stage),
        stage=stage,
        interviews=interviews,
        recruiters=me if row.is_recruiter else (),
        managers=me if row.is_manager else (),
        candidate=row.candidate,
        now=now,
        zone=viewer.zone,
        hold_until=row.hold_until,
        own_level_given=bool(row.own_level_given),
    )
    return Waiting(
        id=row.id,
        candidate=row.candidate,
        opening=row.opening,
        opening_id=row.opening_id,
        stage=stage.name if stage else "Decision",
        entered_at=row.stage_entered_at,
        is_long=is_long(row.stage_entered_at, now, usual_days(stage)),
        wakes_up=row.state == State.ON_HOLD,
        progress=progress_of(facts),
    )
