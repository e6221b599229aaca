"""How Alembic reaches the database: through the application's own engine."""

from alembic import context

import app.models  # noqa: F401 - the tables have to be known
from app.database import Base, db


def run() -> None:
    """Run the migrations in one transaction on one connection."""
    with db.engine.execution_options(writes=True).begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
