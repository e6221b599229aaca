"""Interviews: mine, book, invite, read, move, cancel, replace; links and reports; calendars, people's time."""

from app.web.scheduling import (
    adjusting,
    answers,
    booking,
    calendars,
    conflicts,
    excuses,
    hours,
    inviting,
    links,
    pools,
    rules,
    schedule,
    self_booking,
    waiting,
)
from app.web.scheduling.blueprint import bp

__all__ = [
    "adjusting",
    "answers",
    "booking",
    "bp",
    "calendars",
    "conflicts",
    "excuses",
    "hours",
    "inviting",
    "links",
    "pools",
    "rules",
    "schedule",
    "self_booking",
    "waiting",
]
