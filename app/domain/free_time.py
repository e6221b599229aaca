"""Free time: when one person, or several together, can take an interview, and which starts a candidate can choose.

Why somebody is not free at a time, in words, is told by not_free.py.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.errors import BadData
from app.domain.offsets import DAY, days_touched, on_the_wall, stretches
from app.domain.people import check_zone
from app.domain.slots import LONGEST, SHORTEST
from app.domain.spans import Pair, Span, around, clipped, cut, in_utc, inside, joined, second_of, shared, spans_of
from app.domain.working_hours import WEEK, WorkingWeek

NOTICE_HOURS = 48
LONGEST_NOTICE_HOURS = 24 * 30
LONGEST_BUFFER_MINUTES = 120
LONGEST_WINDOW_DAYS = 92
STEPS = (5, 10, 15, 20, 30, 60)
_WHOLE_DAY: tuple[Pair, ...] = ((0, DAY),)


@dataclass(frozen=True, slots=True)
class Diary:
    """Somebody's time and what fills it.

    `busy` comes from a calendar that is subscribed to; `bookings` are interviews of our own. Limits count bookings:
    give those of every week (Monday to Sunday) that is searched, and leave out the one that is being moved. A booking
    counts on each day and in each week that it touches.
    """

    name: str
    hours: WorkingWeek
    busy: tuple[Span, ...] = ()
    bookings: tuple[Span, ...] = ()
    buffer_minutes: int = 0
    most_a_day: int | None = None
    most_a_week: int | None = None

    def __post_init__(self) -> None:
        """Refuse a buffer or a limit that makes no sense.

        Raises:
            BadData: naming the field.
        """
        if not 0 <= self.buffer_minutes <= LONGEST_BUFFER_MINUTES or self.buffer_minutes % 5:
            raise BadData(
                f"Keep free from 0 to {LONGEST_BUFFER_MINUTES} minutes before and after, in steps of 5; "
                f"{self.buffer_minutes} is not one.",
                field="buffer_minutes",
            )
        for name, most, period in (("most_a_day", self.most_a_day, "day"), ("most_a_week", self.most_a_week, "week")):
            if most is not None and most < 1:
                raise BadData(f"The most interviews a {period} is 1 or more. Leave it empty for no limit.", field=name)


@dataclass(frozen=True, slots=True)
class Search:
    """Where free time is looked for: within a window, and not before there was time to prepare."""

    window: Span
    now: datetime
    notice_hours: int = NOTICE_HOURS
    begin: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a window of more than a quarter, and a notice that leaves nothing.

        Raises:
            BadData: naming the field.
        """
        object.__setattr__(self, "now", in_utc(self.now))
        if not 0 <= self.notice_hours <= LONGEST_NOTICE_HOURS:
            raise BadData(f"Choose a notice from 0 to {LONGEST_NOTICE_HOURS} hours.", field="notice_hours")
        begin, end = inside(self.window)
        if end - begin > LONGEST_WINDOW_DAYS * DAY:
            raise BadData(f"Look for free time within at most {LONGEST_WINDOW_DAYS} days.", field="window")
        object.__setattr__(self, "begin", max(begin, self.earliest))
        object.__setattr__(self, "end", max(end, self.begin))

    @property
    def earliest(self) -> int:
        """The first second, since 1970, that leaves enough notice."""
        whole = second_of(self.now)
        return whole + (self.now.microsecond > 0) + self.notice_hours * 3600


def free(diary: Diary, search: Search) -> tuple[Span, ...]:
    """When somebody can take an interview.

    Args:
        diary: whose time.
        search: within which window, as seen from when.

    Returns:
        spans in order, with nothing touching, none before the notice has passed. An interview fits if it lies within
        one of them whole.
    """
    return spans_of(_free(diary, search))


def free_together(diaries: Sequence[Diary], search: Search) -> tuple[Span, ...]:
    """When all of them can take an interview at once; the order of people makes no difference.

    Raises:
        BadData: if nobody is named.
    """
    if not diaries:
        raise BadData("Choose whose free time to look for.", field="seats")
    both = _free(diaries[0], search)
    for diary in diaries[1:]:
        both = shared(both, _free(diary, search))
    return spans_of(both)


def free_each(diaries: Sequence[Diary], search: Search) -> tuple[tuple[Span, ...], ...]:
    """When each of them can take an interview, in the order of the people."""
    return tuple(free(diary, search) for diary in diaries)


def _free(diary: Diary, search: Search) -> list[Pair]:
    """Working hours without what is taken, without what lies too near to it, without days and weeks that are full."""
    begin, end = search.begin, search.end
    open_hours = diary.hours.pairs(begin, end)
    return cut(open_hours, joined((*taken(diary, begin, end), *full(diary, begin, end))))


def taken(diary: Diary, begin: int, end: int) -> list[Pair]:
    """What fills somebody's calendar between two seconds, widened by what is kept free before and after it."""
    buffer = diary.buffer_minutes * 60
    near = clipped(map(around, (*diary.busy, *diary.bookings)), begin - buffer, end + buffer)
    return [(one - buffer, other + buffer) for one, other in near] if buffer else near


def full(diary: Diary, begin: int, end: int) -> list[Pair]:
    """The days and weeks between two seconds in which somebody has as many interviews as they take."""
    full_days, full_weeks = full_days_of(diary), full_weeks_of(diary)
    if not full_days and not full_weeks:
        return []

    def of_day(day: int) -> Sequence[Pair]:
        return _WHOLE_DAY if day in full_days or week_of(day) in full_weeks else ()

    return on_the_wall(diary.hours.zone, begin, end, of_day)


def week_of(day: int) -> int:
    """The week, Monday to Sunday, of a day as `date.toordinal` numbers it."""
    return (day - 1) // WEEK


def full_days_of(diary: Diary) -> frozenset[int]:
    """The days, as `date.toordinal` numbers them, with as many bookings as somebody takes a day."""
    if diary.most_a_day is None:
        return frozenset()
    counts = Counter(day for days in _days_of_bookings(diary) for day in days)
    return frozenset(day for day, count in counts.items() if count >= diary.most_a_day)


def full_weeks_of(diary: Diary) -> frozenset[int]:
    """The weeks, as `week_of` numbers them, with as many bookings as somebody takes a week."""
    if diary.most_a_week is None:
        return frozenset()
    counts = Counter(week for days in _days_of_bookings(diary) for week in {week_of(day) for day in days})
    return frozenset(week for week, count in counts.items() if count >= diary.most_a_week)


def _days_of_bookings(diary: Diary) -> list[set[int]]:
    """The local days that each booking touches."""
    return days_touched(diary.hours.zone, [around(booking) for booking in diary.bookings])


@dataclass(frozen=True, slots=True)
class Grid:
    """Which starts are offered: every so many minutes on the clocks of a zone, each with an interview's length free.

    The step divides the hour, so that starts look tidy where they are read. All are on full five minutes in UTC as
    well: since 1990 every zone has kept a multiple of a quarter of an hour from it.
    """

    minutes: int
    zone: str
    step_minutes: int = 30

    def __post_init__(self) -> None:
        """Refuse a length or a step that bookings don't know.

        Raises:
            BadData: naming the field.
        """
        check_zone(self.zone)
        if not SHORTEST <= self.minutes <= LONGEST or self.minutes % 5:
            raise BadData(
                f"Choose a length from {SHORTEST} to {LONGEST} minutes in steps of 5; {self.minutes} is not one.",
                field="minutes",
            )
        if self.step_minutes not in STEPS:
            raise BadData(
                f"Offer a start every 5, 10, 15, 20, 30 or 60 minutes; {self.step_minutes} is not one of them.",
                field="step_minutes",
            )


def slots_on(grid: Grid, free_spans: Sequence[Span], *, allowed: Sequence[Span] | None = None) -> tuple[Span, ...]:
    """The slots that fit into free time, one for each start of the grid.

    Args:
        grid: length, step and the zone on whose clocks the steps are counted.
        free_spans: as `free` or `free_together` gives them.
        allowed: when the candidate can or wants to, such as `WorkingWeek.within` or windows of their own; None for any
            time.

    Returns:
        spans of `grid.minutes` in order; they may overlap, because only one of them is chosen.
    """
    pairs = joined(inside(span) for span in free_spans)
    if allowed is not None:
        pairs = shared(pairs, joined(inside(span) for span in allowed))
    length = grid.minutes * 60
    return spans_of((start, start + length) for begin, end in pairs for start in _starts(grid, begin, end - length))


def _starts(grid: Grid, begin: int, last: int) -> list[int]:
    """The starts from a second to another, both included."""
    step = grid.step_minutes * 60
    return [
        start
        for first, until, offset in stretches(grid.zone, begin, last + 1)
        for start in range(first + (-(first + offset)) % step, until, step)
    ]
