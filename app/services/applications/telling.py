"""Telling a candidate of a decline that nobody has told them of."""

from app.database import transaction
from app.domain.errors import BadData, NotReady
from app.domain.pipeline import Event
from app.domain.policy import Action, Viewer
from app.domain.states import State
from app.gateways import clock
from app.queries.applications import Case
from app.queries.notifications.declines import TOLD, is_untold
from app.services.applications.closing import queue_decline
from app.services.applications.moving import add_event, locked


def refuse_told(case: Case) -> None:
    """Refuse where there is nothing to tell any more.

    Raises:
        NotReady: if it is not declined, or the candidate was told or will be.
    """
    if case.position.state is not State.DECLINED:
        raise NotReady("This application is not declined, so there is no decline to tell of.")
    if not is_untold(case.id):
        raise NotReady("The candidate was told of the decline already, or the mail waits for its moment.")


def tell(viewer: Viewer, application_id: int, *, seen: int, by_mail: bool, how: str = "") -> None:
    """Write to the candidate now, or note that they heard of it in another way.

    Args:
        viewer: a recruiter or hiring manager of the opening.
        application_id: a declined application.
        seen: the version that the page showed.
        by_mail: whether the mail of a decline leaves now; nobody asked for a minute to think again.
        how: in which other way they heard of it.

    Raises:
        NotReady: as `refuse_told`; also for a mail to a colleague whose promotion was considered.
        BadData: without a word on how they heard of it.
        Conflict: if the application has moved.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.APPLICATION_MOVE)
        refuse_told(case)
        if by_mail and case.is_promotion:
            raise NotReady("A colleague hears of it in person. Tell them, and then note here how.")
        if by_mail:
            queue_decline(session, case, now=now, due_at=now)
            return
        if not how.strip():
            raise BadData("Write how they heard of it, such as “by phone on Tuesday”.", field="how")
        add_event(session, case.id, Event(TOLD, {"how": how.strip()}), viewer=viewer, now=now)
