"""Pages of candidates: those that staff see, and the candidates' own."""

from app.web.candidates import own_data, records
from app.web.candidates.blueprint import bp, portal

__all__ = ["bp", "own_data", "portal", "records"]
