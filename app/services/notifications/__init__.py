"""The outbox: messages queued and taken back in the transaction of a change, and reminders queued by a sweep."""

from app.services.notifications.outbox import UNDO_WINDOW, cancel_unsent, queue, queue_each
from app.services.notifications.reminders import cancel_reminders, queue_due

__all__ = ["UNDO_WINDOW", "cancel_reminders", "cancel_unsent", "queue", "queue_due", "queue_each"]
