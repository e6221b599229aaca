"""The privacy notice: keeping the shipped one once it is shown, and publishing others."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import Conflict
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.privacy import SHIPPED, NoticeTexts
from app.gateways import clock
from app.models.accounts import Organisation
from app.models.openings import PrivacyNotice
from app.services import audit

_NEWEST = select(PrivacyNotice.id).order_by(PrivacyNotice.id.desc()).limit(1)


def current_notice(session: Session, now: datetime) -> int:
    """The number of the notice that holds, in the caller's transaction; the shipped one is kept on first use."""
    found = session.execute(_NEWEST).scalar()
    if found is None:
        session.get(Organisation, 1, with_for_update=True)  # there is no notice to lock yet
        found = session.execute(_NEWEST).scalar()
    return _add(session, SHIPPED, by=None, now=now) if found is None else found


def publish_notice(viewer: Viewer, texts: NoticeTexts, *, seen: int) -> int:
    """Let another notice hold from now on. Those before it stay, for whoever was shown them.

    Args:
        viewer: who publishes it.
        texts: in both languages.
        seen: number of the notice that held when the page was opened; 0 for none.

    Returns:
        its number.

    Raises:
        BadData: naming the field that can't be so.
        Conflict: if another admin published one since the page was opened.
    """
    permit(Action.SETTINGS_MANAGE, Relation(viewer))
    texts.check()
    now = clock.now()
    with transaction() as session:
        session.get(Organisation, 1, with_for_update=True)
        held = session.execute(_NEWEST).scalar() or 0
        if held != seen and _is_written(session, held):
            met = "Another admin published a notice while your page was open."
            raise Conflict(f"{met} Nothing of yours was published: read theirs first.")
        number = _add(session, texts, by=viewer.account_id, now=now)
        facts = {"characters": str(len(texts.english)), "japanese": str(len(texts.japanese))}
        audit.record(session, viewer, action="notice.published", about=("notice", number), at=now, data=facts)
        return number


def _is_written(session: Session, number: int) -> bool:
    """Whether somebody here wrote this notice; the shipped one may appear at any time."""
    row = session.get(PrivacyNotice, number)
    return row is not None and row.published_by is not None


def _add(session: Session, texts: NoticeTexts, *, by: int | None, now: datetime) -> int:
    row = PrivacyNotice(text=texts.english, text_ja=texts.japanese, published_by=by, published_at=now)
    session.add(row)
    session.flush()
    return row.id
