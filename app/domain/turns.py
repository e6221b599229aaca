"""Whose turn an application is, what its stage still misses, and whether it is ready to advance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.excuses import Excuse
from app.domain.family import Stage
from app.domain.pipeline import DECISION, Position, State
from app.domain.scorecard import due_at
from app.domain.slots import listed

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
# Days that a stage takes without anybody wondering, by who holds it. Basis: house judgement.
USUAL_DAYS: Mapping[str, int] = {"recruiter": 2, "hiring_manager": 4, "interviewer": 7, "senior_leader": 5}
USUAL_DECISION_DAYS = 2
# What an interviewer reports about an interview of theirs, and what the recruiter does about it.
_REPORTED: Mapping[Excuse | None, str] = {
    Excuse.CANNOT: "{} can't make it",
    Excuse.DID_NOT_HAPPEN: "{} says that the interview didn't happen",
}
_ACTS: Mapping[Excuse | None, str] = {
    Excuse.CANNOT: "replace or call off",
    Excuse.DID_NOT_HAPPEN: "find out what happened",
}


class Lack(StrEnum):
    """What kind of thing is missing; it says where the link leads that mends it."""

    BOOKING = "booking"
    PEOPLE = "people"
    CONVERSATION = "conversation"
    CARDS = "cards"
    DECISION = "decision"
    OFFER = "offer"
    ANSWER = "answer"
    WAKE_UP = "wake_up"


class Holder(StrEnum):
    """Who can have the turn."""

    RECRUITER = "recruiter"
    MANAGER = "hiring manager"
    INTERVIEWERS = "interviewers"
    APPROVERS = "approver"
    CANDIDATE = "candidate"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can have the turn."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SeatFact:
    """One interviewer who counts, and whether the scorecard is in or begun. Nothing of what it says.

    `excuse` is what they report: that they can't make it, or that the interview did not happen.
    """

    person: Person
    has_submitted: bool
    has_draft: bool = False
    excuse: Excuse | None = None


@dataclass(frozen=True, slots=True)
class InterviewFact:
    """One booked interview of the stage: when, who, and whether its cards are still awaited."""

    id: int
    starts_at: datetime
    ends_at: datetime
    seats: tuple[SeatFact, ...]
    awaits_cards: bool = True

    def owing(self) -> tuple[Person, ...]:
        """Whose scorecards are missing."""
        return tuple(seat.person for seat in self.seats if self.awaits_cards and not seat.has_submitted)

    def excused(self) -> tuple[SeatFact, ...]:
        """Those whose report somebody has to act on."""
        return tuple(
            seat for seat in self.seats if self.awaits_cards and seat.excuse is not None and not seat.has_submitted
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the answer rests on. `stage` is None in the decision, `zone` is the reader's.

    `awaits_approval`: a hire was decided that somebody else has to approve; `approvers` are those of them that the
    reader is told of.
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


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, as a sentence; `interview_id` when it belongs to one."""

    lack: Lack
    sentence: str
    interview_id: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Who acts next and what they do; `until` says when nobody's rest ends.

    `is_reported`: somebody who holds the interview says that it needs them at once.
    """

    holder: Holder
    people: tuple[Person, ...] = ()
    does: str = ""
    until: str = ""
    is_reported: bool = False

    def is_of(self, account_id: int) -> bool:
        """Whether this person acts next."""
        return any(person.id == account_id for person in self.people)

    @property
    def who(self) -> str:
        """The people by name, or what stands for them."""
        if self.holder is Holder.NOBODY:
            return f"nobody until {self.until}" if self.until else "nobody"
        return listed([person.name for person in self.people]) or f"the {self.holder.value}"


@dataclass(frozen=True, slots=True)
class Progress:
    """What is missing, whose turn it is, and whether the application may advance without anybody overriding."""

    missing: tuple[Missing, ...]
    turn: Turn
    is_ready: bool

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is missing, in words."""
        return tuple(item.sentence for item in self.missing)

    @property
    def owed(self) -> tuple[str, ...]:
        """The sentences about scorecards of interviews that were held."""
        return tuple(item.sentence for item in self.missing if item.lack is Lack.CARDS)


def progress_of(facts: Facts) -> Progress:
    """What an application needs next.

    Args:
        facts: where it stands, the interviews booked for this visit of the stage, and the people around it.

    Returns:
        one sentence for each missing thing (most pressing first), one turn, and whether it may advance. The same
        answer serves the board, the profile and the gate.

    Source: hiring process: a stage ends when its interviews were held and their scorecards are in.
    """
    if facts.position.state is not State.ACTIVE:
        return _resting(facts)
    if facts.position.stage == DECISION or facts.stage is None:
        return _deciding(facts)
    return _in_stage(facts)


def _resting(facts: Facts) -> Progress:
    state = facts.position.state
    if state is State.ON_HOLD:
        if facts.hold_until is not None and facts.hold_until <= facts.now.astimezone(ZoneInfo(facts.zone)).date():
            missing = Missing(Lack.WAKE_UP, f"The hold ended on {_day(facts.hold_until)}")
            return Progress((missing,), Turn(Holder.RECRUITER, facts.recruiters, "resume it"), is_ready=False)
        until = _day(facts.hold_until) if facts.hold_until else ""
        missing = Missing(Lack.WAKE_UP, f"On hold until {until}" if until else "On hold")
        return Progress((missing,), Turn(Holder.NOBODY, until=until), is_ready=False)
    if state is State.DECIDED:
        turn = Turn(Holder.RECRUITER, facts.recruiters, "make the offer")
        return Progress((Missing(Lack.OFFER, "The offer is not made yet"),), turn, is_ready=False)
    if state is State.OFFER_MADE:
        turn = Turn(Holder.CANDIDATE, (Person(0, facts.candidate),), "answer the offer")
        return Progress((Missing(Lack.ANSWER, "The offer is not answered yet"),), turn, is_ready=False)
    return Progress((), Turn(Holder.NOBODY), is_ready=False)


def _deciding(facts: Facts) -> Progress:
    if facts.awaits_approval:
        missing = Missing(Lack.DECISION, "The approval of the decision")
        return Progress(
            (missing,), Turn(Holder.APPROVERS, facts.approvers, "approve it or send it back"), is_ready=False
        )
    if facts.own_level_given:
        missing = Missing(Lack.DECISION, "The decision; the own level is given")
        return Progress((missing,), Turn(Holder.MANAGER, facts.managers, "decide"), is_ready=False)
    missing = Missing(Lack.DECISION, "The hiring manager's own level, then the decision")
    return Progress((missing,), Turn(Holder.MANAGER, facts.managers, "give the own level"), is_ready=False)


def _in_stage(facts: Facts) -> Progress:
    if not facts.interviews:
        missing = Missing(Lack.BOOKING, "No interview is booked yet")
        return Progress((missing,), Turn(Holder.RECRUITER, facts.recruiters, "book the interview"), is_ready=False)
    found = [item for interview in facts.interviews for item in _about(interview, facts)]
    owing = [interview.owing() for interview in facts.interviews if interview.starts_at <= facts.now]
    people = tuple(dict.fromkeys(person for group in owing for person in group))
    ahead = [interview.starts_at for interview in facts.interviews if interview.starts_at > facts.now]
    excused = [seat for interview in facts.interviews for seat in interview.excused()]
    if excused:
        turn = Turn(Holder.RECRUITER, facts.recruiters, _ACTS[excused[0].excuse], is_reported=True)
    elif people:
        turn = Turn(
            Holder.INTERVIEWERS, people, "submit the scorecard" if len(people) == 1 else "submit the scorecards"
        )
    elif ahead:
        turn = Turn(Holder.NOBODY, until=_day(min(ahead).astimezone(ZoneInfo(facts.zone)).date()))
    elif found:
        turn = Turn(Holder.RECRUITER, facts.recruiters, "find an interviewer")
    else:
        turn = Turn(Holder.RECRUITER, facts.recruiters, "read and advance")
    return Progress(tuple(found), turn, is_ready=not found)


def _about(interview: InterviewFact, facts: Facts) -> list[Missing]:
    found = [Missing(Lack.PEOPLE, _REPORTED[s.excuse].format(s.person.name), interview.id) for s in interview.excused()]
    owing = interview.owing()
    if interview.starts_at > facts.now:
        found.append(Missing(Lack.CONVERSATION, f"Interview on {_moment(interview.starts_at, facts)}", interview.id))
    elif owing:
        found.append(Missing(Lack.CARDS, _cards_missing(interview, owing) + _late(interview, facts), interview.id))
    if not interview.seats:
        found.append(Missing(Lack.PEOPLE, "Nobody holds the interview any more", interview.id))
    return found


def _cards_missing(interview: InterviewFact, owing: Sequence[Person]) -> str:
    begun = sum(1 for seat in interview.seats if seat.has_draft and seat.person in owing)
    if len(interview.seats) == 1:
        return f"The scorecard of {owing[0].name}" + (", a draft so far" if begun else "")
    verb = "is" if len(owing) == 1 else "are"
    whose = listed([person.name for person in owing])
    return f"{_number(len(owing))} of {_number(len(interview.seats)).lower()} scorecards {verb} missing: {whose}"


def is_long(entered_at: datetime, now: datetime, usual_days: int) -> bool:
    """Whether an application has been in its stage for longer than usual."""
    return now - entered_at >= timedelta(days=usual_days + 1)


def usual_days(stage: Stage | None) -> int:
    """How many days a stage usually takes; None is the decision."""
    return USUAL_DECISION_DAYS if stage is None else USUAL_DAYS[stage.role]


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _late(interview: InterviewFact, facts: Facts) -> str:
    due = due_at(interview.ends_at)
    return f", late since {_moment(due, facts)}" if facts.now > due else ""


def _moment(at: datetime, facts: Facts) -> str:
    here = at.astimezone(ZoneInfo(facts.zone))
    return f"{_day(here.date())}, {here:%H:%M}"
