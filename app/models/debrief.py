"""Notes of a debrief. Outside the feature grid: it stands between scorecards and decisions, with readers of its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class DebriefNote(Base):
    """What came of talking about one item, such as "area:results"; a later note stands below the earlier ones.

    The first note of an item "own:N" is the question that somebody put on the agenda; its outcome is "asked".
    """

    __tablename__ = "debrief_note"
    __table_args__ = (Index("ix_debrief_note_application", "application_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(100))
    outcome: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
