"""The statements behind a board: one grouped count, and the first rows of every column in one go.

Whoever applied themself finds neither their row nor a count with it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    union_all,
)

from app.database import UTCDateTime
from app.domain.pipeline import DECISION, State
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.decisions import OwnLevel
from app.models.scheduling import Interview, Invitation, Seat
from app.models.scorecards import Scorecard
from app.queries.access import asked_by, is_own, owed_seat
from app.queries.applications.interviews import of_this_visit, open_invitation
from app.queries.applications.shapes import IN_PROCESS

_ROW = (
    Application.id,
    Application.version,
    Application.state,
    Application.stage,
    Application.stage_entered_at,
    Application.hold_until,
    Application.source,
    Candidate.name,
    Candidate.place,
    exists().where(OwnLevel.application_id == Application.id).correlate(Application).label("own_level_given"),
    asked_by().label("asked_by"),
)
NOW = bindparam("now", type_=UTCDateTime())
ME: Any = bindparam("me")  # an account's number


@dataclass(frozen=True, slots=True)
class Shape:
    """What the text of the statements depends on; everything else is a parameter."""

    stages: int
    is_recruiter: bool
    is_manager: bool
    can_approve: bool = False
    has_text: bool = False
    is_mine: bool = False
    is_long: bool = False
    goes_on: bool = False


def _pending() -> ColumnElement[bool]:
    """An interview of this stage is still to come, or owes a scorecard: then it is not the recruiter's turn."""
    submitted = exists().where(
        Scorecard.interview_id == Seat.interview_id,
        Scorecard.account_id == Seat.account_id,
        Scorecard.submitted_at.is_not(None),
    )
    owed = exists().where(
        Seat.interview_id == Interview.id, Seat.left_at.is_(None), Seat.is_shadow.is_(False), ~submitted.correlate(Seat)
    )
    waits = or_(Interview.starts_at > NOW, and_(Interview.cards_closed_at.is_(None), owed.correlate(Interview)))
    return exists().where(of_this_visit(), waits).correlate(Application)


def excused() -> ColumnElement[bool]:
    """Somebody reports that an interview of this stage can't be held or was not; the candidate's no counts too."""
    submitted = exists().where(
        Scorecard.interview_id == Seat.interview_id,
        Scorecard.account_id == Seat.account_id,
        Scorecard.submitted_at.is_not(None),
    )
    reported = exists().where(
        Seat.interview_id == Interview.id,
        Seat.left_at.is_(None),
        Seat.is_shadow.is_(False),
        Seat.excuse.is_not(None),
        ~submitted.correlate(Seat),
    )
    awaited = and_(Interview.cards_closed_at.is_(None), reported.correlate(Interview))
    declined = and_(Interview.candidate_reply == "declined", Interview.starts_at > NOW)
    return exists().where(of_this_visit(), or_(awaited, declined)).correlate(Application)


def _chooses() -> ColumnElement[bool]:
    """Nothing is booked for this stage yet, and the candidate is invited to choose a time."""
    booked = exists().where(of_this_visit()).correlate(Application)
    invited = exists().where(open_invitation(), Invitation.expires_at >= NOW).correlate(Application)
    return and_(invited, ~booked)


def _my_card() -> ColumnElement[bool]:
    held = select(Interview.id).join(Seat, Seat.interview_id == Interview.id)
    return held.where(of_this_visit(), Interview.starts_at <= NOW, owed_seat(ME)).correlate(Application).exists()


def waits(shape: Shape) -> ColumnElement[bool]:
    """Whether it is the viewer's turn: the rule of app.domain.turns, as far as a filter and a count need it."""
    active, deciding = Application.state == State.ACTIVE.value, Application.stage == DECISION
    turns = [and_(active, ~deciding, _my_card(), ~excused())]
    if shape.is_recruiter:
        free = and_(~_pending(), ~_chooses())
        turns += [and_(active, ~deciding, or_(free, excused())), Application.state == State.DECIDED.value]
    if shape.is_manager:
        turns.append(and_(active, deciding, asked_by().is_(None)))
    if shape.can_approve:
        turns.append(and_(active, deciding, asked_by() != ME))
    return or_(*turns)


def _long(shape: Shape) -> ColumnElement[bool]:
    return or_(
        *(
            and_(
                Application.stage == bindparam(f"column{number}"),
                Application.stage_entered_at <= bindparam(f"since{number}", type_=UTCDateTime()),
            )
            for number in range(shape.stages)
        )
    )


def _matches() -> ColumnElement[bool]:
    like: Any = bindparam("like")
    return or_(Candidate.search_name.like(like, escape="/"), func.lower(Application.source).like(like, escape="/"))


@lru_cache(maxsize=64)
def counts(shape: Shape) -> Select[*tuple[Any, ...]]:
    """How many applications there are in each state and stage, how many of them wait for the viewer, and since long."""
    waiting = case(
        (Application.state.in_([state.value for state in IN_PROCESS]), case((waits(shape), 1), else_=0)), else_=0
    )
    long = case((_long(shape), 1), else_=0)
    statement = select(
        Application.state,
        Application.stage,
        func.count().label("number"),
        func.sum(waiting).label("waiting"),
        func.sum(long).label("long"),
        func.sum(waiting * long).label("waiting_long"),
    ).where(Application.opening_id == bindparam("opening_id"), ~is_own(ME))
    if shape.has_text:
        statement = statement.join(Candidate, Candidate.id == Application.candidate_id).where(_matches())
    return statement.group_by(Application.state, Application.stage).order_by(Application.state, Application.stage)


@lru_cache(maxsize=64)
def cards(shape: Shape, numbers: tuple[int, ...]) -> CompoundSelect[*tuple[Any, ...]]:
    """The first rows of some columns, those who stand there longest first."""
    columns = [_column(shape, number).subquery().select() for number in numbers]
    return union_all(*columns).order_by("stage_entered_at", "id")


def _column(shape: Shape, number: int) -> Select[*tuple[Any, ...]]:
    stage: Any = bindparam(f"column{number}")
    states = [State.ACTIVE] if number < shape.stages - 1 else IN_PROCESS
    statement = (
        select(*_ROW)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(
            Application.opening_id == bindparam("opening_id"),
            ~is_own(ME),
            Application.state.in_([state.value for state in states]),
            Application.stage == stage,
        )
    )
    if shape.has_text:
        statement = statement.where(_matches())
    if shape.is_mine:
        statement = statement.where(waits(shape))
    if shape.is_long:
        statement = statement.where(_long(shape))
    if shape.goes_on:
        at = bindparam("after_at", type_=UTCDateTime())
        same = and_(Application.stage_entered_at == at, Application.id > bindparam("after_id"))
        statement = statement.where(or_(Application.stage_entered_at > at, same))
    ordered = statement.order_by(Application.stage_entered_at, Application.id)
    return ordered.limit(bindparam("rows"))


@lru_cache(maxsize=4)
def aside(*, has_text: bool, goes_on: bool) -> Select[*tuple[Any, ...]]:
    """Applications of one state, the newest first."""
    statement = (
        select(*_ROW)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Application.opening_id == bindparam("opening_id"), Application.state == bindparam("state"), ~is_own(ME))
    )
    if has_text:
        statement = statement.where(_matches())
    if goes_on:
        statement = statement.where(Application.id < bindparam("after_id"))
    return statement.order_by(Application.id.desc()).limit(bindparam("rows"))
