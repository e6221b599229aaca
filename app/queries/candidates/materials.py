"""What candidates read and hand in before a stage, and what of it the interviewers get."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select

from app.database import db
from app.domain.briefs import Brief, check_deck
from app.domain.errors import NotFound, NotReady
from app.domain.family import Stage
from app.domain.policy import Relation, Viewer
from app.domain.portal import Visitor
from app.models.applications import Application, StageFile
from app.models.openings import StageBrief
from app.models.scheduling import Interview
from app.queries import access
from app.queries.candidates.mine import MyApplication, my_application
from app.queries.openings.briefs import BriefFile, brief_from, file_from

_FILE = (StageFile.id, StageFile.name, StageFile.media_type, StageFile.stored_as, StageFile.added_at)


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides that a candidate handed in."""

    id: int
    name: str
    media_type: str
    stored_as: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class StageMaterials:
    """What belongs to one stage. `begins` are the starts of its booked interviews; the newest slides come first.

    `closed` says why nothing can be handed in now; it is empty as long as something can.
    """

    stage: Stage
    brief: Brief
    file: BriefFile | None
    changed_at: datetime
    begins: tuple[datetime, ...]
    decks: tuple[Deck, ...]
    closed: str


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything that a candidate may prepare with in one application, stage by stage."""

    application: MyApplication
    stages: tuple[StageMaterials, ...]

    def of(self, stage: str) -> StageMaterials:
        """What belongs to one stage.

        Raises:
            NotFound: if there is nothing for it, or not yet.
        """
        for line in self.stages:
            if line.stage.key == stage:
                return line
        raise NotFound

    def deck(self, file_id: int) -> Deck:
        """Slides of the candidate's own.

        Raises:
            NotFound: if they are not of this application.
        """
        for line in self.stages:
            for deck in line.decks:
                if deck.id == file_id:
                    return deck
        raise NotFound


@dataclass(frozen=True, slots=True)
class Slides:
    """The newest slides for an interview, with what ties the viewer to it."""

    relation: Relation
    name: str
    media_type: str
    stored_as: str


def materials_of(visitor: Visitor, application_id: int, now: datetime) -> Materials:
    """What the visitor may read and hand in: four statements.

    A stage has materials from the moment on when the application is in it or an interview of it is booked.

    Raises:
        NotFound: if it is not an application that was sent from the visitor's address.
    """
    mine = my_application(visitor, application_id, now)
    briefs = _briefs(mine.opening_id)
    begins, decks = _begins(application_id), _decks(application_id)
    order = [stage.key for stage in mine.family.stages]
    reached = order.index(mine.stage) if mine.stage in order else len(order)
    return Materials(
        mine,
        tuple(
            _stage(mine, stage, briefs[stage.key], begins.get(stage.key, ()), decks.get(stage.key, ()), now)
            for number, stage in enumerate(mine.family.stages)
            if stage.key in briefs and (number <= reached or stage.key in begins)
        ),
    )


def _stage(
    mine: MyApplication,
    stage: Stage,
    row: Row[*tuple[Any, ...]],
    begins: tuple[datetime, ...],
    decks: tuple[Deck, ...],
    now: datetime,
) -> StageMaterials:
    is_here, closed = mine.is_open and mine.stage == stage.key, ""
    try:
        check_deck(asks=row.asks_for_deck, begins=begins, now=now, is_here=is_here, handed_in=len(decks))
    except NotReady as refusal:
        closed = refusal.message
    return StageMaterials(stage, brief_from(row), file_from(row), row.changed_at, begins, decks, closed)


def _briefs(opening_id: int) -> dict[str, Row[*tuple[Any, ...]]]:
    statement = select(*StageBrief.__table__.columns).where(StageBrief.opening_id == opening_id)
    return {row.stage: row for row in db.session.execute(statement.order_by(StageBrief.stage))}


def _begins(application_id: int) -> dict[str, tuple[datetime, ...]]:
    """When the booked interviews of each stage begin, those that are over too."""
    statement = (
        select(Interview.stage, Interview.starts_at)
        .where(Interview.application_id == application_id, Interview.state == "booked")
        .order_by(Interview.starts_at, Interview.id)
    )
    found: dict[str, tuple[datetime, ...]] = {}
    for row in db.session.execute(statement):
        found[row.stage] = (*found.get(row.stage, ()), row.starts_at)
    return found


def _decks(application_id: int) -> dict[str, tuple[Deck, ...]]:
    """The slides of each stage, the newest first."""
    statement = select(StageFile.stage, *_FILE).where(StageFile.application_id == application_id)
    found: dict[str, tuple[Deck, ...]] = {}
    for row in db.session.execute(statement.order_by(StageFile.id.desc())):
        deck = Deck(row.id, row.name, row.media_type, row.stored_as, row.added_at)
        found[row.stage] = (*found.get(row.stage, ()), deck)
    return found


def slides_of_interview(viewer: Viewer, interview_id: int) -> Slides:
    """The newest slides that were handed in for the stage of an interview: one statement.

    Raises:
        NotFound: if there are none, or nothing ties the viewer to it.
    """
    columns = [*access.relation_columns(viewer.account_id), *access.seat_columns(viewer.account_id)]
    here = and_(StageFile.application_id == Application.id, StageFile.stage == Interview.stage)
    statement = (
        select(StageFile.name, StageFile.media_type, StageFile.stored_as, *columns)
        .select_from(Interview)
        .join(Application, Application.id == Interview.application_id)
        .join(StageFile, here)
        .where(Interview.id == interview_id)
        .order_by(StageFile.id.desc())
        .limit(1)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    if not relation.exists:
        raise NotFound
    return Slides(relation, row.name, row.media_type, row.stored_as)


def has_slides(interview_id: int) -> bool:
    """Whether slides were handed in for the stage of an interview: one statement."""
    statement = (
        select(StageFile.id)
        .join(Interview, and_(Interview.application_id == StageFile.application_id, Interview.stage == StageFile.stage))
        .where(Interview.id == interview_id)
        .limit(1)
    )
    return db.session.execute(statement).first() is not None
