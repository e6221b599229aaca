"""Questions for reports: what calibration rests on, stored calibrations, what is told of interviewers."""

from app.queries.reports.history import history
from app.queries.reports.interviewers import InterviewerLine, InterviewerReport, all_interviewers, one_interviewer
from app.queries.reports.stored import Stored, calibration_for, has_open_cards, newest

__all__ = [
    "InterviewerLine",
    "InterviewerReport",
    "Stored",
    "all_interviewers",
    "calibration_for",
    "has_open_cards",
    "history",
    "newest",
    "one_interviewer",
]
