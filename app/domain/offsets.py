"""Offsets: from when to when a zone keeps which distance from UTC, and what local days are as stretches of UTC."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.domain.spans import Pair

DAY = 24 * 60 * 60
# Between 1990 and 2037 no zone changes its clocks twice within six days, so that looking every other day finds all.
STEP = 2 * DAY
BLOCK = 16 * STEP
ORDINAL_OF_1970 = 719_163

Stretch = tuple[int, int, int]
OfDay = Callable[[int], Iterable[Pair]]


def stretches(zone: str, begin: int, end: int) -> list[Stretch]:
    """The offsets of a zone between two instants.

    Args:
        zone: its name.
        begin: a second since 1970 in UTC.
        end: another, not before it.

    Returns:
        (from, to, seconds to add to UTC), in order and without a hole, `to` excluded; neighbours differ.
    """
    found: list[Stretch] = []
    for block in range(begin // BLOCK, -(-end // BLOCK)):
        for first, last, offset in _of_block(zone, block):
            first, last = max(first, begin), min(last, end)
            if first >= last:
                continue
            if found and found[-1][2] == offset:
                found[-1] = (found[-1][0], last, offset)
            else:
                found.append((first, last, offset))
    return found


@lru_cache(maxsize=8192)
def _of_block(zone: str, block: int) -> tuple[Stretch, ...]:
    """The offsets within one block of 32 days; the last is empty when the clocks change at its end."""
    place = ZoneInfo(zone)
    begin, end = block * BLOCK, (block + 1) * BLOCK
    found: list[Stretch] = []
    since, offset = begin, _offset(place, begin)
    for low in range(begin, end, STEP):
        high = low + STEP
        later = _offset(place, high)
        if later != offset:
            change = low + 1 + bisect_left(range(low + 1, high + 1), True, key=lambda at: _offset(place, at) == later)
            found.append((since, change, offset))
            since, offset = change, later
    return (*found, (since, end, offset))


def _offset(place: ZoneInfo, second: int) -> int:
    distance = datetime.fromtimestamp(second, UTC).astimezone(place).utcoffset()
    return int(distance.total_seconds()) if distance is not None else 0


def on_the_wall(zone: str, begin: int, end: int, of_day: OfDay) -> list[Pair]:
    """The instants at which the clocks of a zone show certain hours of certain days.

    What the clock leaps over is never shown; what it shows twice counts both times.

    Args:
        zone: whose clocks.
        begin: a second since 1970 in UTC.
        end: another, not before it.
        of_day: for a day (as `date.toordinal` numbers it) the hours, as pairs of seconds of the wall clock since
            midnight, in order.

    Returns:
        seconds since 1970 in UTC, clipped to `begin` and `end`, in order, with nothing touching.
    """
    found: list[Pair] = []
    for first, last, offset in stretches(zone, begin, end):
        for day in range((first + offset) // DAY, -(-(last + offset) // DAY)):
            midnight = day * DAY - offset
            for opens, closes in of_day(day + ORDINAL_OF_1970):
                one, other = midnight + opens, midnight + closes
                if one < first:
                    one = first
                if other > last:
                    other = last
                if one >= other:
                    continue
                if found and found[-1][1] == one:
                    found[-1] = (found[-1][0], other)
                else:
                    found.append((one, other))
    return found


def days_touched(zone: str, pairs: Sequence[Pair]) -> list[set[int]]:
    """The days (as `date.toordinal` numbers them) that the clocks of a zone show during each of some stretches."""
    if not pairs:
        return []
    pieces = stretches(zone, min(begin for begin, _ in pairs), max(end for _, end in pairs))
    return [_days(pieces, begin, end) for begin, end in pairs]


def _days(pieces: Sequence[Stretch], begin: int, end: int) -> set[int]:
    found: set[int] = set()
    for first, last, offset in pieces:
        if first < end and last > begin:
            one = (begin if begin > first else first) + offset
            other = (end if end < last else last) + offset - 1
            found.update(range(one // DAY + ORDINAL_OF_1970, other // DAY + ORDINAL_OF_1970 + 1))
    return found
