"""Verbs on applications: moving them through the stages, closing and re-opening them, checking requirements.

For a service that moves an application inside a transaction of its own: take `locked` first (it locks the row, checks
permission and the seen version), then hand what a function of app.domain.pipeline returned to `apply_move`. A decline
is more than a move; `decline_within` does all of it.
"""

from app.services.applications.closing import decline, decline_within, news_of, reopen, undo_decline, withdraw
from app.services.applications.moves import advance, go_to, hire, hold, make_offer, resume
from app.services.applications.moving import add_event, apply_move, locked
from app.services.applications.requirements import check_requirement
from app.services.applications.telling import refuse_told, tell
from app.services.applications.versions import move_version

__all__ = [
    "add_event",
    "advance",
    "apply_move",
    "check_requirement",
    "decline",
    "decline_within",
    "go_to",
    "hire",
    "hold",
    "locked",
    "make_offer",
    "move_version",
    "news_of",
    "refuse_told",
    "reopen",
    "resume",
    "tell",
    "undo_decline",
    "withdraw",
]
