"""Overwriting what the database has let go of. Outside the feature grid, since it keeps the tables of all features."""

from sqlalchemy import text

from app.database import db


def sweep_database() -> bool:
    """Leave no byte of deleted rows in the database and its log.

    Returns:
        whether it is done; not while somebody still reads what was there before, so that it is tried again later.
    """
    db.session.rollback()
    if db.engine.dialect.name != "sqlite":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
        return True
    held = db.engine.raw_connection()
    try:
        cursor = held.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = any(row[0] for row in cursor.fetchall())
        cursor.close()
    finally:
        held.close()
    return not busy
