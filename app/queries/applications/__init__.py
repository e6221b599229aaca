"""Questions about applications: one with all that its moves rest on, the board of an opening, the profile."""

from app.queries.applications.board import board_for
from app.queries.applications.case import Case, case_for, plan_of, progress_of_case
from app.queries.applications.interviews import ComingInterview, coming_interviews
from app.queries.applications.profile import Check, Profile, profile_for, requirement_for
from app.queries.applications.shapes import ASIDE, Board, BoardFilter

__all__ = [
    "ASIDE",
    "Board",
    "BoardFilter",
    "Case",
    "Check",
    "ComingInterview",
    "Profile",
    "board_for",
    "case_for",
    "coming_interviews",
    "plan_of",
    "profile_for",
    "progress_of_case",
    "requirement_for",
]
