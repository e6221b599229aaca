"""Pages of candidates: those that staff see, and the candidates' own."""

from app.web.candidates import adjustments, cv_texts, door, home, identifying, own_data, records
from app.web.candidates.blueprint import bp, links, portal

__all__ = ["adjustments", "bp", "cv_texts", "door", "home", "identifying", "links", "own_data", "portal", "records"]
