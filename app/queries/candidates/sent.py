"""What a candidate sent when they applied, as the opening's recruiter and hiring manager read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, RowMapping, bindparam, select

from app.database import db
from app.domain.applying import Claim, is_safe_link
from app.domain.errors import NotFound
from app.domain.family import JobFamily
from app.domain.policy import Relation, Viewer
from app.domain.requirement import Requirement
from app.models.applications import Application, ApplicationAnswer, RequirementClaim
from app.models.candidates import Candidate
from app.models.openings import Opening, PrivacyNotice
from app.queries import access
from app.queries.ladders import digests_from, own_digest_columns, playbook_for

_HERE: BindParameter[int] = bindparam("application_id")
_FACTS = (
    Application.applied_at,
    Application.came_by,
    Application.source,
    Application.referrer,
    Application.links,
    Application.consented_at,
    Application.notice_id,
    PrivacyNotice.published_at.label("notice_at"),
    Candidate.name.label("candidate"),
    Candidate.preferred_name,
    Candidate.phone,
    Candidate.country,
    Candidate.language,
    Opening.id.label("opening_id"),
    Opening.name.label("opening"),
)
_ANSWERS = select(ApplicationAnswer.question, ApplicationAnswer.text).where(ApplicationAnswer.application_id == _HERE)
_CLAIMS = (
    select(
        RequirementClaim.requirement,
        RequirementClaim.text,
        RequirementClaim.amount,
        RequirementClaim.currency,
        RequirementClaim.year,
        RequirementClaim.times,
    )
    .where(RequirementClaim.application_id == _HERE)
    .order_by(RequirementClaim.requirement)
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was asked, and what they answered; empty where they left it out."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A requirement that figures can show, and what they say of it, if anything."""

    requirement: Requirement
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class SentLink:
    """An address that they gave; `is_safe` says whether a link may lead there."""

    address: str
    is_safe: bool


@dataclass(frozen=True, slots=True)
class SentPage:
    """Everything that was sent. `is_by_candidate` is false where staff added the application."""

    relation: Relation
    application_id: int
    opening_id: int
    opening: str
    candidate: str
    preferred_name: str
    phone: str
    country: str
    language: str
    applied_at: datetime
    is_by_candidate: bool
    source: str
    referrer: str
    links: tuple[SentLink, ...]
    consented_at: datetime | None
    notice_id: int | None
    notice_at: datetime | None
    answers: tuple[Answered, ...]
    claims: tuple[Claimed, ...]


def sent_for(viewer: Viewer, application_id: int) -> SentPage:
    """What was sent: three statements, and one more when the family was never read before.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
    """
    row = _row(viewer, application_id)
    relation = access.relation_from(viewer, row)
    if not relation.exists:
        raise NotFound
    family = playbook_for(digests_from(row)).family
    same = ("opening_id", "opening", "candidate", "preferred_name", "phone", "country", "language", "applied_at")
    facts = {name: row[name] for name in (*same, "source", "referrer", "consented_at", "notice_id", "notice_at")}
    return SentPage(
        relation=relation,
        application_id=application_id,
        is_by_candidate=row["came_by"] == "candidate",
        links=tuple(SentLink(address, is_safe_link(address)) for address in row["links"]),
        answers=_answers(family, application_id),
        claims=_claims(family, row, application_id),
        **facts,
    )


def _row(viewer: Viewer, application_id: int) -> RowMapping:
    terms = (Opening.title, Opening.specialty, Opening.location)
    statement = (
        select(*_FACTS, *terms, *own_digest_columns(), *access.relation_columns(viewer.account_id))
        .select_from(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .outerjoin(PrivacyNotice, PrivacyNotice.id == Application.notice_id)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).mappings().first()
    if row is None:
        raise NotFound
    return row


def _answers(family: JobFamily, application_id: int) -> tuple[Answered, ...]:
    given = {row.question: row.text for row in db.session.execute(_ANSWERS, {"application_id": application_id})}
    asked = tuple(Answered(item.text, given.pop(item.key, "")) for item in family.application_questions)
    return (*asked, *(Answered(key, given[key]) for key in sorted(given)))


def _claims(family: JobFamily, row: Any, application_id: int) -> tuple[Claimed, ...]:
    said = {
        found.requirement: Claim(*found) for found in db.session.execute(_CLAIMS, {"application_id": application_id})
    }
    items = family.requirements_of(row["title"], specialty=row["specialty"], location=row["location"])
    asking = (item.requirement for item in items if item.requirement.asks)
    return tuple(Claimed(item, said.get(item.key)) for item in asking)
