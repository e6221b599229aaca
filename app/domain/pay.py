"""Whether a candidate sees what a job pays: hidden until its moment, open from then on, refused to another address."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.places import Unlock
from app.domain.say import Sentence, say
from app.domain.states import CLOSED, State

REASON_LENGTH = 1_000


class PayState(StrEnum):
    """What becomes of somebody who asks for it."""

    HIDDEN = "hidden"
    OPEN = "open"
    REFUSED = "refused"


class UnlockedBy(StrEnum):
    """What opened it; the audit trail keeps it."""

    APPLYING = "applying"
    INVITATION = "invitation"
    BOOKING = "booking"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that it turns on.

    `asks` is the address that the session of whoever asks was opened from; `own` is the one that the record of the
    application has now, empty for somebody erased. `opens` is what holds in the opening's country; `is_public`: the
    opening stands on a public page. `unlocked_at` is when it was opened in this application, and in no other.
    """

    asks: str
    own: str
    state: State
    opens: Unlock = Unlock.SELECTED
    is_public: bool = False
    unlocked_at: datetime | None = None


def pay_state(facts: Facts) -> PayState:
    """What somebody who asks for the pay of an application gets.

    Capitals in an address make no difference; everything else does, so that a plus-address is another one. What was
    opened once stays open for as long as the application is kept, whatever becomes of it. One that is closed and was
    never opened stays hidden, since no selection is to come any more; what everybody may read is open even then.

    Source: domain.md section 7, Compensation; that a closed application keeps what it had is house judgement.
    """
    if not facts.own or facts.asks.strip().casefold() != facts.own.strip().casefold():
        return PayState.REFUSED
    if facts.unlocked_at is not None or (facts.opens is Unlock.POSTING and facts.is_public):
        return PayState.OPEN
    if facts.state in CLOSED or facts.opens is Unlock.SELECTED:
        return PayState.HIDDEN
    return PayState.OPEN


def opens_on_applying(opens: Unlock) -> bool:
    """Whether an application is open from its first moment."""
    return opens is not Unlock.SELECTED


def when_it_opens(state: State) -> Sentence:
    """From when on a candidate who finds it hidden will see it."""
    if state in CLOSED:
        return say("This application has ended, and what the job pays was not opened before that.")
    return say(
        "You see it here as soon as you are selected for the first conversation: from the moment when we invite you or "
        "book a time with you. We write to you then."
    )


ANOTHER_ADDRESS = say(
    "This application was sent with another e-mail address. What it pays is shown to that address alone, even where "
    "both are yours."
)
