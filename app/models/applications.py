"""Applications, what happened to them, and which requirements they meet."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Application(Base):
    """One candidate in one opening. `version` rises with every move; a move names the version it saw."""

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("candidate_id", "opening_id"),
        Index("ix_application_board", "opening_id", "state", "stage", "stage_entered_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"))
    cv_id: Mapped[int | None] = mapped_column(ForeignKey("candidate_file.id", ondelete="SET NULL"))
    source: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20), default="active")
    stage: Mapped[str] = mapped_column(String(80))
    stage_entered_at: Mapped[datetime]
    hold_until: Mapped[date | None]
    level: Mapped[str | None] = mapped_column(String(8))
    version: Mapped[int] = mapped_column(default=1)
    applied_at: Mapped[datetime]


class ApplicationEvent(Base):
    """Something that happened to an application. Order is by id, never by clock."""

    __tablename__ = "application_event"
    __table_args__ = (Index("ix_application_event_application", "application_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, str]] = mapped_column(JSON)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class RequirementCheck(Base):
    """Whether one requirement is met, by whose word, on what evidence. Figures are typed; amounts in whole units."""

    __tablename__ = "requirement_check"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    requirement: Mapped[str] = mapped_column(String(80), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    certainty: Mapped[str] = mapped_column(String(20), default="claimed")
    evidence: Mapped[str] = mapped_column(Text, default="")
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    year: Mapped[int | None]
    checked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    checked_at: Mapped[datetime]


class Adjustment(Base):
    """What is arranged differently for a candidate; `reason` is read by those alone who have the grant."""

    __tablename__ = "adjustment"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    arrangement: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    set_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
