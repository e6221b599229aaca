"""The desk of one person at one interview: what the card asks, how far it is, and what ties the person to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, exists, func, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.family import Stage
from app.domain.playbook import Playbook
from app.domain.policy import Relation, Viewer
from app.domain.scorecard import Answers, AreaAnswer, SignalAnswer
from app.domain.sheet import Sheet, sheet_of
from app.models.applications import Adjustment, Application, StageFile
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.models.scheduling import Interview, Seat
from app.models.scorecards import AskedQuestion, Scorecard
from app.queries import access
from app.queries.ladders import digests_from, own_digest_columns, playbook_for
from app.queries.notifications import waiting_about_cards
from app.queries.scorecards.submitted import AREA, LINES

_ABOUT = (
    Interview.id.label("interview_id"),
    Interview.application_id,
    Interview.stage,
    Interview.starts_at,
    Interview.ends_at,
    Interview.zone,
    Interview.cards_closed_at,
    Interview.panel_opened_at,
    Interview.quorum_reason,
    Candidate.name.label("candidate"),
    Opening.name.label("opening"),
    Opening.id.label("opening_id"),
)
_ROLE = (
    Opening.title,
    Opening.lowest_level,
    Opening.highest_level,
    Opening.location,
    Opening.specialty,
    Application.cv_id,
    Candidate.pronunciation,
    Candidate.pronouns,
    select(Adjustment.arrangement)
    .where(Adjustment.application_id == Application.id)
    .correlate(Application)
    .scalar_subquery()
    .label("arrangement"),
    exists()
    .where(StageFile.application_id == Application.id, StageFile.stage == Interview.stage)
    .correlate(Application, Interview)
    .label("has_slides"),
)
_CARD = (
    Scorecard.id.label("card_id"),
    Scorecard.vote,
    Scorecard.summary,
    Scorecard.next_note,
    Scorecard.version,
    Scorecard.saved_at,
    Scorecard.submitted_at,
    Scorecard.is_late,
)


@dataclass(frozen=True, slots=True)
class About:
    """The interview: of whom, for what, when, and whether its cards are closed or open to others."""

    interview_id: int
    application_id: int
    stage: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    cards_closed_at: datetime | None
    panel_opened_at: datetime | None
    quorum_reason: str
    candidate: str
    opening: str
    opening_id: int


@dataclass(frozen=True, slots=True)
class CardHead:
    """One's own card without its lines. `id` is 0 and `version` 0 before the first save.

    `asked` holds the keys of the questions that were ticked.
    """

    id: int
    version: int
    saved_at: datetime | None
    submitted_at: datetime | None
    is_late: bool
    vote: str | None
    summary: str
    next_note: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a request about one's own card starts from.

    `cards_in` counts the submitted cards of the interview that count, `others_owing` the people beside the viewer
    whose card is still to come. `is_reminded`: a message about a card that is owed here waits to be sent.
    """

    relation: Relation
    about: About
    card: CardHead
    playbook: Playbook
    sheet: Sheet
    role: Mapping[str, Any]
    cards_in: int
    others_owing: int
    is_reminded: bool

    @property
    def stage(self) -> Stage:
        """The stage of the interview, as planned."""
        return self.playbook.family.stage(self.about.stage)

    @property
    def stage_number(self) -> int:
        """Which of the stages it is, from 1."""
        return [stage.key for stage in self.playbook.family.stages].index(self.about.stage) + 1

    def saved(self, version: int, saved_at: datetime) -> "Desk":
        """The desk after a save."""
        return replace(self, card=replace(self.card, version=version, saved_at=saved_at))

    @property
    def is_frozen(self) -> bool:
        """Whether the card can't be written any more: submitted, or closed with its application."""
        return self.card.submitted_at is not None or self.about.cards_closed_at is not None


def desk_for(viewer: Viewer, interview_id: int) -> Desk:
    """One statement, and one more when this process has not read the playbook yet.

    Raises:
        NotFound: if there is no such interview.
    """
    row = db.session.execute(_statement(viewer.account_id).where(Interview.id == interview_id)).mappings().first()
    if row is None:
        raise NotFound
    playbook = playbook_for(digests_from(row))
    return Desk(
        access.relation_from(viewer, row),
        About(**{column.key: row[column.key] for column in _ABOUT}),
        _head(row),
        playbook,
        sheet_of(playbook, row["stage"], interview_id=interview_id, account_id=viewer.account_id),
        {column.key: row[column.key] for column in _ROLE},
        row["cards_in"],
        row["others_owing"],
        bool(row["is_reminded"]),
    )


def answers_on(sheet: Sheet, card: CardHead) -> Answers:
    """Everything on a card: one statement, none when there is no card yet."""
    if not card.id:
        return sheet.blank()
    lines = db.session.execute(LINES, {"cards": [card.id]}).mappings()
    return sheet.fit(_answers_from(lines, card))


def _answers_from(lines: Iterable[RowMapping], card: CardHead) -> Answers:
    areas: list[AreaAnswer] = []
    signals: list[SignalAnswer] = []
    for line in lines:
        if line["kind"] == AREA:
            areas.append(AreaAnswer(line["key"], bool(line["is_answered"]), line["point"], line["evidence"]))
        else:
            signals.append(SignalAnswer(line["key"], bool(line["is_answered"]), line["statement"], line["evidence"]))
    return Answers(tuple(areas), tuple(signals), card.vote, card.summary, card.next_note, card.asked)


def _statement(account_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *_ABOUT,
            *_ROLE,
            *_CARD,
            _asked(),
            *_counts(account_id),
            waiting_about_cards().label("is_reminded"),
            *own_digest_columns(),
            *access.relation_columns(account_id),
            *access.seat_columns(account_id),
        )
        .select_from(Interview)
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .outerjoin(Scorecard, (Scorecard.interview_id == Interview.id) & (Scorecard.account_id == account_id))
    )


def _asked() -> ColumnElement[str | None]:
    """The ticked questions of the card as one text: keys hold no space."""
    keys = select(func.aggregate_strings(AskedQuestion.question, " ")).where(AskedQuestion.scorecard_id == Scorecard.id)
    return keys.correlate(Scorecard).scalar_subquery().label("asked")


def _counts(account_id: int) -> tuple[ColumnElement[int], ColumnElement[int]]:
    seats = (
        select(func.count())
        .select_from(Seat)
        .outerjoin(Scorecard, (Scorecard.interview_id == Seat.interview_id) & (Scorecard.account_id == Seat.account_id))
        .where(Seat.interview_id == Interview.id, Seat.left_at.is_(None), Seat.is_shadow.is_(False))
        .correlate(Interview)
    )
    cards_in = seats.where(Scorecard.submitted_at.is_not(None)).scalar_subquery()
    owing = seats.where(Scorecard.submitted_at.is_(None), Seat.account_id != account_id).scalar_subquery()
    return cards_in.label("cards_in"), owing.label("others_owing")


def _head(row: RowMapping) -> CardHead:
    return CardHead(
        row["card_id"] or 0,
        row["version"] or 0,
        row["saved_at"],
        row["submitted_at"],
        bool(row["is_late"]),
        row["vote"],
        row["summary"] or "",
        row["next_note"] or "",
        tuple(sorted((row["asked"] or "").split())),
    )
