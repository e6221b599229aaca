"""Questions about interviews: those of an application, one with its people, mine, the links that open one."""

from app.queries.scheduling.cases import (
    application_to_book,
    cancellation_of,
    interview_for,
    interviews_of,
    offer_for,
    stand_ins_for,
)
from app.queries.scheduling.links import Link, holder_of, link_for, pass_in, viewer_by_link
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
from app.queries.scheduling.standby import StandIn, stand_in_for

__all__ = [
    "Cancellation",
    "CardState",
    "Case",
    "InterviewPage",
    "InterviewRow",
    "Link",
    "MyInterview",
    "MyInterviews",
    "Offer",
    "Place",
    "SeatRow",
    "StandIn",
    "ToBook",
    "application_to_book",
    "cancellation_of",
    "holder_of",
    "interview_for",
    "interviews_of",
    "link_for",
    "mine",
    "offer_for",
    "pass_in",
    "stand_in_for",
    "stand_ins_for",
    "viewer_by_link",
]
