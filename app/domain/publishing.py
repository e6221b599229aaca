"""Publishing an opening: what is said to do so, what the public sees of it, and what to look at before."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.errors import BadData
from app.domain.opening import OpeningState
from app.domain.places import PlaceRules, check_country
from app.domain.public_opening import PublicRole, day_everywhere, is_remote


class Shown(StrEnum):
    """What the public sees of an opening: something only when it is `PUBLISHED`."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OVER = "over"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PublicTerms:
    """Where the work is, as two letters or nothing, and the last day on which somebody may apply, if there is one."""

    country: str = ""
    closes_on: date | None = None

    def check(self, now: datetime) -> None:
        """Refuse an unknown country, and a last day that is over everywhere.

        Raises:
            BadData: naming the field.
        """
        check_country(self.country)
        if self.closes_on is not None and self.closes_on < day_everywhere(now):
            raise BadData("This day is over. Choose a later one, or leave it empty for no end.", field="closes_on")


def shown(state: OpeningState, published_at: datetime | None, closes_on: date | None, *, now: datetime) -> Shown:
    """What the public sees of an opening now."""
    if published_at is None:
        return Shown.DRAFT
    if state is not OpeningState.OPEN:
        return Shown.CLOSED
    is_over = closes_on is not None and closes_on < day_everywhere(now)
    return Shown.OVER if is_over else Shown.PUBLISHED


def remarks(role: PublicRole, rules: PlaceRules, *, place: str, country: str, has_pay: bool) -> tuple[str, ...]:
    """What is worth a look before the public reads it; none of it stands in the way.

    Args:
        role: what the page says of the title.
        rules: what holds in the country.
        place: the place of work, in words.
        country: two letters, or nothing.
        has_pay: whether a sheet says what the job pays.
    """
    found = []
    if not role.says_confidence:
        met = f"The document leaves out at {role.title} that people need not match every line."
        found.append(f"{met} The page says it all the same.")
    if rules.publishes_pay and not has_pay:
        met = f"Under the rules for {rules.name} public pages say what a job pays, and no sheet has it."
        found.append(f"{met} Have it entered first.")
    if not country:
        met = "No country is chosen: the rules of everywhere else hold"
        lost = "search engines leave out remote jobs without one" if is_remote(place) else "search engines may miss it"
        found.append(f"{met}, and {lost}.")
    return tuple(found)
