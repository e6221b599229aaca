"""Living ladders: who published what and why, drafts, accepted findings, previews, own versions of an application."""

import json

import sqlalchemy as sa
from alembic import op

from app.database import UTCDateTime

revision = "0010"
down_revision = "0009"


def _content_retirement() -> None:
    op.create_table(
        "content_retirement",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("retired_by", sa.Integer(), nullable=False),
        sa.Column("retired_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["retired_by"], ["account.id"], name=op.f("fk_content_retirement_retired_by_account")),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_content_retirement")),
    )


def _lint_acceptance() -> None:
    op.create_table(
        "lint_acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("accepted_by", sa.Integer(), nullable=False),
        sa.Column("accepted_at", UTCDateTime(), nullable=False),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["account.id"], name=op.f("fk_lint_acceptance_accepted_by_account")),
        sa.ForeignKeyConstraint(
            ["taken_back_by"], ["account.id"], name=op.f("fk_lint_acceptance_taken_back_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lint_acceptance")),
    )
    op.create_index("ix_lint_acceptance_content", "lint_acceptance", ["kind", "key", "id"])


def _content_draft() -> None:
    op.create_table(
        "content_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("page_name", sa.String(length=200), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("base_digest", sa.String(length=64), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_digest"], ["content_version.digest"], name=op.f("fk_content_draft_base_digest_content_version")
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_content_draft_changed_by_account")),
        sa.ForeignKeyConstraint(
            ["digest"], ["content_version.digest"], name=op.f("fk_content_draft_digest_content_version")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_content_draft_made_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_draft")),
    )
    op.create_index("ix_content_draft_state", "content_draft", ["state", "id"])


def _impact_preview() -> None:
    op.create_table(
        "impact_preview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("taken_at", UTCDateTime(), nullable=True),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_impact_preview_asked_by_account")),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["content_draft.id"],
            name=op.f("fk_impact_preview_draft_id_content_draft"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_preview")),
    )
    op.create_index("ix_impact_preview_draft", "impact_preview", ["draft_id", "id"])
    op.create_index("ix_impact_preview_state", "impact_preview", ["state", "id"])


def _promotion_case() -> None:
    op.create_table(
        "promotion_case",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("current_level", sa.String(length=8), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.Column("review", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_promotion_case_account_id_account")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_promotion_case_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_promotion_case_changed_by_account")),
        sa.ForeignKeyConstraint(["opened_by"], ["account.id"], name=op.f("fk_promotion_case_opened_by_account")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_promotion_case")),
    )
    op.create_index(op.f("ix_promotion_case_account_id"), "promotion_case", ["account_id"])


TABLES = (_content_retirement, _lint_acceptance, _content_draft, _impact_preview, _promotion_case)
PARTS = ("ladder", "family", "competencies", "scale", "crosswalk", "model")
NAMED = {"crosswalk": ("ladder", "family"), "ladder": ("scale",)}


def upgrade() -> None:
    """Add the tables, and the columns without making any table anew; say of what is published who did it."""
    for make in TABLES:
        make()
    op.add_column("content_version", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.add_column("content_version", sa.Column("points_at", sa.JSON(), server_default="{}", nullable=False))
    # Written out: nothing else adds a reference in place on SQLite, and PostgreSQL reads it as well.
    name = "fk_content_version_published_by_account"
    op.execute(f"ALTER TABLE content_version ADD COLUMN published_by INTEGER CONSTRAINT {name} REFERENCES account (id)")
    for part in PARTS:
        name = f"fk_application_{part}_digest_content_version"
        reference = f"VARCHAR(64) CONSTRAINT {name} REFERENCES content_version (digest)"
        op.execute(f"ALTER TABLE application ADD COLUMN {part}_digest {reference}")
    _tell_authors()
    _tell_names()


def _tell_authors() -> None:
    """Until now only the audit trail knew who published a version, and with which note."""
    bind = op.get_bind()
    entries = sa.table("audit_entry", sa.column("actor_id"), sa.column("action"), sa.column("data", sa.JSON()))
    version = sa.table("content_version", sa.column("digest"), sa.column("published_by"), sa.column("note"))
    published = sa.select(entries.c.actor_id, entries.c.data).where(entries.c.action == "content.published")
    for actor, data in bind.execute(published).all():
        told = {"published_by": actor, "note": data.get("note", "")}
        bind.execute(sa.update(version).where(version.c.digest == data.get("digest")).values(told))


def _tell_names() -> None:
    bind = op.get_bind()
    columns = (sa.column("digest"), sa.column("kind"), sa.column("body"), sa.column("points_at", sa.JSON()))
    version = sa.table("content_version", *columns)
    for digest, kind, body in bind.execute(
        sa.select(version.c.digest, version.c.kind, version.c.body).where(version.c.kind.in_(list(NAMED)))
    ).all():
        content = json.loads(body)
        names = {key: content[key] for key in NAMED[kind]}
        bind.execute(sa.update(version).where(version.c.digest == digest).values(points_at=names))


def downgrade() -> None:
    """Take them away again."""
    for part in reversed(PARTS):
        op.execute(f"ALTER TABLE application DROP COLUMN {part}_digest")
    for column in ("published_by", "points_at", "note"):
        op.execute(f"ALTER TABLE content_version DROP COLUMN {column}")
    for make in reversed(TABLES):
        op.drop_table(make.__name__.removeprefix("_"))
