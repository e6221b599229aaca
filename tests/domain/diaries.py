"""Random diaries around changes of clocks, and a finder of free time that looks at every minute."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from app.domain.free_time import Diary, Grid, Search
from app.domain.spans import Span
from app.domain.working_hours import Away, Holiday, OtherHours, Shift, WorkingWeek

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WINDOW_DAYS = 2
# Zones and hours near which their clocks are changed: forward, back, by half an hour, by a whole day, for Ramadan.
CHANGES = (
    ("Europe/Berlin", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-10-25T01:00"),
    ("America/New_York", "2026-03-08T07:00"),
    ("America/New_York", "2026-11-01T06:00"),
    ("Australia/Lord_Howe", "2026-04-04T15:00"),
    ("Australia/Lord_Howe", "2026-10-03T15:30"),
    ("Pacific/Apia", "2011-12-30T10:00"),
    ("Pacific/Apia", "2012-03-31T14:00"),
    ("Pacific/Kwajalein", "1993-08-21T12:00"),
    ("Africa/Casablanca", "2026-02-15T02:00"),
    ("Africa/Casablanca", "2026-03-22T02:00"),
    ("Asia/Tehran", "1991-05-02T20:30"),
    ("Asia/Tehran", "2022-03-21T20:30"),
    ("Asia/Tehran", "2022-09-21T19:30"),
    ("America/Sao_Paulo", "2018-11-04T03:00"),
    ("America/Havana", "2026-11-01T05:00"),
    ("America/St_Johns", "2006-10-29T02:31"),
    ("Asia/Pyongyang", "2018-05-04T15:00"),
    ("Asia/Kathmandu", "2026-05-04T10:00"),
    ("Asia/Tokyo", "2026-05-04T10:00"),
)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def any_search(random: Random, near: tuple[str, str] | None = None) -> tuple[str, Search]:
    """Two days around a change of clocks, and the zone that has it."""
    zone, change = near or random.choice(CHANGES)
    begin = instant(change) - random.randrange(4, 44) * timedelta(hours=1) + random.randrange(60) * MINUTE
    now = begin - random.randrange(96) * timedelta(hours=1) + random.randrange(60) * MINUTE
    window = Span(begin, begin + WINDOW_DAYS * DAY)
    return zone, Search(window, now, notice_hours=random.choice((0, 1, 48)))


def any_diary(random: Random, zone: str, search: Search, name: str = "Ada") -> Diary:
    """Somebody of this zone, or of another, with whatever a diary can hold."""
    begin = search.window.starts_at
    return Diary(
        name,
        any_week(random, zone if random.random() < 0.8 else random.choice(CHANGES)[0], begin.date()),
        busy=tuple(_any_span(random, begin, days=(-1, WINDOW_DAYS + 1)) for _ in range(random.randrange(6))),
        bookings=tuple(_any_span(random, begin, days=(-8, WINDOW_DAYS + 8)) for _ in range(random.randrange(8))),
        buffer_minutes=random.choice((0, 0, 5, 15, 60)),
        most_a_day=random.choice((None, None, 1, 2)),
        most_a_week=random.choice((None, None, 3, 5)),
    )


def any_week(random: Random, zone: str, around: date) -> WorkingWeek:
    days = [_any_shifts(random) for _ in range(7)]
    if not any(days):
        days[0] = (Shift(time(9), time(17)),)
    near = [around + timedelta(days=number) for number in range(-1, WINDOW_DAYS + 2)]
    first = random.choice(near)
    return WorkingWeek(
        zone,
        tuple(days),
        other_hours=tuple(
            OtherHours(day, _any_shifts(random)) for day in random.sample(near, random.choice((0, 0, 1, 2)))
        ),
        away=(Away(first, first + random.randrange(2) * DAY),) if random.random() < 0.2 else (),
        holidays=(Holiday(random.choice(near), "Founding Day"),) if random.random() < 0.3 else (),
    )


def _any_shifts(random: Random) -> tuple[Shift, ...]:
    """Nothing, the whole day, or up to three stretches on the grid; they may touch."""
    kind = random.random()
    if kind < 0.15:
        return ()
    if kind < 0.3:
        return (Shift(time(0), time(0)),)
    edges = sorted(random.sample(range(289), 2 * random.randint(1, 3)))
    return tuple(Shift(_wall(one), _wall(other)) for one, other in zip(edges[::2], edges[1::2], strict=True))


def _wall(cell: int) -> time:
    return time(cell // 12 % 24, cell % 12 * 5)


def _any_span(random: Random, begin: datetime, *, days: tuple[int, int]) -> Span:
    starts_at = begin + random.randrange(days[0] * 1440, days[1] * 1440) * MINUTE
    return Span(starts_at, starts_at + random.choice((1, 15, 30, 60, 60, 90, 240, 1500)) * MINUTE)


def minutes_of(span: Span) -> range:
    """The whole minutes of a span, counted from 1970."""
    return range((span.starts_at - EPOCH) // MINUTE, (span.ends_at - EPOCH) // MINUTE)


def minutes_in(spans: Sequence[Span]) -> set[int]:
    return {minute for span in spans for minute in minutes_of(span)}


def free_minutes(diary: Diary, search: Search) -> set[int]:
    """The minutes in which somebody is free, each looked at by itself."""
    place = ZoneInfo(diary.hours.zone)
    buffer = diary.buffer_minutes
    taken = {
        minute
        for span in (*diary.busy, *diary.bookings)
        for minute in range(minutes_of(span).start - buffer, minutes_of(span).stop + buffer)
    }
    has_limits = diary.most_a_day is not None or diary.most_a_week is not None
    counted = diary.bookings if has_limits else ()
    touched = [{_local(minute, place).date() for minute in minutes_of(booking)} for booking in counted]
    notice = search.now + timedelta(hours=search.notice_hours)
    found = set()
    for minute in minutes_of(search.window):
        if minute in taken or EPOCH + minute * MINUTE < notice:
            continue
        local = _local(minute, place)
        if _works(diary.hours, local) and not _has_enough(diary, touched, local.date()):
            found.add(minute)
    return found


def _local(minute: int, place: ZoneInfo) -> datetime:
    return (EPOCH + minute * MINUTE).astimezone(place)


def _works(week: WorkingWeek, local: datetime) -> bool:
    today, at = local.date(), local.time()
    if any(away.first <= today <= away.last for away in week.away):
        return False
    shifts = week.days[today.weekday()]
    if today in {holiday.day for holiday in week.holidays}:
        shifts = ()
    for other in week.other_hours:
        if other.day == today:
            shifts = other.shifts
    return any(shift.opens <= at and (at < shift.closes or shift.closes == time(0)) for shift in shifts)


def _has_enough(diary: Diary, touched: Sequence[set[date]], today: date) -> bool:
    this_week = today.isocalendar()[:2]
    a_day = sum(today in days for days in touched)
    a_week = sum(this_week in {day.isocalendar()[:2] for day in days} for days in touched)
    return (diary.most_a_day is not None and a_day >= diary.most_a_day) or (
        diary.most_a_week is not None and a_week >= diary.most_a_week
    )


def starts_by_the_minute(grid: Grid, free: set[int]) -> list[datetime]:
    """The starts of a grid, each tried by itself."""
    place = ZoneInfo(grid.zone)
    return [
        EPOCH + minute * MINUTE
        for minute in sorted(free)
        if minute % 5 == 0 and _local(minute, place).minute % grid.step_minutes == 0
        if all(later in free for later in range(minute, minute + grid.minutes))
    ]
