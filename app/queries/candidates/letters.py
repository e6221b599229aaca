"""Questions about growth letters: what a candidate reads, and what those who send it look at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.growth_letter import Letter, compose
from app.domain.playbook import Playbook
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.states import State
from app.gateways.phrases import shipped_phrases
from app.models.accounts import Account
from app.models.applications import Application, GrowthLetter
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries import access, ladders
from app.queries.candidates.mine import MyApplication
from app.queries.openings.places import rules_of
from app.queries.scorecards.submitted import cards_of_application


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as its candidate reads it."""

    body: str
    language: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter as those who send it see it.

    `state` is none, draft, sent or withheld. `version` is 0 until something is kept. `refusal` says why there can be
    none now. `never` is what may not stand in it. Nothing of a scorecard is here before `letter` is asked for.
    """

    relation: Relation
    application_id: int
    opening_id: int
    opening: str
    candidate_id: int
    candidate: str
    language: str
    lowest_level: str
    playbook: Playbook
    state: str
    body: str
    version: int
    sent_at: datetime | None
    refusal: str
    never: tuple[str, ...]

    def letter(self) -> Letter:
        """What the open scorecards come to: one statement.

        Raises:
            NotReady: if they hold nothing that a letter could rest on.
        """
        cards = cards_of_application(self.application_id, self.playbook)
        read = [card.as_card(self.playbook.ladder) for card in cards]
        return compose(read, self.playbook, shipped_phrases(), lowest_level=self.lowest_level)


def letter_to(mine: MyApplication) -> SentLetter:
    """The letter that was sent about the visitor's application: one statement.

    Raises:
        NotFound: if none was sent, or the application was taken up again since.
    """
    statement = select(GrowthLetter.body, GrowthLetter.language, GrowthLetter.sent_at)
    sent = (GrowthLetter.application_id == mine.id, GrowthLetter.sent_at.is_not(None))
    row = db.session.execute(statement.where(*sent)).first()
    if row is None or not mine.has_letter:
        raise NotFound
    return SentLetter(row.body, row.language, row.sent_at)


def letter_page(viewer: Viewer, application_id: int) -> LetterPage:
    """The letter of an application: three statements.

    Raises:
        NotFound, NotAllowed: as the permission table says, before anything of a letter or a card is read.
    """
    row = _row(viewer, application_id)
    relation = access.relation_from(viewer, row._mapping)
    permit(Action.LETTER_SEND, relation)
    playbook = ladders.playbook_for(ladders.digests_from(row._mapping))
    codes = tuple(level.code for level in playbook.ladder.levels)
    points = tuple(point.name for point in playbook.scale.points)
    return LetterPage(
        relation=relation,
        application_id=application_id,
        opening_id=row.opening_id,
        opening=row.opening,
        candidate_id=row.candidate_id,
        candidate=row.candidate,
        language=row.letter_language or row.language,
        lowest_level=row.lowest_level,
        playbook=playbook,
        state=row.letter_state or "none",
        body=row.body or "",
        version=row.version or 0,
        sent_at=row.sent_at,
        refusal=_refusal(row),
        never=(*_interviewers(application_id), *codes, *points),
    )


def _row(viewer: Viewer, application_id: int) -> Row[*tuple[Any, ...]]:
    letter = (GrowthLetter.body, GrowthLetter.version, GrowthLetter.sent_at)
    statement = (
        select(
            Application.state,
            Candidate.id.label("candidate_id"),
            Candidate.name.label("candidate"),
            Candidate.language,
            Opening.id.label("opening_id"),
            Opening.name.label("opening"),
            Opening.lowest_level,
            Opening.country,
            GrowthLetter.state.label("letter_state"),
            GrowthLetter.language.label("letter_language"),
            *letter,
            _sealed().label("is_sealed"),
            *ladders.own_digest_columns(),
            *access.relation_columns(viewer.account_id),
        )
        .select_from(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .outerjoin(GrowthLetter, GrowthLetter.application_id == Application.id)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    return row


def _sealed() -> ColumnElement[bool]:
    """Whether a card of the application is still to come, or its panel still closed."""
    submitted = select(Scorecard.id).where(Scorecard.interview_id == Interview.id, Scorecard.submitted_at.is_not(None))
    closed = select(Interview.id).where(
        Interview.application_id == Application.id,
        Interview.state == "booked",
        Interview.panel_opened_at.is_(None),
        Interview.cards_closed_at.is_(None),
        submitted.exists(),
    )
    return closed.correlate(Application).exists() | ~access.settled()


def _refusal(row: Row[*tuple[Any, ...]]) -> str:
    if row.state != State.DECLINED:
        return "A letter is written after a decline that followed an interview."
    if not rules_of(row.country).sends_letters:
        return "Letters are turned off where this opening is. Admins turn them on, place by place."
    if row.is_sealed:
        return "The letter opens when every scorecard is in and every panel is open."
    return ""


def _interviewers(application_id: int) -> tuple[str, ...]:
    statement = (
        select(Account.name)
        .distinct()
        .join(Seat, Seat.account_id == Account.id)
        .join(Interview, Interview.id == Seat.interview_id)
        .where(Interview.application_id == application_id)
        .order_by(Account.name)
    )
    return tuple(db.session.scalars(statement))
