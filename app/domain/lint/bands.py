"""Bands of account size: gaps, overlaps, and edges that differ from level to level."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.context import AccountShare, Territory
from app.domain.ladder import Ladder
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.words import joined


@dataclass(frozen=True, slots=True)
class _Band:
    """One profile's range of employees at one level; `end` is None where the cell gives no upper edge."""

    profile: str
    start: int
    end: int | None

    @property
    def spoken(self) -> str:
        return self.profile.replace("_", " ")


def check_bands(ladder: Ladder) -> Iterator[LintFinding]:
    """Everything about the bands of a ladder's territories."""
    gaps: set[tuple[int, int]] = set()
    for territory in ladder.territories:
        yield from _reversed(ladder, territory)
        for low, high in pairwise(_bands(territory)):
            place = ("territories", territory.level, f"{low.profile} + {high.profile}")
            pair = f"the bands {low.spoken} and {high.spoken}"
            if low.end is None:
                says = f"At {territory.level} the band {low.spoken} has no upper edge, and {high.spoken} lies above it."
                yield noted(ladder, "band-open", place, says, [str(low.start), str(high.start)])
            elif high.start > low.end:
                gaps.add((low.end, high.start))
                says = f"At {territory.level} {_people(low.end, high.start)} lie in neither of {pair}."
                yield noted(ladder, "band-gap", place, says, [territory.level, str(low.end), str(high.start)])
            elif high.start < low.end:
                says = f"At {territory.level} {_people(high.start, low.end)} lie in both of {pair}."
                yield noted(ladder, "band-overlap", place, says, [territory.level, str(high.start), str(low.end)])
    yield from _between_levels(ladder, gaps)
    yield from _edges_that_differ(ladder)


def _people(start: int, end: int) -> str:
    return f"{start:,} to {end:,} employees"


def _bands(territory: Territory) -> list[_Band]:
    """The bands that a level has accounts in, smallest first; those without a lower edge say nothing."""
    found = [
        _Band(item.profile, item.employees_from, item.employees_to)
        for item in territory.accounts
        if item.share != "none" and item.employees_from is not None and not _is_reversed(item)
    ]
    return sorted(found, key=lambda band: (band.start, band.end is None, band.end or 0, band.profile))


def _is_reversed(item: AccountShare) -> bool:
    return item.employees_to is not None and (item.employees_from or 0) >= item.employees_to


def _reversed(ladder: Ladder, territory: Territory) -> Iterator[LintFinding]:
    for item in territory.accounts:
        if _is_reversed(item):
            edges = [str(item.employees_from), str(item.employees_to)]
            says = f"At {territory.level} the band {item.profile.replace('_', ' ')} ends before it begins."
            yield noted(ladder, "band-reversed", ("territories", territory.level, item.profile), says, edges)


def _between_levels(ladder: Ladder, known: set[tuple[int, int]]) -> Iterator[LintFinding]:
    """Sizes that no level has, unless a level's own bands show the same gap."""
    bands = [band for territory in ladder.territories for band in _bands(territory)]
    reached: int | None = None
    for band in sorted(bands, key=lambda band: band.start):
        if reached is not None and band.start > reached and (reached, band.start) not in known:
            says = f"No level has accounts of {_people(reached, band.start)}."
            yield noted(ladder, "band-gap", ("territories",), says, [str(reached), str(band.start)])
        if band.end is None:
            return
        reached = max(reached or 0, band.end)


def _edges_that_differ(ladder: Ladder) -> Iterator[LintFinding]:
    edges: dict[tuple[str, str], dict[int, list[str]]] = {}
    for territory in ladder.territories:
        for item in territory.accounts:
            for edge, value in (("begins", item.employees_from), ("ends", item.employees_to)):
                if value is not None:
                    edges.setdefault((item.profile, edge), {}).setdefault(value, []).append(territory.level)
    for (profile, edge), values in edges.items():
        if len(values) > 1:
            told = [f"at {value:,} in {joined(levels)}" for value, levels in sorted(values.items())]
            says = f"The band {profile.replace('_', ' ')} {edge} {joined(told)}."
            yield noted(ladder, "band-edges-differ", ("territories", profile, edge), says, _words(values))


def _words(values: dict[int, list[str]]) -> Sequence[str]:
    return [f"{level} {value}" for value, levels in values.items() for level in levels]
