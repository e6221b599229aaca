"""Interviews: mine, book, invite, read, move, cancel, replace; links and reports; calendars, people's time, rules."""

from app.web.scheduling import booking, calendars, excuses, hours, inviting, links, rules
from app.web.scheduling.blueprint import bp

__all__ = ["booking", "bp", "calendars", "excuses", "hours", "inviting", "links", "rules"]
