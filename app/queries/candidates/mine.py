"""What a candidate may know of their own applications: where each stands, as far as they were told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select

from app.database import db
from app.domain.decline_news import Telling
from app.domain.errors import NotFound
from app.domain.family import JobFamily
from app.domain.places import EVERYWHERE_ELSE, SelfIdSet
from app.domain.policy import Part
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.domain.states import State
from app.gateways import clock
from app.models.accounts import Account, Organisation
from app.models.applications import Application, ApplicationEvent, GrowthLetter
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.openings import LocationRules, Opening, OpeningMember
from app.models.scheduling import Interview
from app.queries import ladders
from app.queries.notifications.declines import untold

NOT_YOURS = translatable(
    "There is no application of yours at this address. Go to your applications and choose one there."
)
# Messages that tell a candidate of a decline; until the first of them is due, nothing else does.
DECLINE_MAILS = ("application_declined",)


@dataclass(frozen=True, slots=True)
class MyApplication:
    """One application as its candidate knows it.

    `state` is what they were told: a decline counts from the moment on when its message leaves. `title`, `location` and
    `specialty` are keys of `family`. `writes_to` is the address of the recruiter, whose name is `recruiter`; both are
    empty without one. `held_by_me`: the pause is one that they asked for themself. `version` is the one that a move of
    theirs names. `asks_about_me`: there are voluntary questions where the opening is.
    `was_met`: an interview took place. `has_letter`: a growth letter was sent.
    """

    id: int
    candidate_id: int
    opening_id: int
    opening: str
    place: str
    country: str
    title: str
    location: str | None
    specialty: str | None
    state: State
    stage: str
    family: JobFamily
    applied_at: datetime
    stage_entered_at: datetime
    hold_until: date | None
    held_by_me: bool
    pay_unlocked_at: datetime | None
    recruiter: str
    recruiter_title: str
    writes_to: str
    version: int
    asks_about_me: bool
    was_met: bool
    asks_surveys: bool
    has_letter: bool

    @property
    def is_open(self) -> bool:
        """Whether anything is still to come."""
        return self.state not in {State.DECLINED, State.WITHDRAWN, State.HIRED}


def my_application(visitor: Visitor, application_id: int, now: datetime | None = None) -> MyApplication:
    """One application of the candidate's: one statement.

    Raises:
        NotFound: if it is not one that was sent from the visitor's address.
    """
    row = db.session.execute(_mine(visitor, now).where(Application.id == application_id)).first()
    if row is None:
        raise NotFound(NOT_YOURS)
    return _told(row)


def my_applications(visitor: Visitor, now: datetime | None = None) -> tuple[MyApplication, ...]:
    """All applications of the candidate's, the newest first: one statement."""
    statement = _mine(visitor, now).order_by(Application.applied_at.desc(), Application.id.desc())
    return tuple(_told(row) for row in db.session.execute(statement))


def _mine(visitor: Visitor, now: datetime | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Application.id,
            Application.candidate_id,
            Application.opening_id,
            Opening.name.label("opening"),
            Opening.place,
            Opening.country,
            Opening.title,
            Opening.location,
            Opening.specialty,
            Application.state,
            Application.stage,
            Application.applied_at,
            Application.stage_entered_at,
            Application.hold_until,
            Application.pay_unlocked_at,
            Application.version,
            Account.name.label("recruiter"),
            Account.job_title.label("recruiter_title"),
            Account.email.label("writes_to"),
            _last("declined").label("declined"),
            _last("held").label("held"),
            _decline_waits(now or clock.now()).label("decline_waits"),
            untold().label("decline_untold"),
            _self_id().label("self_id"),
            _was_met(now or clock.now()).label("was_met"),
            select(Organisation.asks_surveys).limit(1).scalar_subquery().label("asks_surveys"),
            _has_letter().label("has_letter"),
            *ladders.own_digest_columns(),
        )
        .join(Opening, Opening.id == Application.opening_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .outerjoin(Account, Account.id == _recruiter())
        .where(Application.candidate_id == visitor.candidate_id, Candidate.email == visitor.email)
    )


def _recruiter() -> ColumnElement[Any]:
    """The opening's recruiter, the first by number who still works here."""
    statement = (
        select(Account.id)
        .join(OpeningMember, OpeningMember.account_id == Account.id)
        .where(OpeningMember.opening_id == Opening.id, OpeningMember.part == Part.RECRUITER.value, Account.is_active)
        .order_by(Account.id)
        .limit(1)
    )
    return statement.correlate(Opening).scalar_subquery()


def _last(kind: str) -> ColumnElement[Any]:
    """What was kept with the last event of a kind."""
    statement = (
        select(ApplicationEvent.data)
        .where(ApplicationEvent.application_id == Application.id, ApplicationEvent.kind == kind)
        .order_by(ApplicationEvent.id.desc())
        .limit(1)
    )
    return statement.correlate(Application).scalar_subquery()


def _self_id() -> ColumnElement[Any]:
    """Which questions are asked where the opening is; the place's own rules stand above those of everywhere else."""
    statement = select(LocationRules.self_id).where(LocationRules.country.in_((Opening.country, EVERYWHERE_ELSE)))
    newest = statement.order_by(LocationRules.country.desc()).limit(1)
    return newest.correlate(Opening).scalar_subquery()


def _was_met(now: datetime) -> ColumnElement[bool]:
    """Whether an interview of it took place."""
    met = select(Interview.id).where(
        Interview.application_id == Application.id, Interview.state == "booked", Interview.ends_at <= now
    )
    return met.correlate(Application).exists()


def _has_letter() -> ColumnElement[bool]:
    sent = select(GrowthLetter.application_id).where(
        GrowthLetter.application_id == Application.id, GrowthLetter.sent_at.is_not(None)
    )
    return sent.correlate(Application).exists()


def _decline_waits(now: datetime) -> ColumnElement[bool]:
    """Whether the message of a decline has not left yet, and is not due."""
    waits = and_(
        OutboxMessage.application_id == Application.id,
        OutboxMessage.candidate_id.is_not(None),
        OutboxMessage.kind.in_(DECLINE_MAILS),
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
        OutboxMessage.due_at > now,
    )
    return select(OutboxMessage.id).where(waits).correlate(Application).exists()


def _told(row: Row[*tuple[Any, ...]]) -> MyApplication:
    state = State(row.state)
    # Where no mail was to go out, and nobody has told them, it is still under way for them.
    is_untold = bool(row.decline_untold) and (row.declined or {}).get("tells") == Telling.NEVER
    if state is State.DECLINED and (row.decline_waits or is_untold):
        state = State((row.declined or {}).get("was", State.ACTIVE.value))
    return MyApplication(
        id=row.id,
        candidate_id=row.candidate_id,
        opening_id=row.opening_id,
        opening=row.opening,
        place=row.place,
        country=row.country,
        title=row.title,
        location=row.location,
        specialty=row.specialty,
        state=state,
        stage=row.stage,
        family=ladders.playbook_for(ladders.digests_from(row._mapping)).family,
        applied_at=row.applied_at,
        stage_entered_at=row.stage_entered_at,
        hold_until=row.hold_until if state is State.ON_HOLD else None,
        held_by_me=state is State.ON_HOLD and (row.held or {}).get("by") == "candidate",
        pay_unlocked_at=row.pay_unlocked_at,
        recruiter=row.recruiter or "",
        recruiter_title=row.recruiter_title or "",
        writes_to=row.writes_to or "",
        version=row.version,
        asks_about_me=(row.self_id or SelfIdSet.NONE) != SelfIdSet.NONE,
        was_met=bool(row.was_met),
        asks_surveys=bool(row.asks_surveys),
        has_letter=bool(row.has_letter) and state is State.DECLINED,
    )
