"""Signed tokens that fit into an address: nothing is stored, and a token signed for one purpose opens no other."""

import hmac
from collections.abc import Sequence
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

# No token of ours comes near it; whatever is longer is not worth reading.
LONGEST = 300


def sign(secret: str, purpose: str, numbers: Sequence[int]) -> str:
    """A token that says these numbers.

    Args:
        secret: the installation's own.
        purpose: what the token is for, such as "interview link".
        numbers: what it says; anybody can read them, nobody can change them.
    """
    return _serializer(secret, purpose).dumps(list(numbers))


def read(secret: str, purpose: str, token: str) -> tuple[int, ...] | None:
    """The numbers that a token says, if it was signed for this purpose and not one of its signs was changed."""
    if not token.isascii() or len(token) > LONGEST:
        return None
    try:
        said = _serializer(secret, purpose).loads(token)
    except BadData:
        return None
    if not isinstance(said, list) or not all(type(number) is int for number in said):
        return None
    # The last sign of a signature holds bits that are read by nobody: without this, four tokens would be one.
    if not hmac.compare_digest(sign(secret, purpose, said), token):
        return None
    return tuple(said)


def _serializer(secret: str, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=purpose, signer_kwargs={"key_derivation": "hmac", "digest_method": sha256})
