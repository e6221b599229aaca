"""What a candidate reads of where they stand: what comes next, and by when they hear of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain import time_words
from app.domain.pipeline import DECISION
from app.domain.say import Localised, localised, say
from app.domain.states import State

_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a candidate may know of where they stand.

    `state` is what they were told. `stage` is a key, or "decision". `who` is the recruiter, else the organisation.
    `starts_at`: when the next interview begins. `invited_until`: until when an open invitation holds. `hold_until`:
    when a pause ends; `held_by_me`: a pause of their own wish. `hears_by`: the day by which they should hear.
    """

    state: State
    stage: str
    who: str
    zone: str
    hears_by: date
    starts_at: datetime | None = None
    invited_until: datetime | None = None
    hold_until: date | None = None
    held_by_me: bool = False

    def is_ours(self) -> bool:
        """Whether the next step is the organisation's, so that the candidate waits."""
        return self.state in {State.ACTIVE, State.DECIDED} and self.starts_at is None and self.invited_until is None

    def is_late(self, now: datetime) -> bool:
        """Whether the day by which they should have heard is over where they are."""
        return self.is_ours() and now.astimezone(ZoneInfo(self.zone)).date() > self.hears_by


def hears_by(since: datetime, *, days: int, zone: str) -> date:
    """The day by which somebody hears.

    Args:
        since: when they last heard something, or were met.
        days: how many working days they wait at most, at least one.
        zone: theirs; weekends are Saturday and Sunday.

    Returns:
        a Monday to Friday.

    Source: house judgement.
    """
    day, left = since.astimezone(ZoneInfo(zone)).date(), days
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() <= _FRIDAY
    return day


def what_is_next(awaited: Awaited, now: datetime) -> str:
    """What comes next, in one or two sentences that can be said in another language.

    A hire that was decided reads like a decision that is awaited: the recruiter tells of it, no page.
    """
    who, until = awaited.who, awaited.hold_until
    match awaited.state:
        case State.DECLINED:
            return say("We decided not to go on with this application. Thank you for the time that you gave us.")
        case State.WITHDRAWN:
            return say("You withdrew this application. Should you think again, write to {who}.", who=who)
        case State.HIRED:
            return say("You took the job. {who} tells you everything about your start.", who=who)
        case State.OFFER_MADE:
            return say("There is an offer for you. {who} explains it, and waits for your answer.", who=who)
        case State.ON_HOLD if awaited.held_by_me and until is not None:
            return say("It rests until {day}, as you asked. You can go on earlier whenever you like.", day=_day(until))
        case State.ON_HOLD if until is not None:
            return say("It rests for now. We take it up again by {day}.", day=_day(until))
        case State.ON_HOLD:
            return say("It rests for now. {who} tells you when it goes on.", who=who)
    return _of_an_open_one(awaited, now)


def _of_an_open_one(awaited: Awaited, now: datetime) -> str:
    who, zone = awaited.who, awaited.zone
    if awaited.starts_at is not None:
        return say("Your next interview: {moment}.", moment=_moment(awaited.starts_at, zone))
    if awaited.invited_until is not None:
        return say("Choose a time for your interview by {moment}.", moment=_moment(awaited.invited_until, zone))
    day = _day(awaited.hears_by)
    if awaited.is_late(now):
        return say(
            "You should have heard from us by {day}. We are sorry. Write to {who}: you get an answer.", day=day, who=who
        )
    if awaited.stage == DECISION:
        return say("Your interviews are over. You hear from {who} what was decided by {day}.", who=who, day=day)
    return say("The next step is ours. You hear from {who} by {day}.", who=who, day=day)


def _day(day: date) -> Localised:
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    return localised(lambda language: time_words.date_words(noon, zone="UTC", language=language))


def _moment(at: datetime, zone: str) -> Localised:
    return localised(lambda language: time_words.moment(at, zone=zone, language=language))
