"""Questions about growth letters: what a candidate reads, and what those who send it look at."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotFound
from app.models.applications import GrowthLetter
from app.queries.candidates.mine import MyApplication


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as its candidate reads it."""

    body: str
    language: str
    sent_at: datetime


def letter_to(mine: MyApplication) -> SentLetter:
    """The letter that was sent about the visitor's application: one statement.

    Raises:
        NotFound: if none was sent, or the application was taken up again since.
    """
    statement = select(GrowthLetter.body, GrowthLetter.language, GrowthLetter.sent_at)
    sent = (GrowthLetter.application_id == mine.id, GrowthLetter.sent_at.is_not(None))
    row = db.session.execute(statement.where(*sent)).first()
    if row is None or not mine.has_letter:
        raise NotFound
    return SentLetter(row.body, row.language, row.sent_at)
