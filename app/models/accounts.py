"""The organisation, its staff, their grants, sign-ins and first-password links."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Organisation(Base):
    """The one organisation of this installation: a table with one row.

    `about` is what it says of itself on public pages; `writes_to` is whom people write to about their data.
    """

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    computes_levels: Mapped[bool] = mapped_column(default=True, server_default=true())
    adjusts_severity: Mapped[bool] = mapped_column(default=True, server_default=true())
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    about: Mapped[str] = mapped_column(Text, default="", server_default="")
    about_ja: Mapped[str] = mapped_column(Text, default="", server_default="")
    writes_to: Mapped[str] = mapped_column(String(254), default="", server_default="")
    asks_surveys: Mapped[bool] = mapped_column(default=True, server_default=true())


class Account(Base):
    """A member of staff. `email` is kept in lower case; `manager_id` is whom they report to.

    `feed_epoch` is part of the address of their calendar: raising it ends the one given out before.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    job_title: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    team_page: Mapped[str] = mapped_column(String(500), default="")
    language: Mapped[str] = mapped_column(String(8), default="en", server_default="en")
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    feed_epoch: Mapped[int] = mapped_column(default=1, server_default="1")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class AccountGrant(Base):
    """Something an admin gave to one person beside the role."""

    __tablename__ = "account_grant"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    grant: Mapped[str] = mapped_column(String(20), primary_key=True)


class SignIn(Base):
    """A session on the server. Revoking it ends it with the next request."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class PasswordLink(Base):
    """A link with which one person sets a password once."""

    __tablename__ = "password_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
