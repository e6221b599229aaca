"""How often something was tried lately: counted in memory, or in Redis where jobs use it, so that workers share it."""

import logging
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.strategies import FixedWindowRateLimiter

_LOG = logging.getLogger(__name__)
_PATIENCE = 1  # seconds that a request waits for Redis


def hit(key: str, limit: str, *, jobs_url: str = "") -> bool:
    """Count one try.

    Args:
        key: what is tried, and by whom; it is kept as a digest alone.
        limit: such as "10 per minute".
        jobs_url: where jobs are kept; counts go there if it is a Redis, else into the memory of this process.

    Returns:
        whether it is within the limit. Where nobody can count, because Redis is away, everything is.
    """
    return _count(key, limit, jobs_url, 1)


def forgive(key: str, limit: str, *, jobs_url: str = "") -> None:
    """Take one try back: it succeeded, and was nobody's guess."""
    _count(key, limit, jobs_url, -1)


def forget_all(*, jobs_url: str = "") -> None:
    """Begin anew with every count."""
    _limiter(_store(jobs_url)).storage.reset()


def _count(key: str, limit: str, jobs_url: str, number: int) -> bool:
    # Loaded here: it takes longer than the rest of a first answer, and most pages count nothing.
    from limits import parse  # noqa: PLC0415
    from limits.errors import StorageError  # noqa: PLC0415

    try:
        return bool(_limiter(_store(jobs_url)).hit(parse(limit), sha256(key.encode()).hexdigest(), cost=number))
    except StorageError as error:
        _LOG.warning("Tries can't be counted: %s", type(error.storage_error).__name__)
        return True


def _store(jobs_url: str) -> str:
    return jobs_url if jobs_url.startswith(("redis://", "rediss://")) else "memory://"


@lru_cache(maxsize=4)
def _limiter(store: str) -> "FixedWindowRateLimiter":
    from limits.storage import storage_from_string  # noqa: PLC0415
    from limits.strategies import FixedWindowRateLimiter  # noqa: PLC0415

    waits = {} if store == "memory://" else {"socket_connect_timeout": _PATIENCE, "socket_timeout": _PATIENCE}
    return FixedWindowRateLimiter(storage_from_string(store, wrap_exceptions=True, **waits))
