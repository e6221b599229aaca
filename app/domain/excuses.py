"""What an interviewer reports when an interview of theirs can't be held or was not: kinds, words, and when they may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.errors import BadData, NotReady

REASON_LIMIT = 2000


class Excuse(StrEnum):
    """What was reported."""

    CANNOT = "cannot"
    DID_NOT_HAPPEN = "did_not_happen"


# What the person says, and the state in which everybody else in the interview sees the seat.
EXCUSE_NAMES: Mapping[Excuse, str] = {
    Excuse.CANNOT: "I can’t make it",
    Excuse.DID_NOT_HAPPEN: "It didn’t happen",
}
EXCUSE_STATES: Mapping[Excuse, str] = {
    Excuse.CANNOT: "Can’t make it",
    Excuse.DID_NOT_HAPPEN: "Says it didn’t happen",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the report of one seat turns on. `reported` is what was said before and not settled since."""

    starts_at: datetime
    is_shadow: bool
    has_submitted: bool
    is_closed: bool
    reported: Excuse | None = None

    def refusal(self) -> str | None:
        """Why nothing can be reported for this seat, and what to do; None when something can."""
        if self.is_shadow:
            return "You shadow this interview, so it does not wait for you. Tell the opening’s recruiter in a word."
        if self.has_submitted:
            return "Your scorecard is in, so the interview took place. If it did not, tell the opening’s recruiter."
        if self.is_closed:
            return "This interview is closed and nothing is asked of you any more. There is nothing to report."
        return None

    def offered(self, now: datetime) -> tuple[Excuse, ...]:
        """What can be reported at this instant, the likelier first: that it didn't happen, only once it has begun."""
        if now < self.starts_at:
            return (Excuse.CANNOT,)
        return (Excuse.DID_NOT_HAPPEN, Excuse.CANNOT)


def check(standing: Standing, *, kind: Excuse, reason: str, now: datetime) -> str:
    """The reason as it is kept, if this can be reported.

    Args:
        standing: what is known of the seat.
        kind: what is reported.
        reason: why, in the person's own words.
        now: this instant.

    Raises:
        NotReady: for a seat of which nothing can be reported, or for which something else was reported before.
        BadData: without a reason or with one that is too long, or for a kind that can't be true yet.
    """
    refusal = standing.refusal()
    if refusal is not None:
        raise NotReady(refusal)
    if standing.reported not in {None, kind}:
        raise NotReady("You have reported something else about this interview before. Take that back first.")
    if kind not in standing.offered(now):
        raise BadData("The interview has not begun. Report that you can’t make it instead.", field="kind")
    kept = reason.strip()
    if not kept:
        raise BadData("Write why, in a sentence: the recruiter decides by it what to do next.", field="reason")
    if len(kept) > REASON_LIMIT:
        raise BadData(f"Keep the reason under {REASON_LIMIT} characters.", field="reason")
    return kept
