"""The question which privacy notice holds, or held when somebody applied."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.privacy import SHIPPED, NoticeTexts
from app.models.openings import PrivacyNotice

_NOTICES = select(
    PrivacyNotice.id, PrivacyNotice.text, PrivacyNotice.text_ja, PrivacyNotice.published_by, PrivacyNotice.published_at
).order_by(PrivacyNotice.id.desc())


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice; its number and date are None for the shipped one before anybody was shown it.

    `is_ours` says that nobody here has written it: it came with the program.
    """

    id: int | None
    texts: NoticeTexts
    published_at: datetime | None
    is_ours: bool


def notice(notice_id: int | None = None) -> Notice:
    """One notice, or the one that holds now: the newest, else the shipped one. One statement.

    Raises:
        NotFound: if there is none of that number.
    """
    wanted = _NOTICES.limit(1) if notice_id is None else _NOTICES.where(PrivacyNotice.id == notice_id)
    row = db.session.execute(wanted).first()
    if row is not None:
        return _notice(row)
    if notice_id is not None:
        raise NotFound("There is no such notice. The one that holds now is at /privacy.")
    return Notice(None, SHIPPED, None, is_ours=True)


def notices() -> tuple[Notice, ...]:
    """Every notice that was ever shown or published, the newest first."""
    return tuple(_notice(row) for row in db.session.execute(_NOTICES))


def _notice(row: Row[int, str, str, int | None, datetime]) -> Notice:
    texts = NoticeTexts(row.text, row.text_ja)
    return Notice(row.id, texts, row.published_at, is_ours=row.published_by is None)
