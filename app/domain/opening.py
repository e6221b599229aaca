"""What an opening is opened with: a title, a range of levels, a place, a specialty; and the states it can be in."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import BadData
from app.domain.playbook import Playbook

PLACE_LENGTH = 120


class OpeningState(StrEnum):
    """Open ones take candidates, closed ones do not."""

    OPEN = "open"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why an opening takes no more candidates."""

    FILLED = "filled"
    NOT_NEEDED = "not_needed"
    MISTAKE = "mistake"


CLOSE_REASONS = {
    CloseReason.FILLED: "The position is filled",
    CloseReason.NOT_NEEDED: "The position is no longer needed",
    CloseReason.MISTAKE: "It was opened by mistake",
}


@dataclass(frozen=True, slots=True)
class OpeningTerms:
    """The four things that somebody says to open an opening; keys of one playbook.

    `place` is where the work is, in words. `location` names a place with requirements of its own, or nothing.
    """

    title: str
    lowest_level: str
    highest_level: str
    place: str
    location: str | None = None
    specialty: str | None = None

    def name(self, playbook: Playbook) -> str:
        """What the opening is called."""
        return f"{playbook.family.title(self.title).name}, {self.place}"

    def check(self, playbook: Playbook) -> None:
        """Refuse what this playbook does not have, and a range that runs downwards.

        Raises:
            BadData: naming the field.
        """
        family, ladder = playbook.family, playbook.ladder
        _one_of("title", self.title, [item.key for item in family.titles])
        levels = [level.code for level in ladder.levels_in_use()]
        _one_of("lowest_level", self.lowest_level, levels)
        _one_of("highest_level", self.highest_level, levels)
        if ladder.rank(self.lowest_level) > ladder.rank(self.highest_level):
            met = f"The range runs from {self.lowest_level} down to {self.highest_level}."
            raise BadData(f"{met} Choose a highest level at or above the lowest.", field="highest_level")
        if not self.place.strip():
            raise BadData("Say where the work is, such as Berlin or “remote, Europe”.", field="place")
        if len(self.place) > PLACE_LENGTH:
            raise BadData(f"Name the place in at most {PLACE_LENGTH} characters.", field="place")
        if self.location is not None:
            _one_of("location", self.location, [item.key for item in family.locations])
        if self.specialty is not None:
            _one_of("specialty", self.specialty, [item.key for item in family.specialties])


def _one_of(field: str, chosen: str, allowed: list[str]) -> None:
    if chosen not in allowed:
        raise BadData("This is no longer in the published lists. Choose again from what the list has now.", field=field)
