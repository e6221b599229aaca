"""Applications: what was sent, what happened to them, what they meet, what was asked, answered and written."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Application(Base):
    """One candidate in one opening. `version` rises with every move; a move names the version it saw.

    The digests are the versions it rests on where they are others than its opening's.
    """

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("candidate_id", "opening_id"),
        Index("ix_application_board", "opening_id", "state", "stage", "stage_entered_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"))
    cv_id: Mapped[int | None] = mapped_column(ForeignKey("candidate_file.id", ondelete="SET NULL"))
    source: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20), default="active")
    stage: Mapped[str] = mapped_column(String(80))
    stage_entered_at: Mapped[datetime]
    hold_until: Mapped[date | None]
    level: Mapped[str | None] = mapped_column(String(8))
    version: Mapped[int] = mapped_column(default=1)
    applied_at: Mapped[datetime]
    came_by: Mapped[str] = mapped_column(String(20), default="staff", server_default="staff")
    referrer: Mapped[str] = mapped_column(String(200), default="", server_default="")
    links: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("privacy_notice.id"))
    consented_at: Mapped[datetime | None]
    pay_unlocked_at: Mapped[datetime | None]
    ladder_digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))
    family_digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))
    competencies_digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))
    scale_digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))
    crosswalk_digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))
    model_digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))


class ApplicationAnswer(Base):
    """What a candidate answered to a question of the family."""

    __tablename__ = "application_answer"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class RequirementClaim(Base):
    """What a candidate says of a requirement that asks for figures. Amounts in whole units of the currency."""

    __tablename__ = "requirement_claim"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    requirement: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="", server_default="")
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    year: Mapped[int | None]
    times: Mapped[int | None]


class ApplicationEvent(Base):
    """Something that happened to an application. Order is by id, never by clock."""

    __tablename__ = "application_event"
    __table_args__ = (Index("ix_application_event_application", "application_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, str]] = mapped_column(JSON)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class RequirementCheck(Base):
    """Whether one requirement is met, by whose word, on what evidence. Figures are typed; amounts in whole units."""

    __tablename__ = "requirement_check"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    requirement: Mapped[str] = mapped_column(String(80), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    certainty: Mapped[str] = mapped_column(String(20), default="claimed")
    evidence: Mapped[str] = mapped_column(Text, default="")
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    year: Mapped[int | None]
    checked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    checked_at: Mapped[datetime]


class Adjustment(Base):
    """What is arranged differently for a candidate; `reason` is read by those alone who have the grant.

    `extra_minutes` lengthens every interview that is booked from then on.
    """

    __tablename__ = "adjustment"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    arrangement: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    set_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    extra_minutes: Mapped[int] = mapped_column(default=0, server_default="0")


class StageFile(Base):
    """What a candidate hands in for a stage, such as the slides of a presentation. `stored_as` as with a CV."""

    __tablename__ = "stage_file"
    __table_args__ = (Index("ix_stage_file_application", "application_id", "stage", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    stored_as: Mapped[str] = mapped_column(String(80), unique=True)
    added_at: Mapped[datetime]


class AdjustmentRequest(Base):
    """A candidate asks for something to be arranged differently. `wants` are keys of the domain, `text` is theirs.

    `state` is asked, granted or refused; `answer` is what they were told.
    """

    __tablename__ = "adjustment_request"
    __table_args__ = (Index("ix_adjustment_request_application", "application_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    wants: Mapped[list[str]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default="asked")
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]


class PortalMessage(Base):
    """A message between a candidate and the opening's recruiter; without an author, the candidate wrote it."""

    __tablename__ = "portal_message"
    __table_args__ = (Index("ix_portal_message_application", "application_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class StageSurvey(Base):
    """What a candidate says about one stage: a point of 1 to 5 for each thing asked, and a text. Read in sums alone."""

    __tablename__ = "stage_survey"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(80), primary_key=True)
    points: Mapped[dict[str, int]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text, default="", server_default="")
    at: Mapped[datetime]


class ReviewRequest(Base):
    """A candidate asks for a person to look at the decision once more."""

    __tablename__ = "review_request"
    __table_args__ = (Index("ix_review_request_application", "application_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]


class GrowthLetter(Base):
    """What a declined candidate may read about how they did. `state` is draft, sent or withheld; a person edits it."""

    __tablename__ = "growth_letter"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    language: Mapped[str] = mapped_column(String(8))
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    composed_at: Mapped[datetime]
    edited_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    sent_at: Mapped[datetime | None]


class PromotionCase(Base):
    """An application by which somebody of the organisation is considered for another level.

    `years` has, newest first, a mapping each: year, quota and bookings in whole units of `currency`, and is_full.
    `review` is the point of the impact review scale; none while it is not known.
    """

    __tablename__ = "promotion_case"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    current_level: Mapped[str] = mapped_column(String(8), default="")
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    years: Mapped[list[dict[str, int | bool]]] = mapped_column(JSON, default=list)
    review: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    opened_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime]
    changed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
