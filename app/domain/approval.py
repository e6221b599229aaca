"""Approval of a hire outside the opening's range: when it is needed, what can be answered, and what each answer does.

House judgement: it is approved by a senior leader of the opening's team, or by anybody in that team who holds the
override grant; never by the person who decided. Until then the hire counts for nothing and the application stays at
its decision. Who may approve stands in the permission table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.decision import check_reason, range_notice
from app.domain.errors import BadData
from app.domain.ladder import Ladder
from app.domain.pipeline import Event, Moved, Position, decide_to_hire

ASKED, DECIDED, SENT_BACK, TAKEN_BACK = "approval_asked", "decided", "decision_sent_back", "decision_taken_back"
# What ends the wait, besides an answer: the stages are gone through again, or a closed application is taken up.
ENDS = frozenset({DECIDED, SENT_BACK, TAKEN_BACK, "stage_repeated", "reopened"})
NOBODY = (
    "Nobody in this hiring team can approve it yet. Add another senior leader to the team, or ask an admin to give "
    "the override grant to somebody in it."
)


class Verdict(StrEnum):
    """What became of a decision that awaited approval."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"


# What an approver can answer; taking it back is for whoever decides.
ANSWER_NAMES: Mapping[Verdict, str] = {
    Verdict.APPROVED: "Approve the hire",
    Verdict.SENT_BACK: "Send it back to the hiring manager",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An approver's answer as it was entered."""

    verdict: str
    reason: str


def needs_approval(level: str, ladder: Ladder, *, lowest: str, highest: str) -> bool:
    """Whether somebody else has to agree before a hire at this level counts."""
    return bool(range_notice(level, ladder, lowest=lowest, highest=highest))


def is_awaited(kinds: Sequence[str]) -> bool:
    """Whether a decision awaits approval, from the kinds of all events of an application, the oldest first.

    Bookings, cards, holds and a decline that was taken back change nothing about it.
    """
    telling = [kind for kind in kinds if kind == ASKED or kind in ENDS]
    return bool(telling) and telling[-1] == ASKED


def ask(position: Position, *, level: str, reason: str) -> Moved:
    """Record a hire that has to be approved: the application stays where it is.

    Raises:
        BadData: without a reason.
        NotReady: if a hire could not be decided now.
    """
    _, (decided,) = decide_to_hire(position, level=level, reason=reason)
    return position, (Event(ASKED, decided.data),)


def approve(position: Position, *, level: str, reason: str, decided_by: str) -> Moved:
    """Let the hire count: the application moves as if it were decided now.

    Args:
        position: where the application stands.
        level: the level that was decided.
        reason: why it is approved.
        decided_by: name of the person who decided.

    Raises:
        BadData: without a reason.
        NotReady: if the application is not active, or no more at its decision.
    """
    moved, (decided,) = decide_to_hire(position, level=level, reason=reason)
    return moved, (Event(DECIDED, {**decided.data, "decided_by": decided_by}),)


def send_back(position: Position, *, level: str, reason: str) -> Moved:
    """Do not approve: whoever decides looks at it again. The application stays where it is."""
    return position, (Event(SENT_BACK, {"level": level, "reason": reason.strip()}),)


def take_back(position: Position, *, level: str) -> Moved:
    """Decide again, before anybody has answered. The application stays where it is."""
    return position, (Event(TAKEN_BACK, {"level": level}),)


def check_answer(answer: Answer) -> None:
    """Refuse an answer that is none, or has no reason.

    Raises:
        BadData: naming the field.
    """
    if answer.verdict not in set(ANSWER_NAMES):
        raise BadData("Choose whether you approve the hire or send it back.", field="verdict")
    if not answer.reason.strip():
        raise BadData("Write why. The answer needs a reason that others can read later.", field="reason")
    check_reason(answer.reason)


def approvers_in_words(names: Sequence[str]) -> str:
    """Who can approve, as a sentence; what to do when nobody can."""
    if not names:
        return NOBODY
    people = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f"The hire waits for {people}."
