"""Questions about what one message is written from: its reader, application, interview, invitation, as they are now."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.errors import NotFound
from app.domain.policy import Part
from app.models.accounts import Account, Organisation
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.notifications import MailChoice, OutboxMessage
from app.models.openings import Opening, OpeningMember
from app.models.scheduling import CandidateWindow, Interview, Invitation, InvitationSeat, SchedulingRules, Seat
from app.queries import access, ladders
from app.queries.notifications.reminders import waits_for_card
from app.queries.notifications.shapes import Invited, Matter, Meeting, Person, Place

_RECIPIENT: Any = OutboxMessage.account_id
# What tells of a time; a newer one of them that waits says all that an older one would.
TELLS_TIME = ("interview_booked", "interview_moved", "interview_restored", "clock_changed")
_Later, _Booker, _Told = aliased(OutboxMessage), aliased(Account), aliased(OutboxMessage)
_ROW = (
    OutboxMessage.id,
    OutboxMessage.kind,
    OutboxMessage.data,
    OutboxMessage.created_at,
    OutboxMessage.application_id,
    OutboxMessage.interview_id,
    OutboxMessage.account_id,
    Account.name,
    Account.email,
    Account.zone,
    Account.language,
    Account.is_active,
    Candidate.id.label("candidate_number"),
    Candidate.name.label("candidate_name"),
    Candidate.email.label("candidate_email"),
    Candidate.zone.label("candidate_zone"),
    Candidate.language.label("candidate_language"),
    Application.state,
    Application.stage,
    Opening.name.label("opening"),
    Interview.stage.label("interview_stage"),
    Interview.starts_at,
    Interview.ends_at,
    Interview.video_link,
    Interview.state.label("interview_state"),
    Interview.candidate_reply,
    _Booker.name.label("contact"),
)


def matter_of(message_id: int) -> Matter:
    """What a message is written from: at most five statements.

    Raises:
        NotFound: if there is no such message.
    """
    row = db.session.execute(_statement().where(OutboxMessage.id == message_id)).first()
    if row is None:
        raise NotFound
    meeting = _meeting(row)
    invited = _invited(row)
    stage = row.data.get("stage") or row.interview_stage or (invited[1] if invited else "") or row.stage or ""
    return Matter(
        id=row.id,
        kind=row.kind,
        data=row.data,
        created_at=row.created_at,
        reader=_reader(row),
        organisation=row.organisation or "Rung",
        contact=row.contact or row.recruiter or row.organisation or "Rung",
        application_id=row.application_id,
        candidate_id=row.candidate_number,
        candidate=row.candidate_name or "",
        candidate_zone=row.candidate_zone or "UTC",
        state=row.state or "",
        stage=stage,
        stage_name=_stage_name(row, stage),
        opening=row.opening or "",
        awaits=row.asked_by is not None,
        is_overtaken=bool(row.is_overtaken),
        was_told=bool(row.was_told),
        meeting=meeting,
        invited=invited[0] if invited else None,
    )


def _statement() -> Any:
    return (
        select(
            *_ROW,
            *ladders.own_digest_columns(),
            *_asides(),
            _overtaken().label("is_overtaken"),
            _told_before().label("was_told"),
        )
        .select_from(OutboxMessage)
        .outerjoin(Account, Account.id == OutboxMessage.account_id)
        .outerjoin(Application, Application.id == OutboxMessage.application_id)
        .outerjoin(Candidate, Candidate.id == func.coalesce(Application.candidate_id, OutboxMessage.candidate_id))
        .outerjoin(Opening, Opening.id == Application.opening_id)
        .outerjoin(Interview, Interview.id == OutboxMessage.interview_id)
        .outerjoin(_Booker, and_(_Booker.id == Interview.booked_by, _Booker.is_active))
    )


def _asides() -> list[ColumnElement[Any]]:
    """What stands beside the rows: the organisation, its language, a recruiter, what the reader does not want."""
    recruiter = (
        select(Account.name)
        .join(OpeningMember, OpeningMember.account_id == Account.id)
        .where(OpeningMember.opening_id == Opening.id, OpeningMember.part == Part.RECRUITER.value, Account.is_active)
        .order_by(Account.id)
        .limit(1)
        .correlate(Opening)
    )
    unwanted = select(MailChoice.kind).where(
        MailChoice.account_id == OutboxMessage.account_id, MailChoice.kind == OutboxMessage.kind
    )
    return [
        select(Organisation.name).limit(1).scalar_subquery().label("organisation"),
        select(SchedulingRules.language).limit(1).scalar_subquery().label("house_language"),
        recruiter.scalar_subquery().label("recruiter"),
        unwanted.exists().label("is_muted"),
        access.asked_by().label("asked_by"),
        and_(OutboxMessage.application_id.is_not(None), access.is_own(_RECIPIENT)).label("is_own"),
        _leading().label("is_lead"),
    ]


def _leading() -> ColumnElement[bool]:
    """Whether the reader leads the opening: its recruiter or hiring manager."""
    return (
        select(OpeningMember.account_id)
        .where(
            OpeningMember.opening_id == Opening.id,
            OpeningMember.account_id == OutboxMessage.account_id,
            OpeningMember.part.in_((Part.RECRUITER.value, Part.HIRING_MANAGER.value)),
        )
        .correlate(Opening, OutboxMessage)
        .exists()
    )


def _same_reader(message: Any) -> ColumnElement[bool]:
    """Condition on another message: it is about the same interview, and to the same reader."""
    return and_(
        message.interview_id == OutboxMessage.interview_id,
        message.account_id.is_not_distinct_from(OutboxMessage.account_id),
        message.candidate_id.is_not_distinct_from(OutboxMessage.candidate_id),
    )


def _overtaken() -> ColumnElement[bool]:
    waits = and_(
        _Later.sent_at.is_(None), _Later.cancelled_at.is_(None), _Later.failed_at.is_(None), _Later.dropped.is_(None)
    )
    tells = and_(_Later.kind.in_(TELLS_TIME), OutboxMessage.kind.in_(TELLS_TIME))
    return select(_Later.id).where(_same_reader(_Later), _Later.id > OutboxMessage.id, waits, tells).exists()


def _told_before() -> ColumnElement[bool]:
    return (
        select(_Told.id)
        .where(
            _same_reader(_Told),
            _Told.kind.in_((*TELLS_TIME, "interview_tomorrow", "interviewer_replaced")),
            _Told.sent_at.is_not(None),
            _Told.id != OutboxMessage.id,
        )
        .exists()
    )


def _reader(row: Row[*tuple[Any, ...]]) -> Person:
    if row.account_id is None:
        language = row.candidate_language or row.house_language or "en"
        zone = row.candidate_zone or "UTC"
        return Person(
            None, row.candidate_name or "", row.candidate_email or "", zone, language, True, False, False, False
        )
    return Person(
        row.account_id,
        row.name,
        row.email,
        row.zone,
        row.language or row.house_language or "en",
        bool(row.is_active),
        bool(row.is_own),
        bool(row.is_muted),
        bool(row.is_lead),
    )


def _stage_name(row: Row[*tuple[Any, ...]], key: str) -> str:
    if row.opening is None or not key:
        return key
    stages = ladders.playbook_for(ladders.digests_from(row._mapping)).family.stages
    return next((stage.name for stage in stages if stage.key == key), key)


def _meeting(row: Row[*tuple[Any, ...]]) -> Meeting | None:
    if row.interview_id is None or row.starts_at is None:
        return None
    statement = (
        select(
            Seat.account_id,
            Account.name,
            Account.job_title,
            Account.zone,
            Seat.is_shadow,
            Seat.left_at,
            Seat.excuse,
            waits_for_card().label("owes"),
        )
        .join(Interview, Interview.id == Seat.interview_id)
        .join(Account, Account.id == Seat.account_id)
        .where(Seat.interview_id == row.interview_id)
        .order_by(Seat.is_shadow, Account.name, Account.id)
    )
    places = tuple(Place(**seat._mapping) for seat in db.session.execute(statement))
    is_booked = row.interview_state == "booked"
    reply = row.candidate_reply
    return Meeting(row.interview_id, row.starts_at, row.ends_at, row.video_link, is_booked, reply, places)


def _invited(row: Row[*tuple[Any, ...]]) -> tuple[Invited, str] | None:
    """The invitation that the message names, else the one by which its interview was booked; and its stage."""
    named = row.data.get("invitation", "")
    if named.isdigit():
        condition = Invitation.id == int(named)
    elif row.interview_id is not None and row.account_id is None:
        condition = Invitation.interview_id == row.interview_id
    else:
        return None
    found = db.session.scalars(select(Invitation).where(condition).order_by(Invitation.id.desc()).limit(1)).first()
    if found is None or found.application_id != row.application_id:
        return None
    people, windows = (_hosts(found.id), _windows(found.id)) if named else ((), ())
    invited = Invited(
        found.id,
        found.state,
        found.ended_because,
        found.takes,
        found.minutes,
        found.created_at,
        found.expires_at,
        found.epoch,
        found.asked_at,
        found.asked_note,
        people,
        windows,
    )
    return invited, found.stage


def _hosts(invitation_id: int) -> tuple[tuple[str, str], ...]:
    statement = (
        select(Account.name, Account.job_title)
        .join(InvitationSeat, InvitationSeat.account_id == Account.id)
        .where(InvitationSeat.invitation_id == invitation_id, InvitationSeat.sits_as == "interviewer")
        .order_by(Account.name, Account.id)
    )
    return tuple((row.name, row.job_title) for row in db.session.execute(statement))


def _windows(invitation_id: int) -> tuple[tuple[datetime, datetime], ...]:
    statement = (
        select(CandidateWindow.starts_at, CandidateWindow.ends_at)
        .where(CandidateWindow.invitation_id == invitation_id)
        .order_by(CandidateWindow.starts_at, CandidateWindow.id)
    )
    return tuple((row.starts_at, row.ends_at) for row in db.session.execute(statement))
