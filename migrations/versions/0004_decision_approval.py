"""A hire outside the opening's range counts once somebody else has approved it."""

import sqlalchemy as sa
from alembic import op

from app.database import UTCDateTime

revision = "0004"
down_revision = "0003"

RANGE = ("lowest_level", "highest_level")
REFUSAL = "an answer to a decision is never changed"


def upgrade() -> None:
    """Keep the range that a decision lay outside of, and what became of it, which the database keeps unchanged."""
    for name in RANGE:
        op.add_column("decision", sa.Column(name, sa.String(length=8), nullable=True))
    op.create_table(
        "decision_approval",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_decision_approval_account_id_account")),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
            name=op.f("fk_decision_approval_decision_id_decision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_approval")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def _guard_on_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER decision_approval_no_update BEFORE UPDATE ON decision_approval "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_approval_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER decision_approval_no_update BEFORE UPDATE ON decision_approval "
        "FOR EACH ROW EXECUTE FUNCTION refuse_approval_change()"
    )


def downgrade() -> None:
    """Forget answers and ranges."""
    op.drop_table("decision_approval")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_approval_change()")
    for name in reversed(RANGE):
        op.drop_column("decision", name)
