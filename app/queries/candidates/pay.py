"""Questions about the pay of one application: what its candidate sees of it, and what the hiring team does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, exists, or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.errors import NotFound
from app.domain.pay import Facts, PayState, UnlockedBy, pay_state
from app.domain.pay_sheets import PayPlace
from app.domain.places import Unlock
from app.domain.policy import Action, Part, Relation, Viewer, permit
from app.domain.portal import Visitor
from app.domain.states import State
from app.models.accounts import Account
from app.models.applications import Application
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from app.models.openings import Opening, OpeningMember
from app.queries import access
from app.queries.candidates.mine import MyApplication, my_application
from app.queries.ladders import digests_from, own_digest_columns, playbook_for
from app.queries.openings.pay import KeptSheet, sheet_of
from app.queries.openings.places import rules_of
from app.queries.openings.public import is_public

VIEWED, UNLOCKED = "pay.viewed", "pay.unlocked"
SHOWN_VIEWS = 100
_Mine, _Theirs, _Asked = aliased(Candidate), aliased(Candidate), aliased(Account)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a candidate asks about pay: their own manager where they work here, else the opening's."""

    name: str
    job_title: str
    is_own_manager: bool


@dataclass(frozen=True, slots=True)
class MyPay:
    """What one candidate gets: no `application` where it is another address's, no `kept` unless it is open and set."""

    state: PayState
    application: MyApplication | None
    kept: KeptSheet | None
    asks: Asked | None


@dataclass(frozen=True, slots=True)
class View:
    """Somebody read it: a member of staff by name, or the candidate, for whom the name is empty."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PayPage:
    """The same for the hiring team: since when the candidate sees it, by what, and who read it, the latest first."""

    relation: Relation
    application_id: int
    candidate: str
    opening_id: int
    opening: str
    position: State
    state: PayState
    opens: Unlock
    unlocked_at: datetime | None
    unlocked_by: str
    because: UnlockedBy | None
    version: int
    kept: KeptSheet | None
    views: tuple[View, ...]


def my_pay(visitor: Visitor, application_id: int, now: datetime) -> MyPay:
    """What the candidate sees of the pay of one application: at most four statements.

    Raises:
        NotFound: if it is neither theirs nor one of the same person under another address.
    """
    try:
        mine = my_application(visitor, application_id, now)
    except NotFound:
        if not _is_of_same_person(visitor, application_id):
            raise
        return MyPay(PayState.REFUSED, None, None, None)
    opens = rules_of(mine.country).unlocks_pay
    shown = opens is Unlock.POSTING and _is_public(mine.opening_id, now)
    # Only what was sent from the visitor's own address gets here.
    facts = Facts(visitor.email, visitor.email, mine.state, opens, shown, mine.pay_unlocked_at)
    state = pay_state(facts)
    place = PayPlace(mine.family.key, mine.title, mine.specialty or "", mine.country)
    kept = sheet_of(place) if state is PayState.OPEN else None
    return MyPay(state, mine, kept, _asked(mine))


def _is_of_same_person(visitor: Visitor, application_id: int) -> bool:
    """Whether it was sent from another address of somebody whose records were joined: what can be said without 404."""
    joined = or_(
        _Theirs.same_as_id == _Mine.id,
        _Mine.same_as_id == _Theirs.id,
        _Theirs.same_as_id == _Mine.same_as_id,
    )
    statement = (
        select(Application.id)
        .join(_Theirs, _Theirs.id == Application.candidate_id)
        .join(_Mine, _Mine.id == visitor.candidate_id)
        .where(Application.id == application_id, _Theirs.id != _Mine.id, _Theirs.erased_at.is_(None), joined)
    )
    return db.session.execute(statement).first() is not None


def _is_public(opening_id: int, now: datetime) -> bool:
    statement = select(Opening.id).where(Opening.id == opening_id, is_public(now))
    return db.session.execute(statement).first() is not None


def _asked(application: MyApplication) -> Asked | None:
    """Their own manager, or else the opening's hiring manager, the first by name; never the candidate themself."""
    applicant = select(access.applicant()).where(Application.id == application.id).scalar_subquery()
    own = select(Account.manager_id).where(Account.id == applicant).scalar_subquery()
    leads = exists().where(
        OpeningMember.opening_id == application.opening_id,
        OpeningMember.account_id == _Asked.id,
        OpeningMember.part == Part.HIRING_MANAGER.value,
    )
    is_own = case((_Asked.id == own, True), else_=False).label("is_own")
    statement = (
        select(_Asked.name, _Asked.job_title, is_own)
        .where(_Asked.is_active, or_(_Asked.id == own, leads), or_(applicant.is_(None), _Asked.id != applicant))
        .order_by(is_own.desc(), _Asked.name, _Asked.id)
        .limit(1)
    )
    row = db.session.execute(statement).first()
    return Asked(row.name, row.job_title, bool(row.is_own)) if row is not None else None


def pay_page(viewer: Viewer, application_id: int, now: datetime) -> PayPage:
    """What the hiring team sees of the pay of one application: at most five statements.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
        NotAllowed: for whoever is neither recruiter nor hiring manager of the opening.
    """
    row = db.session.execute(_page(viewer).where(Application.id == application_id)).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    permit(Action.PAY_READ, relation)
    own = "" if row.erased_at is not None else row.email
    opens = rules_of(row.country).unlocks_pay
    shown = opens is Unlock.POSTING and _is_public(row.opening_id, now)
    facts = Facts(own, own, State(row.state), opens, shown, row.pay_unlocked_at)
    family = playbook_for(digests_from(row._mapping)).family.key
    entries = _entries(application_id)
    first = next((entry for entry in entries if entry.action == UNLOCKED), None)
    return PayPage(
        relation=relation,
        application_id=application_id,
        candidate=row.candidate,
        opening_id=row.opening_id,
        opening=row.opening,
        position=facts.state,
        state=pay_state(facts),
        opens=opens,
        unlocked_at=row.pay_unlocked_at,
        unlocked_by=(first.name or "") if first is not None else "",
        because=UnlockedBy(first.data["because"]) if first is not None else None,
        version=row.version,
        kept=sheet_of(PayPlace(family, row.title, row.specialty or "", row.country)),
        views=tuple(View(entry.at, entry.name or "") for entry in entries if entry.action == VIEWED),
    )


def _page(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Application.state,
            Application.version,
            Application.pay_unlocked_at,
            Application.opening_id,
            Candidate.name.label("candidate"),
            Candidate.email,
            Candidate.erased_at,
            Opening.name.label("opening"),
            Opening.title,
            Opening.specialty,
            Opening.country,
            *own_digest_columns(),
            *access.relation_columns(viewer.account_id),
        )
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
    )


def _entries(application_id: int) -> list[Row[*tuple[Any, ...]]]:
    """What the audit trail says of its pay: that it was opened, then who read it, the latest first."""
    statement = (
        select(AuditEntry.at, AuditEntry.action, AuditEntry.data, Account.name)
        .outerjoin(Account, Account.id == AuditEntry.actor_id)
        .where(
            AuditEntry.object_kind == "application",
            AuditEntry.object_id == application_id,
            AuditEntry.action.in_((VIEWED, UNLOCKED)),
        )
        .order_by(case((AuditEntry.action == UNLOCKED, 0), else_=1), AuditEntry.id.desc())
        .limit(SHOWN_VIEWS + 1)
    )
    return list(db.session.execute(statement))
