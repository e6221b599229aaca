"""Questions about briefs: what staff wrote for each stage, who got it, and whom to send it next."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, select

from app.database import db
from app.domain.briefs import MOST_DAYS, Brief, sent_from
from app.domain.errors import NotFound
from app.domain.family import Stage
from app.domain.policy import Relation, Viewer
from app.domain.states import State
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.openings import Opening, StageBrief
from app.models.scheduling import Interview
from app.queries import access, ladders

MAIL = "stage_brief"


@dataclass(frozen=True, slots=True)
class BriefFile:
    """The file that comes with a brief, as it is kept."""

    name: str
    media_type: str
    stored_as: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage with its brief, if somebody wrote one. `file_name` is empty without a file; version 0 has no brief.

    `current` candidates were sent this version, `earlier` one before it.
    """

    stage: Stage
    brief: Brief | None
    version: int
    file: BriefFile | None
    changed_by: str
    changed_at: datetime | None
    current: int
    earlier: int


@dataclass(frozen=True, slots=True)
class Briefs:
    """All stages of an opening, in their order."""

    relation: Relation
    id: int
    name: str
    lines: tuple[StageLine, ...]

    def line(self, stage: str) -> StageLine:
        """One of them.

        Raises:
            NotFound: if there is no such stage.
        """
        for line in self.lines:
            if line.stage.key == stage:
                return line
        raise NotFound


@dataclass(frozen=True, slots=True)
class Due:
    """A candidate who is to have a brief by now; `zone` is theirs."""

    application_id: int
    interview_id: int
    candidate_id: int
    zone: str
    stage: str
    version: int
    starts_at: datetime
    due_at: datetime


def briefs_for(viewer: Viewer, opening_id: int) -> Briefs:
    """The briefs of an opening, in three statements.

    Raises:
        NotFound: if there is no such opening, or nothing ties the viewer to it.
    """
    statement = select(Opening.id, Opening.name, *ladders.digest_columns(), *access.opening_columns(viewer))
    row = db.session.execute(statement.where(Opening.id == opening_id)).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    if not relation.exists:
        raise NotFound
    written, sent = _written(opening_id), _sent(opening_id)
    stages = ladders.playbook_for(ladders.digests_from(row._mapping)).family.stages
    lines = tuple(_line(stage, written.get(stage.key), sent) for stage in stages)
    return Briefs(relation, row.id, row.name, lines)


def _written(opening_id: int) -> dict[str, Row[*tuple[Any, ...]]]:
    columns = [*StageBrief.__table__.columns, Account.name.label("changed_by_name")]
    statement = select(*columns).join(Account, Account.id == StageBrief.changed_by)
    rows = db.session.execute(statement.where(StageBrief.opening_id == opening_id).order_by(StageBrief.stage))
    return {row.stage: row for row in rows}


def _sent(opening_id: int) -> Counter[tuple[str, int]]:
    """How many candidates were sent each version of each brief; of two messages to one, the newer counts."""
    statement = (
        select(OutboxMessage.application_id, OutboxMessage.data)
        .join(Application, Application.id == OutboxMessage.application_id)
        .where(
            Application.opening_id == opening_id,
            OutboxMessage.kind == MAIL,
            OutboxMessage.cancelled_at.is_(None),
            OutboxMessage.dropped.is_(None),
        )
        .order_by(OutboxMessage.id)
    )
    newest = {
        (row.application_id, row.data.get("stage", "")): int(row.data.get("version", "0"))
        for row in db.session.execute(statement)
    }
    return Counter((stage, version) for (_application, stage), version in newest.items())


def _line(stage: Stage, row: Row[*tuple[Any, ...]] | None, sent: Counter[tuple[str, int]]) -> StageLine:
    if row is None:
        return StageLine(stage, None, 0, None, "", None, 0, 0)
    return StageLine(
        stage,
        brief_from(row),
        row.version,
        file_from(row),
        row.changed_by_name,
        row.changed_at,
        current=sent[stage.key, row.version],
        earlier=sum(many for (key, version), many in sent.items() if key == stage.key and version < row.version),
    )


def brief_from(row: Row[*tuple[Any, ...]] | StageBrief) -> Brief:
    """A row as the domain has it."""
    return Brief(row.text, row.text_ja, row.days_before, row.asks_for_deck)


def file_from(row: Row[*tuple[Any, ...]] | StageBrief) -> BriefFile | None:
    """The file of a row, if there is one."""
    return BriefFile(row.file_name, row.media_type, row.stored_as) if row.stored_as else None


def due(now: datetime) -> tuple[Due, ...]:
    """Candidates whose booked interview is near enough for its brief, by interview: one statement.

    Whoever has it already is among them: the name of the message sees to it that it is sent once.
    """
    briefed = and_(StageBrief.opening_id == Application.opening_id, StageBrief.stage == Interview.stage)
    statement = (
        select(
            Application.id,
            Interview.id.label("interview_id"),
            Candidate.id.label("candidate_id"),
            Candidate.zone,
            Interview.stage,
            Interview.starts_at,
            StageBrief.version,
            StageBrief.days_before,
        )
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(StageBrief, briefed)
        .where(
            Interview.state == "booked",
            Interview.starts_at > now,
            Interview.starts_at <= now + timedelta(days=MOST_DAYS),
            Application.state.in_((State.ACTIVE.value, State.ON_HOLD.value)),
        )
        .order_by(Interview.id)
    )
    found = (_due(row) for row in db.session.execute(statement))
    return tuple(item for item in found if item.due_at <= now)


def _due(row: Row[*tuple[Any, ...]]) -> Due:
    due_at = sent_from(row.starts_at, row.days_before)
    return Due(row.id, row.interview_id, row.candidate_id, row.zone, row.stage, row.version, row.starts_at, due_at)
