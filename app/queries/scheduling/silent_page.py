"""The question who waits without a word, in the openings that somebody leads: the longest silence first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, exists, func, literal, or_, select, union_all

from app.database import db
from app.domain.pipeline import DECISION, Position, State
from app.domain.policy import Part, Viewer
from app.domain.turns import Facts, Person, Progress, progress_of
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.decisions import OwnLevel
from app.models.openings import Opening, OpeningMember
from app.queries import access
from app.queries.applications.interviews import StageFacts, stage_facts
from app.queries.ladders import digests_from, own_digest_columns, playbook_for
from app.queries.notifications.declines import declined_at, untold
from app.queries.scheduling.rules import rules
from app.queries.scheduling.silence import quiet

PAGE_ROWS = 30
AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class SilentRow:
    """One candidate who has heard nothing since then. `is_untold`: declined, and nobody has told them.

    `progress` is None then: all that is left is to tell them.
    """

    id: int
    candidate: str
    opening: str
    stage: str
    is_at_decision: bool
    since: datetime
    is_untold: bool
    progress: Progress | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class SilentPage:
    """A part of the list, how many there are in all, from how many days on, and where the next part begins."""

    rows: tuple[SilentRow, ...]
    total: int
    waits_days: int
    more: tuple[datetime, int] | None


def silent_page(viewer: Viewer, now: datetime, *, after: tuple[datetime, int] | None = None) -> SilentPage:
    """Who waits without a word: three statements.

    Args:
        viewer: a recruiter or hiring manager; an application of their own is not in it.
        now: this instant.
        after: since when the last row of the part before has waited, and its number.
    """
    days = rules().waits_days
    found = _waiting(viewer, now, waits_days=days)
    rows = db.session.execute(_rows(viewer, found, after)).all()
    shown = rows[:PAGE_ROWS]
    here = stage_facts([row.id for row in shown if not row.is_untold])
    made = tuple(_row(viewer, row, here.get(row.id, StageFacts()), now) for row in shown)
    more = (shown[-1].since, shown[-1].id) if len(rows) > PAGE_ROWS else None
    return SilentPage(made, rows[0].total if rows else 0, days, more)


def _waiting(viewer: Viewer, now: datetime, *, waits_days: int) -> Subquery:
    """Those under way who have heard nothing for too long, and those declined whom nobody has told."""
    silent = quiet(now, waits_days=waits_days)
    scope = (_leads(viewer, Part.RECRUITER, Part.HIRING_MANAGER), ~access.is_own(viewer.account_id))
    under_way = (
        select(Application.id, silent.c.since, literal(False).label("is_untold"))
        .join(silent, silent.c.id == Application.id)
        .where(*scope)
    )
    declined = (
        select(Application.id, declined_at().label("since"), literal(True).label("is_untold"))
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(*scope, untold(), declined_at().is_not(None), Candidate.erased_at.is_(None))
    )
    return union_all(under_way, declined).subquery()


def _leads(viewer: Viewer, *parts: Part) -> ColumnElement[bool]:
    led = exists().where(
        OpeningMember.opening_id == Application.opening_id,
        OpeningMember.account_id == viewer.account_id,
        OpeningMember.part.in_([part.value for part in parts]),
    )
    return led.correlate(Application)


def _rows(viewer: Viewer, found: Subquery, after: tuple[datetime, int] | None) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            found.c.id,
            found.c.since,
            found.c.is_untold,
            select(func.count()).select_from(found).scalar_subquery().label("total"),
            Application.state,
            Application.stage,
            Candidate.name.label("candidate"),
            Opening.name.label("opening"),
            _leads(viewer, Part.RECRUITER).label("is_recruiter"),
            _leads(viewer, Part.HIRING_MANAGER).label("is_manager"),
            exists().where(OwnLevel.application_id == Application.id).correlate(Application).label("own_level_given"),
            access.asked_by().label("asked_by"),
            *own_digest_columns(),
        )
        .select_from(found)
        .join(Application, Application.id == found.c.id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .order_by(found.c.since, found.c.id)
        .limit(PAGE_ROWS + 1)
    )
    if after is None:
        return statement
    since, number = after
    return statement.where(or_(found.c.since > since, and_(found.c.since == since, found.c.id > number)))


def _row(viewer: Viewer, row: AnyRow, here: StageFacts, now: datetime) -> SilentRow:
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
        own_level_given=bool(row.own_level_given),
        awaits_approval=row.asked_by is not None,
    )
    progress = None if row.is_untold else progress_of(facts)
    return SilentRow(
        id=row.id,
        candidate=row.candidate,
        opening=row.opening,
        stage=stage.name if stage else "Decision",
        is_at_decision=row.stage == DECISION,
        since=row.since,
        is_untold=bool(row.is_untold),
        progress=progress,
        is_mine=progress.turn.is_of(viewer.account_id) if progress else bool(row.is_recruiter),
    )
