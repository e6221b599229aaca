"""The tools of PostgreSQL that copy a whole database."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import make_url

from app.domain.errors import Conflict

HOUR = 3600


def dump(url: str, target: Path) -> None:
    """Copy a database as of one instant.

    Raises:
        Conflict: if the tool is missing or refuses.
    """
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    target.chmod(0o600)


def restore(url: str, source: Path) -> None:
    """Put a copy back in one transaction, instead of what is there.

    Raises:
        Conflict: as `dump`.
    """
    _run("pg_restore", url, "--clean", "--if-exists", "--no-owner", "--single-transaction", str(source), by="--dbname")


def _run(tool: str, url: str, *options: str, by: str = "--dbname") -> None:
    found = shutil.which(tool)
    if found is None:
        raise Conflict(f"{tool} is not installed here. Install the client tools of PostgreSQL and try again.")
    parts = make_url(url)
    # What stands on a command line is read by everybody on the machine: the password goes another way.
    password = {"PGPASSWORD": str(parts.password)} if parts.password else {}
    address = parts.set(drivername="postgresql", password=None).render_as_string()
    command = [found, f"{by}={address}", *options]
    done = subprocess.run(command, env=os.environ | password, capture_output=True, timeout=HOUR, check=False)  # noqa: S603
    if done.returncode:
        raise Conflict(f"{tool} refused: {done.stderr.decode('utf-8', 'replace').strip()[:500]}")
