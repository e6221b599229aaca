"""Questions about the debrief. Outside the feature grid: interviewers read it who have no part in decisions."""

from app.queries.debrief.page import debrief_for, notes_of
from app.queries.debrief.shapes import Debrief, Line, Noted

__all__ = ["Debrief", "Line", "Noted", "debrief_for", "notes_of"]
