"""Files beside scorecards: one's own, those of cards that are open, and the one that is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select

from app.database import db
from app.domain.card_files import KIND_NAMES, size_in_words
from app.domain.errors import NotFound
from app.domain.policy import Relation, Viewer
from app.models.applications import Application
from app.models.scheduling import Interview, Seat
from app.models.scorecards import CardFile, Scorecard
from app.queries import access
from app.queries.scorecards.submitted import COUNTS

_SHOWN = (CardFile.id, CardFile.account_id, CardFile.name, CardFile.media_type, CardFile.size)
_HERE = CardFile.interview_id == bindparam("interview_id")
_AUTHORS_SEAT = and_(Seat.interview_id == CardFile.interview_id, Seat.account_id == CardFile.account_id)
_AUTHORS_CARD = and_(Scorecard.interview_id == CardFile.interview_id, Scorecard.account_id == CardFile.account_id)
_OF_ONE = select(*_SHOWN).where(_HERE, CardFile.account_id == bindparam("account_id")).order_by(CardFile.id)
_OF_CARDS = (
    select(*_SHOWN)
    .join(Interview, Interview.id == CardFile.interview_id)
    .join(Seat, _AUTHORS_SEAT)
    .join(Scorecard, _AUTHORS_CARD)
    .where(_HERE, COUNTS)
    .order_by(CardFile.account_id, CardFile.id)
)
# The card beside which the file stands counts, and is open.
_IS_OPEN = exists().where(_AUTHORS_SEAT, _AUTHORS_CARD, COUNTS).correlate(CardFile, Interview)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file beside a card, as a list names it."""

    id: int
    name: str
    kind: str
    size: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it is kept."""

    name: str
    media_type: str
    stored_as: str


@dataclass(frozen=True, slots=True)
class FileAsked:
    """A file that somebody asks for: None when it stands beside no card of theirs and beside none that is open."""

    relation: Relation
    file: StoredFile | None
    is_own: bool


def files_of(interview_id: int, account_id: int) -> tuple[KeptFile, ...]:
    """The files beside one person's card of an interview, in the order in which they came: one statement."""
    rows = db.session.execute(_OF_ONE, {"interview_id": interview_id, "account_id": account_id})
    return tuple(_kept(row) for row in rows)


def files_of_cards(interview_id: int) -> Mapping[int, tuple[KeptFile, ...]]:
    """The files beside every card of an interview that counts and is open, by author: one statement.

    Asks nobody's permission: the caller permits the page first, as for the cards themselves.
    """
    rows = db.session.execute(_OF_CARDS, {"interview_id": interview_id})
    return {author: tuple(_kept(row) for row in group) for author, group in groupby(rows, key=lambda row: row[1])}


def file_for(viewer: Viewer, interview_id: int, file_id: int) -> FileAsked:
    """One file with the viewer's relation to its interview: one statement.

    A file of another interview is none, and so is one beside a card that is not open, whoever asks.

    Raises:
        NotFound: if there is no such interview.
    """
    is_own = CardFile.account_id == viewer.account_id
    here = and_(CardFile.id == file_id, CardFile.interview_id == Interview.id, or_(is_own, _IS_OPEN))
    statement = (
        select(
            CardFile.name,
            CardFile.media_type,
            CardFile.stored_as,
            is_own.label("is_own"),
            *access.relation_columns(viewer.account_id),
            *access.seat_columns(viewer.account_id),
        )
        .select_from(Interview)
        .join(Application, Application.id == Interview.application_id)
        .outerjoin(CardFile, here)
        .where(Interview.id == interview_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    found = None if row.stored_as is None else StoredFile(row.name, row.media_type, row.stored_as)
    return FileAsked(access.relation_from(viewer, row._mapping), found, bool(row.is_own))


def _kept(row: Any) -> KeptFile:
    return KeptFile(row.id, row.name, KIND_NAMES[row.media_type], size_in_words(row.size))
