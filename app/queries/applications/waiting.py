"""Applications that wait for one person, in all openings of theirs: reports first, then the longest wait."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Boolean, ColumnElement, Row, and_, bindparam, case, exists, or_, select

from app.database import db
from app.domain.pipeline import DECISION, Position, State
from app.domain.policy import Grant, Part, Viewer
from app.domain.turns import Facts, Person, Progress, is_long, progress_of, usual_days
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.decisions import OwnLevel
from app.models.openings import Opening, OpeningMember
from app.models.scheduling import Interview, Seat
from app.queries.access import asked_by, is_own, owed_seat
from app.queries.applications.columns import ME, Shape, excused, waits
from app.queries.applications.interviews import StageFacts, stage_facts
from app.queries.applications.shapes import IN_PROCESS
from app.queries.ladders import digests_from, own_digest_columns, playbook_for

AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Waiting:
    """One application that waits for the viewer. `wakes_up` is true when its hold has ended.

    `is_lead` is false for somebody who has an answer to give and no other business with it.
    """

    id: int
    candidate: str
    opening: str
    opening_id: int
    stage: str
    entered_at: datetime
    is_long: bool
    wakes_up: bool
    is_lead: bool
    progress: Progress


def _leads(part: Part) -> ColumnElement[bool]:
    return exists().where(
        OpeningMember.opening_id == Application.opening_id,
        OpeningMember.account_id == bindparam("me"),
        OpeningMember.part == part.value,
    )


def _to_approve() -> ColumnElement[bool]:
    """A decision of somebody else that the person may answer: not while a scorecard of theirs is missing."""
    active = and_(Application.state == State.ACTIVE.value, Application.stage == DECISION)
    mine = select(Interview.id).join(Seat, Seat.interview_id == Interview.id)
    owes = mine.where(Interview.application_id == Application.id, owed_seat(ME)).correlate(Application).exists()
    in_team = exists().where(OpeningMember.opening_id == Application.opening_id, OpeningMember.account_id == ME)
    granted = and_(in_team.correlate(Application), bindparam("overrides", type_=Boolean()))
    return and_(active, asked_by() != ME, or_(_leads(Part.SENIOR_LEADER).correlate(Application), granted), ~owes)


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
        asked_by().label("asked_by"),
        _to_approve().label("is_asked"),
        *own_digest_columns(),
    )
    .join(Candidate, Candidate.id == Application.candidate_id)
    .join(Opening, Opening.id == Application.opening_id)
    .where(or_(_turn(Part.RECRUITER), _turn(Part.HIRING_MANAGER), _to_approve()), ~is_own(ME))
    .order_by(case((excused(), 0), else_=1), Application.stage_entered_at, Application.id)
    .limit(AT_MOST)
)


def waiting_for(viewer: Viewer, now: datetime) -> tuple[Waiting, ...]:
    """What the viewer has to do next as recruiter, hiring manager or approver, in two statements."""
    values = {"me": viewer.account_id, "now": now, "today": now.astimezone(ZoneInfo(viewer.zone)).date()}
    rows = db.session.execute(_WAITING, values | {"overrides": Grant.OVERRIDE in viewer.grants}).all()
    here = stage_facts(row.id for row in rows)
    found = [_waiting(viewer, row, here.get(row.id, StageFacts()), now) for row in rows]
    return tuple(sorted(found, key=lambda item: not item.progress.turn.is_reported))


def _waiting(viewer: Viewer, row: Row[*tuple[Any, ...]], here: StageFacts, now: datetime) -> Waiting:
    stages = playbook_for(digests_from(row._mapping)).family.stages
    stage = next((item for item in stages if item.key == row.stage), None)
    me = (Person(viewer.account_id, viewer.name),)
    facts = Facts(
        position=Position(State(row.state), row.stage),
        stage=stage,
        interviews=here.interviews,
        invitation=here.invitation,
        no_show=here.no_show,
        recruiters=me if row.is_recruiter else (),
        managers=me if row.is_manager else (),
        candidate=row.candidate,
        now=now,
        zone=viewer.zone,
        hold_until=row.hold_until,
        own_level_given=bool(row.own_level_given),
        awaits_approval=row.asked_by is not None,
        approvers=me if row.is_asked else (),
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
        is_lead=bool(row.is_recruiter or row.is_manager),
        progress=progress_of(facts),
    )
