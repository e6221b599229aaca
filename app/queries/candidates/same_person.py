"""Which other records may be the same person as a candidate, and which are said to be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from app.database import db
from app.domain.duplicates import Known, Likeness, email_key, likenesses, name_key, oldest_of, phone_key
from app.domain.errors import NotFound
from app.domain.policy import Action, Part, Relation, Viewer, permit
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.openings import Opening, OpeningMember
from app.queries import access

MOST = 50
_COLUMNS = (
    Candidate.id,
    Candidate.name,
    Candidate.email,
    Candidate.phone,
    Candidate.place,
    Candidate.created_at,
    Candidate.same_as_id,
)


@dataclass(frozen=True, slots=True)
class Alike:
    """Another record. `likenesses` says what it has in common with the candidate's; `application_id` one of its own."""

    id: int
    name: str
    email: str
    place: str
    since: datetime
    application_id: int
    opening: str
    likenesses: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True)
class SamePerson:
    """A candidate's record, those that are said to be the same person, and those that look like it."""

    relation: Relation
    application_id: int
    opening_id: int
    opening: str
    candidate_id: int
    candidate: str
    email: str
    joined: tuple[Alike, ...]
    suggested: tuple[Alike, ...]

    @property
    def offered(self) -> frozenset[int]:
        """The records that can be joined from this page, or taken back."""
        return frozenset(item.id for item in (*self.joined, *self.suggested))


def same_person_for(viewer: Viewer, application_id: int) -> SamePerson:
    """The page, in two statements. Only records in openings that the viewer recruits for, or manages, are named.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
        NotAllowed: unless they may join records; nothing is looked up for anybody else.
    """
    row = _row(viewer, application_id)
    relation = access.relation_from(viewer, row._mapping)
    permit(Action.CANDIDATE_JOIN, relation)
    found = tuple(_alike(row, each) for each in db.session.execute(_near(viewer, row)))
    person = oldest_of(row.id, {row.id: row.same_as_id})
    joined = {each.id for each in found if each.person == person}
    return SamePerson(
        relation=relation,
        application_id=application_id,
        opening_id=row.opening_id,
        opening=row.opening,
        candidate_id=row.id,
        candidate=row.name,
        email=row.email,
        joined=tuple(each.shown for each in found if each.id in joined),
        suggested=tuple(each.shown for each in found if each.id not in joined and each.shown.likenesses),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    id: int
    person: int
    shown: Alike


def _row(viewer: Viewer, application_id: int) -> Row[*tuple[Any, ...]]:
    statement = (
        select(
            *_COLUMNS,
            Opening.id.label("opening_id"),
            Opening.name.label("opening"),
            *access.relation_columns(viewer.account_id),
        )
        .select_from(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    return row


def _near(viewer: Viewer, row: Row[*tuple[Any, ...]]) -> Any:
    """Records that could be the same person, each with its first application that the viewer has to do with."""
    mine = (
        select(Application.candidate_id, func.min(Application.id).label("application_id"))
        .join(
            OpeningMember,
            and_(
                OpeningMember.opening_id == Application.opening_id,
                OpeningMember.account_id == viewer.account_id,
                OpeningMember.part == Part.RECRUITER.value,
            ),
        )
        .where(~access.is_own(viewer.account_id))
        .group_by(Application.candidate_id)
        .subquery()
    )
    return (
        select(*_COLUMNS, mine.c.application_id, Opening.name.label("opening"))
        .join(mine, mine.c.candidate_id == Candidate.id)
        .join(Application, Application.id == mine.c.application_id)
        .join(Opening, Opening.id == Application.opening_id)
        .where(Candidate.id != row.id, Candidate.erased_at.is_(None), or_(*_traces(row)))
        .order_by(Candidate.id)
        .limit(MOST)
    )


def _traces(row: Row[*tuple[Any, ...]]) -> list[ColumnElement[bool]]:
    """What the database can tell roughly; the domain tells it exactly."""
    person = row.same_as_id or row.id
    local, _, domain = email_key(row.email).partition("@")
    traces: list[ColumnElement[bool]] = [Candidate.same_as_id == person, Candidate.id == person]
    traces.append(and_(Candidate.email.startswith(local, autoescape=True), Candidate.email.endswith(f"@{domain}")))
    words = name_key(row.name)
    if len(words) > 1:
        longest = max(words, key=len)
        traces.append(Candidate.search_name.contains(longest, autoescape=True))
    if phone_key(row.phone):
        digits: Any = Candidate.phone
        for sign in " -()./+":
            digits = func.replace(digits, sign, "")
        traces.append(digits.endswith(phone_key(row.phone)))
    return traces


def _alike(row: Row[*tuple[Any, ...]], each: Row[*tuple[Any, ...]]) -> _Found:
    found = likenesses(Known(row.name, row.email, row.phone), Known(each.name, each.email, each.phone))
    shown = Alike(each.id, each.name, each.email, each.place, each.created_at, each.application_id, each.opening, found)
    return _Found(each.id, each.same_as_id or each.id, shown)
