"""What a recruiter sends: who holds the interview, and which of the hours that suit them are offered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from app.domain.errors import BadData
from app.domain.family import Stage
from app.domain.seating import Seating
from app.domain.slots import LONGEST, SHORTEST
from app.domain.training import SitsAs

STAMP = "%Y-%m-%dT%H:%MZ"
STANDBY = "standby"
# How many people can be asked for one of them to hold an interview; a team of recruiters, not a whole company.
MOST_ASKED = 30


class Takes(StrEnum):
    """Whether all of the people come together, or one of them, whoever's turn it is."""

    ALL = "all"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody of an invitation; `sits_as` is interviewer, shadow, reverse_shadow or standby."""

    account_id: int
    sits_as: str = "interviewer"
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What a candidate is invited to choose from. `withheld` are starts that are not offered although they suit."""

    takes: Takes
    places: tuple[Place, ...]
    minutes: int
    withheld: tuple[datetime, ...] = ()
    video_link: str = ""

    @property
    def interviewers(self) -> tuple[int, ...]:
        """Those who hold the interview, or of whom one does."""
        return tuple(place.account_id for place in self.places if place.sits_as == "interviewer")

    @property
    def beside(self) -> tuple[int, ...]:
        """Those in training, who sit beside it."""
        training = (SitsAs.SHADOW.value, SitsAs.REVERSE_SHADOW.value)
        return tuple(place.account_id for place in self.places if place.sits_as in training)

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody in it, each once."""
        return tuple(dict.fromkeys(place.account_id for place in self.places))

    def check(self, stage: Stage) -> None:
        """Refuse what the stage does not allow.

        Raises:
            BadData: naming the field.
        """
        if not SHORTEST <= self.minutes <= LONGEST or self.minutes % 5:
            raise BadData(f"Choose a length from {SHORTEST} to {LONGEST} minutes in steps of 5.", field="minutes")
        if len(self.people) < len(self.places):
            raise BadData("Somebody is chosen twice. Choose another person for one of the places.", field="seats")
        if self.takes is Takes.ALL:
            Seating(self.interviewers).check(stage)
        elif stage.interviewers > 1:
            raise BadData(f"{stage.name} is held by several people together. Choose who they are.", field="seats")
        elif not 1 <= len(self.interviewers) <= MOST_ASKED:
            raise BadData(f"Choose from one to {MOST_ASKED} people, of whom one holds the interview.", field="seats")


def stamp(at: datetime) -> str:
    """A start as forms and rows keep it."""
    return at.astimezone(UTC).strftime(STAMP)


def starts_from(texts: Iterable[str]) -> frozenset[datetime]:
    """The starts that a form sent back; whatever is none is left out."""
    found = set()
    for text in texts:
        try:
            found.add(datetime.strptime(text, STAMP).replace(tzinfo=UTC))
        except ValueError:
            continue
    return frozenset(found)
