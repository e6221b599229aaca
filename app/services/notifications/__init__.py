"""The outbox: messages queued and taken back in the transaction of a change, and reminders queued by a sweep."""

from app.services.notifications.expiring import end_expired, queue_all_due
from app.services.notifications.outbox import UNDO_WINDOW, cancel_unsent, queue, queue_each
from app.services.notifications.prompts import queue_prompts
from app.services.notifications.reminders import cancel_reminders, queue_due

__all__ = [
    "UNDO_WINDOW",
    "cancel_reminders",
    "cancel_unsent",
    "end_expired",
    "queue",
    "queue_all_due",
    "queue_due",
    "queue_each",
    "queue_prompts",
]
