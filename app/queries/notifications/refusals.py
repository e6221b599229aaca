"""Questions about who hears nothing of a message although it is meant for them."""

from sqlalchemy import and_, select

from app.database import db
from app.models.accounts import Account
from app.models.applications import Application
from app.models.notifications import OutboxMessage
from app.queries import access


def why_not_to(message_id: int) -> str | None:
    """Why the one whom a message is for hears nothing of it, in a word; None for everybody else.

    These are people who left, and whoever applies with us and would be told of their own application.
    """
    asked = (
        select(
            Account.is_active,
            and_(OutboxMessage.application_id.is_not(None), access.is_own(Account.id)).label("is_own"),
        )
        .select_from(OutboxMessage)
        .join(Account, Account.id == OutboxMessage.account_id)
        .outerjoin(Application, Application.id == OutboxMessage.application_id)
        .where(OutboxMessage.id == message_id)
    )
    row = db.session.execute(asked).first()
    if row is None:
        return None
    return "own application" if row.is_own else None if row.is_active else "inactive"
