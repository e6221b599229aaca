"""Pinned content: immutable versions of ladders, families, competencies, scales, crosswalks and models."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class ContentVersion(Base):
    """One published version as canonical JSON, keyed by its digest. Rows are never changed."""

    __tablename__ = "content_version"
    __table_args__ = (UniqueConstraint("kind", "key", "number"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
