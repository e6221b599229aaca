"""What staff read before they erase somebody or put a hold on them, and the report once it is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.database import db
from app.domain.erasure import REASONS, Because
from app.domain.errors import NotFound
from app.domain.policy import Relation, Viewer
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate, Erasure
from app.models.openings import Opening
from app.models.scheduling import Interview
from app.queries import access
from app.queries.candidates.retention import keeping_of


@dataclass(frozen=True, slots=True)
class Report:
    """What became of an erasure: `because` completes "was erased, since"; `is_swept`: no byte of it is left."""

    at: datetime
    because: str
    by: str | None
    reason: str
    files: int
    is_swept: bool


@dataclass(frozen=True, slots=True)
class Erasing:
    """A candidate who may be erased: what goes with them, what stands against it, until when they are kept."""

    relation: Relation
    application_id: int
    opening_id: int
    opening: str
    candidate_id: int
    candidate: str
    applications: int
    coming: int
    hold: str
    held_by: str | None
    held_at: datetime | None
    kept_until: datetime | None
    report: Report | None


def erasing_for(viewer: Viewer, application_id: int) -> Erasing:
    """The candidate of an application: four statements, one more where they were erased.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
    """
    statement = _about(viewer).where(Application.id == application_id)
    row = db.session.execute(statement).mappings().first()
    relation = access.relation_from(viewer, row) if row is not None else None
    if row is None or relation is None or not relation.exists:
        raise NotFound
    return Erasing(
        relation=relation,
        application_id=application_id,
        opening_id=row["opening_id"],
        opening=row["opening"],
        candidate_id=row["candidate_id"],
        candidate=row["candidate"],
        applications=row["applications"],
        coming=row["coming"],
        hold=row["legal_hold"],
        held_by=row["held_by"],
        held_at=row["held_at"],
        kept_until=keeping_of(row["candidate_id"]).until,
        report=_report(row["candidate_id"]) if row["erased_at"] is not None else None,
    )


def _about(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    others, coming = _counts()
    return (
        select(
            Application.opening_id,
            Opening.name.label("opening"),
            Candidate.id.label("candidate_id"),
            Candidate.name.label("candidate"),
            Candidate.legal_hold,
            Candidate.held_at,
            Candidate.erased_at,
            Account.name.label("held_by"),
            others,
            coming,
            *access.relation_columns(viewer.account_id),
        )
        .select_from(Application)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .outerjoin(Account, Account.id == Candidate.held_by)
    )


def _counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Columns beside Candidate: how many applications they have, and how many interviews are before them."""
    of_them = Application.__table__.alias()
    applications = (
        select(func.count()).select_from(of_them).where(of_them.c.candidate_id == Candidate.id).correlate(Candidate)
    )
    coming = (
        select(func.count())
        .select_from(Interview)
        .join(of_them, of_them.c.id == Interview.application_id)
        .where(of_them.c.candidate_id == Candidate.id, Interview.state == "booked", Interview.starts_at > clock.now())
        .correlate(Candidate)
    )
    return applications.scalar_subquery().label("applications"), coming.scalar_subquery().label("coming")


def _report(candidate_id: int) -> Report:
    statement = (
        select(Erasure.at, Erasure.because, Erasure.report, Account.name)
        .outerjoin(Account, Account.id == Erasure.erased_by)
        .where(Erasure.candidate_id == candidate_id)
        .order_by(Erasure.id.desc())
        .limit(1)
    )
    row = db.session.execute(statement).one()
    told = row.report
    return Report(
        row.at,
        REASONS[Because(row.because)],
        row.name,
        told.get("reason", ""),
        int(told.get("files", "0")),
        bool(told.get("swept")),
    )
