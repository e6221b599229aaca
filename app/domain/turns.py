"""Whose turn an application is, what its stage still misses, and whether it is ready to advance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.answers import Answer
from app.domain.excuses import Excuse
from app.domain.family import Stage
from app.domain.pipeline import DECISION, State
from app.domain.scorecard import due_at
from app.domain.slots import listed
from app.domain.turn_facts import Facts as Facts
from app.domain.turn_facts import InterviewFact as InterviewFact
from app.domain.turn_facts import InvitationFact as InvitationFact
from app.domain.turn_facts import Person as Person
from app.domain.turn_facts import SeatFact as SeatFact

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
_MISSED: Mapping[str | None, str] = {
    "candidate": "{} did not come to the interview; no new time is booked yet",
    "interviewer": "The interview was not held, since an interviewer did not come; no new time is booked yet",
}


class Lack(StrEnum):
    """What kind of thing is missing; it says where the link leads that mends it."""

    BOOKING = "booking"
    INVITATION = "invitation"
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
    """What is missing, whose turn it is, and whether the application may advance without anybody overriding.

    `warnings` hold nothing up: people who have not said yet that they come to an interview that begins soon.
    """

    missing: tuple[Missing, ...]
    turn: Turn
    is_ready: bool
    warnings: tuple[Missing, ...] = ()

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
        return _unbooked(facts)
    found = [item for interview in facts.interviews for item in _about(interview, facts)]
    owing = [interview.owing() for interview in facts.interviews if interview.starts_at <= facts.now]
    people = tuple(dict.fromkeys(person for group in owing for person in group))
    ahead = [interview.starts_at for interview in facts.interviews if interview.starts_at > facts.now]
    excused = [seat for interview in facts.interviews for seat in interview.excused()]
    if excused:
        turn = Turn(Holder.RECRUITER, facts.recruiters, _ACTS[excused[0].excuse], is_reported=True)
    elif any(interview.is_declined(facts.now) for interview in facts.interviews):
        turn = Turn(Holder.RECRUITER, facts.recruiters, "find another time or call it off", is_reported=True)
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
    warnings = tuple(_unsure(interview, seat) for interview in facts.interviews for seat in interview.unsure(facts.now))
    return Progress(tuple(found), turn, is_ready=not found, warnings=warnings)


def _unbooked(facts: Facts) -> Progress:
    """Nothing is booked: the candidate chooses a time, or the recruiter books or invites again."""
    invitation = facts.invitation
    if invitation is not None and invitation.waits(facts.now):
        since = _moment(invitation.sent_at, facts)
        missing = Missing(Lack.INVITATION, f"No time is chosen yet; {facts.candidate} was invited on {since}")
        turn = Turn(Holder.CANDIDATE, (Person(0, facts.candidate),), "choose a time")
        return Progress((missing,), turn, is_ready=False)
    sentence, does = _why_unbooked(facts)
    turn = Turn(Holder.RECRUITER, facts.recruiters, does)
    return Progress((Missing(Lack.BOOKING, sentence),), turn, is_ready=False)


def _why_unbooked(facts: Facts) -> tuple[str, str]:
    """What happened instead of a booking, and what the recruiter does about it."""
    invitation = facts.invitation
    if invitation is not None and invitation.is_open and invitation.asks_hours:
        return f"{facts.candidate} offers other hours, since none of ours fits", "find a time in them"
    if invitation is not None and invitation.has_run_out(facts.now):
        return f"The invitation ran out on {_moment(invitation.expires_at, facts)}; no time was chosen", "invite again"
    if facts.no_show in _MISSED:
        return _MISSED[facts.no_show].format(facts.candidate), "invite again"
    return "No interview is booked yet", "book the interview"


def _unsure(interview: InterviewFact, seat: SeatFact) -> Missing:
    words = "is not sure yet about coming" if seat.reply is Answer.TENTATIVE else "has not said yet whether they come"
    return Missing(Lack.ANSWER, f"{seat.person.name} {words}", interview.id)


def _about(interview: InterviewFact, facts: Facts) -> list[Missing]:
    found = [Missing(Lack.PEOPLE, _REPORTED[s.excuse].format(s.person.name), interview.id) for s in interview.excused()]
    owing = interview.owing()
    if interview.is_declined(facts.now):
        found.append(Missing(Lack.ANSWER, f"{facts.candidate} declined the interview in their calendar", interview.id))
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
