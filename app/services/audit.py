"""Writing the audit trail."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.policy import Viewer
from app.gateways import clock
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
        data: further facts; numbers and keys, never a candidate's name or a scorecard's text. That somebody acted by
            a link, without signing in, is added.
    """
    facts = dict(data or {}) | ({"by": "link"} if actor is not None and actor.by_link is not None else {})
    session.add(
        AuditEntry(
            at=at,
            actor_id=actor.account_id if actor else None,
            action=action,
            object_kind=about[0],
            object_id=about[1],
            data=facts,
        )
    )


def note_reading(reader: Viewer, *, what: str, about: tuple[str, int], form: str) -> None:
    """Keep that somebody took a document out of the product, in a transaction of its own.

    Args:
        reader: who read it; the caller has checked that they may.
        what: the document, such as "packet".
        about: kind and number of the object that it tells of.
        form: how it was taken, such as "pdf".
    """
    with transaction() as session:
        record(session, reader, action=f"{what}.read", about=about, at=clock.now(), data={"form": form})
