"""Interviews, who holds them, and the five-minute cells that make double booking impossible."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Interview(Base):
    """One booked conversation of a stage. UTC is what counts, zone and wall time are what was promised.

    `no_show` says who did not come: candidate or interviewer. `candidate_reply` is what the candidate answered in their
    calendar: accepted, declined or tentative. `clock_changed_at`: when the rules of the zone moved it, unasked.
    """

    __tablename__ = "interview"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_interview_application", "application_id", "stage", "id"),
        Index("ix_interview_starts", "starts_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(80))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    wall_time: Mapped[str] = mapped_column(String(16))
    video_link: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(20), default="booked")
    cards_closed_at: Mapped[datetime | None]
    panel_opened_at: Mapped[datetime | None]
    quorum_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    booked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    booked_at: Mapped[datetime]
    no_show: Mapped[str | None] = mapped_column(String(20))
    candidate_reply: Mapped[str | None] = mapped_column(String(20))
    candidate_replied_at: Mapped[datetime | None]
    clock_changed_at: Mapped[datetime | None]


class Seat(Base):
    """Somebody's place in an interview. A shadow's card never counts; `left_at` is set when replaced.

    `excuse` is what the person reported: that they can't come, or that the interview did not take place. `link_epoch`
    is part of every link to this seat: raising it ends those given out before. `is_reverse`: a shadow who leads the
    conversation while the interviewers watch. `leads` are the focus areas that fall to this person; None where the
    stage shares them out by itself. `reply` is what they answered in their calendar. `missed`: they did not come.
    """

    __tablename__ = "seat"
    __table_args__ = (Index("ix_seat_account", "account_id", "interview_id"),)

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    is_shadow: Mapped[bool] = mapped_column(default=False)
    left_at: Mapped[datetime | None]
    excuse: Mapped[str | None] = mapped_column(String(20))
    excuse_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    excused_at: Mapped[datetime | None]
    link_epoch: Mapped[int] = mapped_column(default=1, server_default="1")
    is_reverse: Mapped[bool] = mapped_column(default=False, server_default=false())
    leads: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    reply: Mapped[str | None] = mapped_column(String(20))
    replied_at: Mapped[datetime | None]
    missed: Mapped[bool] = mapped_column(default=False, server_default=false())


class StaffCell(Base):
    """Five minutes of one person's time. The primary key is what forbids double booking."""

    __tablename__ = "staff_cell"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    cell: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"), index=True)


class CandidateCell(Base):
    """Five minutes of one candidate's time."""

    __tablename__ = "candidate_cell"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), primary_key=True)
    cell: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"), index=True)
