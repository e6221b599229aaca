"""What a candidate who is about to apply has to know of an opening, while the public may see it."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.family import JobFamily
from app.domain.requirement import Requirement
from app.queries.ladders import playbook_for
from app.queries.openings.public import PublicOpening, public_opening


@dataclass(frozen=True, slots=True)
class AppliedTo:
    """An opening that takes applications, and the family that says what is asked."""

    opening: PublicOpening
    family: JobFamily

    @property
    def asking(self) -> tuple[Requirement, ...]:
        """The requirements that figures can show, in the order of the opening's page."""
        here = self.opening
        items = self.family.requirements_of(here.title, specialty=here.specialty, location=here.location)
        return tuple(item.requirement for item in items if item.requirement.asks)


def applied_to(opening_id: int, now: datetime) -> AppliedTo:
    """The opening, while anybody may apply: one statement, and one more when its family was never read before.

    Raises:
        NotFound: if there is none, or the public does not see it.
    """
    opening = public_opening(opening_id, now)
    return AppliedTo(opening, playbook_for(opening.digests).family)
