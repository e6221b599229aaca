"""When a busy calendar is read: every quarter of an hour, and less and less often while that fails."""

from datetime import datetime, timedelta

EVERY = timedelta(minutes=15)
SELDOM = timedelta(hours=6)
BEHIND, AHEAD = timedelta(days=1), timedelta(days=60)


def next_reading(now: datetime, *, failures: int) -> datetime:
    """When a calendar is read again.

    Args:
        now: when it was read, or could not be.
        failures: how often in a row it could not be, this time included.

    Returns:
        a quarter of an hour later, doubled with each failure, and six hours at most.

    Source: house judgement: calendars change by the hour, and a server in trouble is left alone.
    """
    return now + min(EVERY * (1 << min(failures, 10)), SELDOM)


def asks_for_all(now: datetime, last: datetime | None) -> bool:
    """Whether the whole calendar is asked for even if it did not change since.

    Once a day it is: what repeats has reached further by then.

    Args:
        now: this instant.
        last: when it was last read well; None for never.
    """
    return last is None or last.date() != now.date()
