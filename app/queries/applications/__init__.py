"""Questions about applications: one with all that its moves rest on, the board of an opening, the profile."""

from app.queries.applications.board import board_for
from app.queries.applications.case import Case, case_for, plan_of, progress_of_case
from app.queries.applications.profile import Profile, profile_for
from app.queries.applications.shapes import Board, BoardFilter

__all__ = [
    "Board",
    "BoardFilter",
    "Case",
    "Profile",
    "board_for",
    "case_for",
    "plan_of",
    "profile_for",
    "progress_of_case",
]
