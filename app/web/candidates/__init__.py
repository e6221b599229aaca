"""Pages of candidates: those that staff see, and the candidates' own."""

from app.web.candidates import records
from app.web.candidates.blueprint import bp, portal

__all__ = ["bp", "portal", "records"]
