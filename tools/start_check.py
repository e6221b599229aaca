"""What ./run asks before it starts, in few milliseconds and with nothing but the standard library.

start_check.py port NUMBER               exits with 0 when the port is free
start_check.py state DATABASE MIGRATIONS prints what a prepared database is recognised by
"""

import hashlib
import socket
import sqlite3
import sys
from pathlib import Path


def is_free(port: int) -> bool:
    """Whether nobody answers on the port of this machine yet."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def state(database: Path, migrations: Path) -> str:
    """The revision the file stands at and a digest of all migrations: equal means nothing is left to upgrade."""
    digest = hashlib.sha256()
    for file in sorted(migrations.rglob("*.py")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{_revision(database)} {digest.hexdigest()}"


def _revision(database: Path) -> str:
    if not database.exists():
        return "missing"
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.DatabaseError:
        return "unknown"
    finally:
        connection.close()
    return ",".join(sorted(row[0] for row in rows))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["port", number]:
            sys.exit(not is_free(int(number)))
        case ["state", database, migrations]:
            print(state(Path(database), Path(migrations)))
        case _:
            sys.exit(__doc__)
