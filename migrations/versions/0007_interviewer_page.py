"""What the interviewer's page keeps: excuses and links of seats, questions asked, files, adjustments, decks."""

import sqlalchemy as sa
from alembic import op

from app.database import UTCDateTime

revision = "0007"
down_revision = "0006"


def _widen() -> None:
    with op.batch_alter_table("seat") as seat:
        seat.add_column(sa.Column("excuse", sa.String(length=20), nullable=True))
        seat.add_column(sa.Column("excuse_reason", sa.Text(), server_default="", nullable=False))
        seat.add_column(sa.Column("excused_at", UTCDateTime(), nullable=True))
        seat.add_column(sa.Column("link_epoch", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("candidate") as candidate:
        candidate.add_column(sa.Column("pronunciation", sa.String(length=200), server_default="", nullable=False))
        candidate.add_column(sa.Column("pronouns", sa.String(length=60), server_default="", nullable=False))
        candidate.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("outbox_message") as message:
        message.add_column(sa.Column("once", sa.String(length=120), nullable=True))
        message.create_unique_constraint(op.f("uq_outbox_message_once"), ["once"])


def _make_tables() -> None:
    op.create_table(
        "asked_question",
        sa.Column("scorecard_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["scorecard_id"],
            ["scorecard.id"],
            name=op.f("fk_asked_question_scorecard_id_scorecard"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scorecard_id", "question", name=op.f("pk_asked_question")),
    )
    op.create_table(
        "card_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_as", sa.String(length=80), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_card_file_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name=op.f("fk_card_file_interview_id_interview"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_file")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_card_file_stored_as")),
    )
    op.create_index("ix_card_file_interview", "card_file", ["interview_id", "account_id", "id"])


def _make_more_tables() -> None:
    op.create_table(
        "adjustment",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("arrangement", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_adjustment_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_adjustment_set_by_account")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_adjustment")),
    )
    op.create_table(
        "deck_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("deck", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("kappa_thousandths", sa.Integer(), nullable=True),
        sa.Column("finished_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_deck_result_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deck_result")),
    )
    op.create_index("ix_deck_result_account", "deck_result", ["account_id", "deck", "id"])


def upgrade() -> None:
    """Add the columns and the tables."""
    _widen()
    _make_tables()
    _make_more_tables()


def downgrade() -> None:
    """Take them away again."""
    for table in ("deck_result", "adjustment", "card_file", "asked_question"):
        op.drop_table(table)
    with op.batch_alter_table("outbox_message") as message:
        message.drop_constraint(op.f("uq_outbox_message_once"), type_="unique")
        message.drop_column("once")
    # In place: a table that is made anew on SQLite would take every row that refers to it along.
    for name in ("version", "pronouns", "pronunciation"):
        op.execute(f"ALTER TABLE candidate DROP COLUMN {name}")
    for name in ("link_epoch", "excused_at", "excuse_reason", "excuse"):
        op.execute(f"ALTER TABLE seat DROP COLUMN {name}")
