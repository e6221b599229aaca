"""The exact search for panels: every set of people is looked at, compared by one order, the best kept.

Each row of the arrays here is one panel, each column one criterion, so that thousands are compared at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice
from math import comb

import numpy as np

from app.domain.errors import BadData
from app.domain.panel_table import Columns, Rows, Table, Words

# House judgement: a candidate who can choose between three days seldom has to write back.
ENOUGH_DAYS = 3
MOST_PANELS = 200_000
_ROWS = 20_000


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """How good a panel is. The first criterion in which two differ decides; less is better in each.

    needs_missing: preferred needs that nobody of it meets. days_missing: days with a time in common that the candidate
    lacks to a choice of three. areas_missing: focus areas that nobody strong in them can lead when everybody leads an
    equal share. full_weeks: how many have a full week. heaviest: the largest load, load: all loads together.
    fewer_starts: minus the number of times in common.

    Source: house judgement. What the role asks comes first, then that there is a day to choose, then what the panel
    sees, then what it costs its people; among equals the older accounts.
    """

    needs_missing: int
    days_missing: int
    areas_missing: int
    full_weeks: int
    heaviest: int
    load: int
    fewer_starts: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A panel by the places of its people in the table, in rising order, and its score."""

    places: tuple[int, ...]
    score: Score


@dataclass(frozen=True, slots=True)
class Found:
    """The best panels, best first, and the best one with each person, by place."""

    best: tuple[Ranked, ...]
    with_place: dict[int, Ranked]


def search(table: Table, size: int, *, keep: Sequence[int] = (), able: Sequence[int], most: int = 1) -> Found:
    """Look at every panel that could be.

    Args:
        table: the people.
        size: how many a panel has.
        keep: places of people who are in it whatever else.
        able: places of those who may join them.
        most: how many of the best are wanted.

    Returns:
        panels that have a time in common and meet every must, in one total order: by score, then by place.

    Raises:
        BadData: when there are more panels than can be compared.
    """
    others = [place for place in able if place not in keep]
    missing = size - len(keep)
    if missing < 0 or len(others) < missing:
        return Found((), {})
    if comb(len(others), missing) > MOST_PANELS:
        raise BadData(
            f"{len(others)} people make too many panels of {size} to compare. Seat somebody first.",
            field="seats",
        )
    kept, keys = np.empty((0, size), dtype=np.intp), np.empty((0, len(Score.__slots__)), dtype=np.int64)
    for rows in _panels(sorted(others), missing, sorted(keep)):
        rows, words = _possible(table, rows)
        kept = np.concatenate([kept, rows])
        keys = np.concatenate([keys, _scores(table, rows, words)])
        kept, keys = _best_of(kept, keys, most)
    ranked = [Ranked(tuple(row), Score(*key)) for row, key in zip(kept.tolist(), keys.tolist(), strict=True)]
    with_place: dict[int, Ranked] = {}
    for panel in ranked:
        for place in panel.places:
            with_place.setdefault(place, panel)
    return Found(tuple(ranked[:most]), with_place)


def _panels(others: Sequence[int], missing: int, keep: Sequence[int]) -> Iterator[Rows]:
    """Every set of `missing` people together with those who are kept, some thousand rows at a time."""
    sets = combinations(others, missing)
    while some := list(islice(sets, _ROWS)):
        chosen = np.fromiter(chain.from_iterable(some), dtype=np.intp, count=len(some) * missing)
        fixed = np.tile(np.array(keep, dtype=np.intp), (len(some), 1))
        yield np.sort(np.concatenate([fixed, chosen.reshape(len(some), missing)], axis=1), axis=1)


def _possible(table: Table, rows: Rows) -> tuple[Rows, Words]:
    """The panels that meet every must and have a time in common, and those times."""
    met = np.bitwise_or.reduce(table.tags[rows], axis=1)
    rows = rows[met & np.uint64(table.musts) == table.musts]
    words = np.broadcast_to(table.allowed, (len(rows), len(table.allowed)))
    for seat in range(rows.shape[1]):
        words = words & table.free[rows[:, seat]]
    is_possible = words.any(axis=1)
    return rows[is_possible], words[is_possible]


def _scores(table: Table, rows: Rows, words: Words) -> Columns:
    """The score of each panel, a column for each criterion."""
    met = np.bitwise_or.reduce(table.tags[rows], axis=1) & np.uint64(table.preferred)
    days = (np.bitwise_or.reduceat(words, table.days, axis=1) != 0).sum(axis=1)
    starts = np.bitwise_count(words).sum(axis=1, dtype=np.int64)
    columns = (
        table.preferred.bit_count() - np.bitwise_count(met).astype(np.int64),
        np.maximum(0, ENOUGH_DAYS - days),
        table.areas - _areas_led(table, rows),
        table.is_full[rows].sum(axis=1),
        table.loads[rows].max(axis=1, initial=0),
        table.loads[rows].sum(axis=1),
        -starts,
    )
    return np.column_stack(columns).astype(np.int64)


def _areas_led(table: Table, rows: Rows) -> Columns:
    """How many focus areas can be led by somebody strong in them, when nobody leads more than an equal share.

    The most that can be shared out is the smallest cut: some lead as many as they may, and of the rest everything that
    they are strong in is led.
    """
    size = rows.shape[1]
    leads = table.leads[rows]
    least = np.full(len(rows), table.areas, dtype=np.int64)
    for chosen in range(1 << size):
        rest = [seat for seat in range(size) if chosen >> seat & 1]
        strong = np.bitwise_or.reduce(leads[:, rest], axis=1)
        led = np.bitwise_count(strong).astype(np.int64) + table.most_led * (size - len(rest))
        least = np.minimum(least, led)
    return least


def _best_of(rows: Rows, keys: Columns, most: int) -> tuple[Rows, Columns]:
    """The best panels and the best with each person, in order."""
    order = np.lexsort((*rows.T[::-1], *keys.T[::-1]))
    rows, keys = rows[order], keys[order]
    _, first = np.unique(rows, return_index=True)
    wanted = np.unique(np.concatenate([np.arange(min(most, len(rows))), first // max(1, rows.shape[1])]))
    return rows[wanted], keys[wanted]
