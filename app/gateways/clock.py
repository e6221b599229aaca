"""The clock. Everything that needs to know the time asks here, or is told."""

from datetime import UTC, datetime


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)
