"""What the linter finds in the content that new openings take, laid against what was accepted of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select

from app.database import db
from app.domain.family import JobFamily
from app.domain.lint import AcceptedFinding, LintFinding, by_fingerprint, lint, sorted_by
from app.domain.playbook import Playbook
from app.domain.policy import Action, Relation, Viewer, permit
from app.gateways.ladder_linting import accepted_of_shipped
from app.models.accounts import Account
from app.models.ladders import LintAcceptance
from app.queries.ladders.current import current_families
from app.queries.ladders.versions import Digests, playbook_for

_KEPT = (
    select(
        LintAcceptance.id,
        LintAcceptance.code,
        LintAcceptance.kind,
        LintAcceptance.key,
        LintAcceptance.place,
        LintAcceptance.fingerprint,
        LintAcceptance.note,
        LintAcceptance.accepted_at.label("at"),
        Account.name.label("by"),
    )
    .join(Account, Account.id == LintAcceptance.accepted_by)
    .where(LintAcceptance.taken_back_at.is_(None))
    .order_by(LintAcceptance.id)
)


@dataclass(frozen=True, slots=True)
class KeptAcceptance:
    """One acceptance. What came accepted with the ladder data has no id, no author and no time."""

    code: str
    kind: str
    key: str
    place: str
    fingerprint: str
    note: str
    id: int | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of content with its findings: open ones, then those that were accepted."""

    kind: str
    key: str
    name: str
    open: tuple[LintFinding, ...]
    accepted: tuple[AcceptedFinding[KeptAcceptance], ...]


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """Every piece of content in which something was found, and acceptances of what is not found any more."""

    parts: tuple[Part, ...]
    stale: tuple[KeptAcceptance, ...]

    @property
    def open(self) -> tuple[LintFinding, ...]:
        """Everything that is open, in the page's order."""
        return tuple(finding for part in self.parts for finding in part.open)

    @property
    def accepted(self) -> int:
        """How many findings were accepted."""
        return sum(len(part.accepted) for part in self.parts)

    def finding(self, fingerprint: str) -> LintFinding | None:
        """The open finding with this fingerprint, if there still is one."""
        return by_fingerprint(self.open, fingerprint)


def findings_of(viewer: Viewer) -> FindingsPage:
    """The findings of everything that new openings take: two statements, one more for each playbook that is cold.

    Raises:
        NotAllowed: if the viewer may not edit content.
    """
    permit(Action.CONTENT_EDIT, Relation(viewer))
    digests = tuple(family.digests for family in current_families())
    names = {name: told for one in digests for name, told in _names(playbook_for(one))}
    found = {finding.fingerprint: finding for finding in _found(digests)}
    result = sorted_by(tuple(found.values()), acceptances())
    parts = tuple(
        Part(
            kind,
            key,
            names[kind, key],
            tuple(finding for finding in result.open if (finding.kind, finding.key) == (kind, key)),
            tuple(item for item in result.accepted if (item.finding.kind, item.finding.key) == (kind, key)),
        )
        for kind, key in names
    )
    stale = tuple(item for item in result.stale if item.id is not None)
    return FindingsPage(tuple(part for part in parts if part.open or part.accepted), stale)


def acceptances() -> tuple[KeptAcceptance, ...]:
    """Every acceptance that counts, from the database and then from the ladder data that ships: one statement."""
    kept = [KeptAcceptance(**row._mapping) for row in db.session.execute(_KEPT)]
    shipped = (KeptAcceptance(**item.model_dump()) for item in accepted_of_shipped())
    return (*kept, *shipped)


@lru_cache(maxsize=16)
def _found(digests: tuple[Digests, ...]) -> tuple[LintFinding, ...]:
    """Findings of these playbooks. Content never changes under its digest, so they are worked out once."""
    books = [playbook_for(one) for one in digests]
    return tuple(finding for book in books for finding in lint(book, others=_others(book, books)))


def _others(book: Playbook, books: Sequence[Playbook]) -> list[JobFamily]:
    return [other.family for other in books if other.family.key != book.family.key]


def _names(book: Playbook) -> Iterator[tuple[tuple[str, str], str]]:
    """What pages call each part, in the order in which they show them."""
    yield ("family", book.family.key), f"Job family {book.family.name}"
    yield ("ladder", book.ladder.key), f"Ladder {book.ladder.name}"
    yield ("competencies", book.competencies.key), "Focus areas and their questions"
    yield ("scale", book.scale.key), f"Scale {book.scale.name}"
    if book.crosswalk is not None:
        yield ("crosswalk", book.crosswalk.key), f"Crosswalk of {book.family.name}"
