"""The manager's own level, stored recommendations, and decisions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class OwnLevel(Base):
    """The hiring manager's level, given before anything computed is shown. Never overwritten."""

    __tablename__ = "own_level"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    level: Mapped[str] = mapped_column(String(20))
    confidence: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class Snapshot(Base):
    """A recommendation as it was shown: method, input, result and the digests it rests on, as canonical JSON."""

    __tablename__ = "snapshot"
    __table_args__ = (Index("ix_snapshot_application", "application_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    method: Mapped[str] = mapped_column(String(20))
    engine_version: Mapped[str] = mapped_column(String(20))
    input: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    digests: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Decision(Base):
    """What a person decided, at which level, why, and on which snapshot.

    `lowest_level` and `highest_level` are the range of the opening when the level lay outside of it: then the decision
    counts only once it is approved. Both are empty when nobody had to approve.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_application", "application_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    outcome: Mapped[str] = mapped_column(String(20))
    level: Mapped[str | None] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    decided_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    lowest_level: Mapped[str | None] = mapped_column(String(8))
    highest_level: Mapped[str | None] = mapped_column(String(8))


class DecisionApproval(Base):
    """What became of a decision that needed approval: approved, sent back or taken back. Never changed."""

    __tablename__ = "decision_approval"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
