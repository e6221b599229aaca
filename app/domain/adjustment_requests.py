"""What a candidate may ask to be arranged differently, and how it is answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.adjustment import LIMIT, repeated_words
from app.domain.errors import BadData
from app.domain.say import say, translatable
from app.domain.scorecard import check_text
from app.domain.slots import LONGEST

# More would make another interview of it; cells of the calendar are five minutes long.
MOST_EXTRA_MINUTES, MINUTE_STEP = 120, 5
# So many can wait for an answer at once; more are sent by mistake.
MOST_OPEN = 5
_FRIDAY = 4


class Want(StrEnum):
    """One thing that is often asked for."""

    MORE_TIME = "more_time"
    BREAKS = "breaks"
    CAPTIONS = "captions"
    WRITTEN = "written_questions"
    FORMAT = "format"
    OTHER = "other"


WANT_NAMES: Mapping[Want, str] = {
    Want.MORE_TIME: translatable("More time"),
    Want.BREAKS: translatable("Breaks in between"),
    Want.CAPTIONS: translatable("Captions"),
    Want.WRITTEN: translatable("Questions in writing, ahead or during the interview"),
    Want.FORMAT: translatable("Another way to meet, such as by phone or without video"),
    Want.OTHER: translatable("Something else"),
}


class RequestState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


STATE_NAMES: Mapping[RequestState, str] = {
    RequestState.ASKED: translatable("Not answered yet"),
    RequestState.GRANTED: translatable("Will be arranged"),
    RequestState.REFUSED: translatable("Can’t be arranged"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a candidate asks for: keys of `Want` in the order of the list, and words of their own."""

    wants: tuple[Want, ...]
    text: str

    @classmethod
    def entered(cls, wants: Iterable[str], text: str) -> "Wish":
        """What was ticked and typed, in the form in which it is kept.

        Args:
            wants: keys; what is none of them is left out.
            text: the candidate's own words.

        Raises:
            BadData: if nothing is asked for, "something else" is not explained, or the text is too long.
        """
        ticked = set(wants)
        chosen = tuple(want for want in Want if want.value in ticked)
        kept = text.strip()
        if len(kept) > LIMIT:
            raise BadData(say("Keep it to {limit} characters.", limit=f"{LIMIT:,}"), field="text")
        check_text(kept, "text")
        if not chosen and not kept:
            raise BadData(translatable("Tick what would help, or say it in your own words."), field="wants")
        if chosen == (Want.OTHER,) and not kept:
            raise BadData(translatable("Say in your own words what would help."), field="text")
        return cls(chosen, kept)

    def names(self) -> tuple[str, ...]:
        """What was ticked, as it is called."""
        return tuple(WANT_NAMES[want] for want in self.wants)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a request.

    `answer` is read by the candidate alone. `arrangement` is what interviewers read from then on, and `extra_minutes`
    what every interview booked from then on is longer by; both mean nothing in a refusal.
    """

    is_granted: bool
    answer: str
    arrangement: str = ""
    extra_minutes: int = 0

    @classmethod
    def granted(cls, wish: Wish, *, answer: str, arrangement: str, extra_minutes: int, is_meant: bool) -> "Reply":
        """A yes: what interviewers have to do, and how much longer it takes.

        Args:
            wish: what was asked for; its words are not for interviewers.
            answer: what the candidate is told.
            arrangement: what interviewers read.
            extra_minutes: from 0 to 120, in steps of five.
            is_meant: that words of the request which stand in the arrangement may be read by interviewers.

        Raises:
            BadData: naming the field.
        """
        told, done = _checked(answer, "answer"), _checked(arrangement, "arrangement")
        if not done:
            raise BadData("Write what interviewers have to arrange.", field="arrangement")
        telling = repeated_words(done, wish.text)
        if telling and not is_meant:
            raise BadData(
                f"“{telling}” stands in the candidate's own words, and interviewers read what is arranged. Write only "
                "what they have to do, or confirm below that they may read these words.",
                field="arrangement",
            )
        if extra_minutes not in range(0, MOST_EXTRA_MINUTES + 1, MINUTE_STEP):
            raise BadData(
                f"Choose from 0 to {MOST_EXTRA_MINUTES} minutes, in steps of {MINUTE_STEP}.", field="extra_minutes"
            )
        return cls(True, told, done, extra_minutes)

    @classmethod
    def refused(cls, *, answer: str) -> "Reply":
        """A no, which the candidate gets with its reason.

        Raises:
            BadData: if no reason is given, or it is too long.
        """
        told = _checked(answer, "answer")
        if not told:
            raise BadData("Tell the candidate why this can't be arranged, and what can instead.", field="answer")
        return cls(False, told)


def answer_due(asked_at: datetime, zone: str) -> datetime:
    """Until when a request is answered: one working day after it came, at the same time of the wall.

    Args:
        asked_at: when it came.
        zone: whose weekends count; Monday to Friday are worked.

    Returns:
        an instant of that zone; what comes at the weekend counts as of Monday morning's first minute.

    Source: house judgement.
    """
    wall = asked_at.astimezone(ZoneInfo(zone))
    if wall.weekday() > _FRIDAY:
        wall = wall.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=7 - wall.weekday())
    wall += timedelta(days=1)
    while wall.weekday() > _FRIDAY:
        wall += timedelta(days=1)
    return wall


def is_overdue(asked_at: datetime, now: datetime, *, zone: str) -> bool:
    """Whether a request that came at `asked_at` should have been answered by now."""
    return answer_due(asked_at, zone) < now


def lengthened(minutes: int, extra_minutes: int) -> int:
    """How long an interview is offered that takes `minutes` for others; no longer than any may be."""
    return max(minutes, min(minutes + extra_minutes, LONGEST))


def _checked(text: str, field: str) -> str:
    kept = text.strip()
    if len(kept) > LIMIT:
        raise BadData(f"This text has {len(kept):,} characters; up to {LIMIT:,} are kept.", field=field)
    return check_text(kept, field)
