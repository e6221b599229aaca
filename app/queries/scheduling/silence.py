"""Who has heard nothing for how long: said once, for the words that recruiters get and for the page that lists them."""

from datetime import datetime, timedelta

from sqlalchemy import Subquery, and_, case, exists, func, select

from app.domain.invitations import InvitationState
from app.domain.states import State
from app.models.applications import Application
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Invitation


def quiet(now: datetime, *, waits_days: int) -> Subquery:
    """Active applications whose candidates have heard nothing for that long: `id` and `since`.

    A message counts from when it was queued, an interview from its end. Whoever has an interview ahead or an
    invitation to answer is left out.
    """
    before = now - timedelta(days=waits_days)
    told = and_(
        OutboxMessage.application_id == Application.id,
        OutboxMessage.candidate_id.is_not(None),
        OutboxMessage.cancelled_at.is_(None),
    )
    met = and_(Interview.application_id == Application.id, Interview.state == "booked")
    invited = exists().where(
        Invitation.application_id == Application.id, Invitation.state == InvitationState.OPEN.value
    )
    entered = Application.stage_entered_at
    last_word = select(func.max(OutboxMessage.created_at)).where(told).scalar_subquery()
    last_met = select(func.max(Interview.ends_at)).where(met).scalar_subquery()
    found = (
        select(
            Application.id,
            entered.label("entered"),
            func.coalesce(last_word, entered).label("word"),
            func.coalesce(last_met, entered).label("met"),
        )
        .where(
            Application.state == State.ACTIVE.value,
            entered <= before,
            ~exists().where(told, OutboxMessage.created_at > before),
            ~exists().where(met, Interview.ends_at > before),
            ~invited,
        )
        .subquery()
    )
    columns = found.c
    since = case(
        (and_(columns.word >= columns.entered, columns.word >= columns.met), columns.word),
        (columns.met >= columns.entered, columns.met),
        else_=columns.entered,
    )
    return select(columns.id, since.label("since")).subquery()
