"""The states of an application, what to do next in each, and why candidates withdraw."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where an application stands."""

    ACTIVE = "active"
    ON_HOLD = "on_hold"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    OFFER_MADE = "offer_made"
    HIRED = "hired"


STATE_NAMES: Mapping[State, str] = {
    State.ACTIVE: "Active",
    State.ON_HOLD: "On hold",
    State.DECLINED: "Declined",
    State.WITHDRAWN: "Withdrawn",
    State.DECIDED: "Decided",
    State.OFFER_MADE: "Offer made",
    State.HIRED: "Hired",
}
# How a state is said in the middle of a sentence: "this application is ...".
STATE_WORDS: Mapping[State, str] = {state: name.lower() for state, name in STATE_NAMES.items()} | {
    State.OFFER_MADE: "waiting for the answer to its offer"
}
CLOSED = frozenset({State.DECLINED, State.WITHDRAWN})
NEXT_STEPS: Mapping[State, str] = {
    State.ACTIVE: "It is under way: advance it, put it on hold, or decline it.",
    State.ON_HOLD: "Resume it first.",
    State.DECLINED: "Re-open it first.",
    State.WITHDRAWN: "Re-open it first.",
    State.DECIDED: "The decision is made: the offer comes next.",
    State.OFFER_MADE: "The candidate's answer comes next: record the hire, or the withdrawal.",
    State.HIRED: "Nothing is left to be done with it.",
}


class WithdrawReason(StrEnum):
    """Reasons of theirs."""

    OTHER_OFFER = "other_offer"
    COMPENSATION = "compensation"
    ROLE = "role"
    LOCATION = "location"
    PACE = "pace"
    PERSONAL = "personal"
    OFFER_REFUSED = "offer_refused"


WITHDRAW_REASONS: Mapping[WithdrawReason, str] = {
    WithdrawReason.OTHER_OFFER: "Took another offer",
    WithdrawReason.COMPENSATION: "Compensation does not fit",
    WithdrawReason.ROLE: "The role is not what they look for",
    WithdrawReason.LOCATION: "Location or travel",
    WithdrawReason.PACE: "The process took too long",
    WithdrawReason.PERSONAL: "Personal reasons, not asked further",
    WithdrawReason.OFFER_REFUSED: "Refused our offer",
}
