"""Questions about promotion cases: who can be considered in an opening, and what is on record of one who is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.errors import NotFound
from app.domain.ladder import Ladder
from app.domain.opening import OpeningState
from app.domain.policy import Part, Relation, Viewer
from app.domain.promotion import Eligibility, eligibility
from app.domain.promotion_record import SalesRecord, SalesYear
from app.domain.scale import Scale
from app.domain.versions import from_json
from app.models.accounts import Account
from app.models.applications import Application, PromotionCase
from app.models.ladders import ContentVersion
from app.models.openings import Opening, OpeningMember
from app.models.scheduling import Interview, Seat
from app.queries import access
from app.queries.applications.case import Case, case_for
from app.queries.ladders import digest_columns, digests_from, playbook_for

_Colleague, _Changer = aliased(Account), aliased(Account)
_RECORD = (
    select(
        PromotionCase.version,
        PromotionCase.current_level,
        PromotionCase.currency,
        PromotionCase.years,
        PromotionCase.review,
        PromotionCase.changed_at,
        _Colleague.job_title,
        _Changer.name.label("changed_by"),
    )
    .join(_Colleague, _Colleague.id == PromotionCase.account_id)
    .join(_Changer, _Changer.id == PromotionCase.changed_by)
    .where(PromotionCase.application_id == bindparam("application_id"))
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can be considered."""

    id: int
    name: str
    job_title: str


@dataclass(frozen=True, slots=True)
class PromotionDesk:
    """The opening in which a case is opened, its ladder, and everybody who can be considered there, by name."""

    relation: Relation
    id: int
    name: str
    is_open: bool
    ladder: Ladder
    review_scale: Scale | None
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class PromotionPage:
    """What is on record of a colleague who is considered, what the rule says of it, and who wrote it last."""

    case: Case
    job_title: str
    version: int
    record: SalesRecord
    review_scale: Scale | None
    eligibility: Eligibility
    changed_by: str
    changed_at: datetime

    @property
    def relation(self) -> Relation:
        """What ties the viewer to the application."""
        return self.case.relation


def promotion_desk(viewer: Viewer, opening_id: int) -> PromotionDesk:
    """Where a case is opened: three statements.

    Raises:
        NotFound: if there is no such opening, or nothing ties the viewer to it.
    """
    columns = (Opening.id, Opening.name, Opening.state, *digest_columns(), *access.opening_columns(viewer))
    row = db.session.execute(select(*columns).where(Opening.id == opening_id)).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    if not relation.exists:
        raise NotFound
    ladder = playbook_for(digests_from(row._mapping)).ladder
    return PromotionDesk(
        relation=relation,
        id=row.id,
        name=row.name,
        is_open=row.state == OpeningState.OPEN.value,
        ladder=ladder,
        review_scale=review_scale_of(ladder),
        colleagues=colleagues_for(viewer, opening_id),
    )


def colleagues_for(viewer: Viewer, opening_id: int) -> tuple[Colleague, ...]:
    """Everybody who can be considered in an opening: who works here, has no lead in it, holds no interview of it and is
    not considered in it already; never the viewer. An application of the viewer's own leaves nobody out: else they
    would learn from the list who interviews them. One statement.
    """
    others = and_(Application.opening_id == opening_id, ~access.is_own(viewer.account_id))
    leads = exists().where(
        OpeningMember.opening_id == opening_id,
        OpeningMember.account_id == Account.id,
        OpeningMember.part.in_([Part.RECRUITER.value, Part.HIRING_MANAGER.value]),
    )
    sits = (
        select(Seat.account_id)
        .join(Interview, Interview.id == Seat.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .where(others, access.live_seat(Account.id))
        .correlate(Account)
        .exists()
    )
    is_here = select(Application.id).where(others, access.is_own(Account.id)).correlate(Account).exists()
    statement = (
        select(Account.id, Account.name, Account.job_title)
        .where(Account.is_active, Account.id != viewer.account_id, ~leads, ~sits, ~is_here)
        .order_by(Account.name, Account.id)
    )
    return tuple(Colleague(*row) for row in db.session.execute(statement))


def promotion_page(viewer: Viewer, application_id: int) -> PromotionPage:
    """What a promotion case rests on: three statements.

    Raises:
        NotFound: if there is no such application, nothing ties the viewer to it, or it is no promotion case.
    """
    case = case_for(viewer, application_id)
    row = db.session.execute(_RECORD, {"application_id": application_id}).first()
    if row is None:
        raise NotFound
    ladder, scale = case.playbook.ladder, review_scale_of(case.playbook.ladder)
    years = tuple(SalesYear(each["year"], each["quota"], each["bookings"], each["is_full"]) for each in row.years)
    record = SalesRecord(row.current_level, years, row.review, row.currency)
    return PromotionPage(
        case=case,
        job_title=row.job_title,
        version=row.version,
        record=record,
        review_scale=scale,
        eligibility=eligibility(record, ladder=ladder, review_scale=scale, family=case.playbook.family),
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )


def review_scale_of(ladder: Ladder) -> Scale | None:
    """The newest scale by which the ladder judges impact reviews; None while none is published. One statement."""
    if ladder.promotion is None:
        return None
    newest = (
        select(ContentVersion.body)
        .where(ContentVersion.kind == "scale", ContentVersion.key == ladder.promotion.review_scale)
        .order_by(ContentVersion.number.desc())
        .limit(1)
    )
    body = db.session.execute(newest).scalar()
    found = from_json("scale", body) if body is not None else None
    return found if isinstance(found, Scale) else None
