"""Who may run which stage of which family, what people bring, and who must not interview whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class PoolPlace(Base):
    """Somebody's place in the pool of a stage. Without `approved_at` they are in training for it.

    `reason` says why somebody was approved before the training was done.
    """

    __tablename__ = "pool_place"
    __table_args__ = (Index("ix_pool_place_account", "account_id", "family", "stage"),)

    family: Mapped[str] = mapped_column(String(80), primary_key=True)
    stage: Mapped[str] = mapped_column(String(80), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    added_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class PersonTag(Base):
    """Something that a person brings: a language, a specialty, or a focus area (`area`) that they are strong in."""

    __tablename__ = "person_tag"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    tag: Mapped[str] = mapped_column(String(80), primary_key=True)


class Conflict(Base):
    """Why a person never interviews a candidate; `kind` is one of the domain's conflicts of interest."""

    __tablename__ = "conflict"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    declared_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    declared_at: Mapped[datetime]
