"""Reading cards: those of an open panel, and one's own, with every amendment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app.database import db
from app.domain.amendment import Values, part_of, values_in_words
from app.domain.policy import Action, Relation, Viewer, may
from app.domain.scorecard import Answers
from app.domain.sheet import Sheet
from app.models.scorecards import Amendment, Scorecard
from app.queries.scorecards.desk import Desk, answers_on, desk_for
from app.queries.scorecards.files import KeptFile, files_of, files_of_cards
from app.queries.scorecards.kit import SeatState, seats_of
from app.queries.scorecards.submitted import SubmittedCard, cards_of_interview

_AMENDMENTS = (
    select(
        Amendment.scorecard_id,
        Amendment.part,
        Amendment.before,
        Amendment.after,
        Amendment.reason,
        Amendment.after_reveal,
        Amendment.at,
    )
    .where(Amendment.scorecard_id.in_(bindparam("cards", expanding=True)))
    .order_by(Amendment.scorecard_id, Amendment.id)
)
_NOTE_WITHDRAWN = select(Scorecard.note_withdrawn_at).where(Scorecard.id == bindparam("card_id"))


@dataclass(frozen=True, slots=True)
class Amended:
    """One amendment in words: what, before, after, why, and whether the other cards were open by then."""

    name: str
    before: str
    after: str
    reason: str
    after_reveal: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenPanel:
    """The cards of one interview, once its panel is open to the viewer; until then there are none here."""

    desk: Desk
    cards: tuple[SubmittedCard, ...]
    amendments: Mapping[int, tuple[Amended, ...]]
    seats: tuple[SeatState, ...]
    files: Mapping[int, tuple[KeptFile, ...]]

    @property
    def relation(self) -> Relation:
        """What ties the viewer to the interview."""
        return self.desk.relation

    @property
    def owing(self) -> tuple[SeatState, ...]:
        """Those whose card counts and is still to come."""
        return tuple(seat for seat in self.seats if not seat.is_shadow and seat.state != "submitted")


@dataclass(frozen=True, slots=True)
class MyCard:
    """The viewer's own card as it is kept, draft or submitted."""

    desk: Desk
    answers: Answers
    amendments: tuple[Amended, ...]
    seats: tuple[SeatState, ...]
    files: tuple[KeptFile, ...]
    note_withdrawn_at: datetime | None

    @property
    def relation(self) -> Relation:
        """What ties the viewer to the interview."""
        return self.desk.relation


def cards_for(viewer: Viewer, interview_id: int) -> OpenPanel:
    """The cards of an interview, read only for somebody who may: six statements.

    Raises:
        NotFound: if there is no such interview.
    """
    desk = desk_for(viewer, interview_id)
    allowed = may(Action.SCORECARD_READ_OTHERS, desk.relation)
    cards = cards_of_interview(interview_id) if allowed else ()
    return OpenPanel(
        desk,
        cards,
        _amendments(desk.sheet, [card.id for card in cards]),
        seats_of(interview_id) if cards else (),
        files_of_cards(interview_id) if cards else {},
    )


def mine_for(viewer: Viewer, interview_id: int) -> MyCard:
    """The viewer's own card: six statements.

    Raises:
        NotFound: if there is no such interview.
    """
    desk = desk_for(viewer, interview_id)
    card = desk.card.id
    return MyCard(
        desk,
        answers_on(desk.sheet, desk.card),
        _amendments(desk.sheet, [card] if card else []).get(card, ()),
        seats_of(interview_id),
        files_of(interview_id, viewer.account_id),
        db.session.execute(_NOTE_WITHDRAWN, {"card_id": card}).scalar(),
    )


def waiting_for(viewer: Viewer, interview_id: int) -> tuple[Desk, tuple[SeatState, ...]]:
    """Whose cards an unopened panel waits for: names and states, nothing else.

    Raises:
        NotFound: if there is no such interview.
    """
    return desk_for(viewer, interview_id), seats_of(interview_id)


def _amendments(sheet: Sheet, cards: Iterable[int]) -> dict[int, tuple[Amended, ...]]:
    wanted = list(cards)
    if not wanted:
        return {}
    found: dict[int, tuple[Amended, ...]] = {}
    for row in db.session.execute(_AMENDMENTS, {"cards": wanted}):
        amended = Amended(
            _name(sheet, row.part),
            _words(sheet, row.part, row.before),
            _words(sheet, row.part, row.after),
            row.reason,
            row.after_reveal,
            row.at,
        )
        found[row.scorecard_id] = (*found.get(row.scorecard_id, ()), amended)
    return found


def _name(sheet: Sheet, code: str) -> str:
    part = part_of(sheet, code)
    return part.name if part else code


def _words(sheet: Sheet, code: str, values: Values) -> str:
    part = part_of(sheet, code)
    return values_in_words(sheet, part, values) if part else ""
