"""Interviews: book, move, cancel, replace an interviewer; let go when an application closes, and take back."""

from app.services.scheduling.booking import book
from app.services.scheduling.changes import cancel, move, replace
from app.services.scheduling.releases import Released, Restored, release, restore

__all__ = ["Released", "Restored", "book", "cancel", "move", "release", "replace", "restore"]
