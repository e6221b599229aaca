"""Candidates: adding them to openings, keeping what is on record of them, arranging what they need."""

from app.services.candidates.adding import Added, add, keep_cv
from app.services.candidates.adjusting import adjust
from app.services.candidates.editing import edit

__all__ = ["Added", "add", "adjust", "edit", "keep_cv"]
