"""Notes of a debrief."""

import sqlalchemy as sa
from alembic import op

from app.database import UTCDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make room for what came of each item of a debrief."""
    op.create_table(
        "debrief_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_debrief_note_account_id_account")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_debrief_note_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debrief_note")),
    )
    op.create_index("ix_debrief_note_application", "debrief_note", ["application_id", "id"], unique=False)


def downgrade() -> None:
    """Take the notes away."""
    op.drop_table("debrief_note")
