"""The statements behind the schedule: each gives the first rows of a list with how many there are in all."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.domain.answers import Answer
from app.domain.excuses import Excuse
from app.domain.invitations import InvitationState
from app.domain.pipeline import DECISION, State
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Invitation, SchedulingRules, Seat, WorkPattern
from app.queries import access
from app.queries.applications.interviews import of_this_visit

FIRST_ROWS = 12
MOST_PEOPLE = 24
# Medians of the latest ones say what those of all would.
MOST_HELD = 1000
MOST_AHEAD = 2000
LATELY = timedelta(days=90)
FAILED_LATELY = timedelta(days=30)
_ENTERS = ("applied", "advanced", "stage_skipped", "stage_repeated", "reopened")
_ABOUT = (Application.id.label("application_id"), Application.opening_id, Candidate.name.label("candidate"))
# A name of its own: the interviews that somebody holds are not only those of the openings asked for.
_Held = aliased(Interview)
Found = Select[*tuple[Any, ...]]


def _of(openings: list[int], me: int) -> ColumnElement[bool]:
    """Applications to these openings, but for the viewer's own."""
    return and_(Application.opening_id.in_(openings), ~access.is_own(me))


def to_invite(openings: list[int], me: int) -> Found:
    """Applications whose stage has neither an interview nor an open invitation, the longest wait first."""
    here = (Invitation.application_id == Application.id, Invitation.stage == Application.stage)
    invited = exists().where(*here, Invitation.state == InvitationState.OPEN.value).correlate(Application)
    ended = select(Invitation.ended_because).where(
        *here, Invitation.state == InvitationState.ENDED.value, Invitation.created_at >= Application.stage_entered_at
    )
    missed = select(Interview.no_show).where(
        Interview.application_id == Application.id,
        Interview.stage == Application.stage,
        Interview.no_show.is_not(None),
        Interview.booked_at >= Application.stage_entered_at,
    )
    return (
        select(
            *_ABOUT,
            Application.stage,
            Application.stage_entered_at,
            _newest(ended, Invitation.id).label("ended_because"),
            _newest(missed, Interview.id).label("no_show"),
            func.count().over().label("total"),
        )
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(
            _of(openings, me),
            Application.state == State.ACTIVE.value,
            Application.stage != DECISION,
            ~exists().where(of_this_visit()).correlate(Application),
            ~invited,
        )
        .order_by(Application.stage_entered_at, Application.id)
        .limit(FIRST_ROWS)
    )


def invited(openings: list[int], me: int) -> Found:
    """Open invitations: the first of those who said that no hour suits them, and of those who said nothing."""
    has_asked = Invitation.asked_at.is_not(None)
    reminders = select(func.count()).where(
        OutboxMessage.application_id == Invitation.application_id,
        OutboxMessage.kind == "invitation_reminder",
        OutboxMessage.created_at >= Invitation.created_at,
        OutboxMessage.cancelled_at.is_(None),
    )
    found = (
        select(
            *_ABOUT,
            Invitation.stage,
            Invitation.id.label("invitation_id"),
            Invitation.created_at,
            Invitation.expires_at,
            Invitation.asked_at,
            Invitation.asked_note,
            has_asked.label("has_asked"),
            reminders.correlate(Invitation).scalar_subquery().label("reminders"),
            *_first(has_asked, Invitation.created_at, Invitation.id),
        )
        .select_from(Invitation)
        .join(Application, Application.id == Invitation.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(
            _of(openings, me),
            Application.state == State.ACTIVE.value,
            Application.stage == Invitation.stage,
            Invitation.state == InvitationState.OPEN.value,
        )
        .subquery()
    )
    return found.select().where(found.c.place <= FIRST_ROWS).order_by(found.c.created_at, found.c.invitation_id)


def clocks_ahead(openings: list[int], me: int, now: datetime) -> Found:
    """What was promised of the interviews ahead: instant, zone and wall time."""
    return (
        select(Interview.id, Interview.starts_at, Interview.zone, Interview.wall_time)
        .join(Application, Application.id == Interview.application_id)
        .where(_of(openings, me), Interview.state == "booked", Interview.starts_at > now)
        .order_by(Interview.starts_at, Interview.id)
        .limit(MOST_AHEAD)
    )


def meetings(openings: list[int], me: int, now: datetime, *, stuck: list[int]) -> Found:
    """Interviews that have not ended: the first of those that somebody has to mend, and of the others."""
    holds = and_(Seat.interview_id == Interview.id, Seat.left_at.is_(None), Seat.is_shadow.is_(False))
    gone = or_(Seat.excuse == Excuse.CANNOT.value, Seat.reply == Answer.DECLINED.value)
    declined = func.coalesce(Interview.candidate_reply, "") == Answer.DECLINED.value
    troubled = or_(
        exists().where(holds, gone).correlate(Interview),
        ~exists().where(holds).correlate(Interview),
        declined,
        Interview.id.in_(stuck),
    )
    is_troubled = case((troubled, 1), else_=0)
    found = (
        select(
            *_ABOUT,
            Interview.stage,
            Interview.id.label("interview_id"),
            Interview.starts_at,
            Interview.ends_at,
            Candidate.zone,
            Interview.candidate_reply,
            is_troubled.label("is_troubled"),
            *_first(is_troubled, Interview.starts_at, Interview.id),
        )
        .select_from(Interview)
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(_of(openings, me), Interview.state == "booked", Interview.ends_at > now)
        .subquery()
    )
    return found.select().where(found.c.place <= FIRST_ROWS).order_by(found.c.starts_at, found.c.interview_id)


def attendees(interview_ids: list[int]) -> Found:
    """Who holds these interviews and what they said, interviewers first, by name."""
    return (
        select(Seat.interview_id, Account.name, Seat.is_shadow, Seat.reply, Seat.excuse)
        .join(Account, Account.id == Seat.account_id)
        .where(Seat.interview_id.in_(interview_ids), Seat.left_at.is_(None))
        .order_by(Seat.interview_id, Seat.is_shadow, Account.name, Account.id)
    )


def undelivered(openings: list[int], me: int, now: datetime) -> Found:
    """Messages about these applications that could not be delivered in the last weeks, the latest first."""
    return (
        select(
            *_ABOUT,
            Application.stage,
            OutboxMessage.kind,
            OutboxMessage.account_id,
            Account.name.label("to"),
            OutboxMessage.failed_at,
            OutboxMessage.problem,
            func.count().over().label("total"),
        )
        .select_from(OutboxMessage)
        .join(Application, Application.id == OutboxMessage.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .outerjoin(Account, Account.id == OutboxMessage.account_id)
        .where(
            _of(openings, me),
            OutboxMessage.failed_at > now - FAILED_LATELY,
            OutboxMessage.cancelled_at.is_(None),
        )
        .order_by(OutboxMessage.failed_at.desc(), OutboxMessage.id.desc())
        .limit(FIRST_ROWS)
    )


def load(openings: list[int], me: int, mondays: tuple[datetime, datetime, datetime]) -> Found:
    """Everybody who holds an interview of these openings in two weeks, with all that they hold in them, by name."""
    first, second, third = mondays
    people = (
        select(Seat.account_id)
        .join(Interview, Interview.id == Seat.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .where(_of(openings, me), Seat.left_at.is_(None), _booked(Interview, first, third))
    )
    return (
        select(
            Account.name,
            func.sum(case((_Held.starts_at < second, 1), else_=0)).label("this_week"),
            func.sum(case((_Held.starts_at >= second, 1), else_=0)).label("next_week"),
            WorkPattern.most_a_week,
            select(SchedulingRules.full_week).where(SchedulingRules.id == 1).scalar_subquery().label("full_week"),
            func.count().over().label("total"),
        )
        .select_from(Seat)
        .join(_Held, _Held.id == Seat.interview_id)
        .join(Application, Application.id == _Held.application_id)
        .join(Account, Account.id == Seat.account_id)
        .outerjoin(WorkPattern, WorkPattern.account_id == Account.id)
        .where(Seat.left_at.is_(None), Seat.account_id.in_(people), _booked(_Held, first, third), ~access.is_own(me))
        .group_by(Account.id, Account.name, WorkPattern.most_a_week)
        .order_by(Account.name, Account.id)
        .limit(MOST_PEOPLE)
    )


def held(openings: list[int], me: int, now: datetime) -> Found:
    """When the stages of the latest interviews began, and when these were booked, ended, and had all their cards."""
    entered = select(func.max(ApplicationEvent.at)).where(
        ApplicationEvent.application_id == Interview.application_id,
        ApplicationEvent.kind.in_(_ENTERS),
        ApplicationEvent.at <= Interview.booked_at,
    )
    return (
        select(
            Interview.stage,
            func.coalesce(entered.correlate(Interview).scalar_subquery(), Application.applied_at).label("entered_at"),
            Interview.booked_at,
            Interview.ends_at,
            Interview.panel_opened_at,
        )
        .join(Application, Application.id == Interview.application_id)
        .where(_of(openings, me), Interview.state == "booked", Interview.booked_at > now - LATELY)
        .order_by(Interview.booked_at.desc(), Interview.id.desc())
        .limit(MOST_HELD)
    )


def _newest(statement: Select[Any], by: Any) -> ScalarSelect[Any]:
    return statement.correlate(Application).order_by(by.desc()).limit(1).scalar_subquery()


def _first(group: ColumnElement[Any], *order: Any) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Columns that number the rows of each group, and count them."""
    place = func.row_number().over(partition_by=group, order_by=order).label("place")
    return place, func.count().over(partition_by=group).label("total")


def _booked(interview: type[Interview], since: datetime, until: datetime) -> ColumnElement[bool]:
    return and_(interview.state == "booked", interview.starts_at >= since, interview.starts_at < until)
