"""The page-wide sections of a family's page: specialties, locations, stages, indicators, next step, compensation."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from app.domain.importing.areas import AreaNames
from app.domain.importing.blocks import Block
from app.domain.importing.extras import career_ladder, compensation, performance_indicators
from app.domain.importing.found import Found
from app.domain.importing.headings import Kind
from app.domain.importing.keys import Keys, OwnKeys
from app.domain.importing.ledger import Ledger
from app.domain.importing.locations import locations
from app.domain.importing.outline import Scope
from app.domain.importing.process import hiring_processes
from app.domain.importing.report import Flag
from app.domain.importing.specialties import specialties

T = TypeVar("T")


class PageSections:
    """Reads the sections of one page; the guesses it takes gather in `flags`."""

    def __init__(self, ledger: Ledger, keys: Keys, areas: AreaNames) -> None:
        self.flags: list[Flag] = []
        self._ledger = ledger
        self._keys = keys
        self._areas = areas

    def read(self, scopes: Sequence[Scope]) -> dict[str, Any]:
        """All sections, in the shape that goes into the result."""
        data = self._processes(scopes)
        careers = _pages_first([scope for scope in scopes if scope.kind is Kind.CAREER])
        steps = self._each(careers, Kind.CAREER, lambda blocks, under: career_ladder(blocks, under=under))
        named = [step for step in steps if step]
        return {
            "specialties": self._listed(
                scopes,
                Kind.SPECIALTIES,
                lambda blocks, under: specialties(blocks, self._keys, areas=self._areas, under=under),
            ),
            "locations": self._listed(
                scopes, Kind.LOCATIONS, lambda blocks, under: locations(blocks, self._keys, under=under)
            ),
            "stages": data[0]["stages"] if data else [],
            "processes": data,
            "indicators": self._listed(
                scopes, Kind.INDICATORS, lambda blocks, under: performance_indicators(blocks, under=under)
            ),
            "next_step": named[0] if named else None,
            "next_steps": named[1:],
            "compensation": self._take(compensation(_blocks(scopes, Kind.COMPENSATION))),
        }

    def _processes(self, scopes: Sequence[Scope]) -> list[dict[str, Any]]:
        """The hiring processes: the page's own first, then those that stand under a title, which are for it."""
        own = _pages_first([scope for scope in scopes if scope.kind is Kind.PROCESS])
        data: list[dict[str, Any]] = []
        for scope in own:
            for process in self._take(hiring_processes(_blocks([scope], Kind.PROCESS), self._areas)):
                audience = process.audience or (scope.title if len(own) > 1 else None) or None
                data.append(process.to_data() | {"audience": audience})
        return data

    def _each(self, scopes: Sequence[Scope], kind: Kind, read: Callable[[Sequence[Block], str], Found[T]]) -> list[T]:
        return [self._take(read(_blocks([scope], kind), scope.title)) for scope in scopes if scope.kind is kind]

    def _listed(
        self,
        scopes: Sequence[Scope],
        kind: Kind,
        read: Callable[[Sequence[Block], str], Found[tuple[dict[str, Any], ...]]],
    ) -> list[dict[str, Any]]:
        """The things of all sections of one kind, with keys that differ."""
        things = [thing for found in self._each(scopes, kind, read) for thing in found]
        own = OwnKeys()
        for thing in things:
            thing["key"] = own.key(thing["key"])
        return things

    def _take(self, found: Found[T]) -> T:
        self._ledger.understand(*found.understood)
        self._ledger.place(*found.placed)
        self.flags += found.flags
        return found.content


def _blocks(scopes: Sequence[Scope], kind: Kind) -> list[Block]:
    """All blocks of the sections of one kind, in the page's order."""
    return [block for scope in scopes if scope.kind is kind for part in scope.parts for block in part.own_blocks]


def _pages_first(scopes: Sequence[Scope]) -> list[Scope]:
    """The sections that stand under no title before the others, each in the page's order."""
    return sorted(scopes, key=lambda scope: bool(scope.title))
