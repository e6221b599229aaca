"""What names a calendar entry and a calendar feed: values that are signed elsewhere, so that nobody can guess them."""

from dataclasses import dataclass
from typing import Self

from app.domain.errors import BadData

# The part of an entry's name that says whose it is. Never an installation's host: the name outlives a move to another.
PLACE = "@rung"
_STAFF, _CANDIDATE = 1, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One person's entry for one interview; it stays the same however often the interview is moved."""

    interview_id: int
    person_id: int
    is_candidate: bool = False

    def values(self) -> tuple[int, int, int]:
        """The three numbers that are signed."""
        return self.interview_id, _CANDIDATE if self.is_candidate else _STAFF, self.person_id

    @classmethod
    def of(cls, values: tuple[int, ...] | None) -> Self | None:
        """The entry that signed numbers name; None when they name none."""
        if values is None or len(values) != 3 or values[1] not in {_STAFF, _CANDIDATE}:
            return None
        return cls(values[0], values[2], values[1] == _CANDIDATE)


@dataclass(frozen=True, slots=True)
class Feed:
    """The calendar of one person, and how often its address was replaced before."""

    person_id: int
    epoch: int
    is_candidate: bool = False

    def values(self) -> tuple[int, int, int]:
        """The three numbers that are signed."""
        return _CANDIDATE if self.is_candidate else _STAFF, self.person_id, self.epoch

    @classmethod
    def of(cls, values: tuple[int, ...] | None) -> Self | None:
        """The feed that signed numbers name; None when they name none."""
        if values is None or len(values) != 3 or values[0] not in {_STAFF, _CANDIDATE}:
            return None
        return cls(values[1], values[2], values[0] == _CANDIDATE)


def uid_of(token: str) -> str:
    """The name of an entry (its UID), from its signed values."""
    return f"{token}{PLACE}"


def parse(uid: str) -> str:
    """The signed values in an entry's name.

    Args:
        uid: as a calendar sends it back.

    Returns:
        the token that is to be checked.

    Raises:
        BadData: for a name that was never ours.

    Source: house; RFC 5545 3.8.4.7 asks only that names are unique.
    """
    token = uid.strip().removesuffix(PLACE)
    if not uid.strip().endswith(PLACE) or not token or "@" in token:
        raise BadData("This answer belongs to no interview of ours.", field="uid")
    return token
