"""How a scorecard stands towards the time when it is due, for those who see states and not what a card says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.scorecard import due_at, is_late


class Timing(StrEnum):
    """Where a card stands in time; the values are what pages say."""

    NOT_DUE = "not due"
    DUE = "due"
    LATE = "late"
    SUBMITTED = "submitted"
    SUBMITTED_LATE = "submitted late"


@dataclass(frozen=True, slots=True)
class CardStanding:
    """A state, and the moment that belongs to it: when the card came in, or when it is or was due."""

    timing: Timing
    moment: datetime


def card_standing(ends_at: datetime, submitted_at: datetime | None, now: datetime) -> CardStanding:
    """How a card stands.

    Args:
        ends_at: the end of the interview.
        submitted_at: when the card came in, or None.
        now: this instant.

    Returns:
        submitted, or submitted late, with the time of it; else not due before the interview's end, due in the day after
        it, late from then on, with the time when it is or was due. At that very instant a card is not late yet.

    Source: hiring process, cards are due a day after the interview.
    """
    due = due_at(ends_at)
    if submitted_at is not None:
        timing = Timing.SUBMITTED_LATE if is_late(ends_at, submitted_at) else Timing.SUBMITTED
        return CardStanding(timing, submitted_at)
    if now < ends_at:
        return CardStanding(Timing.NOT_DUE, due)
    return CardStanding(Timing.LATE if now > due else Timing.DUE, due)
