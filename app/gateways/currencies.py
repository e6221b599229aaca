"""The currencies that there are. Outside the feature grid, since requirements and pay both name them."""

from functools import lru_cache


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """Their codes by ISO 4217."""
    # Loaded here, since most pages need none of it.
    from babel.numbers import list_currencies  # noqa: PLC0415

    return frozenset(list_currencies())
