"""Interviews: book, move, cancel, replace an interviewer; report that one can't be held; let go, and take back."""

from app.services.scheduling.absences import record_absence
from app.services.scheduling.booking import book
from app.services.scheduling.changes import cancel, move, replace
from app.services.scheduling.clocks import recheck_clocks
from app.services.scheduling.ending import DECLINED, WITHDRAWN, end_invitations, leave_stage, revive_invitations
from app.services.scheduling.excuses import excuse, take_back
from app.services.scheduling.links import renew_link
from app.services.scheduling.releases import Released, Restored, release, restore
from app.services.scheduling.replies import answer, record_reply

__all__ = [
    "DECLINED",
    "WITHDRAWN",
    "Released",
    "Restored",
    "answer",
    "book",
    "cancel",
    "end_invitations",
    "excuse",
    "leave_stage",
    "move",
    "recheck_clocks",
    "record_absence",
    "record_reply",
    "release",
    "renew_link",
    "replace",
    "restore",
    "revive_invitations",
    "take_back",
]
