"""The level model is pinned to an opening like every other part it rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Let an opening name the version of the level model; those that are open already name none."""
    # SQLite takes the reference with the column only. Copying the table, as a batch does, would drop the old one,
    # and what refers to it would be deleted with it.
    refers = sa.ForeignKey("content_version.digest", name="fk_opening_model_digest_content_version")
    column = sa.Column("model_digest", sa.String(length=64), refers, nullable=True)
    op.add_column("opening", column, inline_references=op.get_bind().dialect.name == "sqlite")


def downgrade() -> None:
    """Forget which level model an opening was pinned to."""
    op.drop_column("opening", "model_digest")
