"""What holds in a country for openings there: when pay is shown, what may be sent, how long data are kept."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.countries import COUNTRIES
from app.domain.errors import BadData

EVERYWHERE_ELSE = ""
SHORTEST_DAYS, LONGEST_DAYS = 30, 3650


class Unlock(StrEnum):
    """From when on a candidate sees what a job pays; each of them holds for all who come after it."""

    SELECTED = "selected"
    APPLIED = "applied"
    POSTING = "posting"


class SelfIdSet(StrEnum):
    """Which questions somebody who applies may answer about themselves, of their own free will."""

    NONE = "none"
    US = "us"
    UK = "uk"


UNLOCK_NAMES = {
    Unlock.SELECTED: "When they are selected for the first call",
    Unlock.APPLIED: "As soon as they have applied",
    Unlock.POSTING: "On the public page of the job",
}
SELF_ID_NAMES = {
    SelfIdSet.NONE: "None are asked",
    SelfIdSet.US: "As customary in the United States",
    SelfIdSet.UK: "As customary in the United Kingdom",
}


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """What holds in one country. Without a row of its own, that of everywhere else; without that, these defaults.

    `country` is two letters, or empty for everywhere else. `keeps_days` counts from the end of an application; None is
    without an end.
    """

    country: str = EVERYWHERE_ELSE
    unlocks_pay: Unlock = Unlock.SELECTED
    sends_letters: bool = False
    keeps_days: int | None = None
    self_id: SelfIdSet = SelfIdSet.NONE

    @property
    def name(self) -> str:
        """What the place is called."""
        return COUNTRIES.get(self.country, self.country) if self.country else "Everywhere else"

    @property
    def publishes_pay(self) -> bool:
        """Whether the public page of a job there says what it pays."""
        return self.unlocks_pay is Unlock.POSTING

    def check(self) -> None:
        """Refuse what makes no sense.

        Raises:
            BadData: naming the field.
        """
        check_country(self.country)
        if self.keeps_days is not None and not SHORTEST_DAYS <= self.keeps_days <= LONGEST_DAYS:
            met = f"Keep data for {SHORTEST_DAYS} to {LONGEST_DAYS} days after the end of an application"
            raise BadData(f"{met}, or leave the field empty to keep them without an end.", field="keeps_days")


def check_country(country: str) -> None:
    """Refuse what is no country; none at all is allowed.

    Raises:
        BadData: naming the field `country`.
    """
    if country and country not in COUNTRIES:
        raise BadData("Choose a country of the list, or none.", field="country")
