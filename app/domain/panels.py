"""The panel composer: the best people for an interview out of a pool, with every reason in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.errors import BadData
from app.domain.panel_changes import Change, changes_for
from app.domain.panel_leads import leads_of
from app.domain.panel_pool import Exclusion, PoolMember, Wanted, checked_pool, exclusions
from app.domain.panel_search import Found, Ranked, Score, search
from app.domain.panel_table import Table, table_of
from app.domain.panel_words import (
    behind,
    beside_words,
    none_together_words,
    panel_reasons,
    seat_reasons,
    standby_words,
    too_few_words,
)
from app.domain.training import SitsAs, Standing
from app.domain.wording import Ref

ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class ProposedSeat:
    """One interviewer of a proposed panel, the focus areas to lead, and why this person."""

    id: int
    name: str
    leads: tuple[Ref, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standby:
    """Who steps in when one of the panel can't come, and for whom that works, by account id."""

    id: int
    name: str
    replaces: tuple[int, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody in training beside the panel. They never count and take no time away: `starts` are those that fit."""

    id: int
    name: str
    sits_as: SitsAs
    starts: tuple[datetime, ...] = field(repr=False)
    sentence: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel that can be booked at each of `starts`. `behind` says what puts it behind the best, if anything."""

    seats: tuple[ProposedSeat, ...]
    starts: tuple[datetime, ...] = field(repr=False)
    reasons: tuple[str, ...]
    score: Score
    standby: Standby | None
    beside: Beside | None
    behind: str = ""

    @property
    def ids(self) -> tuple[int, ...]:
        """The interviewers' account ids; nobody in training is among them."""
        return tuple(seat.id for seat in self.seats)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Somebody who could be one of the interviewers while others fit better, and in what."""

    id: int
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Composition:
    """The proposal, or why there is none and what would help."""

    best: Panel | None
    alternatives: tuple[Panel, ...]
    excluded: tuple[Exclusion, ...]
    passed_over: tuple[PassedOver, ...]
    problems: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def compose(
    pool: Iterable[PoolMember], wanted: Wanted, *, seated: Sequence[int] = (), alternatives: int = ALTERNATIVES
) -> Composition:
    """Propose a panel.

    Args:
        pool: everybody who may hold the stage or is in training for it, in any order.
        wanted: what the panel is for.
        seated: account ids of people who are in it whatever else, as when one of a panel is replaced.
        alternatives: how many of the next best panels to name.

    Returns:
        the best of all possible panels by the order of `Score`, the next ones, and a sentence for everybody else. When
        none is possible: why, and each single change that would make one. The same for any order of the input.

    Raises:
        BadData: for a pool or a request that means nothing, somebody seated who can't be an interviewer here, and more
            panels than can be compared.

    Source: house judgement for the order of what counts; the search is exact.
    """
    wanted.check()
    members = checked_pool(pool)
    excluded = exclusions(members, wanted)
    table = table_of(members, wanted)
    keep = _places(table, seated, wanted, excluded)
    found = search(table, wanted.interviewers, keep=keep, able=table.able(), most=1 + max(0, alternatives))
    if not found.best:
        changes = changes_for(table, wanted, keep)
        return Composition(None, (), excluded, (), _problems(table, wanted, excluded, changes), changes)
    panels = [_panel(table, wanted, ranked, found.best[0]) for ranked in found.best]
    passed = _passed_over(table, wanted, found, excluded)
    return Composition(panels[0], tuple(panels[1:]), excluded, passed)


def _places(table: Table, seated: Sequence[int], wanted: Wanted, excluded: Sequence[Exclusion]) -> tuple[int, ...]:
    """Where those stand who are seated already, if they can be."""
    place_of = {one.id: place for place, one in enumerate(table.members)}
    for exclusion in excluded:
        if exclusion.id in seated:
            text = f"{' '.join(exclusion.reasons)} Take {exclusion.name} out of the panel first."
            raise BadData(text, field="seats")
    if not set(seated) <= set(place_of):
        raise BadData(
            "Somebody of this panel is no longer in the pool. Take them out of the panel first.", field="seats"
        )
    if len(set(seated)) > wanted.interviewers:
        over = len(set(seated)) - wanted.interviewers
        raise BadData(f"More people are seated than the stage has interviewers. Take out {over}.", field="seats")
    return tuple(sorted(place_of[account] for account in set(seated)))


def _panel(table: Table, wanted: Wanted, ranked: Ranked, best: Ranked) -> Panel:
    people = [table.members[place] for place in ranked.places]
    words = table.in_common(ranked.places)
    starts, leads = table.times(words), leads_of(people, wanted)
    own = {one.id: table.times(table.in_common([place])) for one, place in zip(people, ranked.places, strict=True)}
    return Panel(
        seats=tuple(
            ProposedSeat(
                one.id, one.name, leads[one.id].all, seat_reasons(one, leads[one.id], people, wanted, own[one.id])
            )
            for one in people
        ),
        starts=starts,
        reasons=panel_reasons(people, ranked.score, wanted, starts, table.day_count(words)),
        score=ranked.score,
        standby=_standby(table, wanted, ranked.places),
        beside=_beside(table, wanted, ranked.places),
        behind="" if ranked is best else behind("This panel", ranked.score, best.score, wanted),
    )


def _standby(table: Table, wanted: Wanted, places: Sequence[int]) -> Standby | None:
    """Who can step in for the most of them; then who has the least to do."""
    able: Mapping[int, tuple[int, ...]] = {
        place: tuple(gone for gone in places if _is_possible(table, [place, *(p for p in places if p != gone)]))
        for place in table.able()
        if place not in places
    }
    ranked = sorted(
        (place for place in able if able[place]),
        key=lambda place: (-len(able[place]), table.is_full[place], table.loads[place], place),
    )
    if not ranked:
        return None
    one, gone = table.members[ranked[0]], [table.members[place] for place in able[ranked[0]]]
    sentence = standby_words(one.name, [other.name for other in gone], wanted.interviewers)
    return Standby(one.id, one.name, tuple(other.id for other in gone), sentence)


def _is_possible(table: Table, places: Sequence[int]) -> bool:
    return table.meets_musts(places) and bool(table.in_common(places).any())


def _beside(table: Table, wanted: Wanted, places: Sequence[int]) -> Beside | None:
    """One in training whose time fits: those furthest along first, then those with the least to do."""
    together = table.in_common(places)
    trainees = [
        place
        for place, one in enumerate(table.members)
        if one.standing is not Standing.APPROVED and not one.conflicts and (together & table.free[place]).any()
    ]
    if not trainees:
        return None
    first = min(
        trainees,
        key=lambda place: (
            table.members[place].standing is not Standing.REVERSE_SHADOW,
            table.is_full[place],
            table.loads[place],
            place,
        ),
    )
    one, starts = table.members[first], table.times(together & table.free[first])
    sits_as = SitsAs.REVERSE_SHADOW if one.standing is Standing.REVERSE_SHADOW else SitsAs.SHADOW
    sentence = beside_words(one.name, sits_as, len(starts), len(table.times(together)))
    return Beside(one.id, one.name, sits_as, starts, sentence)


def _passed_over(table: Table, wanted: Wanted, found: Found, excluded: Sequence[Exclusion]) -> tuple[PassedOver, ...]:
    """Everybody who is able and not proposed, and in what the best panel with them falls behind."""
    best, out = found.best[0], {exclusion.id for exclusion in excluded}
    passed = []
    for place, one in enumerate(table.members):
        if place in best.places or one.id in out:
            continue
        ranked = found.with_place.get(place)
        if ranked is None:
            text = f"No possible panel has {one.name} in it: no hour in common with others who meet what is asked."
        else:
            text = behind(f"The best panel with {one.name}", ranked.score, best.score, wanted)
        passed.append(PassedOver(one.id, one.name, text))
    return tuple(passed)


def _problems(
    table: Table, wanted: Wanted, excluded: Sequence[Exclusion], changes: Sequence[Change]
) -> tuple[str, ...]:
    """Why there is no panel, and that no single change is enough if so."""
    out = {exclusion.id for exclusion in excluded}
    able = [one for one in table.members if one.id not in out]
    problems = []
    if not wanted.allowed:
        problems.append("The candidate has offered no time yet.")
    elif len(able) < wanted.interviewers:
        problems.append(too_few_words(len(able), wanted))
    unmet = [need for need in wanted.musts if able and not any(need.tag in one.tags for one in able)]
    problems += [f"{need.has('Nobody who has time')}. {need.because}" for need in unmet]
    if not problems:
        problems.append(none_together_words(wanted))
    if not changes:
        problems.append("No single change is enough: look for people and for times.")
    return tuple(problems)
