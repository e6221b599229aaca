"""The clock. Everything that needs to know the time asks here, or is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def pretending(instant: datetime) -> Iterator[None]:
    """Let it be another time for whatever runs inside: how the demo organisation gets its past."""
    token = _pretended.set(instant)
    try:
        yield
    finally:
        _pretended.reset(token)
