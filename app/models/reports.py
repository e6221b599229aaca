"""What reports keep: calibrations of interviewers, which triggers of the database guard, and results of decks."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class StoredCalibration(Base):
    """One calibration as it was computed. Rows are only ever added.

    `body` is canonical JSON: offsets by account id, the applications they rest on, the level model's digest; `version`
    is its SHA-256. `rests_on` has the same applications as one text, each number between spaces, so that one statement
    finds the newest calibration that a given application had no part in. `figures` is canonical JSON of what the pages
    show of each interviewer, from the same scorecards.
    """

    __tablename__ = "calibration"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)
    rests_on: Mapped[str] = mapped_column(Text)
    figures: Mapped[str] = mapped_column(Text)


class DeckResult(Base):
    """One pass through a calibration deck. `points` maps a snippet to the point that the person gave it."""

    __tablename__ = "deck_result"
    __table_args__ = (Index("ix_deck_result_account", "account_id", "deck", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    deck: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    points: Mapped[dict[str, int]] = mapped_column(JSON)
    kappa_thousandths: Mapped[int | None]
    finished_at: Mapped[datetime]
