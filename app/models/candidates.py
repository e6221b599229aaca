"""Candidates, their files, the links and sessions by which they read their own pages, and who was erased."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Candidate(Base):
    """Somebody who applies. `email` is kept in lower case; one candidate may have several applications.

    `country` is where they live, as two letters, where known. `same_as_id` is the record of the same person under
    another address, said by `joined_by`; nothing is moved, so that it can be taken back. `legal_hold` is the reason why
    nothing of them may be deleted. Of somebody who was erased, only the number and `erased_at` are left.
    """

    __tablename__ = "candidate"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    search_name: Mapped[str] = mapped_column(String(200), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    place: Mapped[str] = mapped_column(String(120), default="")
    zone: Mapped[str] = mapped_column(String(64))
    pronunciation: Mapped[str] = mapped_column(String(200), default="", server_default="")
    language: Mapped[str] = mapped_column(String(8), default="en", server_default="en")
    feed_epoch: Mapped[int] = mapped_column(default=1, server_default="1")
    pronouns: Mapped[str] = mapped_column(String(60), default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    preferred_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    country: Mapped[str] = mapped_column(String(2), default="", server_default="")
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("candidate.id"), index=True)
    joined_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    joined_at: Mapped[datetime | None]
    legal_hold: Mapped[str] = mapped_column(Text, default="", server_default="")
    held_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    held_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class CandidateFile(Base):
    """A CV. `stored_as` is the name in the file store; nothing of it comes from the candidate.

    `text_state` says how far reading its text is: none, waiting, read or failed.
    """

    __tablename__ = "candidate_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    stored_as: Mapped[str] = mapped_column(String(80), unique=True)
    added_at: Mapped[datetime]
    text_state: Mapped[str] = mapped_column(String(20), default="none", server_default="none")


class CandidateFileText(Base):
    """The text that was read out of a file."""

    __tablename__ = "candidate_file_text"

    file_id: Mapped[int] = mapped_column(ForeignKey("candidate_file.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    read_at: Mapped[datetime]


class PortalLink(Base):
    """A link, mailed to a candidate's own address, that opens their pages once."""

    __tablename__ = "portal_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PortalSession(Base):
    """A candidate's session. `email` is the address that the link went to; it opens nothing of another address."""

    __tablename__ = "portal_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AddressChange(Base):
    """A candidate asked for another address to be theirs; it is from the moment when the link sent there is used."""

    __tablename__ = "address_change"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Erasure(Base):
    """Somebody was erased: by themselves, by staff, or because the time for keeping them was over. It names nobody."""

    __tablename__ = "erasure"
    __table_args__ = (Index("ix_erasure_candidate", "candidate_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"))
    because: Mapped[str] = mapped_column(String(20))
    erased_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    report: Mapped[dict[str, str]] = mapped_column(JSON)
