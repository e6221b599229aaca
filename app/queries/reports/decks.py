"""What there is to know of calibration decks: which there are, one to rate, one's own result, who has taken one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select

from app.database import db
from app.domain.deck import Deck, Taken
from app.domain.deck_feedback import Feedback, feedback, printed
from app.domain.errors import NotFound
from app.domain.opening import OpeningState
from app.domain.policy import Part, Viewer
from app.domain.versions import from_json
from app.models.accounts import Account
from app.models.ladders import ContentVersion
from app.models.openings import Opening, OpeningMember
from app.models.reports import DeckResult

KIND = "deck"
NO_DECK = "There is no such deck. See the list of decks for those that there are."
NO_RESULT = "You have not finished this deck. Open it from the list of decks and rate it first."
_DECKS = (
    select(ContentVersion.key, ContentVersion.digest, ContentVersion.body)
    .where(ContentVersion.kind == KIND)
    .order_by(ContentVersion.key, ContentVersion.number.desc())
)
_OWN = (
    select(DeckResult.id, DeckResult.deck, DeckResult.finished_at, DeckResult.kappa_thousandths)
    .where(DeckResult.account_id == bindparam("account_id"))
    .order_by(DeckResult.id.desc())
)
_RESULT = (
    select(DeckResult.id, DeckResult.points, DeckResult.finished_at, ContentVersion.body)
    .join(ContentVersion, ContentVersion.digest == DeckResult.digest)
    .where(DeckResult.account_id == bindparam("account_id"), DeckResult.deck == bindparam("deck"))
    .order_by(DeckResult.id.desc())
    .limit(1)
)
_LAST = select(func.max(DeckResult.finished_at)).where(DeckResult.account_id == bindparam("account_id"))
# A column for a select that has Account: when that person last finished any deck.
LAST_DECK = (
    select(func.max(DeckResult.finished_at))
    .where(DeckResult.account_id == Account.id)
    .correlate(Account)
    .scalar_subquery()
    .label("last_deck")
)


@dataclass(frozen=True, slots=True)
class OwnTaking:
    """One pass of one's own through a deck."""

    finished_at: datetime
    kappa: str


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck of the list, with one's own passes through it, newest first, and when the newest was."""

    key: str
    name: str
    when: str
    snippets: int
    taken: Taken
    own: tuple[OwnTaking, ...]


@dataclass(frozen=True, slots=True)
class DeckToTake:
    """One deck as it is rated now. `last`: number of one's newest result of it, 0 before the first."""

    deck: Deck
    digest: str
    last: int


@dataclass(frozen=True, slots=True)
class OwnResult:
    """One's newest result of one deck, and the passes before it, newest first."""

    deck: Deck
    finished_at: datetime
    feedback: Feedback
    earlier: tuple[OwnTaking, ...]


@dataclass(frozen=True, slots=True)
class TakerLine:
    """One person for process owners: the newest deck they finished; without a deck, those who were never seen to."""

    account_id: int
    name: str
    job_title: str
    deck: str
    taken: Taken
    kappa: str


def decks_for(viewer: Viewer, now: datetime) -> tuple[DeckRow, ...]:
    """Every published deck in its newest version, by key: two statements."""
    own = _own(viewer)
    return tuple(_row(deck, own.get(deck.key, ()), now) for deck in _newest())


def _row(deck: Deck, own: tuple[OwnTaking, ...], now: datetime) -> DeckRow:
    taken = Taken(own[0].finished_at if own else None, now)
    return DeckRow(deck.key, deck.name, deck.when, len(deck.snippets), taken, own)


def deck_to_take(viewer: Viewer, key: str) -> DeckToTake:
    """The newest version of one deck: two statements.

    Raises:
        NotFound: if there is no such deck.
    """
    row = db.session.execute(_DECKS.where(ContentVersion.key == _asked(key)).limit(1)).first()
    if row is None:
        raise NotFound(NO_DECK)
    newest = select(func.max(DeckResult.id)).where(DeckResult.account_id == viewer.account_id, DeckResult.deck == key)
    return DeckToTake(_deck(row.body), row.digest, db.session.execute(newest).scalar() or 0)


def own_result(viewer: Viewer, key: str) -> OwnResult:
    """What the newest pass came to, against the version that was rated: two statements.

    Raises:
        NotFound: before the first pass.
    """
    row = db.session.execute(_RESULT, {"account_id": viewer.account_id, "deck": _asked(key)}).first()
    if row is None:
        raise NotFound(NO_RESULT)
    deck = _deck(row.body)
    return OwnResult(deck, row.finished_at, feedback(deck, row.points), _own(viewer).get(key, ())[1:])


def taken_by(viewer: Viewer, now: datetime) -> Taken:
    """When the viewer last finished any deck: one statement."""
    return Taken(db.session.execute(_LAST, {"account_id": viewer.account_id}).scalar(), now)


def takers(now: datetime) -> tuple[TakerLine, ...]:
    """Whoever works here and has finished a deck or is in the pool of an open opening, by name: one statement."""
    rows = db.session.execute(_takers())
    return tuple(
        TakerLine(
            account_id=row.id,
            name=row.name,
            job_title=row.job_title,
            deck=row.deck or "",
            taken=Taken(row.finished_at, now),
            kappa=printed(row.kappa_thousandths) if row.deck else "",
        )
        for row in rows
    )


def _takers() -> Select[*tuple[Any, ...]]:
    newest = select(func.max(DeckResult.id)).group_by(DeckResult.account_id)
    in_a_pool = exists().where(
        OpeningMember.account_id == Account.id,
        OpeningMember.part == Part.INTERVIEWER,
        OpeningMember.opening_id == Opening.id,
        Opening.state == OpeningState.OPEN,
    )
    return (
        select(
            Account.id,
            Account.name,
            Account.job_title,
            ContentVersion.name.label("deck"),
            DeckResult.finished_at,
            DeckResult.kappa_thousandths,
        )
        .outerjoin(DeckResult, (DeckResult.account_id == Account.id) & DeckResult.id.in_(newest))
        .outerjoin(ContentVersion, ContentVersion.digest == DeckResult.digest)
        .where(Account.is_active, or_(DeckResult.id.is_not(None), in_a_pool))
        .order_by(Account.name, Account.id)
    )


def _asked(key: str) -> str:
    if not key.isprintable():  # a NUL in an address is no text to PostgreSQL
        raise NotFound(NO_DECK)
    return key


def _newest() -> list[Deck]:
    found: dict[str, str] = {}
    for row in db.session.execute(_DECKS):
        found.setdefault(row.key, row.body)
    return [_deck(body) for body in found.values()]


def _deck(body: str) -> Deck:
    deck = from_json(KIND, body)
    if not isinstance(deck, Deck):
        raise NotFound(NO_DECK)
    return deck


def _own(viewer: Viewer) -> dict[str, tuple[OwnTaking, ...]]:
    found: dict[str, tuple[OwnTaking, ...]] = {}
    for row in db.session.execute(_OWN, {"account_id": viewer.account_id}):
        taking = OwnTaking(row.finished_at, printed(row.kappa_thousandths))
        found[row.deck] = (*found.get(row.deck, ()), taking)
    return found
