"""The page about one application's conflicts of interest: what is on record, what reporting lines tell."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.conflicts import CONFLICT_NAMES, ConflictOfInterest, conflict_sentences
from app.domain.errors import NotFound
from app.domain.policy import Relation, Viewer
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.models.scheduling import Conflict, Interview, Seat
from app.queries import access
from app.queries.scheduling.conflicts import found_by_line

_By = aliased(Account)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One conflict on record. `holds`: the next interview of this application that the person holds all the same."""

    account_id: int
    name: str
    job_title: str
    kind: ConflictOfInterest
    by: str
    at: datetime
    holds: int | None

    @property
    def says(self) -> str:
        """What it is."""
        return CONFLICT_NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class ConflictsPage:
    """The conflicts of interest around one candidate. `lines` are sentences that the staff list alone tells."""

    relation: Relation
    application_id: int
    opening_id: int
    opening_name: str
    candidate_name: str
    rows: tuple[ConflictRow, ...]
    lines: tuple[str, ...]
    people: tuple[tuple[int, str], ...]


def conflicts_page(viewer: Viewer, application_id: int, now: datetime) -> ConflictsPage:
    """The page: four statements.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
    """
    statement = (
        select(
            Application.opening_id,
            Opening.name.label("opening_name"),
            Candidate.name.label("candidate_name"),
            access.applicant().label("applicant"),
            *access.relation_columns(viewer.account_id),
        )
        .select_from(Application)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).first()
    relation = access.relation_from(viewer, row._mapping) if row is not None else None
    if row is None or relation is None or not relation.exists:
        raise NotFound
    people = _people(row.applicant)
    return ConflictsPage(
        relation=relation,
        application_id=application_id,
        opening_id=row.opening_id,
        opening_name=row.opening_name,
        candidate_name=row.candidate_name,
        rows=_rows(application_id, now),
        lines=_sentences(application_id, {number: name for number, name, _ in people}),
        people=tuple((number, f"{name}, {job_title}") for number, name, job_title in people),
    )


def _people(applicant: int | None) -> list[tuple[int, str, str]]:
    """Everybody who works here but the one who applied, by name."""
    statement = select(Account.id, Account.name, Account.job_title).where(Account.is_active)
    rows = db.session.execute(statement.order_by(Account.name, Account.id))
    return [(row.id, row.name, row.job_title) for row in rows if row.id != applicant]


def _rows(application_id: int, now: datetime) -> tuple[ConflictRow, ...]:
    ahead = (
        select(func.min(Interview.id))
        .join(Seat, and_(Seat.interview_id == Interview.id, Seat.left_at.is_(None)))
        .where(
            Interview.application_id == application_id,
            Interview.state == "booked",
            Interview.starts_at > now,
            Seat.account_id == Conflict.account_id,
        )
        .correlate(Conflict)
        .scalar_subquery()
    )
    statement = (
        select(
            Conflict.account_id,
            Account.name,
            Account.job_title,
            Conflict.kind,
            _By.name.label("by"),
            Conflict.declared_at.label("at"),
            ahead.label("holds"),
        )
        .join(Application, Application.candidate_id == Conflict.candidate_id)
        .join(Account, Account.id == Conflict.account_id)
        .join(_By, _By.id == Conflict.declared_by)
        .where(Application.id == application_id)
        .order_by(Account.name, Conflict.account_id, Conflict.kind)
    )
    rows = (dict(row._mapping) for row in db.session.execute(statement))
    return tuple(ConflictRow(**values | {"kind": ConflictOfInterest(values["kind"])}) for values in rows)


def _sentences(application_id: int, names: dict[int, str]) -> tuple[str, ...]:
    found = found_by_line(application_id)
    known = sorted((names[who], who) for who in found if who in names)
    return tuple(sentence for name, who in known for sentence in conflict_sentences(name, found[who]))
