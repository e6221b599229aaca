"""Interviews: mine, book, read, move, cancel, replace an interviewer; links that open one, reports about one."""

from app.web.scheduling import booking, excuses, links
from app.web.scheduling.blueprint import bp

__all__ = ["booking", "bp", "excuses", "links"]
