"""The question who steps in for an interviewer who can't hold an interview, at the time as it is, and why they."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from app.database import db
from app.domain.errors import BadData
from app.domain.excuses import Excuse
from app.domain.free_time import Grid, Search
from app.domain.panel_leads import Leads
from app.domain.panel_pool import PoolMember, Wanted
from app.domain.panel_words import seat_reasons
from app.domain.panels import Composition, ProposedSeat, compose
from app.domain.spans import Span
from app.domain.training import Standing
from app.domain.wording import listed
from app.models.scheduling import Invitation, InvitationSeat
from app.queries.scheduling.diaries import starts_of
from app.queries.scheduling.pools import Seatable, people_for
from app.queries.scheduling.shapes import InterviewPage, SeatRow

STEP_MINUTES = 5
AT_MOST = 12
_STANDING_BY = (
    select(InvitationSeat.account_id)
    .join(Invitation, Invitation.id == InvitationSeat.invitation_id)
    .where(Invitation.interview_id == bindparam("interview_id"), InvitationSeat.sits_as == "standby")
    .order_by(InvitationSeat.account_id)
)


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody who is not proposed first, and why not, as sentences. `can_join`: they could be asked all the same."""

    id: int
    name: str
    reasons: tuple[str, ...]
    can_join: bool


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who could take the place of `leaves` at the time as it is. Without `best`, `problems` say why there is nobody.

    `stood_by`: the invitation had named them for just this.
    """

    leaves: SeatRow
    best: ProposedSeat | None
    others: tuple[Other, ...]
    problems: tuple[str, ...] = ()
    stood_by: bool = False


def stand_in_for(page: InterviewPage, now: datetime) -> StandIn | None:
    """Propose who steps in for the first interviewer who reports that they can't make it.

    Fifteen statements when there is one, none otherwise: somebody whose viewer may book has to ask.

    Args:
        page: the interview.
        now: this instant.

    Returns:
        the proposal, which leaves everybody else where they are; None while nobody reports, or once it has begun.
    """
    interview = page.interview
    leaves = next((seat for seat in interview.excused if seat.excuse is Excuse.CANNOT), None)
    if leaves is None or not interview.is_booked or interview.starts_at <= now:
        return None
    seatable = people_for(page.case.application_id, stage=interview.stage, now=now)
    free = _free(page, seatable, now)
    out = {seat.account_id for seat in interview.excused}
    stays = [seat for seat in interview.interviewers if seat.account_id not in out]
    gone = out | {seat.account_id for seat in interview.interviewers}
    pool = [replace(one, free=free.get(one.id, frozenset())) for one in seatable.members if one.id not in gone]
    pool += [_seated(seat, seatable, interview.starts_at) for seat in stays]
    wanted = _wanted(page, seatable, interviewers=len(stays) + 1)
    asked = [row.account_id for row in db.session.execute(_STANDING_BY, {"interview_id": interview.id})]
    return _proposal(leaves, pool, wanted, [seat.account_id for seat in stays], asked)


def _free(page: InterviewPage, seatable: Seatable, now: datetime) -> dict[int, frozenset[datetime]]:
    """Who has time for the interview as it is; the organisation's notice is not asked for, people's own is."""
    interview = page.interview
    window = Span(interview.starts_at, interview.ends_at)
    minutes = int((interview.ends_at - interview.starts_at).total_seconds()) // 60
    grid, search = Grid(minutes, interview.zone, STEP_MINUTES), Search(window, now, 0)
    return starts_of([one.id for one in seatable.members], grid=grid, search=search, leave_out=interview.id)


def _seated(seat: SeatRow, seatable: Seatable, at: datetime) -> PoolMember:
    """Somebody who stays: whatever else holds for them, they are in it at this time."""
    known = next((one for one in seatable.members if one.id == seat.account_id), None)
    one = known or PoolMember(seat.account_id, seat.name, seat.zone)
    return replace(one, standing=Standing.APPROVED, conflicts=frozenset(), free=frozenset({at}))


def _wanted(page: InterviewPage, seatable: Seatable, *, interviewers: int) -> Wanted:
    at, zone = page.interview.starts_at, page.case.candidate_zone
    before = at.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    allowed, week = frozenset({at}), seatable.rules.full_week
    return Wanted(interviewers, seatable.areas, seatable.needs, allowed, before, zone, week)


def _proposal(
    leaves: SeatRow, pool: Sequence[PoolMember], wanted: Wanted, stays: Sequence[int], asked: Sequence[int]
) -> StandIn:
    try:
        found = _composed(pool, wanted, stays)
        stood_by = next((who for who in asked if _is_able(pool, who, wanted)), None)
        if stood_by is not None:
            found = _composed(pool, wanted, (*stays, stood_by))
    except BadData as error:
        return StandIn(leaves, None, (), (error.message,))
    if found.best is None:
        return StandIn(leaves, None, _others(found, stays), found.problems)
    best = next(seat for seat in found.best.seats if seat.id not in stays)
    one = next(member for member in pool if member.id == best.id)
    told = replace(best, leads=(), reasons=_reasons(one, wanted))
    return StandIn(leaves, told, _others(found, stays), stood_by=stood_by is not None)


def _reasons(one: PoolMember, wanted: Wanted) -> tuple[str, ...]:
    """What speaks for somebody; not what they would lead, which they take over from the one who leaves."""
    strong = [area.name for area in wanted.areas if area.key in one.leads]
    first = (f"Strong in {listed(strong)}.",) if strong else ()
    return (*first, *seat_reasons(one, Leads((), ()), [one], wanted, sorted(one.free & wanted.allowed)))


def _composed(pool: Sequence[PoolMember], wanted: Wanted, seated: Sequence[int]) -> Composition:
    """The panel with those who stay; a need that nobody at hand meets is told and keeps nobody out."""
    found = compose(pool, wanted, seated=seated)
    if found.best is not None:
        return found
    softer = replace(wanted, needs=tuple(replace(need, is_must=False) for need in wanted.needs))
    again = compose(pool, softer, seated=seated)
    return again if again.best is not None else found


def _is_able(pool: Sequence[PoolMember], who: int, wanted: Wanted) -> bool:
    return any(one.id == who and one.may_count and bool(one.free & wanted.allowed) for one in pool)


def _others(found: Composition, stays: Sequence[int]) -> tuple[Other, ...]:
    able = [Other(one.id, one.name, (one.sentence,), can_join=True) for one in found.passed_over]
    out = [Other(one.id, one.name, one.reasons, can_join=False) for one in found.excluded]
    return tuple(one for one in (*able, *out) if one.id not in stays)[:AT_MOST]
