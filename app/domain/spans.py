"""Spans: stretches from one instant to another, and what is left of them when they are joined, cut or shared.

Inside the arithmetic a stretch is a pair of whole seconds since 1970 in UTC, its end excluded, and a list of pairs is
in order with nothing touching: 200 diaries of four weeks are worked out while somebody waits for a page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.domain.errors import BadData

Pair = tuple[int, int]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch from one instant to another, the end excluded; both are kept in UTC."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        """Refuse times without a zone, and an end that is not after the beginning.

        Raises:
            BadData: for both.
        """
        if self.starts_at.tzinfo is not UTC or self.ends_at.tzinfo is not UTC:
            object.__setattr__(self, "starts_at", in_utc(self.starts_at))
            object.__setattr__(self, "ends_at", in_utc(self.ends_at))
        if self.starts_at >= self.ends_at:
            raise BadData("The end has to be after the beginning. Choose a later end.", field="ends_at")


def in_utc(at: datetime) -> datetime:
    """The same instant in UTC.

    Raises:
        BadData: for a time that doesn't say which zone it is meant in.
    """
    if at.utcoffset() is None:
        raise BadData(f"{at:%Y-%m-%d %H:%M} says no time zone. Say which zone is meant.", field="zone")
    return at.astimezone(UTC)


def second_of(at: datetime) -> int:
    """The second since 1970 that an instant lies in."""
    return (in_utc(at) - EPOCH) // SECOND


def instant_of(second: int) -> datetime:
    """When a second since 1970 begins."""
    return datetime.fromtimestamp(second, UTC)


def around(span: Span) -> Pair:
    """The whole seconds that a span touches."""
    begin, end = span.starts_at, span.ends_at
    if begin.microsecond or end.microsecond:
        return (begin - EPOCH) // SECOND, -((EPOCH - end) // SECOND)
    return int(begin.timestamp()), int(end.timestamp())


def inside(span: Span) -> Pair:
    """The whole seconds that lie within a span; none of them when the second is not after the first."""
    return -((EPOCH - span.starts_at) // SECOND), (span.ends_at - EPOCH) // SECOND


def spans_of(pairs: Iterable[Pair]) -> tuple[Span, ...]:
    """Pairs as spans."""
    return tuple([Span(instant_of(begin), instant_of(end)) for begin, end in pairs])


def joined(pairs: Iterable[Pair]) -> list[Pair]:
    """What lies in any of the pairs, which may come in any order, overlap, touch or be empty."""
    found: list[Pair] = []
    for begin, end in sorted(pairs):
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def cut(pairs: Sequence[Pair], taken: Sequence[Pair]) -> list[Pair]:
    """What is left of the first list without the second; both are in order, with nothing touching."""
    left: list[Pair] = []
    at, count = 0, len(taken)
    for begin, end in pairs:
        while at < count and taken[at][1] <= begin:
            at += 1
        here = at
        while here < count and taken[here][0] < end:
            if taken[here][0] > begin:
                left.append((begin, taken[here][0]))
            begin = taken[here][1]
            here += 1
        if begin < end:
            left.append((begin, end))
    return left


def shared(one: Sequence[Pair], other: Sequence[Pair]) -> list[Pair]:
    """What lies in both lists; both are in order, with nothing touching."""
    both: list[Pair] = []
    here = there = 0
    while here < len(one) and there < len(other):
        begin, end = max(one[here][0], other[there][0]), min(one[here][1], other[there][1])
        if begin < end:
            both.append((begin, end))
        if one[here][1] <= other[there][1]:
            here += 1
        else:
            there += 1
    return both


def clipped(pairs: Iterable[Pair], begin: int, end: int) -> list[Pair]:
    """What of the pairs lies between two seconds."""
    return [
        (one if one > begin else begin, other if other < end else end)
        for one, other in pairs
        if one < end and other > begin
    ]
