"""Questions about interviews: those of an application, one with its people, mine."""

from app.queries.scheduling.cases import (
    application_to_book,
    cancellation_of,
    interview_for,
    interviews_of,
    offer_for,
    stand_ins_for,
)
from app.queries.scheduling.mine import mine
from app.queries.scheduling.shapes import (
    Cancellation,
    CardState,
    Case,
    InterviewPage,
    InterviewRow,
    MyInterview,
    MyInterviews,
    Offer,
    Place,
    SeatRow,
    ToBook,
)

__all__ = [
    "Cancellation",
    "CardState",
    "Case",
    "InterviewPage",
    "InterviewRow",
    "MyInterview",
    "MyInterviews",
    "Offer",
    "Place",
    "SeatRow",
    "ToBook",
    "application_to_book",
    "cancellation_of",
    "interview_for",
    "interviews_of",
    "mine",
    "offer_for",
    "stand_ins_for",
]
