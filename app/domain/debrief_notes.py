"""Notes of a debrief: what came of one item, kept one below the other and never overwritten."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.errors import BadData, NotReady
from app.domain.scorecard import check_text
from app.domain.states import State

NOTE_LIMIT = 4_000
# The first note of an item that somebody puts on the agenda by hand: its text is the question.
ASKED = "asked"
OPEN_STATES = frozenset({State.ACTIVE, State.ON_HOLD})


class Outcome(StrEnum):
    """What came of talking about one item."""

    SETTLED = "settled"
    STILL_OPEN = "still_open"
    AMEND = "amend"


OUTCOME_NAMES: Mapping[Outcome, str] = {
    Outcome.SETTLED: "Settled",
    Outcome.STILL_OPEN: "Still open",
    Outcome.AMEND: "Somebody amends their scorecard",
}


def is_open(state: State) -> bool:
    """Whether anything is still noted in the debrief of an application in this state."""
    return state in OPEN_STATES


def check_open(state: State) -> None:
    """Refuse a note once it would look as if it had been known before the decision.

    The sentence does not tell which way it went: interviewers read it.

    Raises:
        NotReady: if the application is decided or closed.
    """
    if not is_open(state):
        raise NotReady(
            "The debrief is over: nothing is added once the application is decided or closed. What was noted stays "
            "readable. If something has to be talked about all the same, ask the hiring manager."
        )


def check_note(outcome: str, text: str) -> str:
    """Refuse a note that does not say what came of the item.

    Returns:
        the text as it is kept.

    Raises:
        BadData: naming the field.
    """
    if outcome not in set(Outcome):
        raise BadData("Choose what came of it.", field="outcome")
    return _checked(text, "Write in a sentence what came of it. Others read it beside the scorecards.")


def check_question(text: str) -> str:
    """Refuse a question without words.

    Returns:
        the text as it is kept.

    Raises:
        BadData: naming the field.
    """
    return _checked(text, "Write what shall be talked about.")


def _checked(text: str, missing: str) -> str:
    kept = text.strip()
    if not kept:
        raise BadData(missing, field="text")
    if len(kept) > NOTE_LIMIT:
        met = f"This text has {len(kept):,} characters; up to {NOTE_LIMIT:,} are kept."
        raise BadData(f"{met} Shorten it and send it again.", field="text")
    return check_text(kept, "text")
