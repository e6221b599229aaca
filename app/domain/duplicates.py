"""Whether two records may be one person, for somebody to look at; and how records of one person are held together.

Nothing is ever joined by itself, and nothing is moved: the later records name the oldest, so that it can be taken back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

SHORTEST_PHONE = 8


class Likeness(StrEnum):
    """What two records have in common."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


LIKENESS_NAMES: Mapping[Likeness, str] = {
    Likeness.EMAIL: "the same e-mail address but for what follows a plus",
    Likeness.PHONE: "the same telephone number",
    Likeness.NAME: "the same name",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What of a record tells who it is."""

    name: str
    email: str
    phone: str = ""


def email_key(email: str) -> str:
    """The address without capitals and without what follows a plus. Dots stay: elsewhere they tell people apart."""
    local, _, domain = normalize("NFKC", email).strip().casefold().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def phone_key(phone: str) -> str:
    """The last eight digits, which country codes and leading zeros leave alone; nothing of a shorter number."""
    digits = "".join(sign for sign in normalize("NFKC", phone) if sign.isdecimal())
    return digits[-SHORTEST_PHONE:] if len(digits) >= SHORTEST_PHONE else ""


def name_key(name: str) -> tuple[str, ...]:
    """The words of a name in the order of the alphabet: family names stand first here, and last there."""
    return tuple(sorted(normalize("NFKC", name).casefold().replace(",", " ").split()))


def likenesses(one: Known, other: Known) -> tuple[Likeness, ...]:
    """What the two have in common, the strongest first; nothing for two who share nothing.

    A name of a single word says too little.
    """
    found = []
    if email_key(one.email) == email_key(other.email):
        found.append(Likeness.EMAIL)
    if phone_key(one.phone) and phone_key(one.phone) == phone_key(other.phone):
        found.append(Likeness.PHONE)
    words = name_key(one.name)
    if len(words) > 1 and words == name_key(other.name):
        found.append(Likeness.NAME)
    return tuple(found)


def oldest_of(record: int, same_as: Mapping[int, int | None]) -> int:
    """The record that stands for a person: the one that this one names, or itself."""
    return same_as.get(record) or record


def joined(one: int, other: int, same_as: Mapping[int, int | None]) -> dict[int, int | None]:
    """What has to change for two records to be of one person.

    Args:
        one: number of a record.
        other: number of another.
        same_as: every record of the two persons, and which record each names, if any.

    Returns:
        for each record that changes, the one that it names from then on: the lowest number, hence the oldest, of both
        persons. Nothing when they are one already. No record ever names one that names another.
    """
    if one == other or oldest_of(one, same_as) == oldest_of(other, same_as):
        return {}
    everybody = _person_of(one, same_as) | _person_of(other, same_as)
    oldest = min(everybody)
    wanted: dict[int, int | None] = {record: oldest if record != oldest else None for record in everybody}
    return {record: named for record, named in wanted.items() if same_as.get(record) != named}


def parted(record: int, same_as: Mapping[int, int | None]) -> dict[int, int | None]:
    """What has to change for a record to stand alone again: the others stay one person.

    Args:
        record: number of the record.
        same_as: every record of the person, and which each names, if any.

    Returns:
        as with `joined`.
    """
    others = _person_of(record, same_as) - {record}
    if not others:
        return {}
    oldest = min(others)
    wanted: dict[int, int | None] = {each: oldest if each != oldest else None for each in others} | {record: None}
    return {each: named for each, named in wanted.items() if same_as.get(each) != named}


def persons(records: Iterable[int], same_as: Mapping[int, int | None]) -> frozenset[frozenset[int]]:
    """The records of each person together."""
    known = {*records, *same_as}
    return frozenset(frozenset(_person_of(record, same_as)) for record in known)


def _person_of(record: int, same_as: Mapping[int, int | None]) -> set[int]:
    oldest = oldest_of(record, same_as)
    return {record, oldest} | {each for each in same_as if oldest_of(each, same_as) == oldest}
