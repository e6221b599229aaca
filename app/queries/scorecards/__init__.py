"""Questions about scorecards: the kit of an interview, one's own card, the open cards of others."""

from app.queries.scorecards.changes import Change, Said, changes_of, said_in
from app.queries.scorecards.desk import Desk, answers_on, desk_for
from app.queries.scorecards.early import Early, opened_early
from app.queries.scorecards.kit import Kit, SeatState, kit_at, kit_for, seats_of, wait_of
from app.queries.scorecards.notes import Note, notes_of_application
from app.queries.scorecards.reading import MyCard, OpenPanel, cards_for, mine_for, waiting_for
from app.queries.scorecards.submitted import SubmittedCard, cards_of_application, cards_of_interview

__all__ = [
    "Change",
    "Desk",
    "Early",
    "Kit",
    "MyCard",
    "Note",
    "OpenPanel",
    "Said",
    "SeatState",
    "SubmittedCard",
    "answers_on",
    "cards_for",
    "cards_of_application",
    "cards_of_interview",
    "changes_of",
    "desk_for",
    "kit_at",
    "kit_for",
    "mine_for",
    "notes_of_application",
    "opened_early",
    "said_in",
    "seats_of",
    "wait_of",
    "waiting_for",
]
