"""The question whether a candidate was told of our no: by a mail that was not stopped, or in another way."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.states import State
from app.models.applications import Application, ApplicationEvent
from app.models.notifications import OutboxMessage

DECLINE_MAIL = "application_declined"
# The event by which somebody says that the candidate heard of it in another way.
TOLD = "candidate_told"
_Declined, _Told = aliased(ApplicationEvent), aliased(ApplicationEvent)


def last_decline() -> ColumnElement[int]:
    """Column beside Application: the number of the event by which it was declined last."""
    statement = select(func.max(_Declined.id)).where(
        _Declined.application_id == Application.id, _Declined.kind == "declined"
    )
    return statement.correlate(Application).scalar_subquery()


def declined_at() -> ColumnElement[datetime]:
    """Column beside Application: when it was declined last."""
    statement = select(_Declined.at).where(_Declined.id == last_decline())
    return statement.correlate(Application).scalar_subquery()


def mail_of_decline() -> ColumnElement[bool]:
    """Condition on OutboxMessage beside Application: it tells of the last decline, or will."""
    return and_(
        OutboxMessage.application_id == Application.id,
        OutboxMessage.candidate_id.is_not(None),
        OutboxMessage.kind == DECLINE_MAIL,
        OutboxMessage.cancelled_at.is_(None),
        OutboxMessage.failed_at.is_(None),
        OutboxMessage.dropped.is_(None),
        OutboxMessage.created_at >= declined_at(),
    )


def untold() -> ColumnElement[bool]:
    """Condition on Application: it is declined, and no mail has told or will tell the candidate, nor anybody else."""
    mailed = select(OutboxMessage.id).where(mail_of_decline()).correlate(Application)
    said = select(_Told.id).where(_Told.application_id == Application.id, _Told.kind == TOLD, _Told.id > last_decline())
    return and_(Application.state == State.DECLINED.value, ~mailed.exists(), ~said.correlate(Application).exists())


def decline_told_at(application_id: int) -> datetime | None:
    """When the mail of a decline leaves, or left; None while none is to. One statement."""
    statement = (
        select(func.min(OutboxMessage.due_at))
        .select_from(Application)
        .join(OutboxMessage, mail_of_decline())
        .where(Application.id == application_id, Application.state == State.DECLINED.value)
    )
    return db.session.execute(statement).scalar()


def is_untold(application_id: int) -> bool:
    """Whether nobody has told the candidate of a decline, nor will."""
    found = select(Application.id).where(Application.id == application_id, untold())
    return db.session.execute(found).first() is not None
