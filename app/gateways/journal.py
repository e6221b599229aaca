"""The journal of erasures: a file beside the installation, which no restore of the database takes back."""

import hmac
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody was erased: their number, when and why; `key` tells them from others who had the number."""

    candidate: int
    at: str
    because: str
    key: str


def key_of(secret: str, number: int, created_at: datetime) -> str:
    """What a row with this number is known by in the journal; it says nothing to whoever has no secret.

    Args:
        secret: the installation's own.
        number: the candidate's.
        created_at: when the row was made, which no other row with that number shares.
    """
    told = f"erasure {number} {created_at.astimezone(UTC).isoformat(timespec='microseconds')}"
    return hmac.new(secret.encode(), told.encode(), sha256).hexdigest()


def read(path: Path) -> tuple[Line, ...]:
    """All lines, the oldest first. One that was cut off by a crash is left out: it is written again."""
    if not path.is_file():
        return ()
    return tuple(line for text in path.read_text("utf-8").splitlines() if (line := _line(text)) is not None)


def add(path: Path, line: Line) -> None:
    """Write a line, once; it is on the disk when this returns."""
    if any((known.candidate, known.key) == (line.candidate, line.key) for known in read(path)):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # A new line first: what a crash cut off before stays a line of its own, which nobody can read.
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{'' if path.stat().st_size == 0 else chr(10)}{json.dumps(asdict(line), sort_keys=True)}")
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)


def _line(text: str) -> Line | None:
    try:
        said = json.loads(text)
        return Line(int(said["candidate"]), str(said["at"]), str(said["because"]), str(said["key"]))
    except (KeyError, TypeError, ValueError):
        return None
