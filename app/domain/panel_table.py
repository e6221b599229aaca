"""The pool as bits, so that thousands of panels are compared at once: one row of times, tags and leads each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from app.domain.panel_pool import PoolMember, Wanted

Words = NDArray[np.uint64]
Rows = NDArray[np.intp]
Columns = NDArray[np.int64]

_WORD = 64
_WIDE = np.dtype("<u8")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One row for each person. `bits` says which bit of a row stands for which of `starts`; a day begins a word.

    days: the first word of each day. musts, preferred: masks over the needs. most_led: areas that one leads at most.
    """

    members: tuple[PoolMember, ...]
    starts: tuple[datetime, ...]
    bits: Rows
    days: Rows
    free: Words
    allowed: Words
    tags: Words
    leads: Words
    loads: Columns
    is_full: Columns
    musts: int
    preferred: int
    areas: int
    most_led: int

    def able(self) -> tuple[int, ...]:
        """The places of those who can be interviewers, if the times fit."""
        return tuple(place for place, one in enumerate(self.members) if one.may_count)

    def in_common(self, places: Iterable[int]) -> Words:
        """The times that suit the candidate and all of these."""
        words = self.allowed
        for place in places:
            words = words & self.free[place]
        return words

    def times(self, words: Words) -> tuple[datetime, ...]:
        """The times that these bits stand for, the earliest first."""
        is_set = np.unpackbits(np.ascontiguousarray(words).view(np.uint8), bitorder="little")[self.bits]
        return tuple(self.starts[index] for index in np.flatnonzero(is_set))

    def day_count(self, words: Words) -> int:
        """On how many days of the reader's zone these times lie."""
        return int((np.bitwise_or.reduceat(words, self.days) != 0).sum())

    def meets_musts(self, places: Iterable[int]) -> bool:
        """Whether these people together have every tag that there must be."""
        met = 0
        for place in places:
            met |= int(self.tags[place])
        return met & self.musts == self.musts

    def without_need(self, number: int) -> "Table":
        """The same with one need given up, counted in their order."""
        return replace(self, musts=self.musts & ~(1 << number))

    def at_any_time(self) -> "Table":
        """The same if every time suited the candidate."""
        return replace(self, allowed=np.full_like(self.allowed, np.iinfo(np.uint64).max))

    def with_all_times(self, place: int) -> "Table":
        """The same if one person were free whenever it suits the candidate."""
        free = self.free.copy()
        free[place] = self.allowed
        return replace(self, free=free)


def table_of(members: Sequence[PoolMember], wanted: Wanted) -> Table:
    """The people and the request as bits.

    Args:
        members: the pool by account id; the place of a person is the place here.
        wanted: whose needs and areas are numbered in their order.
    """
    starts = sorted(wanted.allowed.union(*(one.free for one in members)))
    bits, days = _bits(starts, wanted.zone)
    width = max([*days, *(bits[-1:] // _WORD)], default=0) + 1
    bit_of = dict(zip(starts, bits.tolist(), strict=True))
    needs = {need.tag: 1 << number for number, need in enumerate(wanted.needs)}
    musts = sum(needs[need.tag] for need in wanted.musts)
    areas = {area.key: 1 << number for number, area in enumerate(wanted.areas)}
    free = [_words(one.free, bit_of, width) for one in members]
    return Table(
        members=tuple(members),
        starts=tuple(starts),
        bits=bits,
        days=np.array(days or [0], dtype=np.intp),
        free=np.array(free, dtype=_WIDE).reshape(len(members), width),
        allowed=_words(wanted.allowed, bit_of, width),
        tags=_masks([one.tags for one in members], needs),
        leads=_masks([one.leads for one in members], areas),
        loads=np.array([one.load.total for one in members], dtype=np.int64),
        is_full=np.array([one.load.is_full(wanted.full_week) for one in members], dtype=np.int64),
        musts=musts,
        preferred=sum(needs.values()) & ~musts,
        areas=len(wanted.areas),
        most_led=wanted.most_led,
    )


def _bits(starts: Sequence[datetime], zone: str) -> tuple[Rows, list[int]]:
    """A bit for each start, in their order, and the word with which each day begins."""
    place, today = ZoneInfo(zone), date.min
    bits, days, bit = [], [], 0
    for start in starts:
        day = start.astimezone(place).date()
        if day != today:
            today, bit = day, -(-bit // _WORD) * _WORD
            days.append(bit // _WORD)
        bits.append(bit)
        bit += 1
    return np.array(bits, dtype=np.intp), days


def _words(times: Iterable[datetime], bit_of: Mapping[datetime, int], width: int) -> Words:
    is_set = np.zeros(width * _WORD, dtype=np.uint8)
    is_set[[bit_of[start] for start in times]] = 1
    return np.packbits(is_set, bitorder="little").view(_WIDE)


def _masks(named: Iterable[Iterable[str]], bit_of: Mapping[str, int]) -> Words:
    """A mask for each person: the bits of the names that count."""
    return np.array([sum(bit_of.get(name, 0) for name in set(names)) for names in named], dtype=_WIDE)
