"""What a candidate can do with an invitation, until when, and the sentence that says why not; the links to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.cities import ENGLISH
from app.domain.errors import BadData
from app.domain.interview_links import Window
from app.domain.say import Localised, Sentence, localised, say, translatable
from app.domain.slots import point
from app.domain.spans import Span

# A page that somebody opens right after the interview still says what it was about.
ENDS_AFTER = timedelta(hours=24)
MOST_WINDOWS = 6
FURTHEST_WINDOW = timedelta(days=92)
NOTE_LIMIT = 2000
TAKEN = translatable("This time was taken a moment ago. The others are still free.")
CHOOSE = translatable("Choose one of the times below.")
DEAD = translatable(
    "This link may be cut off or replaced by a newer one. Use the link in the latest mail about your interview, "
    "or answer that mail."
)


class InvitationState(StrEnum):
    """How far an invitation is."""

    OPEN = "open"
    BOOKED = "booked"
    ENDED = "ended"


class Ended(StrEnum):
    """Why an invitation ended."""

    TAKEN_BACK = "taken_back"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    EXPIRED = "expired"
    HELD = "held"
    CALLED_OFF = "called_off"


# For the candidate. Nobody learns from here what a mail has not told them yet.
ENDED = {
    Ended.TAKEN_BACK: translatable("This invitation was taken back. {who} can tell you what comes next."),
    Ended.DECLINED: translatable("Nothing can be booked with this link any more. {who} answers your questions."),
    Ended.WITHDRAWN: translatable(
        "Nothing can be booked with this link any more. If that is a surprise, write to {who}."
    ),
    Ended.REPLACED: translatable(
        "A newer invitation has taken the place of this one. Use the link in the latest mail from {who}."
    ),
    Ended.EXPIRED: translatable("This invitation has run out. Write to {who} for a new one."),
    Ended.HELD: translatable(
        "This interview is over, so nothing can be changed with this link. {who} answers your questions."
    ),
    Ended.CALLED_OFF: translatable("This interview was called off. {who} writes to you about what comes next."),
}
# For staff, in the middle of a sentence: the invitation ...
ENDED_WORDS = {
    Ended.TAKEN_BACK: "was taken back",
    Ended.DECLINED: "ended with the decline",
    Ended.WITHDRAWN: "ended with the withdrawal",
    Ended.REPLACED: "was replaced by a newer one",
    Ended.EXPIRED: "ran out without an answer",
    Ended.HELD: "led to an interview that was held",
    Ended.CALLED_OFF: "ended when its interview was called off",
}


@dataclass(frozen=True, slots=True)
class BookingPass:
    """What a link to book holds: one invitation, and how often its links were replaced before."""

    invitation_id: int
    epoch: int

    def values(self) -> tuple[int, int]:
        """The two numbers that are signed."""
        return self.invitation_id, self.epoch


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that decides what the candidate can do.

    `recruiter` is whom they write to. `is_here`: the application stands in the invitation's stage; `is_active`: it is
    under way and not on hold. `starts_at` and `ends_at` are those of the booked interview, if it still is.
    """

    state: InvitationState
    created_at: datetime
    expires_at: datetime
    recruiter: str
    is_here: bool
    is_active: bool
    moves: int
    most_moves: int
    cutoff_hours: int
    ended_because: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def closes_at(self) -> datetime:
        """The first instant at which the booked interview can't be moved any more, if there is one."""
        return (self.starts_at or self.expires_at) - timedelta(hours=self.cutoff_hours)

    @property
    def moves_left(self) -> int:
        """How often the candidate can still move it."""
        return max(0, self.most_moves - self.moves)

    def window(self) -> Window:
        """Until when the link holds: open until it runs out, booked until a day after the interview.

        Source: house judgement.
        """
        if self.ends_at is not None:
            return Window(self.created_at, self.ends_at + ENDS_AFTER)
        return Window(self.created_at, self.expires_at)


def why_over(standing: Standing, now: datetime, *, zone: str) -> str | None:
    """Why nothing at all can be done with the invitation, and whom to ask; None while something can.

    Args:
        standing: what is known.
        now: this instant.
        zone: the candidate's.
    """
    who = standing.recruiter
    if standing.state is InvitationState.ENDED:
        return say(ENDED[_ended(standing.ended_because)], who=who)
    if standing.state is InvitationState.BOOKED:
        return _why_booking_over(standing, now)
    if now > standing.expires_at:
        return say(
            "This invitation ran out at {when}. Write to {who} for a new one.",
            when=point(standing.expires_at, zone=zone),
            who=who,
        )
    if not standing.is_active:
        return say("Nothing can be booked at the moment. {who} can tell you when it goes on.", who=who)
    if not standing.is_here:
        return say("This invitation was for an earlier step. Use the link in the latest mail from {who}.", who=who)
    return None


def _why_booking_over(standing: Standing, now: datetime) -> str | None:
    if standing.starts_at is None or standing.ends_at is None:
        return say(ENDED[Ended.CALLED_OFF], who=standing.recruiter)
    return say(ENDED[Ended.HELD], who=standing.recruiter) if now >= standing.ends_at else None


def _ended(text: str) -> Ended:
    return Ended(text) if text in set(Ended) else Ended.TAKEN_BACK


def why_not_choose(standing: Standing, now: datetime, *, zone: str) -> str | None:
    """Why no time can be chosen now; None when one can."""
    over = why_over(standing, now, zone=zone)
    if over is not None or standing.state is InvitationState.OPEN:
        return over
    return translatable("You have booked a time already. Move it if another one suits you better.")


def may_choose(standing: Standing, now: datetime) -> bool:
    """Whether a time can be chosen now."""
    return why_not_choose(standing, now, zone="UTC") is None


def why_not_move(standing: Standing, now: datetime, *, zone: str) -> str | None:
    """Why the booked time can't be moved by the candidate, and what to do instead; None when it can.

    It can as often as the invitation says, up to and including the last instant of the notice that it asks for.
    """
    over = _why_not_booked(standing, now, zone=zone)
    if over is not None:
        return over
    if not standing.is_active:
        return say(
            "The time can't be moved here at the moment. Write to {who} if it does not suit you.",
            who=standing.recruiter,
        )
    if not standing.moves_left:
        return _no_moves_left(standing)
    if now > standing.closes_at:
        return say(
            "It can be moved until {hours} before it begins, which was {when}. Write to {who}, or call it off here.",
            hours=_hours(standing.cutoff_hours),
            when=point(standing.closes_at, zone=zone),
            who=standing.recruiter,
        )
    return None


def _hours(number: int) -> Localised:
    english = "an hour" if number == 1 else f"{number} hours"
    return localised(lambda language: english if language == ENGLISH else f"{number}時間")


def _no_moves_left(standing: Standing) -> Sentence:
    who = standing.recruiter
    if not standing.moves:
        return say("It can't be moved with this link. Write to {who} if the time does not suit you.", who=who)
    if standing.moves == 1:
        return say(
            "You have moved it once, and that is as often as it goes with this link. Write to {who} if the time does "
            "not suit you.",
            who=who,
        )
    return say(
        "You have moved it {times} times, and that is as often as it goes with this link. Write to {who} if the time "
        "does not suit you.",
        times=standing.moves,
        who=who,
    )


def may_move(standing: Standing, now: datetime) -> bool:
    """Whether the candidate can move the booked time now."""
    return why_not_move(standing, now, zone="UTC") is None


def why_not_cancel(standing: Standing, now: datetime, *, zone: str) -> str | None:
    """Why the candidate can't call it off; None until it begins."""
    return _why_not_booked(standing, now, zone=zone)


def may_cancel(standing: Standing, now: datetime) -> bool:
    """Whether the candidate can call it off now."""
    return why_not_cancel(standing, now, zone="UTC") is None


def _why_not_booked(standing: Standing, now: datetime, *, zone: str) -> str | None:
    over = why_over(standing, now, zone=zone)
    if over is not None:
        return over
    if standing.state is not InvitationState.BOOKED or standing.starts_at is None:
        return CHOOSE
    if now >= standing.starts_at:
        return say("This interview has begun. Write to {who} if it does not take place.", who=standing.recruiter)
    return None


def why_not_ask(standing: Standing, now: datetime, *, zone: str) -> str | None:
    """Why the candidate can't name hours of their own; None when they can: before booking, and instead of moving."""
    if standing.state is InvitationState.BOOKED:
        return why_not_move(standing, now, zone=zone)
    return why_over(standing, now, zone=zone)


def check_windows(windows: tuple[Span, ...], now: datetime, *, minutes: int) -> tuple[Span, ...]:
    """The hours that a candidate names, in order of time.

    Args:
        windows: from when to when they have time.
        now: this instant.
        minutes: how long the interview is.

    Raises:
        BadData: for none, too many, one that is shorter than the interview, has passed, or lies too far ahead.
    """
    if not windows:
        raise BadData(translatable("Name at least one stretch of time that suits you."), field="windows")
    if len(windows) > MOST_WINDOWS:
        raise BadData(say("Name at most {most} stretches of time.", most=MOST_WINDOWS), field="windows")
    for window in windows:
        if window.ends_at - window.starts_at < timedelta(minutes=minutes):
            sentence = say("The interview takes {minutes} minutes. Name stretches that are as long.", minutes=minutes)
            raise BadData(sentence, field="windows")
        if window.starts_at <= now:
            raise BadData(translatable("One of these stretches has begun already. Name later ones."), field="windows")
        if window.ends_at > now + FURTHEST_WINDOW:
            raise BadData(
                translatable("One of these stretches is too far ahead. Stay within three months."), field="windows"
            )
    return tuple(sorted(windows))
