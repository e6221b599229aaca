"""When somebody hears that something waits: an interview tomorrow, an invitation, a hold that ends, a candidate."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from app.domain.telling import day_of, is_time, mornings, moved_into, opening_on
from app.domain.working_hours import WEEK, Shift, WorkingWeek

# How many days before an interview the word of it may be given: Friday for a Tuesday after a long weekend.
EVE_WITHIN = 4
NUDGED_AFTER = (timedelta(days=2), timedelta(days=5))
SILENT_MORNINGS = 3
# Working days before an interview from which on silence about coming is a warning.
ANSWERS_WITHIN = 2
_FRIDAY = 4
_WEEKLY = timedelta(days=7)
_DAYTIME = (Shift(time(9), time(18)),)


def hours_of_candidate(zone: str, *, weekends: bool) -> WorkingWeek:
    """The hours in which a candidate is written to: from nine to six where they are.

    Args:
        zone: the candidate's own.
        weekends: whether Saturday and Sunday count too: for what is about the next day, and can't wait.

    Source: house judgement.
    """
    return WorkingWeek(zone, (_DAYTIME,) * WEEK if weekends else (*(_DAYTIME,) * 5, (), ()))


def eve_of(starts_at: datetime, week: WorkingWeek) -> datetime | None:
    """When somebody is told of an interview that comes next: as they begin to work on their last day before its day.

    Returns:
        an instant in UTC; None when they don't work on any of the four days before.
    """
    day = day_of(starts_at, week)
    before = (opening_on(day - timedelta(days=back), week) for back in range(1, EVE_WITHIN + 1))
    return next((moment for moment in before if moment is not None), None)


def is_eve(starts_at: datetime, told_at: datetime, now: datetime, week: WorkingWeek) -> bool:
    """Whether to tell somebody of an interview now: its eve has come, its day has not.

    Whoever was told of its time since the eve began, at `told_at`, needs no second word.
    """
    moment = eve_of(starts_at, week)
    if moment is None or told_at > moment or day_of(now, week) >= day_of(starts_at, week):
        return False
    return is_time(moment, now, week)


def nudges(sent_at: datetime, expires_at: datetime, week: WorkingWeek) -> tuple[datetime, ...]:
    """When a candidate is reminded of an invitation without an answer: after two days, and after five.

    Args:
        sent_at: when they were invited.
        expires_at: when the invitation ends; nothing is said from then on.
        week: the hours in which they are written to.

    Returns:
        instants in UTC, in order.

    Source: house judgement.
    """
    found = (moved_into(sent_at + after, week) for after in NUDGED_AFTER)
    return tuple(moment for moment in found if moment is not None and moment < expires_at)


def silent_from(sent_at: datetime, week: WorkingWeek) -> datetime | None:
    """When a recruiter is told that an invitation has no answer: on their third working morning after it was sent.

    Source: house judgement.
    """
    first = day_of(sent_at, week) + timedelta(days=1)
    return next(islice(mornings(first, week), SILENT_MORNINGS - 1, None), None)


def wakes_at(until: date, week: WorkingWeek) -> datetime | None:
    """When somebody is told that a hold ends: as they begin to work on that day, or on their next one."""
    return next(mornings(until, week), None)


def worry(since: datetime, now: datetime, week: WorkingWeek, *, waits_days: int) -> int | None:
    """Which word about a candidate who hears nothing is due.

    Args:
        since: when the candidate last heard of anything, or when an interview of theirs ended.
        now: this instant.
        week: the recruiter's own hours.
        waits_days: days without a word until the first.

    Returns:
        0 for the first, 1 for the one a week later, and so on; None when none is due.
    """
    after = timedelta(days=waits_days)
    number = (now - since - after) // _WEEKLY
    if number < 0:
        return None
    moment = moved_into(since + after + number * _WEEKLY, week)
    return number if moment is not None and is_time(moment, now, week) else None


def answers_wanted_from(starts_at: datetime, zone: str) -> datetime:
    """From when on it is a warning that somebody has not said whether they come: two working days before.

    Args:
        starts_at: when the interview begins.
        zone: whose weekends count; of Monday to Friday, whoever works otherwise.

    Returns:
        an instant in UTC: the same time of the wall, two days back without Saturdays and Sundays.

    Source: house judgement.
    """
    wall, left = starts_at.astimezone(ZoneInfo(zone)), ANSWERS_WITHIN
    while left:
        wall -= timedelta(days=1)
        left -= wall.weekday() <= _FRIDAY
    return wall.astimezone(UTC)
