"""Closing an application, by our no or by theirs, and opening it again."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import pipeline
from app.domain.decline_news import IN_PERSON, News, Telling, told_at
from app.domain.errors import BadData, NotReady
from app.domain.pipeline import UNDO_WINDOW, Event, Move, State, WithdrawReason
from app.domain.policy import Action, Viewer
from app.gateways import clock
from app.models.applications import ApplicationEvent
from app.models.candidates import Candidate
from app.models.scheduling import Interview
from app.queries.applications import Case
from app.services import notifications, scheduling
from app.services.applications.moving import apply_move, locked
from app.services.scheduling.releases import DECLINE_MAIL

AREA, REQUIREMENT = "area:", "requirement:"
AT_ONCE = News()


def decline(
    viewer: Viewer,
    application_id: int,
    *,
    seen: int,
    about: str,
    reason: str,
    keep_soon: bool = True,
    news: News = AT_ONCE,
) -> scheduling.Released:
    """Say no, in one act: bookings, invited people, open scorecards and the candidate's mail included.

    Args:
        viewer: who declines.
        application_id: the application.
        seen: the version that the page showed.
        about: "area:<key>" or "requirement:<key>" of the pinned playbook.
        reason: what was seen, in words.
        keep_soon: keep an interview that starts within 24 hours; the mail then waits until it ends.
        news: when the candidate hears of it.

    Returns:
        which interviews were cancelled, and which were kept.
    """
    given = {"about": about, "reason": reason, "keep_soon": keep_soon, "news": news}
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.APPLICATION_MOVE)
        return decline_within(session, case, viewer=viewer, now=now, **given)  # type: ignore[arg-type]


def decline_within(
    session: Session,
    case: Case,
    *,
    viewer: Viewer,
    about: str,
    reason: str,
    keep_soon: bool,
    now: datetime,
    news: News = AT_ONCE,
) -> scheduling.Released:
    """All of a decline inside the caller's transaction, which took `case` from `locked`."""
    news = news_of(case, news)
    leaves_at = told_at(news, now=now, zone=_zone_of(session, case, news))
    position, events = pipeline.decline(case.position, about=about, about_name=about_name(case, about), reason=reason)
    told = tuple(Event(event.kind, {**event.data, **news.facts}) for event in events)
    apply_move(session, case, (position, told), viewer=viewer, now=now)
    released = scheduling.release(
        session, application_id=case.id, viewer=viewer, now=now, keep_soon=keep_soon, close_cards=True
    )
    if leaves_at is not None:
        due_at = _mail_due(session, released, leaves_at)
        queue_decline(session, case, now=now, due_at=due_at, cancelled=released.cancelled)
    return released


def news_of(case: Case, news: News) -> News:
    """How they hear of it: as was chosen, but a colleague in a promotion case always in person."""
    return IN_PERSON if case.is_promotion else news


def queue_decline(
    session: Session, case: Case, *, now: datetime, due_at: datetime, cancelled: tuple[int, ...] = ()
) -> None:
    """Queue the mail of a decline."""
    notifications.queue(
        session,
        DECLINE_MAIL,
        now=now,
        due_at=due_at,
        application_id=case.id,
        candidate_id=case.candidate_id,
        data={"cancelled": " ".join(map(str, cancelled))} if cancelled else None,
    )


def _zone_of(session: Session, case: Case, news: News) -> str:
    """Where the candidate is; asked only if the moment of the mail depends on it."""
    if news.telling not in {Telling.MORNING, Telling.LATER}:
        return "UTC"
    return session.execute(select(Candidate.zone).where(Candidate.id == case.candidate_id)).scalar_one()


def about_name(case: Case, about: str) -> str:
    """The name of the focus area or requirement that a decline rests on.

    Raises:
        BadData: if it is none of this opening's.
    """
    areas = case.playbook.planned_areas()
    if about.startswith(AREA) and about.removeprefix(AREA) in areas:
        return case.playbook.competencies.competency(about.removeprefix(AREA)).name
    for item in case.requirements:
        if about == f"{REQUIREMENT}{item.requirement.key}":
            return item.requirement.text
    raise BadData("Choose the focus area or requirement of this opening that the decline rests on.", field="about")


def _mail_due(session: Session, released: scheduling.Released, leaves_at: datetime) -> datetime:
    """A kept interview comes first: its candidate hears of the decline when it has ended."""
    if not released.kept:
        return leaves_at
    last = session.execute(select(func.max(Interview.ends_at)).where(Interview.id.in_(released.kept))).scalar_one()
    return max(last, leaves_at)


def undo_decline(viewer: Viewer, application_id: int, *, seen: int) -> scheduling.Restored:
    """Take a decline back within its minute: state, bookings whose time is still free, scorecards, unsent mail.

    Raises:
        NotReady: when the minute is over, or the application is not declined.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.APPLICATION_MOVE)
        moved = pipeline.undo_decline(case.position, was=_state_before(session, case, now))
        apply_move(session, case, moved, viewer=viewer, now=now)
        return _open_again(session, case, viewer=viewer, now=now)


def _state_before(session: Session, case: Case, now: datetime) -> State:
    statement = (
        select(ApplicationEvent.data, ApplicationEvent.at)
        .where(ApplicationEvent.application_id == case.id, ApplicationEvent.kind == "declined")
        .order_by(ApplicationEvent.id.desc())
        .limit(1)
    )
    row = session.execute(statement).first()
    if row is None or case.position.state not in pipeline.MOVES_FROM[Move.UNDO_DECLINE]:
        return State.ACTIVE
    if now - row.at > UNDO_WINDOW:
        raise NotReady("The minute in which a decline can be taken back is over. Re-open the application instead.")
    return State(row.data.get("was", State.ACTIVE.value))


def _open_again(session: Session, case: Case, *, viewer: Viewer, now: datetime) -> scheduling.Restored:
    notifications.cancel_unsent(session, application_id=case.id, kinds=(DECLINE_MAIL,), now=now)
    return scheduling.restore(session, application_id=case.id, viewer=viewer, now=now)


def reopen(viewer: Viewer, application_id: int, *, seen: int, reason: str) -> scheduling.Restored:
    """Take up a closed application again. Drafts are owed again; cancelled bookings come back where time is free."""
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.APPLICATION_MOVE)
        apply_move(session, case, pipeline.reopen(case.position, reason=reason), viewer=viewer, now=now)
        return _open_again(session, case, viewer=viewer, now=now)


def withdraw(
    viewer: Viewer, application_id: int, *, seen: int, reason: WithdrawReason, note: str = ""
) -> scheduling.Released:
    """Record the candidate's no. Bookings are cancelled; scorecards of interviews that took place may still come in."""
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.APPLICATION_MOVE)
        moved = pipeline.withdraw(case.position, reason=reason, note=note)
        apply_move(session, case, moved, viewer=viewer, now=now)
        return scheduling.release(
            session,
            application_id=case.id,
            viewer=viewer,
            now=now,
            keep_soon=False,
            close_cards=False,
            because=scheduling.WITHDRAWN,
            candidate_id=case.candidate_id,
        )
