"""Questions for reports: what calibration rests on, stored calibrations, what is told of interviewers, decks."""

from app.queries.reports.decks import (
    LAST_DECK,
    DeckRow,
    DeckToTake,
    OwnResult,
    OwnTaking,
    TakerLine,
    deck_to_take,
    decks_for,
    own_result,
    taken_by,
    takers,
)
from app.queries.reports.history import history
from app.queries.reports.interviewers import InterviewerLine, InterviewerReport, all_interviewers, one_interviewer
from app.queries.reports.stored import Stored, calibration_for, has_open_cards, newest

__all__ = [
    "LAST_DECK",
    "DeckRow",
    "DeckToTake",
    "InterviewerLine",
    "InterviewerReport",
    "OwnResult",
    "OwnTaking",
    "Stored",
    "TakerLine",
    "all_interviewers",
    "calibration_for",
    "deck_to_take",
    "decks_for",
    "has_open_cards",
    "history",
    "newest",
    "one_interviewer",
    "own_result",
    "taken_by",
    "takers",
]
