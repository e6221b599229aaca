"""The profile of an application: interviews with the states of their cards, requirements, timeline, other applications.

Of a scorecard it knows whose it is and whether it is in, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.history import CHECKED, Told, tell, tell_checks
from app.domain.pipeline import UNDO_WINDOW, State
from app.domain.policy import Viewer
from app.domain.requirement import EffectiveRequirement
from app.domain.turns import Progress
from app.models.accounts import Account
from app.models.applications import ApplicationEvent, RequirementCheck
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries.applications.case import Case, case_for, progress_of_case
from app.queries.applications.elsewhere import Elsewhere, elsewhere_of
from app.queries.scorecards import Note, notes_of_application

TIMELINE_ROWS = 200
_SEATS = (
    select(
        Interview.id,
        Interview.stage,
        Interview.state,
        Interview.starts_at,
        Interview.ends_at,
        Interview.zone,
        Interview.cards_closed_at,
        Interview.panel_opened_at,
        Seat.is_shadow,
        Account.name,
        Account.job_title,
        Scorecard.id.label("scorecard_id"),
        Scorecard.submitted_at,
    )
    .outerjoin(Seat, and_(Seat.interview_id == Interview.id, Seat.left_at.is_(None)))
    .outerjoin(Account, Account.id == Seat.account_id)
    .outerjoin(Scorecard, and_(Scorecard.interview_id == Interview.id, Scorecard.account_id == Seat.account_id))
    .where(Interview.application_id == bindparam("application_id"))
    .order_by(Interview.starts_at, Interview.id, Seat.is_shadow, Account.name, Account.id)
)
_CHECKS = (
    select(
        RequirementCheck.requirement,
        RequirementCheck.state,
        RequirementCheck.certainty,
        RequirementCheck.evidence,
        RequirementCheck.amount,
        RequirementCheck.currency,
        RequirementCheck.year,
        RequirementCheck.checked_at,
        Account.name.label("checked_by"),
    )
    .join(Account, Account.id == RequirementCheck.checked_by)
    .where(RequirementCheck.application_id == bindparam("application_id"))
    .order_by(RequirementCheck.requirement)
)
_EVENTS = (
    select(ApplicationEvent.id, ApplicationEvent.kind, ApplicationEvent.data, ApplicationEvent.at, Account.name)
    .outerjoin(Account, Account.id == ApplicationEvent.actor_id)
    .where(ApplicationEvent.application_id == bindparam("application_id"))
    .order_by(ApplicationEvent.id.desc())
    .limit(TIMELINE_ROWS)
)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Somebody in an interview, and how far the scorecard is: not started, draft, submitted, not needed, not owed."""

    name: str
    job_title: str
    is_shadow: bool
    card: str


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One interview with its people."""

    id: int
    stage: str
    is_cancelled: bool
    is_open: bool
    starts_at: datetime
    ends_at: datetime
    zone: str
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What somebody found about one requirement; figures in whole units."""

    state: str
    certainty: str
    evidence: str
    amount: int | None
    currency: str | None
    year: int | None
    checked_at: datetime
    checked_by: str


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One requirement that holds, and what is known about it."""

    item: EffectiveRequirement
    check: Check | None


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    at: datetime
    who: str
    kind: str
    told: Told


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything on an application's page. The timeline has the latest first; whoever owes a card sees no notes."""

    case: Case
    progress: Progress
    interviews: tuple[InterviewLine, ...]
    notes: tuple[Note, ...]
    requirements: tuple[RequirementLine, ...]
    timeline: tuple[Happening, ...]
    elsewhere: tuple[Elsewhere, ...]

    @property
    def undo_until(self) -> datetime | None:
        """Until when a decline can be taken back; None when there is none."""
        if self.case.position.state is not State.DECLINED:
            return None
        return next((line.at + UNDO_WINDOW for line in self.timeline if line.kind == "declined"), None)

    @property
    def gates(self) -> tuple[RequirementLine, ...]:
        """Requirements that are met or not, whatever the ratings say."""
        return tuple(line for line in self.requirements if line.item.requirement.is_gate)

    @property
    def others(self) -> tuple[tuple[str, tuple[RequirementLine, ...]], ...]:
        """All other requirements, by the title, specialty or location they come from."""
        lines = [line for line in self.requirements if not line.item.requirement.is_gate]
        return tuple((origin, tuple(group)) for origin, group in groupby(lines, key=lambda line: line.item.origin))


def profile_for(viewer: Viewer, application_id: int, *, now: datetime) -> Profile:
    """The page of an application, in seven statements.

    Raises:
        NotFound: if there is none, or nothing ties the viewer to it.
    """
    case = case_for(viewer, application_id)
    key = {"application_id": application_id}
    seats = db.session.execute(_SEATS, key).all()
    checks = {row.requirement: _check(row) for row in db.session.execute(_CHECKS, key)}
    return Profile(
        case=case,
        progress=progress_of_case(case, now=now),
        interviews=tuple(_interview(list(group)) for _id, group in groupby(seats, key=lambda row: row.id)),
        notes=() if case.relation.owes_a_card else notes_of_application(case.id),
        requirements=tuple(RequirementLine(item, checks.get(item.requirement.key)) for item in case.requirements),
        timeline=_timeline(case),
        elsewhere=elsewhere_of(case),
    )


def requirement_for(viewer: Viewer, application_id: int, key: str) -> tuple[Case, RequirementLine]:
    """One line of the checklist: two statements.

    Raises:
        NotFound: if there is no such application or requirement, or nothing ties the viewer to it.
    """
    case = case_for(viewer, application_id)
    items = [item for item in case.requirements if item.requirement.key == key]
    if not items:
        raise NotFound
    rows = db.session.execute(_CHECKS, {"application_id": application_id}).all()
    return case, RequirementLine(items[0], next((_check(row) for row in rows if row.requirement == key), None))


def _timeline(case: Case) -> tuple[Happening, ...]:
    zone = case.relation.viewer.zone
    rows = db.session.execute(_EVENTS, {"application_id": case.id})
    return tuple(_happening(case, list(group)) for _, group in groupby(rows, key=lambda row: _line(row, zone)))


def _line(row: Any, zone: str) -> tuple[Any, ...]:
    """What events share that stand in one line: checks of one person on one day; anything else stands alone."""
    if row.kind == CHECKED:
        return row.kind, row.name, row.at.astimezone(ZoneInfo(zone)).date()
    return (row.id,)


def _happening(case: Case, rows: list[Any]) -> Happening:
    first, zone = rows[0], case.relation.viewer.zone
    if first.kind == CHECKED:
        told = tell_checks([row.data for row in rows], plan=case.plan, zone=zone)
    else:
        shows = not case.relation.owes_a_card
        told = tell(first.kind, first.data, plan=case.plan, zone=zone, shows_decision=shows)
    return Happening(first.at, first.name or _unnamed(case, first.data), first.kind, told)


def _unnamed(case: Case, data: Mapping[str, str]) -> str:
    """Who did what no account did: the candidate, by their link or in their calendar, or the product itself."""
    return case.candidate if data.get("by") == "candidate" else "Rung"


def _interview(rows: list[Any]) -> InterviewLine:
    first = rows[0]
    return InterviewLine(
        id=first.id,
        stage=first.stage,
        is_cancelled=first.state != "booked",
        is_open=first.panel_opened_at is not None,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        zone=first.zone,
        seats=tuple(
            SeatLine(row.name, row.job_title, row.is_shadow, _card(row)) for row in rows if row.name is not None
        ),
    )


def _card(row: Any) -> str:
    if row.submitted_at is not None:
        return "submitted"
    if row.is_shadow:
        return "not needed"
    if row.cards_closed_at is not None:
        return "not owed"
    return "draft" if row.scorecard_id is not None else "not started"


def _check(row: Any) -> Check:
    values = {name: row._mapping[name] for name in Check.__slots__}
    return Check(**values)
