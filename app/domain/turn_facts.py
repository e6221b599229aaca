"""What the answer rests on whose turn an application is: interviews with their seats, an invitation, the people."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.answers import Answer
from app.domain.excuses import Excuse
from app.domain.family import Stage
from app.domain.pipeline import Position

# So long before an interview whoever has not answered is asked about. Basis: house judgement.
SILENT_BEFORE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can have the turn."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SeatFact:
    """One interviewer who counts, and whether the scorecard is in or begun. Nothing of what it says.

    `excuse` is what they report: that they can't make it, or that the interview did not happen. `reply` is what they
    answered when they were asked whether they come.
    """

    person: Person
    has_submitted: bool
    has_draft: bool = False
    excuse: Excuse | None = None
    reply: Answer | None = None


@dataclass(frozen=True, slots=True)
class InterviewFact:
    """One booked interview of the stage: when, who, and whether its cards are still awaited.

    `candidate_reply` is what the candidate answered in their calendar.
    """

    id: int
    starts_at: datetime
    ends_at: datetime
    seats: tuple[SeatFact, ...]
    awaits_cards: bool = True
    candidate_reply: Answer | None = None

    def owing(self) -> tuple[Person, ...]:
        """Whose scorecards are missing."""
        return tuple(seat.person for seat in self.seats if self.awaits_cards and not seat.has_submitted)

    def excused(self) -> tuple[SeatFact, ...]:
        """Those whose report somebody has to act on."""
        return tuple(
            seat for seat in self.seats if self.awaits_cards and seat.excuse is not None and not seat.has_submitted
        )

    def unsure(self, now: datetime) -> tuple[SeatFact, ...]:
        """Those who have not said that they come although it begins soon; who reported something is not among them."""
        if not now < self.starts_at <= now + SILENT_BEFORE:
            return ()
        return tuple(seat for seat in self.seats if seat.excuse is None and seat.reply in {None, Answer.TENTATIVE})

    def is_declined(self, now: datetime) -> bool:
        """Whether the candidate said no to what lies ahead."""
        return now < self.starts_at and self.candidate_reply is Answer.DECLINED


@dataclass(frozen=True, slots=True)
class InvitationFact:
    """The newest invitation to choose a time for the stage. `asks_hours`: the candidate offers other hours."""

    sent_at: datetime
    expires_at: datetime
    is_open: bool = True
    ended_because: str = ""
    asks_hours: bool = False

    def waits(self, now: datetime) -> bool:
        """Whether it is for the candidate to choose."""
        return self.is_open and not self.asks_hours and now <= self.expires_at

    def has_run_out(self, now: datetime) -> bool:
        """Whether nobody answered in time."""
        return self.ended_because == "expired" or (self.is_open and now > self.expires_at)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the answer rests on. `stage` is None in the decision, `zone` is the reader's.

    `awaits_approval`: a hire was decided that somebody else has to approve; `approvers` are those of them that the
    reader is told of. `invitation` is the newest one to this stage; `no_show` says who did not come to the last
    interview of it that was not held: candidate or interviewer.
    """

    position: Position
    stage: Stage | None
    interviews: tuple[InterviewFact, ...]
    recruiters: tuple[Person, ...]
    managers: tuple[Person, ...]
    candidate: str
    now: datetime
    zone: str
    hold_until: date | None = None
    own_level_given: bool = False
    awaits_approval: bool = False
    approvers: tuple[Person, ...] = ()
    invitation: InvitationFact | None = None
    no_show: str | None = None
