"""What reports keep: calibrations of interviewers. Rows are only ever added; triggers of the database see to it."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class StoredCalibration(Base):
    """One calibration as it was computed.

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
