"""What people answer when they are asked whether they come to an interview, and when an answer counts."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from app.domain.errors import BadData, NotReady

# What is kept as the reason when somebody says no in their calendar, where there is no room for one.
DECLINED_IN_CALENDAR = "Declined in their calendar."


class Answer(StrEnum):
    """What somebody answers."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


# The state that others read, and what the person themself presses.
ANSWER_STATES: Mapping[Answer, str] = {
    Answer.ACCEPTED: "Comes",
    Answer.TENTATIVE: "Not sure yet",
    Answer.DECLINED: "Declined",
}
ANSWER_NAMES: Mapping[Answer, str] = {
    Answer.ACCEPTED: "I’ll be there",
    Answer.TENTATIVE: "I am not sure yet",
}


def check_answer(answer: Answer, *, is_excused: bool, ends_at: datetime, now: datetime) -> None:
    """Refuse an answer on the interview's page that means nothing there.

    Raises:
        BadData: for a no, which is reported with a reason.
        NotReady: once the interview has ended, or while a report of the same person stands.
    """
    if answer not in ANSWER_NAMES:
        raise BadData("If you can't come, report it with a reason: the recruiter then finds somebody else.")
    if now >= ends_at:
        raise NotReady("This interview has ended, so nobody asks any more whether you come.")
    if is_excused:
        raise NotReady("You reported something about this interview. Take that back first, then answer.")


def counts(*, sequence: int, asked_since: int, ends_at: datetime, now: datetime) -> bool:
    """Whether an answer from a calendar is to the time as it stands.

    Args:
        sequence: the number that the answer bears; it rises with every change of the interview.
        asked_since: the number that the interview had when everybody was last asked anew; 0 if that was at the start.
        ends_at: when the interview ends.
        now: this instant.
    """
    return sequence >= asked_since and now < ends_at
