"""What became of a page: what was guessed, what found no place, and how many characters went where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Flag:
    """A guess, or something to look at. `place` names the part of the result, such as "Senior Recruiter, grade"."""

    code: str
    line: int
    place: str
    says: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A text of the page that is in no part of the result. `is_boilerplate`: known to say nothing of the role."""

    line: int
    text: str
    is_boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a page. Characters are those of visible text, spaces not counted; placed and unplaced make all.

    `counts` holds, for each title or level, how many items went into each of its lists.
    """

    flags: tuple[Flag, ...]
    unplaced: tuple[Unplaced, ...]
    page_characters: int
    placed_characters: int
    counts: Mapping[str, Mapping[str, int]]

    def to_data(self) -> dict[str, Any]:
        """Plain data, put together by hand: `asdict` takes seconds for the report of a large page."""
        return {
            "flags": [{"code": one.code, "line": one.line, "place": one.place, "says": one.says} for one in self.flags],
            "unplaced": [
                {"line": one.line, "text": one.text, "is_boilerplate": one.is_boilerplate} for one in self.unplaced
            ],
            "page_characters": self.page_characters,
            "placed_characters": self.placed_characters,
            "counts": {name: dict(counts) for name, counts in self.counts.items()},
        }


@dataclass(frozen=True, slots=True)
class Imported:
    """One page read: `content` has the keys of `ladder show --json` for its kind, with the page's own texts.

    It is a draft: what the page does not say is null or missing, so it may not be a whole family or ladder yet.
    """

    page: str
    kind: Literal["family", "ladder"]
    content: Mapping[str, Any]
    report: Report


def characters(text: str) -> int:
    """How many characters of it are no spaces."""
    return sum(map(len, text.split()))
