"""A draft under the pen: a copy of its content and of the report on its page, and the texts that find a place."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.drafts.slots import ON, Values
from app.domain.errors import BadData
from app.domain.importing.keys import key_of

Holder = dict[str, Any]
LISTS = ("titles", "stages", "specialties", "locations")
LONGEST = 4000


@dataclass(slots=True)
class Working:
    """Content and report, to be changed in place."""

    content: Holder
    report: Holder

    @classmethod
    def of(cls, content: Mapping[str, Any], report: Mapping[str, Any]) -> "Working":
        """A copy that leaves the originals alone."""
        return cls(copy.deepcopy(dict(content)), copy.deepcopy(dict(report)))

    def put_back(self, text: str, line: int) -> None:
        """Keep a text that was taken out of the content among those without a place."""
        if text.strip():
            unplaced = self.report.setdefault("unplaced", [])
            unplaced.append({"line": line, "text": text.strip(), "is_boilerplate": False})
            unplaced.sort(key=lambda item: int(item["line"]))

    def unplaced(self) -> list[Holder]:
        """Texts of the page without a place."""
        return list(self.report.get("unplaced") or ())

    def flags(self) -> list[Holder]:
        """Guesses, and what to look at."""
        return list(self.report.get("flags") or ())

    def holders(self, where: str) -> list[Holder]:
        """The titles, stages, specialties or locations."""
        return list(self.content.get(where) or ())

    def holder(self, where: str, key: str) -> Holder:
        """One of them.

        Raises:
            BadData: if there is none with this key.
        """
        found = next((each for each in self.holders(where) if each.get("key") == key), None)
        if found is None:
            raise BadData("This part of the draft is not there any more. Choose another one from the list.")
        return found

    def remove(self, where: str, key: str) -> None:
        """Take one of them out and keep every text of it among those without a place."""
        gone = self.holder(where, key)
        self.content[where] = [each for each in self.holders(where) if each is not gone]
        for text, line in texts_of(gone):
            self.put_back(text, line)

    def free_key(self, where: str, name: str) -> str:
        """A key for something new in a list, made of its name."""
        taken = {each.get("key") for each in self.holders(where)}
        key, number = key_of(name), 1
        while key in taken:
            number += 1
            key = f"{key_of(name)}_{number}"
        return key


def texts_of(holder: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Every text of a title, stage, specialty or location that came from its page, with its line."""
    line = int(holder.get("line") or 0)
    for name in ("name", "summary", "happens"):
        if holder.get(name):
            yield str(holder[name]), line
    for name in ("responsibilities", "requirements"):
        for item in holder.get(name) or ():
            yield str(item["text"]), int(item.get("line") or 0)


def words(values: Values, name: str, now: object) -> str:
    """What a slot says, or what stands there now when it was not sent."""
    text = values.get(name, "" if now is None else str(now)).strip()
    if len(text) > LONGEST:
        raise BadData(f"This text has {len(text):,} characters; up to {LONGEST:,} are kept. Shorten it.", field=name)
    return text


def needed(values: Values, name: str, now: object, what: str) -> str:
    """What a slot says; it can't be empty.

    Raises:
        BadData: naming the slot.
    """
    text = words(values, name, now)
    if not text:
        raise BadData(f"Write {what}.", field=name)
    return text


def number(values: Values, name: str, now: object, *, least: int, most: int) -> int | None:
    """A whole number, or None where the slot is empty.

    Raises:
        BadData: naming the slot.
    """
    text = words(values, name, now)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most):
        raise BadData(f"Write a whole number from {least} to {most}.", field=name)
    return int(text)


def is_on(values: Values, name: str, now: object = False) -> bool:
    """Whether a check box is on."""
    return values.get(name, ON if now else "") == ON
