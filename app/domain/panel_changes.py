"""When there is no panel: which single change would make one, and what it would look like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.domain.panel_pool import Need, PoolMember, Wanted
from app.domain.panel_search import search
from app.domain.panel_table import Table
from app.domain.seating import SMALLEST_PANEL
from app.domain.slots import point
from app.domain.training import Standing
from app.domain.wording import listed, number


class ChangeKind(StrEnum):
    """What can be changed, the one that costs the fewest people something first. A conflict is never lifted."""

    CANDIDATE_HOURS = "candidate_hours"
    FREE_AN_HOUR = "free_an_hour"
    APPROVE = "approve"
    ADD_A_PERSON = "add_a_person"
    DROP_A_NEED = "drop_a_need"
    ONE_LESS = "one_less"


@dataclass(frozen=True, slots=True)
class Change:
    """One change that is enough by itself: the people of the best panel that it makes, and its first time."""

    kind: ChangeKind
    sentence: str
    panel: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class _Made:
    """The best panel after a change."""

    places: tuple[int, ...]
    at: datetime


def changes_for(table: Table, wanted: Wanted, seated: Sequence[int]) -> tuple[Change, ...]:
    """Every kind of single change that would make a panel possible.

    Args:
        table: people and request, for whom there is no panel.
        wanted: the request.
        seated: places of people who are in it whatever else.

    Returns:
        at most one change of each kind, except that each need that can be dropped is named; in the order of the kinds.
        Empty when no single change is enough.
    """
    found = (
        *_candidate_hours(table, wanted, seated),
        *_freed_hour(table, wanted, seated),
        *_approval(table, wanted, seated),
        *_one_more(table, wanted, seated),
        *_dropped_needs(table, wanted, seated),
        *_one_less(table, wanted, seated),
    )
    return tuple(
        Change(kind, sentence, tuple(table.members[place].id for place in made.places), made.at)
        for kind, sentence, made in found
    )


_Found = Iterator[tuple[ChangeKind, str, _Made]]


def _best(table: Table, size: int, keep: Sequence[int]) -> _Made | None:
    best = search(table, size, keep=keep, able=table.able()).best
    if not best:
        return None
    return _Made(best[0].places, table.times(table.in_common(best[0].places))[0])


def _candidate_hours(table: Table, wanted: Wanted, seated: Sequence[int]) -> _Found:
    made = _best(table.at_any_time(), wanted.interviewers, seated)
    if made:
        free = "is" if len(made.places) == 1 else "are"
        yield (
            ChangeKind.CANDIDATE_HOURS,
            f"Ask the candidate for more hours: {_names(table, made)} {free} free at {_at(made, wanted)}.",
            made,
        )


def _freed_hour(table: Table, wanted: Wanted, seated: Sequence[int]) -> _Found:
    """The first who could free an hour, those with the least to do first."""
    for place in _by_load(table, table.able(), wanted):
        made = _best(table.with_all_times(place), wanted.interviewers, _with(seated, place))
        if made:
            one = table.members[place]
            rest = _names(table, made, but=place)
            then = f"; {rest} {'are' if len(made.places) > 2 else 'is'} free then" if rest else ""
            yield ChangeKind.FREE_AN_HOUR, f"{one.name} would have to free {_at(made, wanted)}{then}.", made
            return


def _approval(table: Table, wanted: Wanted, seated: Sequence[int]) -> _Found:
    """The first in training who would complete a panel, those furthest along first."""
    trainees = [place for place, one in enumerate(table.members) if not one.may_count and not one.conflicts]
    order = _by_load(table, trainees, wanted)
    for place in sorted(order, key=lambda place: table.members[place].standing is not Standing.REVERSE_SHADOW):
        made = _best(table, wanted.interviewers, _with(seated, place))
        if made:
            one, rest = table.members[place], _names(table, made, but=place)
            beside = f" with {rest}" if rest else ""
            text = f"If {one.name} were approved for this stage: a panel{beside} at {_at(made, wanted)}."
            yield ChangeKind.APPROVE, text, made
            return


def _one_more(table: Table, wanted: Wanted, seated: Sequence[int]) -> _Found:
    """Somebody who is not in the pool; at best nothing is asked of them but the hour."""
    size = wanted.interviewers - 1
    if len(seated) > size or not wanted.allowed:
        return
    made = _Made((), min(wanted.allowed))
    if size:
        best = _best(table, size, seated) or _best(replace(table, musts=0), size, seated)
        if best is None:
            return
        made = best
    brings = [need for need in wanted.musts if not any(need.tag in one.tags for one in _people(table, made))]
    what = "".join(f"{_has(need)} and " for need in brings)
    rest = _names(table, made)
    beside = f" A panel with {rest} is possible then." if rest else ""
    text = f"Add one more person to the pool who {what}is free at {_at(made, wanted)}.{beside}"
    yield ChangeKind.ADD_A_PERSON, text, made


def _dropped_needs(table: Table, wanted: Wanted, seated: Sequence[int]) -> _Found:
    for index, need in enumerate(wanted.needs):
        made = _best(table.without_need(index), wanted.interviewers, seated) if need.is_must else None
        if made:
            text = f"Do without somebody who {_has(need)}: {_names(table, made)} at {_at(made, wanted)}. {need.because}"
            yield ChangeKind.DROP_A_NEED, text, made


def _one_less(table: Table, wanted: Wanted, seated: Sequence[int]) -> _Found:
    size = wanted.interviewers - 1
    if wanted.interviewers < SMALLEST_PANEL or len(seated) > size:
        return
    made = _best(table, size, seated)
    if made:
        text = f"Go with {_names(table, made)} at {_at(made, wanted)} and write why {number(size)} have to do."
        yield ChangeKind.ONE_LESS, text, made


def _by_load(table: Table, places: Sequence[int], wanted: Wanted) -> list[int]:
    """These people, those with the least to do first."""
    load = {place: table.members[place].load for place in places}
    return sorted(places, key=lambda place: (load[place].is_full(wanted.full_week), load[place].total, place))


def _with(seated: Sequence[int], place: int) -> tuple[int, ...]:
    return tuple(sorted({*seated, place}))


def _people(table: Table, made: _Made) -> list[PoolMember]:
    return [table.members[place] for place in made.places]


def _names(table: Table, made: _Made, but: int | None = None) -> str:
    return listed([table.members[place].name for place in made.places if place != but] or [""])


def _at(made: _Made, wanted: Wanted) -> str:
    return point(made.at, zone=wanted.zone)


def _has(need: Need) -> str:
    return need.has("").strip()
