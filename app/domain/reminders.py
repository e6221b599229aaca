"""When to remind whom of a scorecard that is owed: moments within working hours, and the one escalation."""

from datetime import datetime, timedelta
from itertools import islice

from app.domain.scorecard import HOUR, due_at
from app.domain.telling import MISSED_FOR, day_of, is_time, mornings, moved_into
from app.domain.working_hours import WorkingWeek

FIRST_AFTER = HOUR
MORNINGS = 10
ESCALATED_AFTER = 24 * HOUR


def reminder_moments(ends_at: datetime, week: WorkingWeek) -> tuple[datetime, ...]:
    """When an interviewer is reminded as long as the card is owed: an hour after the end, then on ten mornings.

    Args:
        ends_at: the end of the interview.
        week: the interviewer's own hours.

    Returns:
        instants in UTC, strictly increasing, at most one a local day; whenever they are computed, they are the same.

    Source: the hour, a reminder a day and the ten working days follow common practice; the mornings, so that a reminder
        precedes the hour when the card is due, are house judgement.
    """
    first = moved_into(ends_at + FIRST_AFTER, week)
    if first is None:
        return ()
    return (first, *islice(mornings(day_of(first, week) + timedelta(days=1), week), MORNINGS))


def escalation_moment(ends_at: datetime, week: WorkingWeek) -> datetime | None:
    """When a hiring manager is told, once, that a card is missing: a day after it was due, in the manager's own hours.

    Source: house judgement.
    """
    return moved_into(due_at(ends_at) + ESCALATED_AFTER, week)


def escalates_now(ends_at: datetime, now: datetime, week: WorkingWeek) -> bool:
    """Whether a hiring manager is to be told by now. What was missed is made up for as long as reminders are sent."""
    moment = escalation_moment(ends_at, week)
    if moment is None or now < moment:
        return False
    return now <= reminder_moments(ends_at, week)[-1] + MISSED_FOR and is_time(moment, now, week)
