"""What an impact preview has found so far: how many recommendations stay, which change, which can't be read again."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from app.domain.regrounding import Impact

# How many changes are kept with their reasons; all of them are counted.
LISTED = 300


class PreviewState(StrEnum):
    """How far a preview is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


RUNS = frozenset({PreviewState.WAITING, PreviewState.RUNNING})


@dataclass(frozen=True, slots=True)
class Changed:
    """One recommendation that comes to something else. Nobody's name is in it."""

    application_id: int
    before: str
    after: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The result so far.

    last: the snapshot that was read last; until: the newest there was when the preview was asked for.
    same: recommendations that stay. moves: how many go from one outcome to another. unreadable: how many can't be
    computed, by the reason. partly: how many are computed without some of their answers. failure: why nothing was.
    """

    last: int = 0
    until: int = 0
    same: int = 0
    partly: int = 0
    moves: Mapping[str, int] = field(default_factory=dict)
    unreadable: Mapping[str, int] = field(default_factory=dict)
    changed: tuple[Changed, ...] = ()
    failure: str = ""

    @property
    def changes(self) -> int:
        """How many would change."""
        return sum(self.moves.values())

    @property
    def by_move(self) -> Sequence[tuple[str, str, int]]:
        """From, to and how many; the most frequent first."""
        counted = sorted(self.moves.items(), key=lambda item: (-item[1], item[0]))
        return [(*move.split(">"), count) for move, count in counted]  # type: ignore[misc]


def empty(until: int) -> Found:
    """Nothing found yet."""
    return Found(until=until)


def with_impact(found: Found, application_id: int, impact: Impact, *, is_partly: bool) -> Found:
    """The result with one more recommendation that was computed."""
    partly = found.partly + is_partly
    if not impact.changes:
        return replace(found, same=found.same + 1, partly=partly)
    move = f"{impact.before}>{impact.after}"
    entry = Changed(application_id, impact.before, impact.after, impact.why)
    listed = (*found.changed, entry) if len(found.changed) < LISTED else found.changed
    return replace(found, moves=_one_more(found.moves, move), changed=listed, partly=partly)


def with_refusal(found: Found, why: str) -> Found:
    """The result with one more that can't be computed."""
    return replace(found, unreadable=_one_more(found.unreadable, why))


def without(found: Found, hidden: Collection[int]) -> Found:
    """The result as somebody reads it who must learn nothing of these applications: they are not counted either."""
    moves = Counter(found.moves)
    moves.subtract(f"{each.before}>{each.after}" for each in found.changed if each.application_id in hidden)
    left = tuple(each for each in found.changed if each.application_id not in hidden)
    return replace(found, moves={move: count for move, count in moves.items() if count > 0}, changed=left)


def read_to(found: Found, last: int) -> Found:
    """The result once everything up to a snapshot was read."""
    return replace(found, last=last)


def failed(found: Found, why: str) -> Found:
    """The result when nothing more can be computed."""
    return replace(found, failure=why)


def to_json(found: Found) -> str:
    """The result as it is stored."""
    return json.dumps(asdict(found), ensure_ascii=False)


def from_json(text: str) -> Found:
    """The result that `to_json` wrote."""
    data: dict[str, Any] = json.loads(text)
    rows = data.pop("changed", ())
    listed = tuple(Changed(row["application_id"], row["before"], row["after"], tuple(row["why"])) for row in rows)
    return Found(**data, changed=listed)


def _one_more(counts: Mapping[str, int], key: str) -> dict[str, int]:
    return {**counts, key: counts.get(key, 0) + 1}
