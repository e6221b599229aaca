"""Questions about openings: which there are, one with everything on its page, who is in its hiring team."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Label, RowMapping, Select, bindparam, func, select, tuple_

from app.database import db
from app.domain.deck import Taken
from app.domain.errors import NotFound
from app.domain.opening import OpeningState, OpeningTerms
from app.domain.policy import PART_ROLES, Action, Part, Relation, Role, Viewer, may
from app.domain.publishing import Shown, shown
from app.models.accounts import Account
from app.models.applications import Application
from app.models.audit import AuditEntry
from app.models.openings import Opening, OpeningMember
from app.models.scheduling import Interview, Seat
from app.queries import access
from app.queries.ladders import Digests, digest_columns, digests_from
from app.queries.reports import LAST_DECK

PAGE = 50
_ROW = (
    Opening.id,
    Opening.name,
    Opening.place,
    Opening.lowest_level,
    Opening.highest_level,
    Opening.state,
)
_TEAM = (
    select(
        OpeningMember.part,
        Account.id,
        Account.name,
        Account.job_title,
        Account.zone,
        Account.team_page,
        Account.role,
        Account.is_active,
    )
    .join(Account, Account.id == OpeningMember.account_id)
    .where(OpeningMember.opening_id == bindparam("opening_id"))
    .order_by(Account.name, Account.id, OpeningMember.part)
)
_COLLEAGUES = (
    select(Account.id, Account.name, Account.job_title, Account.zone, Account.role, LAST_DECK)
    .where(Account.is_active)
    .order_by(Account.name, Account.id)
)
_BOOKED = (
    select(Seat.account_id, func.count().label("number"))
    .join(Interview, Interview.id == Seat.interview_id)
    .join(Application, Application.id == Interview.application_id)
    .where(
        Application.opening_id == bindparam("opening_id"),
        Interview.state == "booked",
        Interview.ends_at > bindparam("now"),
        Seat.left_at.is_(None),
        ~access.is_own(bindparam("me")),
    )
    .group_by(Seat.account_id)
    .order_by(Seat.account_id)
)
_CLOSING = (
    select(AuditEntry.at, AuditEntry.data, Account.name)
    .outerjoin(Account, Account.id == AuditEntry.actor_id)
    .where(
        AuditEntry.object_kind == "opening",
        AuditEntry.object_id == bindparam("opening_id"),
        AuditEntry.action == "opening.closed",
    )
    .order_by(AuditEntry.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's part in a hiring team. A person with two parts is there twice."""

    part: Part
    id: int
    name: str
    job_title: str
    zone: str
    team_page: str
    role: Role
    is_active: bool


@dataclass(frozen=True, slots=True)
class Team:
    """The hiring team of one opening, by name."""

    members: tuple[Member, ...]

    def of(self, part: Part) -> tuple[Member, ...]:
        """Who has this part and still works here."""
        return tuple(member for member in self.members if member.part == part and member.is_active)

    def gone(self) -> tuple[Member, ...]:
        """Members whose accounts were deactivated."""
        return tuple(member for member in self.members if not member.is_active)

    def ids(self, part: Part) -> frozenset[int]:
        """The account numbers of `of`."""
        return frozenset(member.id for member in self.of(part))


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One opening in the list, with what ties the viewer to it."""

    relation: Relation
    id: int
    name: str
    place: str
    lowest_level: str
    highest_level: str
    state: OpeningState
    active: int

    @property
    def has_board(self) -> bool:
        """Whether the viewer may see who is in it."""
        return may(Action.BOARD_READ, self.relation)


@dataclass(frozen=True, slots=True)
class OpeningList:
    """One page of openings, and the place to go on from if there are more."""

    rows: tuple[OpeningRow, ...]
    more: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """One opening with its pinned versions and its team; `title`, `location` and `specialty` are keys of the family."""

    relation: Relation
    id: int
    name: str
    title: str
    lowest_level: str
    highest_level: str
    place: str
    location: str | None
    specialty: str | None
    state: OpeningState
    version: int
    created_at: datetime
    created_by: str
    active: int
    digests: Digests
    team: Team
    country: str
    published_at: datetime | None
    closes_on: date | None

    @property
    def terms(self) -> OpeningTerms:
        """What it was opened with."""
        return OpeningTerms(
            title=self.title,
            lowest_level=self.lowest_level,
            highest_level=self.highest_level,
            place=self.place,
            location=self.location,
            specialty=self.specialty,
        )

    @property
    def is_open(self) -> bool:
        """Whether it takes candidates."""
        return self.state is OpeningState.OPEN

    def shown(self, now: datetime) -> Shown:
        """What the public sees of it."""
        return shown(self.state, self.published_at, self.closes_on, now=now)


@dataclass(frozen=True, slots=True)
class Closing:
    """When an opening was last closed, by whom, and the key of the reason."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can take a part. `booked` counts the interviews of this opening that are still to come; `deck` says
    whether they have rated a calibration deck, never what it came to."""

    id: int
    name: str
    job_title: str
    zone: str
    role: Role
    booked: int
    deck: Taken


def openings_for(viewer: Viewer, *, state: OpeningState, after: tuple[str, int] | None = None) -> OpeningList:
    """Openings of one state that the viewer has a part in, by name; an admin sees all.

    Args:
        viewer: who asks.
        state: open or closed ones.
        after: name and number of the last row of the page before.
    """
    statement = _listed(viewer).where(Opening.state == state.value)
    if after is not None:
        statement = statement.where(tuple_(Opening.name, Opening.id) > after)
    found = db.session.execute(statement.order_by(Opening.name, Opening.id).limit(PAGE + 1)).all()
    rows = tuple(_row(viewer, row._mapping) for row in found[:PAGE])
    return OpeningList(rows, (rows[-1].name, rows[-1].id) if len(found) > PAGE else None)


def _active(viewer: Viewer) -> Label[int]:
    """How many applications are under way, the viewer's own left out."""
    return (
        select(func.count())
        .select_from(Application)
        .where(Application.opening_id == Opening.id, Application.state == "active", ~access.is_own(viewer.account_id))
        .correlate(Opening)
        .scalar_subquery()
        .label("active")
    )


def _listed(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    statement = select(*_ROW, _active(viewer), *access.opening_columns(viewer))
    if viewer.role is Role.ADMIN:
        return statement
    mine = select(OpeningMember.opening_id).where(OpeningMember.account_id == viewer.account_id)
    return statement.where(Opening.id.in_(mine))


def _row(viewer: Viewer, values: RowMapping) -> OpeningRow:
    return OpeningRow(
        relation=access.relation_from(viewer, values),
        id=values["id"],
        name=values["name"],
        place=values["place"],
        lowest_level=values["lowest_level"],
        highest_level=values["highest_level"],
        state=OpeningState(values["state"]),
        active=values["active"],
    )


def opening_for(viewer: Viewer, opening_id: int) -> OpeningPage:
    """One opening with its team: two statements.

    Raises:
        NotFound: if there is none, or nothing ties the viewer to it.
    """
    statement = (
        select(
            *_ROW,
            _active(viewer),
            Opening.title,
            Opening.location,
            Opening.specialty,
            Opening.version,
            Opening.country,
            Opening.published_at,
            Opening.closes_on,
            Opening.created_at,
            Account.name.label("created_by"),
            *digest_columns(),
            *access.opening_columns(viewer),
        )
        .join(Account, Account.id == Opening.created_by)
        .where(Opening.id == opening_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    return _page(viewer, row._mapping)


def _page(viewer: Viewer, values: RowMapping) -> OpeningPage:
    relation = access.relation_from(viewer, values)
    if not relation.exists:
        raise NotFound
    same = ("id", "name", "title", "lowest_level", "highest_level", "place", "location", "specialty", "version")
    public = ("country", "published_at", "closes_on")
    return OpeningPage(
        relation=relation,
        state=OpeningState(values["state"]),
        digests=digests_from(values),
        team=team_of(values["id"]),
        **{name: values[name] for name in (*same, *public, "created_at", "created_by", "active")},
    )


def team_of(opening_id: int) -> Team:
    """The hiring team of an opening; nobody, when there is no such opening."""
    rows = db.session.execute(_TEAM, {"opening_id": opening_id})
    return Team(tuple(Member(**dict(row._mapping) | _typed(row._mapping)) for row in rows))


def _typed(values: RowMapping) -> dict[str, Any]:
    return {"part": Part(values["part"]), "role": Role(values["role"])}


def colleagues_for(opening: OpeningPage, now: datetime) -> dict[Part, tuple[Colleague, ...]]:
    """Who can have which part of this opening, by name: those whose role allows it, and those who have it."""
    values = {"opening_id": opening.id, "now": now, "me": opening.relation.viewer.account_id}
    booked = {row.account_id: row.number for row in db.session.execute(_BOOKED, values)}
    everybody = [
        Colleague(
            id=row.id,
            name=row.name,
            job_title=row.job_title,
            zone=row.zone,
            role=Role(row.role),
            booked=booked.get(row.id, 0),
            deck=Taken(row.last_deck, now),
        )
        for row in db.session.execute(_COLLEAGUES)
    ]
    return {
        part: tuple(
            person for person in everybody if person.role in PART_ROLES[part] or person.id in opening.team.ids(part)
        )
        for part in Part
    }


def closing_of(opening: OpeningPage) -> Closing | None:
    """Why a closed opening is closed; None for an open one, which costs no statement."""
    if opening.is_open:
        return None
    row = db.session.execute(_CLOSING, {"opening_id": opening.id}).first()
    return Closing(row.at, row.name or "", row.data.get("reason", "")) if row else None
