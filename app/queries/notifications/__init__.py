"""Questions about messages: who is to be reminded and what was told before; what a message is written from."""

from app.queries.notifications.refusals import why_not_to
from app.queries.notifications.reminders import (
    ESCALATION,
    OLDEST,
    REMINDER,
    Overseer,
    Owed,
    owed_cards,
    told_before,
    waiting_about_cards,
    waits_for_card,
)

__all__ = [
    "ESCALATION",
    "OLDEST",
    "REMINDER",
    "Overseer",
    "Owed",
    "owed_cards",
    "told_before",
    "waiting_about_cards",
    "waits_for_card",
    "why_not_to",
]
