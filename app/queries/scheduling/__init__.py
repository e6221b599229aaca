"""Questions about interviews: those of an application, one with its people, mine."""

from app.queries.scheduling.cases import application_to_book, cancellation_of, interview_for, interviews_of
from app.queries.scheduling.mine import mine
from app.queries.scheduling.shapes import (
    BookingPage,
    Cancellation,
    CardState,
    Case,
    InterviewPage,
    InterviewRow,
    MyInterview,
    MyInterviews,
    Place,
    SeatRow,
)

__all__ = [
    "BookingPage",
    "Cancellation",
    "CardState",
    "Case",
    "InterviewPage",
    "InterviewRow",
    "MyInterview",
    "MyInterviews",
    "Place",
    "SeatRow",
    "application_to_book",
    "cancellation_of",
    "interview_for",
    "interviews_of",
    "mine",
]
