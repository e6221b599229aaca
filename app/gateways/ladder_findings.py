"""What is wrong in a content file, in one line: where, what was met, what is allowed, which right word is nearest."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import BadData


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A position in a file, counted from 1 as editors do."""

    line: int
    column: int


START = Mark(1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong. `nearest` is the right word that the wrong one resembles, if any does."""

    path: Path
    mark: Mark
    met: str
    allowed: str = ""
    nearest: str | None = None

    def __str__(self) -> str:
        """`file:line:column: what was met; what is allowed; nearest right word`."""
        parts = [f"{self.path}:{self.mark.line}:{self.mark.column}: {self.met}"]
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        if self.nearest is not None:
            parts.append(f"did you mean {self.nearest!r}?")
        return "; ".join(parts)


class LadderFileError(BadData):
    """Content that can't be read as it is. `findings` holds everything that was found, in the order of the files."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings), key=lambda item: (item.path, item.mark, item.met)))
        count = len(self.findings)
        things = "one thing" if count == 1 else f"{count} things"
        super().__init__(f"The ladder data has {things} to put right first:\n" + "\n".join(map(str, self.findings)))


def nearest(value: str, allowed: Sequence[str]) -> str | None:
    """The allowed word that `value` was most likely meant to be, or None when nothing resembles it."""
    by_folded = {word.casefold().replace("-", "_").replace(" ", "_"): word for word in allowed}
    folded = value.casefold().replace("-", "_").replace(" ", "_")
    close = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def listing(words: Sequence[str]) -> str:
    """The words in a row; a long list is cut and says so."""
    shown = ", ".join(words[:24])
    return f"{shown}, and {len(words) - 24} more" if len(words) > 24 else shown
