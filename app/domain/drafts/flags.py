"""Guesses of the importer in a draft: in which part and at which slot each is mended, and which are settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.drafts.slots import Group, Part, Row, Slot, Values
from app.domain.drafts.working import Working, is_on

OVERVIEW = "overview"
_SLOTS = ("grade", "extends", "requirements", "responsibilities", "minutes", "interviewers", "zone", "summary", "role")


@dataclass(frozen=True, slots=True)
class PlacedFlag:
    """A guess with the part of the draft and, where one is meant, the slot that mends it."""

    number: int
    line: int
    place: str
    says: str
    part: str
    slot: str


def open_flags(report: Mapping[str, Any], parts: Sequence[Part]) -> tuple[PlacedFlag, ...]:
    """Guesses that nobody has settled, in the order of the page."""
    return tuple(
        PlacedFlag(number, int(flag["line"]), flag["place"], flag["says"], _part(flag, parts), _slot(flag))
        for number, flag in enumerate(report.get("flags") or ())
        if not flag.get("is_settled")
    )


def flag_groups(flags: Sequence[PlacedFlag]) -> tuple[Group, ...]:
    """One check box for each guess of a part."""
    rows = tuple(
        Row((Slot(f"flag-{flag.number}", "Looked at; leave it as it is", "", "check"),), line=flag.line, says=flag.says)
        for flag in flags
    )
    return (Group("Look at these first", "The page did not say it plainly.", rows),) if rows else ()


def settle(working: Working, values: Values) -> None:
    """Mark the guesses that somebody looked at."""
    for number, flag in enumerate(working.flags()):
        if is_on(values, f"flag-{number}"):
            flag["is_settled"] = True


def _part(flag: Mapping[str, Any], parts: Sequence[Part]) -> str:
    """The part with the longest name that the flag's place begins with, else that it holds."""
    place = str(flag["place"]).casefold()
    named = [part for part in parts if part.name.casefold() in place]
    named.sort(key=lambda part: (place.startswith(part.name.casefold()), len(part.name)), reverse=True)
    return named[0].key if named else OVERVIEW


def _slot(flag: Mapping[str, Any]) -> str:
    last = str(flag["place"]).rpartition(", ")[2].casefold()
    return next((slot for slot in _SLOTS if slot in last), "")
