"""Accepted findings: which are open, which somebody accepted and why, which acceptances cover nothing any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from app.domain.errors import BadData
from app.domain.lint.finding import SHORT_FINGERPRINT, LintFinding

SHORTEST_NOTE, LONGEST_NOTE = 10, 1_000


class Acceptance(Protocol):
    """An acceptance from a file or from the database; its fingerprint may be the first digits alone."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def note(self) -> str: ...


A = TypeVar("A", bound=Acceptance)


@dataclass(frozen=True, slots=True)
class AcceptedFinding(Generic[A]):
    """A finding, and the acceptance that covers it."""

    finding: LintFinding
    acceptance: A


@dataclass(frozen=True, slots=True)
class Sorted(Generic[A]):
    """Findings laid against acceptances. `stale` are those that cover nothing of what was found."""

    open: tuple[LintFinding, ...]
    accepted: tuple[AcceptedFinding[A], ...]
    stale: tuple[A, ...]


def covers(acceptance: Acceptance, finding: LintFinding) -> bool:
    """Whether this very finding was accepted: the same words at the same place, not only its like."""
    same = (acceptance.code, acceptance.kind, acceptance.key, acceptance.place)
    if same != (finding.code, finding.kind, finding.key, finding.place):
        return False
    given = acceptance.fingerprint
    return len(given) >= SHORT_FINGERPRINT and finding.fingerprint.startswith(given)


def sorted_by(findings: Sequence[LintFinding], acceptances: Sequence[A]) -> Sorted[A]:
    """Lay findings against acceptances, both in the order in which they come."""
    still_open, accepted, used = [], [], set()
    for finding in findings:
        number = next((n for n, item in enumerate(acceptances) if covers(item, finding)), None)
        if number is None:
            still_open.append(finding)
        else:
            used.add(number)
            accepted.append(AcceptedFinding(finding, acceptances[number]))
    stale = tuple(item for number, item in enumerate(acceptances) if number not in used)
    return Sorted(tuple(still_open), tuple(accepted), stale)


def check_note(note: str) -> str:
    """The note as it is kept.

    Raises:
        BadData: if it says too little or too much.
    """
    kept = " ".join(note.split())
    if len(kept) < SHORTEST_NOTE:
        raise BadData("Say why this can stay as it is, in a few words: the next reader will ask.", field="note")
    if len(kept) > LONGEST_NOTE:
        raise BadData(f"Keep the note to {LONGEST_NOTE:,} characters.", field="note")
    return kept


def by_fingerprint(findings: Iterable[LintFinding], fingerprint: str) -> LintFinding | None:
    """The finding with this fingerprint, if it is still there."""
    return next((finding for finding in findings if finding.fingerprint == fingerprint), None)
