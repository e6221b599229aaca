"""Letting an application's interviews go when it closes, and taking them back when it opens again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from app.domain import slots
from app.domain.policy import Viewer
from app.models.applications import Application
from app.models.notifications import OutboxMessage
from app.models.openings import Opening
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries import ladders
from app.services import notifications
from app.services.scheduling import cells, sitting, traces
from app.services.scheduling.ending import DECLINED, end_invitations, revive_invitations
from app.services.scheduling.excuses import forget_answers

SOON = timedelta(hours=24)
DECLINE_MAIL = "application_declined"


@dataclass(frozen=True, slots=True)
class Released:
    """Ids of the interviews that were cancelled, and of those that were kept since they start within 24 hours."""

    cancelled: tuple[int, ...]
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """Ids of the interviews that are booked again, and one sentence for each that can't be."""

    booked: tuple[int, ...]
    refused: tuple[str, ...]


def release(
    session: Session,
    *,
    application_id: int,
    viewer: Viewer | None,
    now: datetime,
    keep_soon: bool,
    close_cards: bool,
    because: str = DECLINED,
    candidate_id: int | None = None,
) -> Released:
    """Cancel what has not started, free everybody's time, end open invitations, tell everybody who was to attend.

    Call it with the application locked. An interview that it cancels is marked by `cards_closed_at`, which a
    cancellation by hand leaves empty: so `restore` knows its own.

    Args:
        session: the caller's session.
        application_id: the application that closes.
        viewer: who closes it.
        now: this instant.
        keep_soon: keep interviews that start within 24 hours; their cards stay open.
        close_cards: cards of interviews that were held, but are not in, are kept and no longer owed.
        because: why invitations end with it: declined or withdrawn.
        candidate_id: the candidate, if each cancellation is told to them by a message of its own.
    """
    interviews = _booked(session, application_id)
    ahead = [interview for interview in interviews if interview.starts_at > now]
    kept = [interview for interview in ahead if keep_soon and interview.starts_at <= now + SOON]
    cancelled = [interview for interview in ahead if interview not in kept]
    seats = _seats(session, cancelled)
    if cancelled:
        cells.let_go(session, [interview.id for interview in cancelled])
    for interview in cancelled:
        interview.state, interview.cards_closed_at = "cancelled", now
        interview.version += 1
        traces.leave(
            session,
            viewer,
            interview,
            kind=traces.CANCELLED,
            now=now,
            told=seats.get(interview.id, ()),
            data={"because": "application_closed"},
            candidate_id=candidate_id,
        )
    end_invitations(session, application_id, because, now, viewer=viewer)
    if close_cards:
        held = [interview.id for interview in interviews if interview.starts_at <= now]
        _close_cards(session, held, now)
        notifications.cancel_reminders(session, *held, now=now)
    return Released(tuple(item.id for item in cancelled), tuple(item.id for item in kept))


def restore(session: Session, *, application_id: int, viewer: Viewer, now: datetime) -> Restored:
    """Book again what the last release cancelled and whose time is still free; revive drafts and the invitation.

    Call it with the application locked. Messages of the release that were not sent yet are taken back, so that
    nobody hears of it twice; who was told already is told again. Don't take those messages back yourself.
    """
    statement = select(Interview).where(
        Interview.application_id == application_id, Interview.cards_closed_at.is_not(None), Interview.state != "booked"
    )
    ordered = statement.order_by(Interview.starts_at, Interview.id).with_for_update()
    marked = list(session.scalars(ordered.execution_options(populate_existing=True)))
    if not marked:
        _open_cards(session, application_id)
        revive_invitations(session, application_id, now)
        return Restored((), ())
    seats = _seats(session, marked)
    attendees = {who for group in seats.values() for who in group}
    names = _stage_names(session, application_id)
    cells.lock_people(session, attendees, application_id=application_id)
    booked, refused = [], []
    for interview in marked:
        called = names.get(interview.stage, interview.stage)
        reasons = _reasons_against(session, viewer, interview, now=now, attendees=seats.get(interview.id, ()))
        reasons += _absent(session, interview, seats.get(interview.id, ()))
        if reasons:
            when = slots.spelled(interview.starts_at, interview.ends_at, zone=interview.zone)
            refused.append(f"{called}, {when}, is not booked again: {' '.join(reasons)}")
        else:
            _book_again(session, viewer, interview, now=now, attendees=seats[interview.id])
            booked.append(interview.id)
    _open_cards(session, application_id)
    revive_invitations(session, application_id, now)
    return Restored(tuple(booked), tuple(refused))


def _booked(session: Session, application_id: int) -> list[Interview]:
    statement = select(Interview).where(Interview.application_id == application_id, Interview.state == "booked")
    ordered = statement.order_by(Interview.starts_at, Interview.id).with_for_update()
    return list(session.scalars(ordered.execution_options(populate_existing=True)))


def _seats(session: Session, interviews: list[Interview]) -> dict[int, tuple[int, ...]]:
    """Who attends each interview, shadows included."""
    if not interviews:
        return {}
    statement = select(Seat.interview_id, Seat.account_id).where(
        Seat.interview_id.in_([interview.id for interview in interviews]), Seat.left_at.is_(None)
    )
    found: dict[int, tuple[int, ...]] = {}
    for interview_id, account_id in session.execute(statement.order_by(Seat.interview_id, Seat.account_id)):
        found[interview_id] = (*found.get(interview_id, ()), account_id)
    return found


def _close_cards(session: Session, interview_ids: list[int], now: datetime) -> None:
    """Close the cards of held interviews where at least one is not in."""
    submitted = exists().where(
        Scorecard.interview_id == Seat.interview_id,
        Scorecard.account_id == Seat.account_id,
        Scorecard.submitted_at.is_not(None),
    )
    owed = exists().where(
        Seat.interview_id == Interview.id, Seat.left_at.is_(None), Seat.is_shadow.is_(False), ~submitted
    )
    session.execute(
        update(Interview)
        .where(Interview.id.in_(interview_ids), Interview.cards_closed_at.is_(None), owed)
        .values(cards_closed_at=now)
    )


def _open_cards(session: Session, application_id: int) -> None:
    """Let drafts be owed again, and forget the marks. Cards that a quorum closed stay closed."""
    session.flush()
    session.execute(
        update(Interview)
        .where(
            Interview.application_id == application_id,
            Interview.cards_closed_at.is_not(None),
            or_(Interview.panel_opened_at.is_(None), Interview.quorum_reason == ""),
        )
        .values(cards_closed_at=None)
    )


def _reasons_against(
    session: Session, viewer: Viewer, interview: Interview, *, now: datetime, attendees: tuple[int, ...]
) -> list[str]:
    if interview.starts_at <= now:
        return ["this time has passed."]
    return list(cells.clashes(session, viewer, _wish(session, interview, attendees)))


def _absent(session: Session, interview: Interview, attendees: tuple[int, ...]) -> list[str]:
    """One sentence for each who could not be booked by hand either."""
    about, stage = interview.application_id, interview.stage
    people = cells.lock_people(session, attendees, application_id=about, stage=stage)
    away = [
        f"{person.name} {_why_absent(person)}."
        for person in people.values()
        if person.is_candidate or not (person.is_active and person.may_sit)
    ]
    return [*away, *sitting.sentences_against(about, people, stage=stage).values()]


def _why_absent(person: cells.Person) -> str:
    if person.is_candidate:
        return "is the candidate"
    return "is in neither the hiring team nor the pool of this stage any more" if person.is_active else "has left"


def _wish(session: Session, interview: Interview, attendees: tuple[int, ...]) -> cells.Wish:
    statement = select(Application.candidate_id).where(Application.id == interview.application_id)
    candidate_id = session.execute(statement).scalar_one()
    return cells.Wish(attendees, candidate_id, interview.starts_at, interview.ends_at, interview.zone, interview.id)


def _book_again(
    session: Session, viewer: Viewer, interview: Interview, *, now: datetime, attendees: tuple[int, ...]
) -> None:
    wish, closed_at = _wish(session, interview, attendees), interview.cards_closed_at
    cells.hold(session, viewer, wish)
    interview.state, interview.cards_closed_at = "booked", None
    interview.version += 1
    seats = select(Seat).where(Seat.interview_id == interview.id)
    forget_answers(interview, session.scalars(seats.execution_options(populate_existing=True)))
    spared = _take_back(session, interview.id, now)
    told = [who for who in attendees if who not in spared]
    candidate_id = wish.candidate_id if _was_told(session, interview, wish.candidate_id, since=closed_at) else None
    traces.leave(session, viewer, interview, kind=traces.RESTORED, now=now, told=told, candidate_id=candidate_id)
    session.flush()


def _take_back(session: Session, interview_id: int, now: datetime) -> frozenset[int]:
    """Cancel the messages that were not sent yet; whose they were need not hear anything."""
    statement = update(OutboxMessage).where(
        OutboxMessage.interview_id == interview_id,
        OutboxMessage.kind == traces.CANCELLED,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.cancelled_at.is_(None),
    )
    returning = statement.values(cancelled_at=now).returning(OutboxMessage.account_id)
    session.flush()
    return frozenset(who for who in session.scalars(returning, execution_options={"synchronize_session": False}) if who)


def _was_told(session: Session, interview: Interview, candidate_id: int, *, since: datetime | None) -> bool:
    """Whether the candidate has heard that it was cancelled: by a message of its own, or by the decline."""
    heard = exists().where(
        OutboxMessage.application_id == interview.application_id,
        OutboxMessage.candidate_id == candidate_id,
        OutboxMessage.kind.in_([traces.CANCELLED, DECLINE_MAIL]),
        OutboxMessage.sent_at.is_not(None),
        OutboxMessage.created_at >= since,
    )
    return since is not None and bool(session.execute(select(heard)).scalar())


def _stage_names(session: Session, application_id: int) -> dict[str, str]:
    """The names of the stages of the application's plan, by key."""
    statement = select(*ladders.own_digest_columns()).join(Opening, Opening.id == Application.opening_id)
    row = session.execute(statement.where(Application.id == application_id)).one()
    stages = ladders.playbook_for(ladders.digests_from(row._mapping)).family.stages
    return {stage.key: stage.name for stage in stages}
