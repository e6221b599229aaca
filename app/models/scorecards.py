"""Scorecards, their lines, and dated amendments."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Scorecard(Base):
    """What one interviewer wrote about one interview. Frozen from `submitted_at` on; then only amended."""

    __tablename__ = "scorecard"
    __table_args__ = (UniqueConstraint("interview_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    vote: Mapped[str | None] = mapped_column(String(20))
    summary: Mapped[str] = mapped_column(Text, default="")
    next_note: Mapped[str] = mapped_column(Text, default="")
    note_withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    is_late: Mapped[bool] = mapped_column(default=False)


class CompetencyRating(Base):
    """One line of a scorecard. Answered with `point` NULL means "no evidence seen"."""

    __tablename__ = "competency_rating"
    __table_args__ = (CheckConstraint("point >= 1", name="point_positive"),)

    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id", ondelete="CASCADE"), primary_key=True)
    focus_area: Mapped[str] = mapped_column(String(80), primary_key=True)
    is_answered: Mapped[bool] = mapped_column(default=False)
    point: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(Text, default="")


class SignalRating(Base):
    """The statement that fits for one scope signal. Answered with `statement` NULL means "no evidence seen"."""

    __tablename__ = "signal_rating"

    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id", ondelete="CASCADE"), primary_key=True)
    signal: Mapped[str] = mapped_column(String(80), primary_key=True)
    is_answered: Mapped[bool] = mapped_column(default=False)
    statement: Mapped[str | None] = mapped_column(String(80))
    evidence: Mapped[str] = mapped_column(Text, default="")


class Amendment(Base):
    """A correction of a submitted card: before, after, why. Nothing is overwritten without one."""

    __tablename__ = "amendment"
    __table_args__ = (Index("ix_amendment_scorecard", "scorecard_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(80))
    before: Mapped[dict[str, str | int | None]] = mapped_column(JSON)
    after: Mapped[dict[str, str | int | None]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    after_reveal: Mapped[bool]
    at: Mapped[datetime]


class AskedQuestion(Base):
    """A question that the interviewer ticked as asked, by its key in the pinned catalogue."""

    __tablename__ = "asked_question"

    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(80), primary_key=True)


class CardFile(Base):
    """A file beside somebody's scorecard, such as slides. `stored_as` is its name in the file store."""

    __tablename__ = "card_file"
    __table_args__ = (Index("ix_card_file_interview", "interview_id", "account_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    stored_as: Mapped[str] = mapped_column(String(80), unique=True)
    added_at: Mapped[datetime]
