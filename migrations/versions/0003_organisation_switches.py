"""What an organisation can switch off: computed levels, and adjusting for the strictness of interviewers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
SWITCHES = ("computes_levels", "adjusts_severity")


def upgrade() -> None:
    """Everything is on where an organisation exists already."""
    for name in SWITCHES:
        op.add_column("organisation", sa.Column(name, sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("organisation", sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """Forget what was switched off."""
    for name in ("version", *reversed(SWITCHES)):
        op.drop_column("organisation", name)
