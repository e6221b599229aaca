"""Interviews: mine, book, read, move, cancel, replace an interviewer."""

from app.web.scheduling import booking
from app.web.scheduling.blueprint import bp

__all__ = ["booking", "bp"]
