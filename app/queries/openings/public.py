"""Questions of the public: which openings are published, and one of them. Drafts, closed and past ones don't exist."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, RowMapping, and_, or_, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.opening import OpeningState
from app.domain.public_opening import day_everywhere, is_remote
from app.domain.say import translatable
from app.models.openings import Opening
from app.queries.ladders import Digests, digest_columns, digests_from
from app.queries.openings.staffed import OpeningPage

MOST = 1000
GONE = translatable("There is no such job here. It may be filled by now: look at those that are open.")
_COLUMNS = (
    Opening.id,
    Opening.name,
    Opening.title,
    Opening.place,
    Opening.country,
    Opening.location,
    Opening.specialty,
    Opening.published_at,
    Opening.closes_on,
)


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One published opening in the list; `country` is two letters, or empty where it is none in particular."""

    id: int
    name: str
    place: str
    country: str
    published_at: datetime
    closes_on: date | None

    @property
    def title(self) -> str:
        """The opening's name without its place."""
        return self.name.removesuffix(f", {self.place}")


@dataclass(frozen=True, slots=True)
class PublicOpening:
    """One published opening; `title`, `location` and `specialty` are keys of the pinned family."""

    id: int
    name: str
    title: str
    place: str
    country: str
    location: str | None
    specialty: str | None
    published_at: datetime
    closes_on: date | None
    digests: Digests

    @property
    def is_remote(self) -> bool:
        """Whether the work can be done from afar."""
        return is_remote(self.place)


def is_public(now: datetime) -> ColumnElement[bool]:
    """What holds of every opening that the public may know of."""
    return and_(
        Opening.state == OpeningState.OPEN.value,
        Opening.published_at.is_not(None),
        Opening.published_at <= now,
        or_(Opening.closes_on.is_(None), Opening.closes_on >= day_everywhere(now)),
    )


def public_openings(now: datetime) -> tuple[PublicRow, ...]:
    """Every published opening, by country, name and number: one statement."""
    statement = select(*_COLUMNS).where(is_public(now)).order_by(Opening.country, Opening.name, Opening.id).limit(MOST)
    names = PublicRow.__dataclass_fields__
    return tuple(
        PublicRow(**{name: value for name, value in row._mapping.items() if name in names})
        for row in db.session.execute(statement)
    )


def public_opening(opening_id: int, now: datetime) -> PublicOpening:
    """One published opening: one statement.

    Raises:
        NotFound: if there is none, or the public may not know of it; both in the same words.
    """
    statement = select(*_COLUMNS, *digest_columns()).where(Opening.id == opening_id, is_public(now))
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound(GONE)
    return _opening(row._mapping)


def as_public(opening: OpeningPage, now: datetime) -> PublicOpening:
    """What the public would see of an opening that staff read, were it published: for the preview."""
    fields = {name: getattr(opening, name) for name in PublicOpening.__dataclass_fields__}
    return PublicOpening(**fields | {"published_at": opening.published_at or now})


def _opening(values: RowMapping) -> PublicOpening:
    fields = {column.name: values[column.name] for column in _COLUMNS}
    return PublicOpening(**fields, digests=digests_from(values))
