"""Openings and their hiring teams."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Opening(Base):
    """One position to fill, pinned to the versions of everything it rests on."""

    __tablename__ = "opening"
    __table_args__ = (Index("ix_opening_state_name", "state", "name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(80))
    lowest_level: Mapped[str] = mapped_column(String(8))
    highest_level: Mapped[str] = mapped_column(String(8))
    place: Mapped[str] = mapped_column(String(120))
    location: Mapped[str | None] = mapped_column(String(80))
    specialty: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(20), default="open")
    ladder_digest: Mapped[str] = mapped_column(ForeignKey("content_version.digest"))
    family_digest: Mapped[str] = mapped_column(ForeignKey("content_version.digest"))
    competencies_digest: Mapped[str] = mapped_column(ForeignKey("content_version.digest"))
    scale_digest: Mapped[str] = mapped_column(ForeignKey("content_version.digest"))
    crosswalk_digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))
    model_digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class OpeningMember(Base):
    """Somebody's part in the hiring team of an opening."""

    __tablename__ = "opening_member"
    __table_args__ = (Index("ix_opening_member_account", "account_id", "part", "opening_id"),)

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
