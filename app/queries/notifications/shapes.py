"""What a message is written from, as its query hands it on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Who reads a message. `account_id` is None for a candidate. `is_lead`: leads the opening that it is about."""

    account_id: int | None
    name: str
    address: str
    zone: str
    language: str
    is_active: bool
    is_own: bool
    is_muted: bool
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's seat in the interview; `left_at` is set for those who were replaced. `owes`: a card is waited for."""

    account_id: int
    name: str
    job_title: str
    zone: str
    is_shadow: bool
    left_at: datetime | None
    excuse: str | None
    owes: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """The interview that a message is about, with everybody who has or had a seat.

    `candidate_reply` is what the candidate last answered in their calendar, if anything.
    """

    id: int
    starts_at: datetime
    ends_at: datetime
    video_link: str
    is_booked: bool
    candidate_reply: str | None
    places: tuple[Place, ...]

    def place_of(self, account_id: int | None) -> Place | None:
        """The seat of this person, left or not."""
        return next((place for place in self.places if place.account_id == account_id), None)

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Invited:
    """The invitation that a message is about, or by which its interview was booked.

    `people` are (name, job title) of those who would hold it, one of whom comes when `takes` is one. `windows` are the
    hours that the candidate offers.
    """

    id: int
    state: str
    ended_because: str
    takes: str
    minutes: int
    created_at: datetime
    expires_at: datetime
    epoch: int
    asked_at: datetime | None
    asked_note: str
    people: tuple[tuple[str, str], ...]
    windows: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """A message of the outbox, and everything that its text can speak of.

    `contact` is the recruiter to turn to. `awaits`: a decision awaits approval. `is_overtaken`: a newer message to the
    same reader waits, which says all that this one would. `was_told`: they heard of the interview's time before.
    """

    id: int
    kind: str
    data: Mapping[str, str]
    created_at: datetime
    reader: Person
    organisation: str
    contact: str
    application_id: int | None
    candidate_id: int | None
    candidate: str
    candidate_zone: str
    state: str
    stage: str
    stage_name: str
    opening: str
    awaits: bool
    is_overtaken: bool
    was_told: bool
    meeting: Meeting | None
    invited: Invited | None
