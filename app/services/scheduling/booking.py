"""Booking an interview: everybody's time or nobody's, in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.database import transaction
from app.domain import slots
from app.domain.errors import BadData, Conflict, NotFound
from app.domain.family import Stage
from app.domain.pay import UnlockedBy
from app.domain.policy import Action, Viewer, permit
from app.domain.seating import Seating, checked_link, stage_to_book
from app.domain.states import State
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application
from app.models.openings import Opening
from app.models.scheduling import Interview, Invitation, Seat
from app.queries import access, ladders
from app.services import notifications
from app.services.openings.pay import unlock
from app.services.scheduling import cells, sitting, traces
from app.services.scheduling.ending import REPLACED, SENT, end_invitations

# A name of its own, so that questions about other interviews do not capture it.
_Standing = aliased(Interview)


def book(
    viewer: Viewer, application_id: int, wanted: slots.WallTime, *, seating: Seating, video_link: str, seen: int
) -> int:
    """Book the interview of the stage that the application stands in.

    Args:
        viewer: who books.
        application_id: the application.
        wanted: when.
        seating: who.
        video_link: where; an https address, or empty.
        seen: version of the application that the page showed.

    Returns:
        the interview's id.

    Raises:
        BadData: naming the field that is wrong.
        NotReady: if the application is not active, or somebody is taken; `missing` names everybody who is.
        Conflict: if the application moved meanwhile, or this stage was booked already.
    """
    with transaction() as session:
        now = clock.now()
        application = lock_application(session, application_id)
        found = permitted(session, viewer, application, seen=seen, now=now)
        seating.check(found.stage)
        slot, link = wanted.slot(now), checked_link(video_link)
        check_people(session, application.id, seating.everybody, beside=seating.shadows)
        interview = enter(session, application, slot=slot, link=link, by=viewer.account_id, now=now)
        session.add_all(
            Seat(interview_id=interview.id, account_id=who, is_shadow=who in seating.shadows)
            for who in seating.everybody
        )
        session.flush()
        wish = cells.Wish(
            seating.everybody, application.candidate_id, slot.starts_at, slot.ends_at, slot.zone, interview.id
        )
        cells.hold(session, viewer, wish)
        if found.is_invited:
            notifications.cancel_unsent(session, application_id=application.id, kinds=(SENT,), now=now)
            end_invitations(session, application.id, REPLACED, now, viewer=viewer)
        traces.leave(
            session,
            viewer,
            interview,
            kind=traces.BOOKED,
            now=now,
            told=seating.everybody,
            candidate_id=application.candidate_id,
            data={"reason": seating.fewer_reason.strip()} if seating.fewer_reason.strip() else None,
        )
        unlock(session, application, by=UnlockedBy.BOOKING, now=now, viewer=viewer)
        return interview.id


def lock_application(session: Session, application_id: int) -> Application:
    """The application, locked until the transaction ends.

    Raises:
        NotFound: if there is none.
    """
    statement = select(Application).where(Application.id == application_id).with_for_update()
    found = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def check_people(
    session: Session,
    application_id: int,
    account_ids: tuple[int, ...],
    *,
    stage: str | None = None,
    beside: Collection[int] = (),
) -> None:
    """Lock the time of these people, all of whom may sit in an interview of the application's stage.

    They work here, are in the opening's team or the stage's pool, are not the candidate, have no conflict of interest
    and are trained for it.

    Args:
        session: the caller's session, with the application locked.
        application_id: the application.
        account_ids: who would sit.
        stage: key of the stage; None for the one that the application stands in.
        beside: those of them who sit beside and don't count.

    Raises:
        BadData: naming who may not.
        NotReady: naming who is in training.
    """
    people = cells.lock_people(session, account_ids, application_id=application_id, stage=stage)
    for who in account_ids:
        if who not in people or not people[who].is_active:
            raise BadData("One of the chosen people does not work here any more. Choose somebody else.", field="seats")
        if not people[who].may_sit:
            raise BadData(
                f"{people[who].name} is neither in the hiring team nor in the pool of this stage. Add them to one of "
                "the two first, or choose somebody else.",
                field="seats",
            )
        if people[who].is_candidate:
            raise BadData(
                f"{people[who].name} is the candidate here, and can't interview themself. Choose somebody else.",
                field="seats",
            )
    sitting.refuse(application_id, people, stage=stage, beside=beside)


@dataclass(frozen=True, slots=True)
class Bookable:
    """The stage that is booked, and whether the candidate is invited to choose a time."""

    stage: Stage
    is_invited: bool


def permitted(session: Session, viewer: Viewer, application: Application, *, seen: int, now: datetime) -> Bookable:
    """What is booked, for somebody who may book, has seen the present state, and is the first.

    One statement, after the lock: what another request did meanwhile is seen.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        NotReady: if the application is not active, or all its stages are behind it.
        Conflict: if it moved since `seen`, or this stage is booked already.
    """
    invited = exists().where(Invitation.application_id == application.id, Invitation.state == "open")
    statement = (
        select(
            *access.relation_columns(viewer.account_id),
            *ladders.own_digest_columns(),
            exists().where(is_standing(application, now)).label("is_standing"),
            invited.label("is_invited"),
        )
        .select_from(Application)
        .join(Opening, Opening.id == Application.opening_id)
        .where(Application.id == application.id)
    )
    values = session.execute(statement).one()._mapping
    permit(Action.INTERVIEW_BOOK, access.relation_from(viewer, values))
    about = ("application", application.id)
    traces.refuse_stale(session, viewer, about=about, version=application.version, seen=seen)
    if values["is_standing"]:
        _refuse_second(session, viewer, application, now=now)
    family = ladders.playbook_for(ladders.digests_from(values)).family
    stage = stage_to_book(State(application.state), application.stage, family)
    return Bookable(stage, bool(values["is_invited"]))


def is_standing(application: Application, now: datetime) -> ColumnElement[bool]:
    """One interview for each passage through a stage; an older one that still lies ahead counts too."""
    return and_(
        _Standing.application_id == application.id,
        _Standing.stage == application.stage,
        _Standing.state == "booked",
        or_(_Standing.booked_at >= application.stage_entered_at, _Standing.starts_at > now),
    )


def _refuse_second(session: Session, viewer: Viewer, application: Application, *, now: datetime) -> None:
    statement = (
        select(Account.name, _Standing.booked_at, _Standing.starts_at, _Standing.ends_at)
        .join(Account, Account.id == _Standing.booked_by)
        .where(is_standing(application, now))
        .order_by(_Standing.id.desc())
        .limit(1)
    )
    row = session.execute(statement).first()
    if row is not None:
        raise Conflict(
            f"{row.name} booked this stage already at {slots.point(row.booked_at, zone=viewer.zone)}: "
            f"{slots.spelled(row.starts_at, row.ends_at, zone=viewer.zone)}. Move or cancel that interview instead."
        )


def enter(
    session: Session, application: Application, *, slot: slots.Slot, link: str, by: int, now: datetime
) -> Interview:
    """The interview of the stage that the application stands in, with nobody in it yet."""
    interview = Interview(
        application_id=application.id,
        stage=application.stage,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        zone=slot.zone,
        wall_time=slot.wall_time,
        video_link=link,
        booked_by=by,
        booked_at=now,
    )
    session.add(interview)
    session.flush()
    return interview
