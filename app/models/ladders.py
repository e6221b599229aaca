"""Pinned content: immutable versions of ladders, families and the rest; their drafts, accepted findings, previews."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class ContentVersion(Base):
    """One published version as canonical JSON, keyed by its digest. Rows are never changed.

    `points_at` has keys of other content that it names: of a crosswalk its ladder and family, of a ladder its scale.
    """

    __tablename__ = "content_version"
    __table_args__ = (UniqueConstraint("kind", "key", "number"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    points_at: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")


class ContentRetirement(Base):
    """A ladder or family that new openings can't take any more. What rests on it goes on as before."""

    __tablename__ = "content_retirement"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    note: Mapped[str] = mapped_column(Text)
    retired_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    retired_at: Mapped[datetime]


class ContentDraft(Base):
    """Content that is being edited. `state` is open, published or discarded; `digest` is the version it became.

    `body` is the content so far, which need not be whole; `origin` says how it began: page, version, plan or crosswalk.
    For an imported page, `page` is its text and `report` what became of it. `base_digest` is the version it began from.
    """

    __tablename__ = "content_draft"
    __table_args__ = (Index("ix_content_draft_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20), default="open")
    origin: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    page_name: Mapped[str] = mapped_column(String(200), default="")
    page: Mapped[str] = mapped_column(Text, default="")
    report: Mapped[str] = mapped_column(Text, default="{}")
    base_digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))
    digest: Mapped[str | None] = mapped_column(ForeignKey("content_version.digest"))
    version: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    changed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]


class LintAcceptance(Base):
    """A finding of the linter that somebody accepted, and why. Taken back, it is kept and counts no more."""

    __tablename__ = "lint_acceptance"
    __table_args__ = (Index("ix_lint_acceptance_content", "kind", "key", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(400))
    fingerprint: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text)
    accepted_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    accepted_at: Mapped[datetime]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    taken_back_at: Mapped[datetime | None]


class ImpactPreview(Base):
    """Finished recommendations computed once more under a draft, to see what would change. Nothing else is touched.

    `state` is waiting, running, done or failed; of `total` recommendations `done` are computed, and `result` has what
    was found of them so far.
    """

    __tablename__ = "impact_preview"
    __table_args__ = (
        Index("ix_impact_preview_draft", "draft_id", "id"),
        Index("ix_impact_preview_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("content_draft.id", ondelete="CASCADE"))
    draft_version: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    result: Mapped[str] = mapped_column(Text, default="{}")
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
