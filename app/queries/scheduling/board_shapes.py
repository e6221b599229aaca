"""What the question who waits for whom answers with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the schedule is asked for. `is_mine`: only what waits for the viewer."""

    opening_id: int | None = None
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Led:
    """An opening that the viewer leads, and the names of its stages by key, in order."""

    id: int
    name: str
    is_recruiter: bool
    stages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """The first rows of a list, and how many there are in all."""

    rows: tuple[Row, ...] = ()
    total: int = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class About:
    """Which application a row is about. `is_mine`: its opening is one where the viewer is the recruiter."""

    application_id: int
    candidate: str
    opening: str
    stage: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ToInvite:
    """Somebody who has neither an interview nor an invitation, and what came before, in the middle of a sentence."""

    about: About
    since: datetime
    is_long: bool
    before: str


@dataclass(frozen=True, slots=True)
class Invited:
    """An open invitation. `reminders` were sent; `asked_at`: the candidate said that no hour suits, with a `note`."""

    about: About
    sent_at: datetime
    expires_at: datetime
    reminders: int
    asked_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who holds an interview, and what they said about coming: nothing, or the state of an answer."""

    name: str
    is_shadow: bool
    reply: str
    has_declined: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """An interview that is booked.

    `is_stuck`: the rules of its zone changed, and somebody is taken at the time that was promised. `is_near`: it begins
    within two working days, so that silence is a warning.
    """

    about: About
    interview_id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    candidate_reply: str
    people: tuple[Attendee, ...]
    is_stuck: bool
    is_near: bool

    @property
    def interviewers(self) -> tuple[Attendee, ...]:
        """Those whose cards count."""
        return tuple(person for person in self.people if not person.is_shadow)

    @property
    def gone(self) -> tuple[Attendee, ...]:
        """Interviewers who can't come, and whose place nobody has taken."""
        return tuple(person for person in self.interviewers if person.has_declined)


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that could not be delivered: what it was, to whom, and why."""

    about: About
    what: str
    to: str
    failed_at: datetime
    problem: str


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """How many interviews somebody holds in this week and the next, and with how many a week of theirs is full."""

    name: str
    this_week: int
    next_week: int
    limit: int
    is_own_limit: bool


@dataclass(frozen=True, slots=True)
class Median:
    """The median of some days, and how many they are; None without any."""

    days: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Turnaround:
    """How long a stage takes from its beginning until an interview is booked, was held, and its cards are in."""

    stage: str
    booked: Median
    held: Median
    cards_in: Median


@dataclass(frozen=True, slots=True)
class Schedule:
    """Who waits for whom in the openings that the viewer leads."""

    openings: tuple[Led, ...]
    to_invite: Listed[ToInvite] = Listed()
    asked: Listed[Invited] = Listed()
    silent: Listed[Invited] = Listed()
    troubled: Listed[Meeting] = Listed()
    booked: Listed[Meeting] = Listed()
    undelivered: Listed[Undelivered] = Listed()
    load: Listed[PersonLoad] = Listed()
    turnaround: tuple[Turnaround, ...] = ()

    @property
    def acts(self) -> int:
        """How many things somebody has to do."""
        return self.to_invite.total + self.asked.total + self.troubled.total + self.undelivered.total

    @property
    def next_at(self) -> datetime | None:
        """When the next interview begins, of those that are listed; one under way counts."""
        return min((row.starts_at for row in (*self.troubled.rows, *self.booked.rows)), default=None)

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits for anything."""
        return not (self.acts or self.silent.total or self.booked.total)
