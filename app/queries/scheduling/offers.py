"""The question which hours an invitation still offers: when its people are free, and the candidate would come."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, Select, and_, case, exists, literal, or_, select

from app.database import db
from app.domain.candidate_hours import suiting
from app.domain.errors import NotFound
from app.domain.free_time import Grid, Search, slots_on
from app.domain.inviting import Takes, starts_from
from app.domain.spans import Span
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.scheduling import CandidateWindow, Conflict, Interview, Invitation, InvitationSeat, Seat
from app.queries import access
from app.queries.scheduling.diaries import starts_of

STANDBY = "standby"
INTERVIEWER = "interviewer"
ASKED = (
    Invitation.id,
    Invitation.application_id,
    Invitation.stage,
    Invitation.takes,
    Invitation.minutes,
    Invitation.step_minutes,
    Invitation.from_at,
    Invitation.until_at,
    Invitation.notice_hours,
    Invitation.withheld,
    Invitation.interview_id,
    Candidate.id.label("candidate_id"),
    Candidate.zone.label("candidate_zone"),
    Candidate.language.label("candidate_language"),
)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody whom the candidate would meet. `is_able`: still works here, and nothing keeps them out."""

    account_id: int
    name: str
    job_title: str
    zone: str
    team_page: str
    sits_as: str
    leads: tuple[str, ...] | None
    is_able: bool

    @property
    def counts(self) -> bool:
        """Whether there is no interview without somebody in this place."""
        return self.sits_as == INTERVIEWER


@dataclass(frozen=True, slots=True)
class Asked:
    """What hours are looked for. `interview_id` is the booked interview that would be moved, if there is one."""

    invitation_id: int
    application_id: int
    stage: str
    takes: Takes
    grid: Grid
    window: Span
    notice_hours: int
    withheld: frozenset[datetime]
    interview_id: int | None
    candidate_id: int
    guests: tuple[Guest, ...]

    @property
    def counted(self) -> tuple[Guest, ...]:
        """Those of whom all come, or one."""
        return tuple(guest for guest in self.guests if guest.counts)

    @property
    def beside(self) -> tuple[Guest, ...]:
        """Those who sit beside the interviewers if their time allows; standbys are not among them."""
        return tuple(guest for guest in self.guests if not guest.counts)

    def lasting(self, starts_at: datetime, ends_at: datetime) -> "Asked":
        """The same for an interview as long as the one that is booked, which somebody may have made longer by hand."""
        return replace(self, grid=replace(self.grid, minutes=(ends_at - starts_at) // timedelta(minutes=1)))


@dataclass(frozen=True, slots=True)
class Hours:
    """The slots that are left, in order, and by person the starts, in UTC, at which they are free."""

    slots: tuple[Span, ...]
    free: dict[int, frozenset[datetime]]

    def has(self, start: datetime) -> bool:
        """Whether a slot that begins then is left."""
        return any(slot.starts_at == start for slot in self.slots)


def offered(invitation_id: int, now: datetime) -> tuple[Span, ...]:
    """The slots that an invitation still offers, in order: at most ten statements.

    Whether the candidate may still choose one is another question, which the domain answers.

    Raises:
        NotFound: if there is no such invitation.
    """
    return hours_of(asked_by(invitation_id), now).slots


def asked_by(invitation_id: int) -> Asked:
    """What an invitation looks for: two statements.

    Raises:
        NotFound: if there is none.
    """
    statement = (
        select(*ASKED)
        .join(Application, Application.id == Invitation.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Invitation.id == invitation_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    return asked_from(row._mapping)


def asked_from(values: RowMapping) -> Asked:
    """What a row with the columns ASKED looks for: one statement, for its people."""
    return Asked(
        invitation_id=values["id"],
        application_id=values["application_id"],
        stage=values["stage"],
        takes=Takes(values["takes"]) if values["interview_id"] is None else Takes.ALL,
        grid=Grid(values["minutes"], values["candidate_zone"], values["step_minutes"]),
        window=Span(values["from_at"], values["until_at"]),
        notice_hours=values["notice_hours"],
        withheld=starts_from(values["withheld"]),
        interview_id=values["interview_id"],
        candidate_id=values["candidate_id"],
        guests=_guests(values["id"], values["interview_id"]),
    )


def hours_of(asked: Asked, now: datetime) -> Hours:
    """The slots that are left, and who is free when: at most eight statements.

    Hours of other invitations are not held back: whoever chooses first has them.
    """
    search = Search(asked.window, now, asked.notice_hours)
    ids = [guest.account_id for guest in asked.guests if guest.is_able]
    free = starts_of(ids, grid=asked.grid, search=search, leave_out=asked.interview_id)
    named, taken = _windows(asked, now), _own_bookings(asked)
    suits = slots_on(asked.grid, (asked.window,), allowed=_suiting(asked, named))
    open_starts = _together(asked, free) - asked.withheld
    left = (slot for slot in suits if slot.starts_at in open_starts and not _meets(slot, taken))
    return Hours(tuple(left), free)


def at_start(asked: Asked, start: datetime) -> Asked | None:
    """The same for one slot alone, which costs little; None where it reaches out of the invitation's window."""
    end = start + timedelta(minutes=asked.grid.minutes)
    if start < asked.window.starts_at or end > asked.window.ends_at:
        return None
    return replace(asked, window=Span(start, end))


def _together(asked: Asked, free: dict[int, frozenset[datetime]]) -> frozenset[datetime]:
    """The starts at which all of them are free, or any of them."""
    if asked.takes is Takes.ONE:
        return frozenset().union(*(free.get(guest.account_id, frozenset()) for guest in asked.counted))
    if not asked.counted or any(not guest.is_able for guest in asked.counted):
        return frozenset()
    first, *others = (free.get(guest.account_id, frozenset()) for guest in asked.counted)
    return first.intersection(*others)


def _meets(slot: Span, taken: tuple[Span, ...]) -> bool:
    return any(other.starts_at < slot.ends_at and other.ends_at > slot.starts_at for other in taken)


def _suiting(asked: Asked, named: tuple[tuple[int, Span], ...]) -> tuple[Span, ...]:
    """Hours named for an earlier invitation count alone, as they did when this one was made; later ones are added."""
    earlier = [span for number, span in named if number < asked.invitation_id]
    later = [span for number, span in named if number >= asked.invitation_id]
    usual = suiting(asked.grid.zone, asked.window, earlier)
    return (*usual, *suiting(asked.grid.zone, asked.window, later)) if later else usual


def _windows(asked: Asked, now: datetime) -> tuple[tuple[int, Span], ...]:
    """The hours that the candidate named for this stage, with the invitation that they answered."""
    statement = (
        select(CandidateWindow.invitation_id, CandidateWindow.starts_at, CandidateWindow.ends_at)
        .join(Invitation, Invitation.id == CandidateWindow.invitation_id)
        .where(
            Invitation.application_id == asked.application_id,
            Invitation.stage == asked.stage,
            CandidateWindow.ends_at > now,
        )
        .order_by(CandidateWindow.starts_at, CandidateWindow.id)
    )
    return tuple((row.invitation_id, Span(row.starts_at, row.ends_at)) for row in db.session.execute(statement))


def _own_bookings(asked: Asked) -> tuple[Span, ...]:
    """When the candidate is interviewed already, for this opening or another."""
    day = timedelta(days=1)
    statement = (
        select(Interview.starts_at, Interview.ends_at)
        .join(Application, Application.id == Interview.application_id)
        .where(
            Application.candidate_id == asked.candidate_id,
            Interview.state == "booked",
            Interview.id != (asked.interview_id or 0),
            Interview.starts_at.between(asked.window.starts_at - day, asked.window.ends_at),
        )
        .order_by(Interview.starts_at, Interview.id)
    )
    return tuple(Span(row.starts_at, row.ends_at) for row in db.session.execute(statement))


def _guests(invitation_id: int, interview_id: int | None) -> tuple[Guest, ...]:
    """Those who are invited to hold it; once it is booked, those who do."""
    statement = _invited(invitation_id) if interview_id is None else _seated(interview_id)
    return tuple(
        Guest(
            row.account_id,
            row.name,
            row.job_title,
            row.zone,
            row.team_page,
            row.sits_as,
            tuple(row.leads) if row.leads else None,
            row.is_active and not row.is_kept_out,
        )
        for row in db.session.execute(statement)
    )


def _invited(invitation_id: int) -> Select[*tuple[object, ...]]:
    declared = exists().where(
        Conflict.candidate_id == Application.candidate_id, Conflict.account_id == InvitationSeat.account_id
    )
    kept_out = or_(declared, and_(access.applicant().is_not(None), access.applicant() == InvitationSeat.account_id))
    return (
        select(
            InvitationSeat.account_id,
            InvitationSeat.sits_as,
            InvitationSeat.leads,
            Account.name,
            Account.job_title,
            Account.zone,
            Account.team_page,
            Account.is_active,
            kept_out.label("is_kept_out"),
        )
        .join(Account, Account.id == InvitationSeat.account_id)
        .join(Invitation, Invitation.id == InvitationSeat.invitation_id)
        .join(Application, Application.id == Invitation.application_id)
        .where(InvitationSeat.invitation_id == invitation_id, InvitationSeat.sits_as != STANDBY)
        .order_by(Account.name, Account.id)
    )


def _seated(interview_id: int) -> Select[*tuple[object, ...]]:
    return (
        select(
            Seat.account_id,
            case((Seat.is_reverse, "reverse_shadow"), (Seat.is_shadow, "shadow"), else_=INTERVIEWER).label("sits_as"),
            Seat.leads,
            Account.name,
            Account.job_title,
            Account.zone,
            Account.team_page,
            Account.is_active,
            literal(False).label("is_kept_out"),
        )
        .join(Account, Account.id == Seat.account_id)
        .where(Seat.interview_id == interview_id, Seat.left_at.is_(None))
        .order_by(Account.name, Account.id)
    )
