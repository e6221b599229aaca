"""Moves through the stages, pauses, offers and hires."""

from datetime import date
from zoneinfo import ZoneInfo

from app.database import transaction
from app.domain import pipeline
from app.domain.policy import Action, Viewer, may, permit
from app.gateways import clock
from app.queries.applications import progress_of_case
from app.services import scheduling
from app.services.applications.moving import apply_move, locked


def advance(viewer: Viewer, application_id: int, *, seen: int, override: str = "") -> None:
    """Move to the next stage of the plan.

    Args:
        viewer: who advances.
        application_id: the application.
        seen: the version that the page showed.
        override: why it shall advance although something is missing; needs the override grant when something is.

    Raises:
        NotReady: with every missing thing, if nobody overrides.
        Conflict: if somebody was faster.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.APPLICATION_MOVE)
        missing = progress_of_case(case, now=now).sentences
        if missing and override.strip():
            permit(Action.APPLICATION_OVERRIDE, case.relation)
        moved = pipeline.advance(case.position, case.plan, missing=missing, override=override)
        apply_move(session, case, moved, viewer=viewer, now=now)
        scheduling.leave_stage(session, case.id, case.position.stage, now, viewer=viewer)


def go_to(viewer: Viewer, application_id: int, *, seen: int, stage: str, reason: str) -> None:
    """Skip, repeat or reorder stages, with a reason. Bookings stay as they are; an open invitation ends.

    Raises:
        BadData: without a reason, or for a stage that it can't go to.
        NotReady: if scorecards of held interviews would be left behind, and the viewer may not override.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.APPLICATION_MOVE)
        owed = progress_of_case(case, now=now).owed
        may_override = may(Action.APPLICATION_OVERRIDE, case.relation)
        moved = pipeline.go_to(
            case.position, case.plan, stage=stage, reason=reason, missing=owed, may_override=may_override
        )
        apply_move(session, case, moved, viewer=viewer, now=now)
        scheduling.leave_stage(session, case.id, case.position.stage, now, viewer=viewer)


def hold(viewer: Viewer, application_id: int, *, seen: int, until: date, reason: str) -> None:
    """Pause until a date of the viewer's calendar. Bookings and scorecards stay."""
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.APPLICATION_MOVE)
        today = now.astimezone(ZoneInfo(viewer.zone)).date()
        moved = pipeline.hold(case.position, until=until, today=today, reason=reason)
        apply_move(session, case, moved, viewer=viewer, now=now)


def resume(viewer: Viewer, application_id: int, *, seen: int) -> None:
    """Go on after a hold."""
    with transaction() as session:
        case = locked(session, viewer, application_id, seen=seen, action=Action.APPLICATION_MOVE)
        apply_move(session, case, pipeline.resume(case.position), viewer=viewer, now=clock.now())


def make_offer(viewer: Viewer, application_id: int, *, seen: int) -> None:
    """Record that the offer was made."""
    with transaction() as session:
        case = locked(session, viewer, application_id, seen=seen, action=Action.OFFER_RECORD)
        apply_move(session, case, pipeline.make_offer(case.position), viewer=viewer, now=clock.now())


def hire(viewer: Viewer, application_id: int, *, seen: int) -> None:
    """Record that the offer was accepted."""
    with transaction() as session:
        case = locked(session, viewer, application_id, seen=seen, action=Action.OFFER_RECORD)
        apply_move(session, case, pipeline.hire(case.position), viewer=viewer, now=clock.now())
