"""Openings, their hiring teams, what the public reads of them, and the rules and pay of places."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Opening(Base):
    """One position to fill, pinned to the versions of everything it rests on.

    The public sees it from `published_at` on, while it is open and `closes_on` has not passed; without it, nowhere.
    `country` is where the work is, as two letters, and decides whose rules hold.
    """

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
    country: Mapped[str] = mapped_column(String(2), default="", server_default="")
    published_at: Mapped[datetime | None]
    closes_on: Mapped[date | None]


class OpeningMember(Base):
    """Somebody's part in the hiring team of an opening."""

    __tablename__ = "opening_member"
    __table_args__ = (Index("ix_opening_member_account", "account_id", "part", "opening_id"),)

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)


class StageBrief(Base):
    """What every candidate of an opening gets before a stage, the same for all: a text, and a file if there is one.

    `days_before` is how many days before the interview it is sent.
    """

    __tablename__ = "stage_brief"

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    text_ja: Mapped[str] = mapped_column(Text, default="", server_default="")
    asks_for_deck: Mapped[bool] = mapped_column(default=False, server_default=false())
    days_before: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    media_type: Mapped[str] = mapped_column(String(100), default="", server_default="")
    stored_as: Mapped[str] = mapped_column(String(80), default="", server_default="")
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]


class PrivacyNotice(Base):
    """The privacy notice as it stood from one day on; applications name the one that was shown. Never changed."""

    __tablename__ = "privacy_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    text_ja: Mapped[str] = mapped_column(Text, default="", server_default="")
    published_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime]


class LocationRules(Base):
    """What holds in a country; the row without one holds everywhere else.

    `unlocks_pay` says when pay opens to a candidate: selected, applied or posting. `sends_letters`: growth letters may
    go out. `keeps_days` is how long data stay after the end of an application; none is for ever. `self_id` is the set
    of questions for voluntary self-identification: none, us or uk.
    """

    __tablename__ = "location_rules"

    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    unlocks_pay: Mapped[str] = mapped_column(String(20), default="selected")
    sends_letters: Mapped[bool] = mapped_column(default=False)
    keeps_days: Mapped[int | None]
    self_id: Mapped[str] = mapped_column(String(10), default="none")
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]


class PaySheet(Base):
    """What a title pays in a segment and a country; each change is a further row, the newest holds. None is not set.

    `on_target` is whole units of the currency in a year; `base_share` per cent of it that is fixed; `ramp` the per cent
    of the full quota asked in each of the first months; `seasons` the per cent of a year's quota in each quarter.
    """

    __tablename__ = "pay_sheet"
    __table_args__ = (Index("ix_pay_sheet_place", "family", "title", "specialty", "country", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    family: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(80))
    specialty: Mapped[str] = mapped_column(String(80), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    currency: Mapped[str | None] = mapped_column(String(3))
    on_target: Mapped[int | None]
    on_target_top: Mapped[int | None]
    base_share: Mapped[int | None]
    ramp: Mapped[list[int]] = mapped_column(JSON, default=list)
    seasons: Mapped[list[int]] = mapped_column(JSON, default=list)
    terms: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(300))
    as_of: Mapped[date]
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
