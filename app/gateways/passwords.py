"""Passwords and one-time secrets: argon2 hashes, random tokens, and the hash under which a token is kept."""

import secrets
from functools import lru_cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


@lru_cache(maxsize=4)
def _hasher(time_cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time_cost, memory_cost=19_456 if time_cost > 1 else 64, parallelism=1)


@lru_cache(maxsize=4)
def _nobody(time_cost: int) -> str:
    return _hasher(time_cost).hash("nobody has this password")


def hash_password(password: str, *, time_cost: int) -> str:
    """The argon2id hash to keep."""
    return _hasher(time_cost).hash(password)


def password_matches(kept: str | None, password: str, *, time_cost: int) -> bool:
    """Whether the password is right. Takes as long for an unknown person as for a known one."""
    try:
        _hasher(time_cost).verify(kept or _nobody(time_cost), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def new_token() -> str:
    """A random secret that fits into an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token: enough to recognise it, too little to use it."""
    return sha256(token.encode()).hexdigest()
