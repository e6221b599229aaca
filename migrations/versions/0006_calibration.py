"""Calibrations of the interviewers, which the database itself keeps from being changed."""

import sqlalchemy as sa
from alembic import op

from app.database import UTCDateTime

revision = "0006"
down_revision = "0005"
REFUSAL = "calibrations are never changed or deleted"


def _guard_on_sqlite() -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER calibration_no_{act.lower()} BEFORE {act} ON calibration "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_calibration_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER calibration_append_only BEFORE UPDATE OR DELETE ON calibration "
        "FOR EACH ROW EXECUTE FUNCTION refuse_calibration_change()"
    )


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "calibration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("rests_on", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def downgrade() -> None:
    """Forget every calibration."""
    op.drop_table("calibration")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_calibration_change()")
