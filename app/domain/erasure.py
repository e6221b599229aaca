"""What is left of somebody who was erased: a number, and of texts about them only that there was one."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.say import say

# Stands where somebody had written something about them: the text is gone, that there was one is not.
GONE = "[erased]"
# Facts of events and messages that are numbers, times, words of ours or keys of the job family: never anybody's text.
KEYS = frozenset(
    {"about", "about_name", "answer", "because", "by", "cancelled", "decided_by", "due", "ends_at", "excuse", "from"}
    | {"interview", "invitation", "joined", "left", "level", "look_at", "no_show", "owes", "part", "requirement"}
    | {"sequence", "since", "skipped", "stage", "starts_at", "state", "state_name", "to", "until", "was", "who", "zone"}
    | {"versions_before", "versions_after"}
)


class Because(StrEnum):
    """Why somebody is erased."""

    ASKED = "asked"
    STAFF = "staff"
    RETENTION = "retention"


REASONS: Mapping[Because, str] = {
    Because.ASKED: "they asked for it on their own page",
    Because.STAFF: "staff erased them",
    Because.RETENTION: "the time for keeping their data was over",
}
STILL_HELD = say(
    "Some of your data must be kept for now, so nothing was erased. We can’t say here for how long. "
    "Write to the address below, and a person tells you what is kept and why."
)
HIRED = say(
    "You were hired: your application is part of your file as an employee now, so it can’t be erased here. "
    "Write to the address below about it."
)
OF_STAFF = say(
    "You work here under this address, and another application of yours belongs to it, so it can’t be erased here. "
    "Write to the address below, and a person does it with you."
)
HELD_BACK = "A legal hold is on this candidate: nothing of them may be erased. Lift the hold first, with a reason."
KEEPS_CLOSED = (
    "This candidate works here, and by this record another one that it is joined with is closed to them. Have that one "
    "erased first, and then this one."
)
NO_MORE = (
    "This candidate was erased, so nothing can be changed or added. If they apply again, add them as somebody new."
)


def name_of(number: int) -> str:
    """What somebody is called who was erased."""
    return f"Erased candidate #{number}"


def address_of(number: int) -> str:
    """An address that nobody can have, and no two of them share."""
    return f"erased-{number}@invalid.invalid"


def without_words(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts of an event or a message without anybody's texts; numbers, times and keys stay.

    Args:
        facts: what was kept, by name.

    Returns:
        the same names; a text that is gone leaves its mark, an empty one stays empty.
    """
    return {key: value if key in KEYS or not value else GONE for key, value in facts.items()}


def without_evidence(values: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """One side of an amendment without its text; points, statements and votes stay."""
    kept = {"point", "statement", "vote"}
    return {key: value if key in kept or not value else GONE for key, value in values.items()}


def confirmation(number: int) -> str:
    """What staff type before they erase somebody."""
    return f"erase {number}"
