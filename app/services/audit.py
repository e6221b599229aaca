"""Writing the audit trail."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.policy import Viewer
from app.models.audit import AuditEntry


def record(
    session: Session,
    actor: Viewer | None,
    *,
    action: str,
    about: tuple[str, int],
    at: datetime,
    data: Mapping[str, str] | None = None,
) -> None:
    """Add one row in the caller's transaction.

    Args:
        session: the caller's session.
        actor: who acted; None for the system itself.
        action: what happened, in the past tense, such as "application.declined".
        about: kind and number of the object.
        at: when.
        data: further facts; numbers and keys, never a candidate's name or a scorecard's text.
    """
    session.add(
        AuditEntry(
            at=at,
            actor_id=actor.account_id if actor else None,
            action=action,
            object_kind=about[0],
            object_id=about[1],
            data=dict(data or {}),
        )
    )
