"""What publishing a draft would do: the changes in words, new findings, and who stays on the version they have."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from app.database import db
from app.domain.content_diff import Change, content_changes
from app.domain.errors import DomainError
from app.domain.family import JobFamily
from app.domain.lint import LintFinding, lint
from app.domain.playbook import Playbook
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.shapes import Shape
from app.domain.states import State
from app.models.applications import Application
from app.models.ladders import ContentVersion
from app.models.openings import Opening
from app.queries import access
from app.queries.ladders.contents import VersionRow, area_names, newest_shape
from app.queries.ladders.current import current_families
from app.queries.ladders.drafts import DraftPage, keys_of, playbooks_with
from app.queries.ladders.versions import playbook_for


@dataclass(frozen=True, slots=True)
class Holding:
    """An open opening that rests on some version of the same content; `under_way` counts its active applications."""

    id: int
    name: str
    number: int
    under_way: int


@dataclass(frozen=True, slots=True)
class Consequences:
    """What publishing would do.

    `newest` is the version it would follow, None for something new; `is_overtaken` when the draft began before it.
    `fresh` are findings that nothing published has; `known` counts those that it has too. `ladders` to choose from
    when a family is read with none yet.
    """

    newest: VersionRow | None
    is_overtaken: bool
    changes: tuple[Change, ...]
    fresh: tuple[LintFinding, ...]
    known: int
    holdings: tuple[Holding, ...]
    ladders: Mapping[str, str]
    refusal: str

    @property
    def next_number(self) -> int:
        """The number that the version would have."""
        return self.newest.number + 1 if self.newest else 1

    @property
    def under_way(self) -> int:
        """How many applications stay on the version that they have."""
        return sum(holding.under_way for holding in self.holdings)


def consequences_of(viewer: Viewer, draft: DraftPage) -> Consequences:
    """What publishing a draft would do: at most ten statements, and one for each playbook that is cold.

    Raises:
        BadData: while the draft is not whole; the sentence says what it lacks.
    """
    permit(Action.CONTENT_EDIT, Relation(viewer))
    shape = draft.shape()
    found = newest_shape(draft.row.kind, draft.row.key)
    newest, before = found or (None, None)
    books, refusal = _books(shape)
    published = {each.key: playbook_for(each.digests) for each in current_families()}
    fresh, known = _findings(books, published)
    is_first = isinstance(shape, JobFamily) and all(book.crosswalk is None for book in books.values())
    return Consequences(
        newest=newest,
        is_overtaken=newest is not None and newest.digest != draft.row.base_digest,
        changes=content_changes(before, shape, names=area_names()),
        fresh=fresh,
        known=known,
        holdings=_holdings(viewer, draft.row.kind, draft.row.key),
        ladders=keys_of("ladder") if is_first else {},
        refusal=refusal,
    )


def _books(shape: Shape) -> tuple[Mapping[str, Playbook], str]:
    """The playbooks that publishing would make, and why it would be refused, if it would."""
    try:
        books = playbooks_with(shape)
        for book in books.values():
            book.check()
    except DomainError as error:
        return {}, error.message
    return books, ""


def _findings(books: Mapping[str, Playbook], published: Mapping[str, Playbook]) -> tuple[tuple[LintFinding, ...], int]:
    after = _linted(books, {**published, **books})
    before = _linted(published, published)
    fresh = tuple(finding for mark, finding in after.items() if mark not in before)
    return fresh, len(after) - len(fresh)


def _linted(books: Mapping[str, Playbook], all_books: Mapping[str, Playbook]) -> dict[str, LintFinding]:
    found: dict[str, LintFinding] = {}
    for key, book in books.items():
        others = [each.family for name, each in all_books.items() if name != key]
        found |= {finding.fingerprint: finding for finding in lint(book, others=others)}
    return found


def _holdings(viewer: Viewer, kind: str, key: str) -> tuple[Holding, ...]:
    column = getattr(Opening, f"{kind}_digest")
    is_under_way = and_(
        Application.opening_id == Opening.id,
        Application.state == State.ACTIVE,
        ~access.is_own(viewer.account_id),
    )
    wanted = (
        select(Opening.id, Opening.name, ContentVersion.number, func.count(Application.id).label("under_way"))
        .join(ContentVersion, ContentVersion.digest == column)
        .outerjoin(Application, is_under_way)
        .where(ContentVersion.kind == kind, ContentVersion.key == key, Opening.state == "open")
        .group_by(Opening.id, Opening.name, ContentVersion.number)
        .order_by(ContentVersion.number.desc(), Opening.name, Opening.id)
    )
    return tuple(Holding(**row._mapping) for row in db.session.execute(wanted))
