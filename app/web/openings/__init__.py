"""Pages of openings: those that staff see, what the public sees of them, and the settings of that."""

from app.web.openings import apply, briefs, public, publishing, site, staffed
from app.web.openings.blueprint import bp, jobs, settings

__all__ = ["apply", "bp", "briefs", "jobs", "public", "publishing", "settings", "site", "staffed"]
