"""Answers to the question whether somebody comes: on the interview's page, and out of the calendars of both sides."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.answers import DECLINED_IN_CALENDAR, Answer, check_answer, counts
from app.domain.errors import BadData, NotAllowed, NotFound, NotReady
from app.domain.excuses import Excuse
from app.domain.policy import Action, Role, Viewer
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.scheduling import Interview, Seat
from app.queries.scheduling.calendar_entries import entry_named
from app.services import notifications
from app.services.scheduling import excuses, traces


def answer(viewer: Viewer, interview_id: int, said: Answer) -> bool:
    """Say on the interview's page that one comes, or is not sure yet. Nobody is sent a message for it.

    Returns:
        whether this was new.

    Raises:
        NotFound, NotAllowed: for anybody who does not sit in the interview.
        BadData: for a no, which is a report with a reason.
        NotReady: once it has ended, or while a report of the same person stands.
    """
    with transaction() as session:
        now = clock.now()
        _, seat, interview = excuses.locked_seat(session, viewer, interview_id, action=Action.INTERVIEW_ANSWER)
        check_answer(said, is_excused=seat.excuse is not None, ends_at=interview.ends_at, now=now)
        return _keep(session, viewer, interview, seat, said, now=now)


def record_reply(uid: str, said: str, sequence: int, now: datetime) -> bool:
    """Keep what somebody answered in their calendar.

    A no of an interviewer is the report that they can't make it; a no of the candidate is told to the recruiters. An
    answer to an earlier time, after the end, or of somebody who is not in the interview any more changes nothing.

    Args:
        uid: the entry's name as the calendar sends it back; its signature says whose it is.
        said: accepted, tentative or declined.
        sequence: the number of the change that was answered.
        now: this instant.

    Returns:
        whether anything changed.

    Raises:
        BadData: for an entry that is none of ours, or an answer that is none.
    """
    entry = entry_named(uid)
    if entry is None:
        raise BadData("This answer belongs to no interview of ours.", field="uid")
    if said not in set(Answer):
        raise BadData("This answer is neither yes, no nor perhaps.", field="answer")
    with transaction() as session:
        found = _locked(session, entry.interview_id)
        if found is None:
            return False
        application, interview = found
        since = _asked_since(session, interview)
        if not counts(sequence=sequence, asked_since=since, ends_at=interview.ends_at, now=now):
            return False
        if not entry.is_candidate:
            return _of_interviewer(session, entry.person_id, interview, Answer(said), now=now)
        if application.candidate_id != entry.person_id:
            return False
        return _of_candidate(session, application, interview, Answer(said), now=now)


def _locked(session: Session, interview_id: int) -> tuple[Application, Interview] | None:
    """The application and its interview, locked in this order, if it is still booked."""
    statement = (
        select(Application, Interview)
        .join(Interview, Interview.application_id == Application.id)
        .where(Interview.id == interview_id, Interview.state == "booked")
        .with_for_update()
    )
    row = session.execute(statement.execution_options(populate_existing=True)).one_or_none()
    return (row[0], row[1]) if row is not None else None


def _asked_since(session: Session, interview: Interview) -> int:
    """The number that the interview had when everybody was last asked anew; 0 if that was when it was booked."""
    statement = (
        select(ApplicationEvent.data)
        .where(
            ApplicationEvent.application_id == interview.application_id,
            ApplicationEvent.kind.in_(traces.ASKS_ANEW),
        )
        .order_by(ApplicationEvent.id.desc())
    )
    for data in session.scalars(statement):
        if data.get("interview") == str(interview.id):
            return int(data.get("sequence", "0"))
    return 0


def _of_interviewer(session: Session, account_id: int, interview: Interview, said: Answer, *, now: datetime) -> bool:
    account = session.get(Account, account_id)
    if account is None or not account.is_active:
        return False
    viewer = Viewer(account.id, account.name, Role(account.role), account.zone, account.job_title)
    try:
        _, seat, _ = excuses.locked_seat(session, viewer, interview.id, action=Action.INTERVIEW_ANSWER)
    except (NotFound, NotAllowed):
        return False
    if said is Answer.DECLINED:
        return _decline(session, viewer, interview, seat, now=now)
    if seat.excuse == Excuse.CANNOT.value and seat.excuse_reason == DECLINED_IN_CALENDAR:
        excuses.withdraw(session, viewer, interview.id, now=now)
    return _keep(session, viewer, interview, seat, said, now=now)


def _decline(session: Session, viewer: Viewer, interview: Interview, seat: Seat, *, now: datetime) -> bool:
    """A no: reported like any other, with the reason that calendars leave room for; else it is only kept."""
    try:
        is_new = excuses.report(session, viewer, interview.id, kind=Excuse.CANNOT, reason=DECLINED_IN_CALENDAR, now=now)
    except NotReady:
        return _keep(session, viewer, interview, seat, Answer.DECLINED, now=now)
    return _keep(session, viewer, interview, seat, Answer.DECLINED, now=now, is_told=is_new) or is_new


def _keep(
    session: Session,
    viewer: Viewer,
    interview: Interview,
    seat: Seat,
    said: Answer,
    *,
    now: datetime,
    is_told: bool = False,
) -> bool:
    """Keep an answer at the seat, with a line of the timeline unless another one tells it; whether it is new."""
    if seat.reply == said.value:
        return False
    seat.reply, seat.replied_at = said.value, now
    if not is_told:
        data = {"answer": said.value}
        traces.leave(session, viewer, interview, kind=traces.ANSWERED, now=now, told=(), data=data)
    session.flush()
    return True


def _of_candidate(
    session: Session, application: Application, interview: Interview, said: Answer, *, now: datetime
) -> bool:
    if interview.candidate_reply == said.value:
        return False
    interview.candidate_reply, interview.candidate_replied_at = said.value, now
    data = {"answer": said.value, "by": "candidate"}
    traces.leave(session, None, interview, kind=traces.CANDIDATE_ANSWERED, now=now, told=(), data=data)
    if said is Answer.DECLINED:
        notifications.queue_each(
            session,
            traces.CANDIDATE_DECLINED,
            now=now,
            application_id=application.id,
            interview_id=interview.id,
            account_ids=excuses.recruiters_of(session, application.opening_id),
        )
    session.flush()
    return True
