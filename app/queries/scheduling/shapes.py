"""What the questions about interviews answer with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.answers import ANSWER_STATES, Answer
from app.domain.errors import NotFound
from app.domain.excuses import EXCUSE_STATES, Excuse, Standing
from app.domain.family import Stage
from app.domain.lateness import CardStanding, card_standing
from app.domain.policy import Action, Part, Relation
from app.domain.visibility import Awaited, Wait, why_hidden
from app.queries.openings import Member, Team


class CardState(StrEnum):
    """How far a scorecard is; never what it says."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody's place in an interview. A shadow has no card that counts.

    `excuse` is what they report: that they can't make it, or that it did not happen; nothing once their card is in.
    `excuse_reason` is empty for readers whom it does not concern. `reply` is whether they come, `missed` that they did
    not.
    """

    account_id: int
    name: str
    job_title: str
    zone: str
    team_page: str
    is_shadow: bool
    card: CardState
    submitted_at: datetime | None
    excuse: Excuse | None = None
    excuse_reason: str = ""
    excused_at: datetime | None = None
    reply: Answer | None = None
    missed: bool = False

    @property
    def reply_state(self) -> str:
        """What they answered, as a state; nothing without an answer."""
        return ANSWER_STATES[self.reply] if self.reply is not None else ""

    @property
    def excuse_state(self) -> str:
        """What they report, as a state; nothing without a report."""
        return EXCUSE_STATES[self.excuse] if self.excuse is not None else ""


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One interview of an application. `state` is booked or cancelled; `stage` is the stage's key.

    `candidate_reply` is what the candidate answered in their calendar.
    """

    id: int
    stage: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    wall_time: str
    video_link: str
    state: str
    cards_closed_at: datetime | None
    panel_opened_at: datetime | None
    version: int
    booked_at: datetime
    candidate_reply: str | None
    seats: tuple[SeatRow, ...]

    @property
    def is_booked(self) -> bool:
        """Whether it was not cancelled."""
        return self.state == "booked"

    @property
    def candidate_state(self) -> str:
        """What the candidate answered, as a state; nothing without an answer."""
        return ANSWER_STATES.get(Answer(self.candidate_reply), "") if self.candidate_reply in set(Answer) else ""

    @property
    def interviewers(self) -> tuple[SeatRow, ...]:
        """Those whose cards count."""
        return tuple(seat for seat in self.seats if not seat.is_shadow)

    @property
    def missing(self) -> tuple[SeatRow, ...]:
        """Interviewers whose cards are not in."""
        return tuple(seat for seat in self.interviewers if seat.card is not CardState.SUBMITTED)

    def standing(self, seat: SeatRow, now: datetime) -> CardStanding | None:
        """How a seat's card stands towards the time when it is due; None where no card is waited for."""
        if seat.is_shadow or not self.is_booked or (self.cards_closed_at and not seat.submitted_at):
            return None
        return card_standing(self.ends_at, seat.submitted_at, now)

    @property
    def excused(self) -> tuple[SeatRow, ...]:
        """Interviewers who report that they can't hold it, or that it did not happen."""
        return tuple(seat for seat in self.interviewers if seat.excuse is not None)


@dataclass(frozen=True, slots=True)
class Case:
    """The application that an interview belongs to, as far as these pages need it.

    `applicant` is the candidate's account, if they work here; such a person interviews others only.
    """

    relation: Relation
    application_id: int
    version: int
    state: str
    stage: str
    stage_entered_at: datetime
    opening_id: int
    opening_name: str
    candidate_name: str
    candidate_zone: str
    applicant: int | None


@dataclass(frozen=True, slots=True)
class ToBook:
    """An application and the stage that can be booked for it."""

    case: Case
    stage: Stage

    @property
    def relation(self) -> Relation:
        """What ties the viewer to the application."""
        return self.case.relation


@dataclass(frozen=True, slots=True)
class Offer:
    """What the booking page shows beside: who can be asked, and what is booked already.

    `own` are account ids of those whose part in the hiring team the stage is; the others of `team` are of its pool.
    """

    case: Case
    stage: Stage
    team: Team
    interviews: tuple[InterviewRow, ...]
    own: frozenset[int] = frozenset()

    @property
    def first_choice(self) -> tuple[Member, ...]:
        """Those in the part that holds this stage."""
        return self.team.of(Part(self.stage.role))

    @property
    def others(self) -> tuple[Member, ...]:
        """Everybody else in the team, each once."""
        return others_of(self.team, {member.id for member in self.first_choice})

    @property
    def everybody(self) -> tuple[Member, ...]:
        """The whole team, each once."""
        return others_of(self.team, set())

    def standing(self, now: datetime) -> InterviewRow | None:
        """The interview that is booked for this passage through the stage, if there is one."""
        for interview in reversed(self.interviews):
            fresh = interview.booked_at >= self.case.stage_entered_at or interview.starts_at > now
            if interview.is_booked and interview.stage == self.stage.key and fresh:
                return interview
        return None


def others_of(team: Team, without: set[int]) -> tuple[Member, ...]:
    """Members who still work here and are not among these, each once, by name."""
    found = {member.id: member for member in team.members if member.is_active and member.id not in without}
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class InterviewPage:
    """One interview with everything on its page."""

    case: Case
    stage: Stage
    interview: InterviewRow
    booked_by: str
    quorum_reason: str

    @property
    def relation(self) -> Relation:
        """What ties the viewer to the interview."""
        return self.case.relation

    @property
    def why_hidden(self) -> tuple[str, ...]:
        """Why the viewer can't read the scorecards of others yet; nothing for a cancelled interview, which has none."""
        return why_hidden(Action.SCORECARD_READ_OTHERS, self.relation, self.wait) if self.interview.is_booked else ()

    @property
    def wait(self) -> Wait:
        """Whom the panel waits for; nobody once it is open."""
        missing = () if self.interview.panel_opened_at else self.interview.missing
        awaited = tuple(Awaited(seat.name, seat.card.replace("_", " ")) for seat in missing)
        return Wait(awaited, len(self.interview.interviewers))

    def mine(self) -> SeatRow | None:
        """The viewer's own seat."""
        own = self.relation.viewer.account_id
        return next((seat for seat in self.interview.seats if seat.account_id == own), None)

    def my_standing(self) -> Standing:
        """What a report of the viewer's turns on. Only for somebody who has a seat."""
        seat = self.mine()
        if seat is None:
            raise NotFound
        return Standing(
            starts_at=self.interview.starts_at,
            is_shadow=seat.is_shadow,
            has_submitted=seat.card is CardState.SUBMITTED,
            is_closed=self.interview.cards_closed_at is not None,
            reported=seat.excuse,
        )


@dataclass(frozen=True, slots=True)
class StandInRow:
    """Somebody who could take a place in an interview."""

    id: int
    name: str
    job_title: str


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Who called an interview off, when, and why; `because_closed` when it went together with its application.

    `no_show` says who did not come, candidate or interviewer, and `missed` names the interviewers.
    """

    at: datetime
    by: str
    reason: str
    because_closed: bool
    no_show: str = ""
    missed: str = ""


@dataclass(frozen=True, slots=True)
class MyInterview:
    """One interview that the viewer holds or shadows.

    `owes` is true while a card of theirs is missing, `is_under_way` until the application is decided or closed.
    """

    id: int
    application_id: int
    starts_at: datetime
    ends_at: datetime
    due_at: datetime
    candidate_name: str
    candidate_zone: str
    opening_name: str
    stage_name: str
    is_shadow: bool
    owes: bool
    card: CardState
    submitted_at: datetime | None
    panel_opened_at: datetime | None
    is_under_way: bool
    video_link: str
    colleagues: tuple[str, ...]
    shadows: tuple[str, ...]


Place = tuple[datetime, int]
DEBRIEFS = 5


@dataclass(frozen=True, slots=True)
class MyInterviews:
    """What the viewer owes (oldest first), what lies ahead (next first) and what is behind (latest first).

    `more_ahead` and `more_behind` are the places to go on from, if there are more.
    """

    owed: tuple[MyInterview, ...]
    ahead: tuple[MyInterview, ...]
    behind: tuple[MyInterview, ...]
    more_ahead: Place | None
    more_behind: Place | None

    @property
    def debriefs(self) -> tuple[MyInterview, ...]:
        """The latest candidates under way whose panel is open and of whom the viewer owes no card, each once."""
        blind = {row.application_id for row in (*self.owed, *self.ahead)}
        found: dict[int, MyInterview] = {}
        for row in self.behind:
            if row.is_under_way and row.panel_opened_at is not None and row.application_id not in blind:
                found.setdefault(row.application_id, row)
        return tuple(found.values())[:DEBRIEFS]
