"""When a candidate is asked to come: weekdays from eight to eight on their own clocks, unless they name other hours."""

from collections.abc import Sequence
from datetime import time

from app.domain.spans import Span
from app.domain.working_hours import Shift, WorkingWeek

# Before or after an own office day, too: most candidates work elsewhere. House judgement.
DAY = (Shift(time(8), time(20)),)


def candidate_week(zone: str) -> WorkingWeek:
    """The hours at which candidates are asked to come, on the clocks of their zone."""
    return WorkingWeek(zone, (*(DAY,) * 5, (), ()))


def suiting(zone: str, window: Span, named: Sequence[Span] = ()) -> tuple[Span, ...]:
    """When a candidate can be asked to come.

    Args:
        zone: theirs.
        window: within which time.
        named: hours that they named themselves; then these alone count, at whatever time of the day.

    Returns:
        spans in order, none reaching out of the window.
    """
    if not named:
        return candidate_week(zone).within(window)
    cut = [(max(one.starts_at, window.starts_at), min(one.ends_at, window.ends_at)) for one in sorted(named)]
    return tuple(Span(begin, end) for begin, end in cut if begin < end)
