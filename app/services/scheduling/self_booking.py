"""What a candidate does by the link of an invitation: book, move, call off."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import slots
from app.domain.errors import BadData, NotReady
from app.domain.invitations import (
    TAKEN,
    BookingPass,
    Ended,
    InvitationState,
    why_not_cancel,
    why_not_choose,
    why_not_move,
)
from app.domain.inviting import Takes
from app.domain.load import Load, Recruiter, recruiter_for
from app.domain.pay import UnlockedBy
from app.domain.say import say, translatable
from app.gateways import clock
from app.models.candidates import Candidate
from app.models.scheduling import Interview, Seat
from app.queries.scheduling.load import load_of
from app.queries.scheduling.offers import Guest, Hours, at_start, hours_of
from app.queries.scheduling.rules import rules
from app.services import notifications
from app.services.openings.pay import unlock
from app.services.scheduling import booking, cells, changes, traces
from app.services.scheduling.ending import end_with_interview
from app.services.scheduling.link_cases import Case, lock_interview, locked, refuse, tell_recruiters

REASON_LIMIT = changes.REASON_LIMIT
BOOKED_BY_US = translatable(
    "A time was booked for you meanwhile. Look for the mail about it, and write to {who} if it does not suit you."
)


def book_by_link(found: BookingPass, start: datetime, *, zone: str) -> int:
    """Book one of the hours that are offered. The same hour sent twice is booked once.

    Args:
        found: what the link says.
        start: when the interview begins, in UTC.
        zone: the zone in which the candidate read it; kept as theirs.

    Returns:
        the interview's id.

    Raises:
        NotFound: if the link was replaced by a newer one.
        NotReady: if nothing can be booked now, or the hour was taken meanwhile: the others are still free.
        Conflict: if another hour is booked already.
    """
    with transaction() as session:
        now, place = clock.now(), slots.zone_named(zone)
        case = locked(session, found)
        standing = case.page.standing
        if standing.state is InvitationState.BOOKED and standing.starts_at == start and case.page.interview:
            return case.page.interview.id
        refuse(why_not_choose(standing, now, zone=place), conflicts=standing.starts_at is not None)
        if session.execute(select(exists().where(booking.is_standing(case.application, now)))).scalar_one():
            raise NotReady(say(BOOKED_BY_US, who=standing.recruiter))
        hours = _hours(session, case, start, now)
        seats = _seats(session, case, hours, start, now)
        interview = _insert(session, case, seats, slot=_slot(case, start, place), now=now)
        _keep_zone(session, case, place)
        return interview.id


def move_by_link(found: BookingPass, start: datetime, *, zone: str, seen: int, reason: str = "") -> None:
    """Book the same people for another of the hours that are offered. The same hour sent twice moves it once.

    Args:
        found: what the link says.
        start: when it begins from now on, in UTC.
        zone: the zone in which the candidate read it; kept as theirs.
        seen: version of the interview that the page showed.
        reason: why, for those who planned with the first time; nobody has to say it.

    Raises:
        NotFound: if the link was replaced by a newer one.
        NotReady: if it can't be moved now, or the hour was taken meanwhile.
        Conflict: if the interview was changed meanwhile.
    """
    with transaction() as session:
        now, place = clock.now(), slots.zone_named(zone)
        case = locked(session, found)
        standing = case.page.standing
        if standing.starts_at == start:
            return
        refuse(why_not_move(standing, now, zone=place))
        interview = lock_interview(session, case, seen=seen)
        hours = _hours(session, case, start, now)
        for guest in case.page.asked.beside:
            if start not in hours.free.get(guest.account_id, frozenset()):
                _let_go(session, case, interview, guest, now)
        case.invitation.moves += 1
        case.invitation.version += 1
        slot = _slot(case, start, place)
        told = case.told | ({"reason": reason.strip()[:REASON_LIMIT]} if reason.strip() else {})
        changes.rebook(session, None, case.application, interview, slot, now=now, data=told)
        besides = {guest.account_id for guest in case.page.asked.guests}
        tell_recruiters(session, case, traces.MOVED, now=now, interview=interview, besides=besides)
        _keep_zone(session, case, place)


def cancel_by_link(found: BookingPass, *, reason: str, seen: int) -> None:
    """Call the booked interview off. Sent twice, it is called off once.

    Args:
        found: what the link says.
        reason: why, for those who were to hold it and for the recruiter.
        seen: version of the interview that the page showed.

    Raises:
        NotFound: if the link was replaced by a newer one.
        BadData: without a reason.
        NotReady: if it has begun, or is not booked.
        Conflict: if the interview was changed meanwhile.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, found)
        standing = case.page.standing
        if standing.state is InvitationState.ENDED and standing.ended_because == Ended.CALLED_OFF:
            return
        refuse(why_not_cancel(standing, now, zone=case.page.zone))
        if not reason.strip():
            raise BadData(
                translatable("Write why, in a sentence: the people who were to meet you want to know."), field="reason"
            )
        interview = lock_interview(session, case, seen=seen)
        changes.call_off(session, None, case.application, interview, reason=reason, now=now, data=case.told)
        end_with_interview(session, interview.id, now)
        besides = {guest.account_id for guest in case.page.asked.guests}
        tell_recruiters(session, case, traces.CANCELLED, now=now, interview=interview, besides=besides)


def _hours(session: Session, case: Case, start: datetime, now: datetime) -> Hours:
    """Who is free for this slot; everybody's time is locked.

    Raises:
        NotReady: if it is not left any more.
    """
    guests = case.page.asked.guests
    cells.lock_people(session, [guest.account_id for guest in guests], application_id=case.application.id)
    asked = at_start(case.page.asked, start)
    hours = hours_of(asked, now) if asked is not None else None
    if hours is None or not hours.has(start):
        raise NotReady(TAKEN, field="slot")
    return hours


def _seats(session: Session, case: Case, hours: Hours, start: datetime, now: datetime) -> tuple[Guest, ...]:
    """Who takes part: all of those who count, or the one whose turn it is; beside them whoever has time."""
    asked = case.page.asked
    beside = tuple(guest for guest in asked.beside if start in hours.free.get(guest.account_id, frozenset()))
    if asked.takes is Takes.ALL:
        return (*asked.counted, *beside)
    able = [guest for guest in asked.counted if guest.is_able]
    ids = [guest.account_id for guest in able]
    loads, given = load_of(ids, now), _last_given(session, ids)
    team = [
        Recruiter(
            guest.account_id,
            guest.name,
            loads.get(guest.account_id, Load()),
            hours.free.get(guest.account_id, frozenset()),
            given.get(guest.account_id),
        )
        for guest in able
    ]
    chosen = recruiter_for(start, team, full_week=rules().full_week).recruiter.id
    return (*(guest for guest in able if guest.account_id == chosen), *beside)


def _last_given(session: Session, account_ids: Iterable[int]) -> Mapping[int, datetime]:
    """When each of them was last given an interview."""
    statement = (
        select(Seat.account_id, func.max(Interview.booked_at))
        .join(Interview, Interview.id == Seat.interview_id)
        .where(Seat.account_id.in_(tuple(account_ids)), Seat.is_shadow.is_(False), Seat.left_at.is_(None))
        .group_by(Seat.account_id)
        .order_by(Seat.account_id)
    )
    return {who: at.replace(tzinfo=UTC) if at.tzinfo is None else at for who, at in session.execute(statement)}


def _slot(case: Case, start: datetime, zone: str) -> slots.Slot:
    wall = start.astimezone(ZoneInfo(zone)).strftime(slots.WALL_FORMAT)
    return slots.Slot(start, start + timedelta(minutes=case.page.minutes), zone, wall)


def _insert(session: Session, case: Case, seats: Sequence[Guest], *, slot: slots.Slot, now: datetime) -> Interview:
    """The interview with everybody in it, their time held, and everybody told."""
    invitation, application = case.invitation, case.application
    made = booking.enter(session, application, slot=slot, link=invitation.video_link, by=invitation.created_by, now=now)
    session.add_all(
        Seat(
            interview_id=made.id,
            account_id=guest.account_id,
            is_shadow=not guest.counts,
            is_reverse=guest.sits_as == "reverse_shadow",
            leads=list(guest.leads) if guest.leads else None,
        )
        for guest in seats
    )
    invitation.state, invitation.interview_id = InvitationState.BOOKED.value, made.id
    invitation.version += 1
    session.flush()
    people = tuple(guest.account_id for guest in seats)
    wish = cells.Wish(people, application.candidate_id, slot.starts_at, slot.ends_at, slot.zone, made.id)
    cells.hold(session, None, wish)
    traces.leave(
        session,
        None,
        made,
        kind=traces.BOOKED,
        now=now,
        told=people,
        candidate_id=application.candidate_id,
        data=case.told,
    )
    tell_recruiters(session, case, traces.BOOKED, now=now, interview=made, besides=people)
    unlock(session, application, by=UnlockedBy.BOOKING, now=now)
    return made


def _let_go(session: Session, case: Case, interview: Interview, guest: Guest, now: datetime) -> None:
    """Let somebody who only sat beside go, since they have no time then."""
    seat = session.get_one(Seat, (interview.id, guest.account_id), populate_existing=True)
    seat.left_at = now
    seat.link_epoch += 1
    session.flush()
    notifications.queue(
        session,
        traces.CANCELLED,
        now=now,
        application_id=case.application.id,
        interview_id=interview.id,
        account_id=guest.account_id,
        data=case.told,
    )


def _keep_zone(session: Session, case: Case, zone: str) -> None:
    """Keep the zone that the candidate chose; whoever is editing their data meanwhile is told."""
    if zone == case.page.zone:
        return
    mine = update(Candidate).where(Candidate.id == case.application.candidate_id)
    session.execute(mine.values(zone=zone, version=Candidate.version + 1))
