"""What somebody says to publish a draft."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What is said to publish a draft.

    `base` is the digest of the newest version that the page compared it with, empty where there was none; `ladder` the
    key of the ladder that a family is read with which has no crosswalk yet, None for the first.
    """

    base: str
    note: str
    ladder: str | None = None
