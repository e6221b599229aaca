"""Invitations: one candidate chooses a time for one stage among hours when its people are free."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Invitation(Base):
    """One candidate, one stage, one link. `state` is open, booked or ended.

    `takes`: all of its people come together, or one of them, whoever's turn it is. `withheld` are starts in UTC that
    the recruiter took out of the offer. `epoch` is part of the link: raising it ends those given out. `moves` counts
    how often the candidate moved what they booked. `asked_at`: when they said that no hour suits them, with
    `asked_note`. `ended_because` is a word of the domain.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("until_at > from_at", name="ends_after_start"),
        Index("ix_invitation_application", "application_id", "stage", "id"),
        Index("ix_invitation_state", "state", "expires_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(20), default="open")
    takes: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int]
    step_minutes: Mapped[int]
    video_link: Mapped[str] = mapped_column(String(500), default="")
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    notice_hours: Mapped[int]
    withheld: Mapped[list[str]] = mapped_column(JSON, default=list)
    most_moves: Mapped[int]
    moves: Mapped[int] = mapped_column(default=0)
    cutoff_hours: Mapped[int]
    interview_id: Mapped[int | None] = mapped_column(ForeignKey("interview.id", ondelete="SET NULL"), index=True)
    epoch: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    asked_note: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(String(20), default="")


class InvitationSeat(Base):
    """Somebody invited to hold it; `sits_as` is interviewer, shadow, reverse_shadow or standby, `leads` focus areas."""

    __tablename__ = "invitation_seat"
    __table_args__ = (Index("ix_invitation_seat_account", "account_id", "invitation_id"),)

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    sits_as: Mapped[str] = mapped_column(String(20))
    leads: Mapped[list[str]] = mapped_column(JSON, default=list)


class CandidateWindow(Base):
    """Hours that a candidate offers when none of ours fits."""

    __tablename__ = "candidate_window"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_candidate_window_invitation", "invitation_id", "starts_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
