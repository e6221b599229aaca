"""When a message that could not be handed over is tried again, and when no longer."""

from datetime import datetime, timedelta

PAUSES = tuple(timedelta(minutes=number) for number in (1, 2, 5, 10, 20, 40))
LONGEST_PAUSE = timedelta(minutes=60)
# A server that takes nothing at all is asked again soon: once it is back, what waited is gone within two minutes.
OUTAGE_PAUSE = timedelta(minutes=1)
GIVES_UP_AFTER = timedelta(hours=24)
LATE_AFTER = timedelta(minutes=2)


def next_try(tries: int, now: datetime, *, due_at: datetime) -> datetime | None:
    """When a message is tried again that its server would not take now.

    Args:
        tries: how often it was tried, this time included; 1 or more.
        now: this instant.
        due_at: when it was to leave.

    Returns:
        1, 2, 5, 10, 20 or 40 minutes from now, then every hour; None where that is a day or more after it was due.

    Source: our own promise in docs/operations.md.
    """
    pause = PAUSES[tries - 1] if tries <= len(PAUSES) else LONGEST_PAUSE
    return None if now + pause >= due_at + GIVES_UP_AFTER else now + pause
