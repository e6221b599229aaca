"""What a candidate who is about to apply has to know of an opening, while the public may see it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.family import JobFamily
from app.domain.opening import OpeningState
from app.domain.requirement import Requirement
from app.models.openings import Opening
from app.queries.ladders import digest_columns, digests_from, playbook_for

_OPENING = select(
    Opening.id,
    Opening.name,
    Opening.title,
    Opening.place,
    Opening.country,
    Opening.location,
    Opening.specialty,
    *digest_columns(),
).where(
    Opening.id == bindparam("opening_id"),
    Opening.state == OpeningState.OPEN.value,
    Opening.published_at <= bindparam("now"),
    or_(Opening.closes_on.is_(None), Opening.closes_on >= bindparam("today")),
)


@dataclass(frozen=True, slots=True)
class AppliedTo:
    """An opening that takes applications; `country` is where the work is."""

    id: int
    name: str
    place: str
    country: str
    title: str
    specialty: str | None
    location: str | None
    family: JobFamily

    @property
    def asking(self) -> tuple[Requirement, ...]:
        """The requirements that figures can show, in the order of the opening's page."""
        items = self.family.requirements_of(self.title, specialty=self.specialty, location=self.location)
        return tuple(item.requirement for item in items if item.requirement.asks)


def applied_to(opening_id: int, now: datetime) -> AppliedTo:
    """The opening, while anybody may apply: one statement, and one more when its family was never read before.

    Raises:
        NotFound: if there is none, or the public does not see it.
    """
    row = db.session.execute(_OPENING, {"opening_id": opening_id, "now": now, "today": now.date()}).first()
    if row is None:
        raise NotFound
    family = playbook_for(digests_from(row._mapping)).family
    return AppliedTo(row.id, row.name, row.place, row.country, row.title, row.specialty, row.location, family)
