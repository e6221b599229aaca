"""Recording that an interview was not held because the candidate or an interviewer did not come."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.absences import Absence
from app.domain.errors import BadData
from app.domain.policy import Viewer
from app.domain.slots import listed
from app.gateways import clock
from app.models.accounts import Account
from app.services import notifications
from app.services.scheduling import changes, traces
from app.services.scheduling.ending import end_with_interview

WHY = "Write what happened, in a sentence: whoever reads the timeline wants to know."


def record_absence(viewer: Viewer, interview_id: int, absence: Absence, *, reason: str, seen: int) -> None:
    """Record who did not come. Nobody owes a card for it; the application stays where it is, to be invited again.

    The interviewers are told that it is off. The candidate is not: what comes next is for the recruiter to say.

    Args:
        viewer: who records it.
        interview_id: the interview, which has begun.
        absence: which side did not come, and who of the interviewers.
        reason: what happened, for the timeline.
        seen: version of the interview that the page showed.

    Raises:
        BadData: naming the field that is wrong.
        NotReady: if a scorecard is in: then it did take place.
        Conflict: if somebody else changed the interview meanwhile.
    """
    with transaction() as session:
        now = clock.now()
        _, interview = changes.locked(session, viewer, interview_id, seen=seen)
        seats = changes.seats_of(session, interview_id)
        interviewers = [seat.account_id for seat in seats if not seat.is_shadow]
        absence.check(interviewers=interviewers, starts_at=interview.starts_at, now=now)
        if not reason.strip():
            raise BadData(WHY, field="reason")
        changes.free(session, interview, now=now)
        interview.no_show = absence.no_show
        for seat in seats:
            seat.missed = seat.account_id in absence.missed
        facts = {"no_show": absence.happened.value, "reason": reason.strip()[: changes.REASON_LIMIT]}
        if absence.missed:
            facts |= {"missed": " ".join(map(str, sorted(absence.missed))), "names": _names(session, absence.missed)}
        traces.leave(session, viewer, interview, kind=traces.NO_SHOW, now=now, told=(), data=facts)
        end_with_interview(session, interview_id, now, viewer=viewer)
        notifications.queue_each(
            session,
            traces.CANCELLED,
            now=now,
            application_id=interview.application_id,
            interview_id=interview_id,
            account_ids=[seat.account_id for seat in seats],
            data={"no_show": absence.happened.value},
        )


def _names(session: Session, account_ids: Iterable[int]) -> str:
    statement = select(Account.name).where(Account.id.in_(account_ids)).order_by(Account.name, Account.id)
    return listed(list(session.scalars(statement)))
