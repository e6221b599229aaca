"""Links that open one interview to one interviewer without signing in: what they hold, and from when to when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.slots import point

# From three days before, when people prepare, to three days after, when the last late scorecards come in.
OPENS_BEFORE = timedelta(hours=72)
ENDS_AFTER = timedelta(hours=72)
DEAD = (
    "This link may be cut off or replaced by a newer one, or the interview is no longer yours. "
    "Use the link in the latest mail about it, or sign in."
)


class LinkState(StrEnum):
    """Whether a link opens its interview now."""

    OPEN = "open"
    TOO_EARLY = "too early"
    TOO_LATE = "too late"


@dataclass(frozen=True, slots=True)
class Pass:
    """What a link holds: one interview, one person, and how often that person's links to it were replaced before."""

    interview_id: int
    account_id: int
    epoch: int

    def values(self) -> tuple[int, int, int]:
        """The three numbers that are signed."""
        return self.interview_id, self.account_id, self.epoch


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a link opens its interview; both ends belong to it."""

    opens_at: datetime
    ends_at: datetime

    def state(self, now: datetime) -> LinkState:
        """Where this instant lies."""
        if now < self.opens_at:
            return LinkState.TOO_EARLY
        return LinkState.TOO_LATE if now > self.ends_at else LinkState.OPEN

    def refusal(self, now: datetime, *, zone: str) -> str | None:
        """Why the link does not open the interview at this instant, and what to do; None when it does.

        Args:
            now: this instant.
            zone: the zone of the person whose link it is.
        """
        state = self.state(now)
        if state is LinkState.TOO_EARLY:
            return f"This link opens the interview from {point(self.opens_at, zone=zone)} on. Sign in to read it now."
        if state is LinkState.TOO_LATE:
            return f"This link ended at {point(self.ends_at, zone=zone)}. Sign in to go on with the interview."
        return None


def window_of(starts_at: datetime, ends_at: datetime) -> Window:
    """From when to when links to an interview hold.

    Args:
        starts_at: when the interview begins.
        ends_at: when it ends.

    Returns:
        from 72 hours before the beginning to 72 hours after the end.

    Source: house judgement, see OPENS_BEFORE.
    """
    return Window(starts_at - OPENS_BEFORE, ends_at + ENDS_AFTER)
