"""Scorecards: saving, submitting, amending them; opening a panel; withdrawing a note."""

from app.services.scorecards.amending import amend, withdraw_note
from app.services.scorecards.panel import open_panel, open_when_complete
from app.services.scorecards.writing import Saved, Submitted, save_draft, submit

__all__ = [
    "Saved",
    "Submitted",
    "amend",
    "open_panel",
    "open_when_complete",
    "save_draft",
    "submit",
    "withdraw_note",
]
