"""Pages of openings: those that staff see, and what the public sees of them."""

from app.web.openings import apply, public, staffed
from app.web.openings.blueprint import bp, jobs

__all__ = ["apply", "bp", "jobs", "public", "staffed"]
